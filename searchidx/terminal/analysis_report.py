"""What the analyzer makes of a text, layer by layer, for `searchidx analyze`."""

from __future__ import annotations

from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING

from analyzers import fold, normalize, sentences, syllables, tokenize, words
from analyzers.fold import folded_term
from analyzers.ime import decode_typing
from analyzers.normalize import i_y_variants
from searchidx.abbreviations.definitions import definitions

if TYPE_CHECKING:
    from collections.abc import Iterable


def layers_of(text: str) -> dict[str, str]:
    """Return by name every layer of a text, fit to be printed; terms are parted by ` | `.

    What a text does not have is empty. Layers that an index holds have their index terms.
    """
    tokens = syllables(text)
    places = [[token.term for token in group] for _, group in groupby(tokens, lambda token: token.position)]
    parts = [place[0] for place in places]
    pairs = (f"{a} {b}" for left, right in pairwise(places) for a, b in product(left, right))
    typed = decode_typing(text)
    defined = definitions(text)
    return {
        "keyboard": f"{typed[1]}: {typed[0]}" if typed else "",
        "normalized": normalize(text),
        "folded": fold(text),
        "sentences": _listed(text[start:end] for start, end in sentences(text)),
        "cut by pyvi": tokenize(text),
        "words": _listed(token.term for token in words(text) if token.kind == "word"),
        "syllables": _listed(parts),
        "codes": _listed(whole for place in places for whole in place[1:]),
        "without accents": _listed(folded_term(token.term) for token in tokens),
        "pairs": _listed(pairs),
        "i/y spellings": _listed(_equal(part) for part in dict.fromkeys(parts) if i_y_variants(part)),
        "abbreviations": _listed(f"{one.short} = {one.long}" for one in defined),
    }


def _equal(term: str) -> str:
    return " = ".join((term, *i_y_variants(term)))


def _listed(terms: Iterable[str]) -> str:
    return " | ".join(terms)
