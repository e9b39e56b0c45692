"""Has the whole query a more frequent form? Then the documents with what was typed should come first.

Without this boost, the many articles with `UBND` would hide the few that say `ủy ban nhân dân` from the user
who typed the latter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Boost
from searchidx.planning.known_phrases import known_phrase_condition
from searchidx.planning.statistics import idf

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
    """Return a boost for the documents with the whole query as it was typed, if another form hides them.

    `spellings` has the likely spellings of each syllable of each stretch, and `forms` has the other forms of
    each stretch (`replacing_forms`). `has_unaccented` says whether the index has any unaccented articles. The
    weight is proportional to the idf of the rarest syllable or pair of the query. The result is empty if no
    form of the whole query is in more documents than these: a rarer form hides nothing, and in a longer query
    the other syllables show what is meant. It is also empty if some pair of neighbours occurs in no document,
    and if `Scoring.typed_form_weight` is 0.
    """
    weight = statistics.scoring.typed_form_weight
    if len(stretches) != 1 or not weight:
        return ()
    stretch, row = stretches[0], spellings[0]
    typed_idf = statistics.of_fields(stretch.fields).rarest_idf(row)
    if not any(
        (form.first, form.end) == (0, len(row))
        and idf(form.evidence.document_frequency, statistics.document_count) < typed_idf
        for form in forms[0]
    ):
        return ()
    condition = known_phrase_condition(
        stretch.syllables, stretch.fields, statistics, has_unaccented=has_unaccented
    )
    if condition is None:
        return ()
    return (Boost("as typed", condition, weight * typed_idf),)
