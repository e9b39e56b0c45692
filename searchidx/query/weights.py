"""What the ranking is made of: its constants, what it asks of an index, and rarity."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from searchidx.query.ast import Term
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.query.lexicon import Frequencies, Lexicon


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
    passages: tuple[tuple[int, float], ...] = ((25, 0.4), (12, 0.3))
    coverage: float = 0.5
    similarity: float = 0.5
    pool: int = 200
    reread: int = 5


def idf(frequency: float, lexicon: Frequencies) -> float:
    """Return the inverse document frequency of BM25: ln(1 + (N - df + 0.5) / (df + 0.5))."""
    frequency = min(frequency, lexicon.count())
    return log1p((lexicon.count() - frequency + 0.5) / (frequency + 0.5))


def frequency_in(fields: Sequence[str], layer: str, text: str, lexicon: Lexicon) -> int:
    """Return the document frequency of a term of a layer in the last of the fields that has it."""
    for field in reversed(fields):
        if found := lexicon.frequency(Term(getattr(layers(field), layer), text)):
            return found
    return 0


def rarity(text: str, lexicon: Lexicon) -> float:
    """Return the idf of a folded syllable in the bodies."""
    return idf(lexicon.frequency(Term(layers("body").folded, text)), lexicon)


def everywhere(
    fields: Iterable[str], layer: str, text: str, scoring: Scoring
) -> tuple[tuple[Term, float], ...]:
    """Return the term of a layer in each text field, with the field's weight."""
    return tuple(
        (Term(getattr(layers(field), layer), text), scoring.title if field == "title" else 1.0)
        for field in fields
    )
