"""Is the whole query perhaps the title of an article? Then this article should be the first one.

The signals alone do not ensure this. A long article that repeats the words of a title can score higher than
the short article with this title, and the article may not even be among the documents that are rescored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AllOf, Boost, FieldLength
from searchidx.planning.known_phrases import known_phrase_condition
from searchidx.planning.statistics import idf
from searchidx.planning.terms import leaf_syllables, searched_fields
from searchidx.query.tree import Prefix
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Leaf

MAX_TITLE_SYLLABLES: Final = 8
"""The maximum length of a title that is looked for. The signals find longer titles anyway."""

_TITLE: Final = "title"


def title_boosts(
    leaves: Sequence[Leaf], statistics: QueryStatistics, *, has_unaccented: bool
) -> tuple[Boost, ...]:
    """Return a boost for the documents whose title consists of all syllables of the query, in their order.

    `leaves` are the leaves of the query for text fields, in query order. `has_unaccented` says whether the
    index has any unaccented articles. Accents are compared as in a phrase. The weight is proportional to the
    idf of a title that one document has. The result is empty if the query has a prefix or searches no titles,
    if it is longer than `MAX_TITLE_SYLLABLES`, if no title can consist of it (`known_phrase_condition`), and
    if `Scoring.exact_title_weight` is 0.
    """
    syllables = _title_syllables(leaves)
    if not 0 < len(syllables) <= MAX_TITLE_SYLLABLES or not statistics.scoring.exact_title_weight:
        return ()
    phrase = known_phrase_condition(syllables, (_TITLE,), statistics, has_unaccented=has_unaccented)
    if phrase is None:
        return ()
    return (
        Boost(
            "exact title",
            AllOf((FieldLength(layers(_TITLE).exact, len(syllables)), phrase)),
            statistics.scoring.exact_title_weight * idf(1, statistics.document_count),
        ),
    )


def _title_syllables(leaves: Sequence[Leaf]) -> tuple[QuerySyllable, ...]:
    """Return the syllables of all leaves, or nothing if some leaf cannot be a part of a title."""
    if any(isinstance(leaf, Prefix) or _TITLE not in searched_fields(leaf.field) for leaf in leaves):
        return ()
    return tuple([syllable for leaf in leaves for syllable in leaf_syllables(leaf)])
