"""What the ranking is made of: its constants, what it asks of an index, and rarity."""

from __future__ import annotations

from math import log1p
from typing import NamedTuple

from searchidx.engines.plan import PassageWeight


class Scoring(NamedTuple):
    """The constants of the ranking; docs/ranking.md says what each does and where it comes from."""

    k1: float = 1.2
    b: float = 0.75
    title: float = 3.0
    syllables: float = 0.6
    other_accents: float = 0.2
    words: float = 0.5
    pairs: float = 0.6
    near: float = 0.3
    window: int = 8
    synonyms: float = 0.5
    passages: tuple[PassageWeight, ...] = (PassageWeight(25, 0.4), PassageWeight(12, 0.3))
    coverage: float = 0.5
    similarity: float = 0.5
    rescore_depth: int = 200
    feedback_depth: int = 5

    def of_field(self, name: str) -> float:
        """Return what an occurrence in a text field counts for."""
        return self.title if name == "title" else 1.0


def idf(frequency: float, documents: int) -> float:
    """Return the inverse document frequency of BM25: ln(1 + (N - df + 0.5) / (df + 0.5))."""
    if frequency > documents:
        frequency = documents
    return log1p((documents - frequency + 0.5) / (frequency + 0.5))
