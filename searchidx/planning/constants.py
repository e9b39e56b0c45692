"""The constants of the ranking, and the inverse document frequency."""

from __future__ import annotations

from math import log1p
from typing import NamedTuple

from searchidx.engines.plan import PassageWeight


class Scoring(NamedTuple):
    """The constants of the ranking. docs/ranking.md has the formulas and what each part is worth."""

    k1: float = 1.2
    """How slowly repeated occurrences saturate: (k1 + 1) tf / (k1 + tf)."""

    b: float = 0.75
    """How far the length of a field discounts its occurrences: not at all at 0, in proportion at 1."""

    title: float = 3.0
    """How much an occurrence in the title counts; one in any other field counts 1."""

    syllables: float = 0.6
    """The weight of a syllable of the query, as it is spelt and without accents together."""

    other_accents: float = 0.2
    """The weight of other accents than those that were typed, in partial matches."""

    words: float = 0.5
    """The weight of a word of one to four syllables."""

    pairs: float = 0.6
    """The weight of two neighbours of the query that stand side by side in a document."""

    near: float = 0.3
    """The weight of two neighbours of the query that stand near each other in a document."""

    window: int = 8
    """The greatest distance, in positions, at which two syllables are near each other."""

    synonyms: float = 0.5
    """The weight of the other form of an abbreviation."""

    passages: tuple[PassageWeight, ...] = (PassageWeight(25, 0.4), PassageWeight(12, 0.3))
    """The weights of the best passages of 50 and of 24 positions."""

    coverage: float = 0.5
    """The weight of the share of the title that the query covers."""

    similarity: float = 0.5
    """The weight of the similarity with the best document."""

    rescore_depth: int = 200
    """How many of the best documents are rescored."""

    feedback_depth: int = 5
    """How many of the best documents decide doubtful spellings; 0 leaves the doubts."""

    @property
    def saturation_limit(self) -> float:
        """The limit of (k1 + 1) tf / (k1 + tf). Engines compute tf / (k1 + tf), so weights contain it."""
        return self.k1 + 1

    def field_weight(self, name: str) -> float:
        """Return how much an occurrence in a text field counts."""
        return self.title if name == "title" else 1.0


def idf(frequency: float, documents: int) -> float:
    """Return the inverse document frequency of BM25: ln(1 + (N - df + 0.5) / (df + 0.5)).

    `frequency` (df) may be a fraction, as for spellings that count in part, and may exceed `documents` (N),
    as deleted documents are counted for a while: it then counts as N.
    """
    if frequency > documents:
        frequency = documents
    return log1p((documents - frequency + 0.5) / (frequency + 0.5))
