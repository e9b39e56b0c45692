"""How do the best documents for a query spell its doubtful syllables?

The pairs of the whole corpus show how the language is spelt. The best documents of a rough search show how
the subject of the query is spelt. In these documents, this module counts the occurrences of each spelling of
a doubtful syllable next to any spelling of a neighbour in the query. Then it combines these counts with the
probabilities from the corpus, which are a Dirichlet prior with the weight of one occurrence.
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
"""A syllable is doubtful if the probability of its best spelling is below this value."""

MIN_DISTINCT_SYLLABLES: Final = 5
"""A query with fewer distinct syllables gets no feedback. Its best documents may be about other subjects."""


def pairs_in_doubt(stretches: Sequence[Stretch], spellings: Sequence[Sequence[Spellings]]) -> tuple[str, ...]:
    """Return the distinct pairs of spellings ("a b") whose occurrences `apply_feedback` needs.

    A pair consists of a spelling of a doubtful syllable and a spelling of one of its neighbours. `spellings`
    has the possible spellings of each syllable of each stretch. The result is empty if no syllable is
    doubtful or the query is too short for feedback.
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
    """Return a list of `Spellings` for each stretch, with corrected probabilities for doubtful syllables.

    `occurrences` has the number of occurrences of each pair that `pairs_in_doubt` returned for the same
    stretches and spellings.
    """
    return [
        _corrected_row(row, _doubtful_indexes(stretch, row), occurrences)
        for stretch, row in zip(stretches, spellings, strict=True)
    ]


def _doubtful_indexes(stretch: Stretch, row: Sequence[Spellings]) -> list[int]:
    """Return the indexes of the doubtful syllables, in ascending order.

    The syllables of questions are never doubtful, because articles seldom ask questions.
    """
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
        if spellings.best_probability < MIN_CERTAIN_PROBABILITY
        and len(spellings.ranked) > 1
        and index not in in_questions
    ]


@cache
def _folded_question_pairs() -> frozenset[tuple[str, str]]:
    return frozenset((folded_term(left), folded_term(right)) for left, right in question_pairs())


def _pairs_at(row: Sequence[Spellings], index: int) -> Iterator[tuple[str, str]]:
    """Yield (spelling, pair) for each pair of a spelling of the syllable and a spelling of a neighbour."""
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
    """Return the spellings of one syllable with their corrected probabilities.

    A spelling with the probability p and n of the N occurrences gets the probability (p + n) / (1 + N). If
    there are no occurrences, the probabilities stay the same.
    """
    counts: Counter[str] = Counter()
    for text, pair in _pairs_at(row, index):
        counts[text] += occurrences[pair]
    total = counts.total()
    if not total:
        return row[index]
    return Spellings.of({text: (prior + counts[text]) / (1 + total) for text, prior in row[index].ranked})
