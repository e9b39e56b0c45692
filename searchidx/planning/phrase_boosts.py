"""Which neighbouring syllables of a short query are a name, and therefore probably meant as a phrase?

Users do not quote names, but only documents with the whole name are relevant. A name consists of three or
more syllables that seldom occur together, unlike the syllables of words and fixed expressions:

    phạm minh chính             a name: no pair of its syllables is a unit
    giá vàng hôm nay            no name: `hôm nay` is a unit, and only two other syllables are left
    thủ tướng phạm minh chính   `thủ tướng` is a unit, and the other three syllables are a name
"""

from __future__ import annotations

from itertools import pairwise
from math import inf, prod
from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import Boost
from searchidx.planning.accents.possible_spellings import matching_spellings
from searchidx.planning.article_conditions import for_index
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.schema import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.plan import Condition
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import (
        FieldStatistics,
        LayerStatistics,
        PairStatistics,
        QueryStatistics,
    )
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.terms import QuerySyllable

MAX_SYLLABLES_WITH_NAME: Final = 8
"""In a longer query, the other syllables describe the subject well enough, and names are not boosted."""

MIN_NAME_SYLLABLES: Final = 3
"""The minimum length of a name. The signals and pairs of shorter names rank them well."""

MAX_UNIT_EXCESS: Final = 1.0
"""Two syllables are a unit if the idf of the pair exceeds the idf of the rarer syllable by at most this."""

MAX_WORD_EXCESS: Final = 3.0
"""The limit of this excess for two syllables that most documents with the pair contain as one word."""

MAX_EXPECTED_PERCENT: Final = 0.1
"""Syllables that more than this percentage of the documents probably have side by side are no name."""

MAX_CHECKED_SPELLINGS: Final = 32
"""The maximum number of spellings of two neighbours that are looked up to see whether the pair occurs."""

FORMS_OF_ADDRESS: Final = frozenset(["anh", "bà", "bác", "chị", "chú", "cô", "cụ", "em", "ông"])
"""Syllables before a name, as exact terms, that are not part of the name."""


