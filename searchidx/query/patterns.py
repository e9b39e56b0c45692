"""What to mark in the documents found, and how much each is worth showing in a snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.query.ast import Pattern, Phrase, Prefix, Slot
from searchidx.query.runs import text_leaves
from searchidx.query.terms import any_accents, as_typed, prefix_slot, searched_fields, syllables_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.query.ast import Query
    from searchidx.query.synonyms import Synonym
    from searchidx.query.terms import Leaf
    from searchidx.query.weights import Counts


def patterns(query: Query, synonyms: Sequence[Synonym], counts: Counts) -> tuple[Pattern, ...]:
    """Return the patterns in the order of the query, then the other forms of its abbreviations."""
    found = [pattern for leaf in text_leaves(query) for pattern in _of_leaf(leaf, counts)]
    for synonym in synonyms:
        slots = tuple(Slot(exact=frozenset({term})) for term in synonym.other)
        found.append(Pattern(slots, synonym.fields, sum(counts.rarity[term] for term in synonym.typed)))
    return tuple(dict.fromkeys(found))


def _of_leaf(leaf: Leaf, counts: Counts) -> Iterator[Pattern]:
    fields = searched_fields(leaf.field)
    if isinstance(leaf, Prefix):
        yield Pattern((prefix_slot(leaf.text, strict=True),), fields, 1.0, prefix=True)
        return
    syllables = syllables_of(leaf)
    worth = [counts.rarity[syllable.folded] for syllable in syllables]
    if syllables:
        yield Pattern(tuple(map(as_typed, syllables)), fields, sum(worth))
    if isinstance(leaf, Phrase):
        return
    for one, weight in zip(syllables, worth, strict=True):
        if one.accented or len(syllables) > 1:
            yield Pattern((any_accents(one),), fields, weight / 2, weak=True)
