"""What to mark in the documents found, and how much each is worth showing in a snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Alternatives, Pattern
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    prefix_alternatives,
    query_syllables,
    searched_fields,
)
from searchidx.query.tree import Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.synonyms import Synonym
    from searchidx.planning.terms import Leaf


def highlight_patterns(
    leaves: Sequence[Leaf], synonyms: Sequence[Synonym], counts: QueryStatistics
) -> tuple[Pattern, ...]:
    """Return the patterns of the leaves, in their order, then the other forms of their abbreviations."""
    found = [pattern for leaf in leaves for pattern in _of_leaf(leaf, counts)]
    for synonym in synonyms:
        slots = tuple([Alternatives(exact=frozenset({term})) for term in synonym.other])
        found.append(
            Pattern(slots, synonym.fields, sum([counts.syllable_idf[term] for term in synonym.typed]))
        )
    return tuple(dict.fromkeys(found))


def _of_leaf(leaf: Leaf, counts: QueryStatistics) -> list[Pattern]:
    fields = searched_fields(leaf.field)
    if isinstance(leaf, Prefix):
        return [Pattern((prefix_alternatives(leaf.text, strict=True),), fields, 1.0, prefix=True)]
    syllables = query_syllables(leaf.text)
    if not syllables:
        return []
    worth = [counts.syllable_idf[one.folded] for one in syllables]
    found = [Pattern(tuple([as_typed(one) for one in syllables]), fields, sum(worth))]
    if isinstance(leaf, Phrase):
        return found
    for one, weight in zip(syllables, worth, strict=True):
        if one.accented or len(syllables) > 1:
            found.append(Pattern((any_accents(one),), fields, weight / 2, weak=True))
    return found
