"""What the analyzer makes of a text, layer by layer, for `searchidx analyze`."""

from __future__ import annotations

from itertools import pairwise

from analyzers import fold, normalize, syllables, tokenize
from analyzers.fold import folded_term


def layers_of(text: str) -> dict[str, str]:
    """Return by name every layer of a text, fit to be printed; terms are parted by ` | `."""
    tokens = syllables(text)
    first = {token.position: token for token in reversed(tokens)}
    parts = [first[position].term for position in sorted(first)]
    wholes = [token.term for token in tokens if token is not first[token.position]]
    folded = [folded_term(part) for part in parts]
    return {
        "normalized": normalize(text),
        "folded": fold(text),
        "words": tokenize(text),
        "syllables": _listed(parts),
        "without accents": _listed(folded),
        "codes": _listed(wholes),
        "pairs": _listed([f"{left} {right}" for left, right in pairwise(folded)]),
    }


def _listed(terms: list[str]) -> str:
    return " | ".join(terms)
