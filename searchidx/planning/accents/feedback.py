"""Doubtful spellings read again, as the best documents for the query have them beside its other syllables.

Pairs tell of a language, the documents found of a subject: what stands there in the query's own order counts,
and the first reading counts as one more occurrence (the mean of a Dirichlet prior).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from searchidx import unaccented_articles as accentless
from searchidx.engines.plan import NoneOf, Plan
from searchidx.planning.accents.markov import question_pairs
from searchidx.planning.accents.spellings import Reading, left_out, readings
from searchidx.planning.signals import signals
from searchidx.planning.stretches import different
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from searchidx.planning.index_statistics import Counts
    from searchidx.planning.stretches import Run

_DOUBTFUL: Final = 0.95
"""A spelling of less probability is read again."""

_LEAST: Final = 5
"""Different syllables of a query that tell its subject: fewer find whatever has them."""


def read(runs: Sequence[Run], counts: Counts) -> list[list[Reading]]:
    """Return the likely spellings of each syllable of the runs, where in doubt after a rough search.

    It looks at the best documents by the signals, matching or not, of those that have accents.
    """
    lexicon, scoring = counts.lexicon, counts.scoring
    missing = left_out(syllable for run in runs for syllable in run.syllables)
    first = [readings(run.syllables, lexicon, missing) for run in runs]
    if len(different(runs)) < _LEAST or not scoring.reread:
        return _likely(first)

    def count(pairs: Sequence[str]) -> Sequence[int]:
        rough = signals(runs, _likely(first), (), counts)
        anything = NoneOf(accentless.MARKED)
        plan = Plan(anything, None, False, rough, (), None, (), scoring.k1, scoring.b)
        return lexicon.pair_counts(plan, scoring.reread, layers("body").pairs, pairs)

    return _likely(reread(runs, first, count))


def _likely(readings: Sequence[Sequence[Reading]]) -> list[list[Reading]]:
    return [[reading.likely() for reading in read] for read in readings]


def reread(
    runs: Sequence[Run],
    readings: Sequence[Sequence[Reading]],
    count: Callable[[Sequence[str]], Sequence[int]],
) -> list[list[Reading]]:
    """Return the readings of the runs, where in doubt corrected by the best documents.

    `count` gives how often pairs of exact syllables ("a b") stand in these; it is asked once, if at all.
    """
    doubts = [_doubts(run, read) for run, read in zip(runs, readings, strict=True)]
    pairs = [
        pair
        for read, doubted in zip(readings, doubts, strict=True)
        for at in doubted
        for _, pair in _beside(read, at)
    ]
    asked = list(dict.fromkeys(pairs))
    counted = dict(zip(asked, count(asked), strict=True)) if asked else {}
    return [
        [_corrected(read, at, counted) if at in doubted else reading for at, reading in enumerate(read)]
        for read, doubted in zip(readings, doubts, strict=True)
    ]


def _doubts(run: Run, read: Sequence[Reading]) -> list[int]:
    """The places of doubtful syllables; not of questions, which articles do not ask."""
    folded = [syllable.folded for syllable in run.syllables]
    asking = {
        place for at, pair in enumerate(pairwise(folded)) if pair in _questions() for place in (at, at + 1)
    }
    return [
        at
        for at, reading in enumerate(read)
        if reading.certainty < _DOUBTFUL and len(reading.forms) > 1 and at not in asking
    ]


@cache
def _questions() -> frozenset[tuple[str, str]]:
    return frozenset((folded_term(left), folded_term(right)) for left, right in question_pairs())


def _beside(read: Sequence[Reading], at: int) -> Iterator[tuple[str, str]]:
    """Yield each spelling of a syllable with each pair that it makes with those of its neighbours."""
    here = [form for form, _ in read[at].forms]
    if at:
        for (left, _), form in product(read[at - 1].forms, here):
            yield form, f"{left} {form}"
    if at + 1 < len(read):
        for form, (right, _) in product(here, read[at + 1].forms):
            yield form, f"{form} {right}"


def _corrected(read: Sequence[Reading], at: int, counted: Mapping[str, int]) -> Reading:
    found: Counter[str] = Counter()
    for form, pair in _beside(read, at):
        found[form] += counted[pair]
    total = found.total()
    if not total:
        return read[at]
    return Reading.of({form: (share + found[form]) / (1 + total) for form, share in read[at].forms})
