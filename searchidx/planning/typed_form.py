"""Has the whole query another form? Then the documents that have it as it was typed should come first.

An abbreviation often occurs more often in an article than its long form would. Without this boost, the
articles about an `UBND` would hide the few that say `ủy ban nhân dân` from the user who typed the latter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Boost
from searchidx.planning.phrase_boosts import known_phrase_condition
from searchidx.planning.replacing_forms import rarest_idf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.replacing_forms import ReplacingForm
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import Stretch


def typed_form_boosts(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[Sequence[ReplacingForm]],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> tuple[Boost, ...]:
    """Return a boost for the documents that have the whole query as it was typed, if it has another form.

    `spellings` has the likely spellings of each syllable of each stretch, and `forms` has the other forms of
    each stretch (`replacing_forms`). `has_unaccented` says whether the index has any unaccented articles. The
    weight is proportional to the idf of the rarest syllable or pair. The result is empty if no form replaces
    all syllables of the query, because the syllables around a form show what is meant. It is also empty if
    no document has all pairs of the query, and if `Scoring.typed_form_weight` is 0.
    """
    weight = statistics.scoring.typed_form_weight
    if len(stretches) != 1 or not weight:
        return ()
    stretch, row = stretches[0], spellings[0]
    if not any((form.first, form.end) == (0, len(row)) for form in forms[0]):
        return ()
    condition = known_phrase_condition(
        stretch.syllables, stretch.fields, statistics, has_unaccented=has_unaccented
    )
    if condition is None:
        return ()
    fields = statistics.of_fields(stretch.fields)
    return (Boost("as typed", condition, weight * rarest_idf(row, fields, statistics)),)
