"""Doubtful spellings decided again, by how the best documents for the query spell them.

The pairs of the whole corpus tell how the language is spelt; the best documents of a rough search tell how
the subject of the query is spelt. It is counted how often each spelling stands in them beside the spellings
of its neighbours in the query. The first probabilities together count as one more occurrence (a Dirichlet
prior).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from searchidx.planning.accents.questions import question_pairs
from searchidx.planning.accents.spellings import Spellings
from searchidx.planning.stretches import distinct_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.planning.stretches import Stretch

MIN_CERTAIN_PROBABILITY: Final = 0.95
"""A syllable whose best spelling is less probable than this is doubtful."""

MIN_DISTINCT_SYLLABLES: Final = 5
"""A query of fewer distinct syllables gets no feedback: its best documents may be about anything."""


def pairs_in_doubt(stretches: Sequence[Stretch], spellings: Sequence[Sequence[Spellings]]) -> tuple[str, ...]:
    """Return the pairs of spellings ("a b") whose occurrences in the best documents settle the doubts.

    `spellings` holds one value for each syllable of each stretch. The result is empty where no syllable is
    doubtful, and for queries that are too short for feedback.
    """
    if len(distinct_syllables(stretches)) < MIN_DISTINCT_SYLLABLES:
        return ()
    pairs = [
        pair
        for stretch, row in zip(stretches, spellings, strict=True)
        for index in _doubtful_indexes(stretch, row)
        for _, pair in _pairs_at(row, index)
    ]
    return tuple(dict.fromkeys(pairs))


def apply_feedback(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    occurrences: Mapping[str, int],
) -> list[list[Spellings]]:
    """Return the spellings of each syllable, the doubtful ones corrected by the occurrences of their pairs.

    `occurrences` has every pair that `pairs_in_doubt` returned for the same arguments.
    """
    return [
        _corrected_row(row, _doubtful_indexes(stretch, row), occurrences)
        for stretch, row in zip(stretches, spellings, strict=True)
    ]


def _doubtful_indexes(stretch: Stretch, row: Sequence[Spellings]) -> list[int]:
    """Return the indexes of doubtful syllables; those of questions are left out, for articles do not ask."""
    folded = [syllable.folded for syllable in stretch.syllables]
    in_questions = {
        index
        for first, pair in enumerate(pairwise(folded))
        if pair in _folded_question_pairs()
        for index in (first, first + 1)
    }
    return [
        index
        for index, spellings in enumerate(row)
        if spellings.probability < MIN_CERTAIN_PROBABILITY
        and len(spellings.ranked) > 1
        and index not in in_questions
    ]


@cache
def _folded_question_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((folded_term(left), folded_term(right)) for left, right in question_pairs())


def _pairs_at(row: Sequence[Spellings], index: int) -> Iterator[tuple[str, str]]:
    """Yield each spelling of a syllable with each pair that it makes with a spelling of a neighbour."""
    if index > 0:
        for left, spelling in product(row[index - 1].ranked, row[index].ranked):
            yield spelling.text, f"{left.text} {spelling.text}"
    if index + 1 < len(row):
        for spelling, right in product(row[index].ranked, row[index + 1].ranked):
            yield spelling.text, f"{spelling.text} {right.text}"


def _corrected_row(
    row: Sequence[Spellings], doubtful: Sequence[int], occurrences: Mapping[str, int]
) -> list[Spellings]:
    return [
        _corrected(row, index, occurrences) if index in doubtful else spellings
        for index, spellings in enumerate(row)
    ]


def _corrected(row: Sequence[Spellings], index: int, occurrences: Mapping[str, int]) -> Spellings:
    """Return the mean of the first probabilities, as one occurrence, and the occurrences of the spellings."""
    counts: Counter[str] = Counter()
    for text, pair in _pairs_at(row, index):
        counts[text] += occurrences[pair]
    total = counts.total()
    if not total:
        return row[index]
    return Spellings.of({text: (prior + counts[text]) / (1 + total) for text, prior in row[index].ranked})