def phrase_boosts(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> tuple[Boost, ...]:
    """Return a boost for each name in a query of at most `MAX_SYLLABLES_WITH_NAME` syllables.

    `spellings` has the likely spellings of each syllable of each stretch. `has_unaccented` says whether the
    index has any unaccented articles. The weight of a boost is proportional to the idf of the rarest pair of
    the name, because the whole name is at least as rare. A name in furniture, which is usually that of an
    author, is boosted as well. Any other name is not boosted if a pair of its syllables occurs nowhere. No
    name is boosted if its syllables are a common phrase (`MAX_EXPECTED_PERCENT`), or if `Scoring.name_weight`
    is 0.
    """
    query_length = sum([len(stretch.syllables) for stretch in stretches])
    if query_length > MAX_SYLLABLES_WITH_NAME or not statistics.scoring.name_weight:
        return ()
    return tuple(
        [
            boost
            for stretch, row in zip(stretches, spellings, strict=True)
            if len(row) >= MIN_NAME_SYLLABLES
            for boost in _boosts_of_stretch(stretch, row, statistics, has_unaccented=has_unaccented)
        ]
    )


def _boosts_of_stretch(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics, *, has_unaccented: bool
) -> Iterator[Boost]:
    """Yield a boost for each name in a stretch."""
    most_documents = MAX_EXPECTED_PERCENT * statistics.document_count / 100
    fields = statistics.of_fields(stretch.fields)
    pairs = [fields.pair(left, right) for left, right in pairwise(row)]
    for start, end in _names(row, _are_units(row, pairs, fields)):
        inner_pairs = pairs[start : end - 1]
        if _expected_documents(row[start:end], inner_pairs, fields) > most_documents:
            continue
        syllables = stretch.syllables[start:end]
        condition = _name_condition(syllables, stretch.fields, statistics, has_unaccented=has_unaccented)
        if condition is not None:
            name = " ".join([syllable.exact for syllable in syllables])
            rarest_idf = max([pair.idf for pair in inner_pairs])
            yield Boost(f'"{name}"', condition, statistics.scoring.name_weight * rarest_idf)


def _name_condition(
    syllables: Sequence[QuerySyllable],
    fields: tuple[str, ...],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> Condition | None:
    """Return the condition that a document contains a name, or None if no document can have it.

    The name of an author is often only in the furniture. It is searched there, too, if all of its syllables
    occur in furniture. A name that is in the text only is tested as in `known_phrase_condition`.
    """
    if all(statistics.furniture.weight(fields, syllable.folded) for syllable in syllables):
        conditions = phrase_condition(syllables, (*fields, FURNITURE))
        return for_index(conditions, has_unaccented=has_unaccented)
    return known_phrase_condition(syllables, fields, statistics, has_unaccented=has_unaccented)


def known_phrase_condition(
    syllables: Sequence[QuerySyllable],
    fields: tuple[str, ...],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> Condition | None:
    """Return the condition that the syllables are neighbours in one of the text fields.

    The syllables (one or more) may also be neighbours without their accents, if the index has any unaccented
    articles (`has_unaccented`). The result is None if some pair of neighbours occurs in no document, so that
    the whole phrase occurs nowhere. Checking this is much faster than searching for the phrase. A pair with
    more than `MAX_CHECKED_SPELLINGS` spellings is taken to occur.
    """
    pairs = statistics.of_fields(fields).pairs
    neighbours = list(pairwise(syllables))
    as_typed = all(_has_pair(left, right, pairs) for left, right in neighbours)
    without_accents = has_unaccented and all(
        pairs[f"{left.folded} {right.folded}"] for left, right in neighbours
    )
    if not (as_typed or without_accents):
        return None
    return for_index(phrase_condition(syllables, fields), has_unaccented=without_accents)


def _has_pair(left: QuerySyllable, right: QuerySyllable, pairs: LayerStatistics) -> bool:
    """Return whether some document has the pair in one of its spellings, or whether it has too many."""
    lefts, rights = matching_spellings(left.exact), matching_spellings(right.exact)
    if len(lefts) * len(rights) > MAX_CHECKED_SPELLINGS:
        return True
    return any(pairs[f"{before} {after}"] for before in lefts for after in rights)


def _names(row: Sequence[Spellings], is_unit: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each longest range of syllables that are in no unit, if it is long enough.

    A form of address at the beginning of a range is left out. `row` has one entry for each syllable.
    `is_unit` has one entry for each pair of neighbouring syllables, which says whether they are a unit.
    """
    # A unit contains the syllables on both sides of it, and neither of them is part of a name.
    is_in_unit = [left or right for left, right in pairwise([False, *is_unit, False])]
    start = 0
    for end, ends_here in enumerate([*is_in_unit, True]):
        if ends_here:
            if start < end and row[start].best in FORMS_OF_ADDRESS:
                start += 1
            if end - start >= MIN_NAME_SYLLABLES:
                yield start, end
            start = end + 1


def _expected_documents(
    row: Sequence[Spellings], pairs: Sequence[PairStatistics], fields: FieldStatistics
) -> float:
    """Estimate the document frequency of three or more neighbours from those of their pairs.

    The probability of each syllable is taken to depend on the syllable before it alone.
    """
    inner = [max(1, sum([fields.exact[spelling.text] for spelling in each.ranked])) for each in row[1:-1]]
    return prod([pair.frequency for pair in pairs]) / prod(inner)


def _are_units(
    row: Sequence[Spellings], pairs: Sequence[PairStatistics], fields: FieldStatistics
) -> list[bool]:
    """Return for each pair of neighbouring syllables whether it is a word or a fixed expression.

    A word with an excess above `MAX_UNIT_EXCESS` is no unit if one of its syllables is closer to the syllable
    on its other side: in `nguyễn văn minh`, `văn minh` is a word, but `văn` belongs to `nguyễn`.
    """
    excesses = [pair.excess for pair in pairs]
    before, after = [inf, *excesses], [*excesses[1:], inf]
    return [
        pair.excess <= MAX_UNIT_EXCESS
        or (
            pair.excess <= min(MAX_WORD_EXCESS, before[index], after[index])
            and _is_word(row[index], row[index + 1], pair.frequency, fields)
        )
        for index, pair in enumerate(pairs)
    ]


def _is_word(left: Spellings, right: Spellings, pair_frequency: int, fields: FieldStatistics) -> bool:
    """Return whether most documents with the pair of two neighbours contain it as one word."""
    word_frequency = sum(
        [fields.words[f"{before.text}_{after.text}"] for before in left.ranked for after in right.ranked]
    )
    return 2 * word_frequency > pair_frequency
