"""The stretches of a query whose syllables stand side by side."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from searchidx.planning.terms import searched_fields, syllables_of, wanted_leaves
from searchidx.query.tree import Prefix
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.terms import Leaf, Syllable
    from searchidx.query.tree import Query


class Run(NamedTuple):
    """Syllables that stand side by side in the query, and the text fields that they are sought in."""

    syllables: tuple[Syllable, ...]
    fields: tuple[str, ...]


def runs(query: Query) -> tuple[Run, ...]:
    """Return the runs of wanted syllables of a query."""
    return runs_of(text_leaves(query), query.text)


def runs_of(leaves: Sequence[Leaf], text: str) -> tuple[Run, ...]:
    """Return the runs that leaves make; one ends where something other than a blank parts two words."""
    found: list[tuple[list[Syllable], tuple[str, ...]]] = []
    end = -1
    for leaf in leaves:
        syllables, fields = syllables_of(leaf), searched_fields(leaf.field)
        if not syllables or isinstance(leaf, Prefix):
            continue
        between = text[end : leaf.start] if end >= 0 else ""
        if found and found[-1][1] == fields and not between.strip(' "“”'):
            found[-1][0].extend(syllables)
        else:
            found.append((list(syllables), fields))
        end = leaf.end
    return tuple([Run(tuple(syllables), fields) for syllables, fields in found])


def different(found: Sequence[Run]) -> frozenset[str]:
    """Return the different syllables of the runs, without accents."""
    return frozenset([one.folded for run in found for one in run.syllables])


def text_leaves(query: Query) -> list[Leaf]:
    """Return the wanted leaves that search text, in the order of the query."""
    wanted = [] if query.root is None else wanted_leaves(query.root)
    found = [leaf for leaf in wanted if leaf.field is None or leaf.field in TEXT_FIELDS]
    found.sort(key=attrgetter("start"))
    return found
