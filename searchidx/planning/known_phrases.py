"""Can any document have a phrase? This is looked up before the phrase is searched, because it is faster."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from searchidx.planning.accents.possible_spellings import matching_spellings
from searchidx.planning.article_conditions import for_index
from searchidx.planning.leaf_conditions import phrase_condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.plan import Condition
    from searchidx.planning.statistics import LayerStatistics, QueryStatistics
    from searchidx.planning.terms import QuerySyllable

MAX_CHECKED_SPELLINGS: Final = 32
"""The maximum number of spellings of two neighbours that are looked up to see whether the pair occurs."""


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
