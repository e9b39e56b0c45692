"""What does a query search for in texts? Its leaves, and its stretches of neighbouring syllables."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.terms import leaf_syllables, text_fields
from searchidx.query.tree import Prefix, wanted_leaves
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Leaf, Query

QUOTES: Final = '"“”'
"""Two words of one stretch may be separated by these characters and by white space, and by nothing else."""


class Stretch(NamedTuple):
    """Neighbouring syllables of a query, and the text fields in which they are searched."""

    syllables: tuple[QuerySyllable, ...]
    fields: tuple[str, ...]


class AnalyzedQuery(NamedTuple):
    """A typed query with its leaves and stretches. Both the plan and the suggestion are made from it.

    Leaves and stretches contain only what the text fields of a document should contain. Everything below NOT
    or `-`, dates, and clauses for keyword fields are left out. A prefix is a leaf, but is in no stretch.
    """

    typed: Query
    leaves: tuple[Leaf, ...]
    stretches: tuple[Stretch, ...]


def analyze_query(query: Query) -> AnalyzedQuery:
    """Return the query with its wanted leaves for text fields and their stretches, both in query order."""
    leaves = _text_leaves(query)
    return AnalyzedQuery(query, tuple(leaves), _stretches(leaves, query.text))


def distinct_syllables(stretches: Iterable[Stretch]) -> frozenset[str]:
    """Return the distinct folded syllables of the stretches."""
    return frozenset([syllable.folded for stretch in stretches for syllable in stretch.syllables])


def _text_leaves(query: Query) -> list[Leaf]:
    wanted = [] if query.root is None else wanted_leaves(query.root)
    leaves = [leaf for leaf in wanted if leaf.field is None or leaf.field in TEXT_FIELDS]
    leaves.sort(key=attrgetter("start"))
    return leaves


def _stretches(leaves: Sequence[Leaf], text: str) -> tuple[Stretch, ...]:
    """Return the stretches of the leaves, in their order.

    A new stretch begins at each leaf whose fields differ from the fields of the leaf before it. It also
    begins after any character that is neither white space nor one of the `QUOTES`. A prefix is in no stretch,
    so its neighbours are in different stretches.
    """
    stretches: list[tuple[list[QuerySyllable], tuple[str, ...]]] = []
    end = 0
    for leaf in leaves:
        syllables, fields = leaf_syllables(leaf), text_fields(leaf.field)
        if not syllables or isinstance(leaf, Prefix):
            continue
        between = text[end : leaf.start]
        if stretches and stretches[-1][1] == fields and not "".join(between.split()).strip(QUOTES):
            stretches[-1][0].extend(syllables)
        else:
            stretches.append((list(syllables), fields))
        end = leaf.end
    return tuple([Stretch(tuple(syllables), fields) for syllables, fields in stretches])
