"""How is a text analysed? All steps of the analysis, for `searchidx analyze`."""

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


def analysis_by_step(text: str) -> dict[str, str]:
    """Return a mapping of the name of each step of the analysis to its result for the text.

    Terms and sentences are separated by ` | `. The result of a step may be an empty string, and may contain
    unprintable characters. The terms of "syllables", "codes", "words", "pairs" and "without accents" are
    those that an index holds.
    """
    tokens = syllables(text)
    # The terms of each position: a syllable, then the codes that begin with this syllable.
    terms_by_position = [
        [token.term for token in group] for _, group in groupby(tokens, lambda token: token.position)
    ]
    syllable_terms = [terms[0] for terms in terms_by_position]
    pairs = (
        f"{left} {right}"
        for left_terms, right_terms in pairwise(terms_by_position)
        for left, right in product(left_terms, right_terms)
    )
    return {
        "keyboard": _keyboard_line(text),
        "normalized": normalize(text),
        "folded": fold(text),
        "sentences": _join_terms(text[start:end] for start, end in sentences(text)),
        "cut by pyvi": tokenize(text),
        "words": _join_terms(token.term for token in words(text) if token.kind == "word"),
        "syllables": _join_terms(syllable_terms),
        "codes": _join_terms(code for terms in terms_by_position for code in terms[1:]),
        "without accents": _join_terms(folded_term(token.term) for token in tokens),
        "pairs": _join_terms(pairs),
        "i/y spellings": _join_terms(
            " = ".join((term, *variants))
            for term in dict.fromkeys(syllable_terms)
            if (variants := i_y_variants(term))
        ),
        "abbreviations": _join_terms(
            f"{definition.short} = {definition.long}" for definition in definitions(text)
        ),
    }


def _keyboard_line(text: str) -> str:
    """Return the typing scheme and the decoded text if the text looks like Telex or VNI keys, else ""."""
    decoded = decode_typing(text)
    if decoded is None:
        return ""
    intended_text, scheme = decoded
    return f"{scheme}: {intended_text}"


def _join_terms(terms: Iterable[str]) -> str:
    return " | ".join(terms)
