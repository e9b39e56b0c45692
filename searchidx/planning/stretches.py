"""What does a query search for in texts? Its leaves, and its stretches of neighbouring syllables."""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.errors import QuerySyntaxError
from searchidx.planning.terms import leaf_syllables, text_fields
from searchidx.query.characters import QUOTES
from searchidx.query.tree import Prefix, Word, unwanted_leaves, wanted_leaves
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Leaf, Query

MAX_SYLLABLES: Final = 4_000
"""The maximum number of syllables in a query. Without it, a query of 10,000 characters could have 20,000."""

_MAX_CHARACTER_SYLLABLES: Final = 2
"""The number of syllables that one character can be: `½` is 1 and 2."""


class Stretch(NamedTuple):
    """Neighbouring syllables of a query, and the text fields in which they are searched."""

    syllables: tuple[QuerySyllable, ...]
    fields: tuple[str, ...]


class AnalyzedQuery(NamedTuple):
    """A typed query with its leaves and stretches. Both the plan and the suggestion are made from it.

    Leaves and stretches contain only what the text fields of a document should contain. Everything below NOT
    or `-`, dates, and clauses for keyword fields are left out. The beginning at the end of a prefix is in no
    stretch, unless planning reads a half-typed last word as a prefix (`half_typed.replace_leaf`). The
    unwanted leaves and stretches are those below NOT or `-`.
    """

    typed: Query
    leaves: tuple[Leaf, ...]
    stretches: tuple[Stretch, ...]
    unwanted_leaves: tuple[Leaf, ...] = ()
    unwanted_stretches: tuple[Stretch, ...] = ()


def analyze_query(query: Query) -> AnalyzedQuery:
    """Return the query with its leaves for text fields and their stretches, all in query order.

    Raises QuerySyntaxError for a query of more than `MAX_SYLLABLES` syllables.
    """
    if query.root is None:
        return AnalyzedQuery(query, (), ())
    wanted, unwanted = wanted_leaves(query.root), unwanted_leaves(query.root)
    if _MAX_CHARACTER_SYLLABLES * len(query.text) > MAX_SYLLABLES:
        _check_size(query.text, [*wanted, *unwanted])
    leaves, unwanted_in_text = _text_leaves(wanted), _text_leaves(unwanted)
    return AnalyzedQuery(
        query,
        leaves,
        _stretches(leaves, query.text),
        unwanted_in_text,
        _stretches(unwanted_in_text, query.text),
    )


def _check_size(text: str, leaves: Sequence[Leaf]) -> None:
    """Raise QuerySyntaxError if the leaves of a query have more than `MAX_SYLLABLES` syllables."""
    starts = [syllable.start for leaf in leaves for syllable in leaf_syllables(leaf)]
    if len(starts) > MAX_SYLLABLES:
        starts.sort()
        reason = f"The query has more than {MAX_SYLLABLES:,} syllables; shorten it."
        raise QuerySyntaxError(reason, text, starts[MAX_SYLLABLES])


def stretches_of_whole_words(leaves: Sequence[Leaf], text: str) -> tuple[Stretch, ...]:
    """Return the stretches of the leaves of a query as if the text of each prefix was a whole word."""
    words = [Word(*leaf[:4]) if isinstance(leaf, Prefix) else leaf for leaf in leaves]
    return _stretches(words, text)


def separators(stretch: Stretch, text: str) -> list[str]:
    """Return the text between each syllable of a stretch and the next one. `text` is that of the query."""
    return [text[left.end : right.start] for left, right in pairwise(stretch.syllables)]


def distinct_syllables(stretches: Iterable[Stretch]) -> frozenset[str]:
    """Return the distinct folded syllables of the stretches."""
    return frozenset([syllable.folded for stretch in stretches for syllable in stretch.syllables])


def _text_leaves(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    in_text_fields = [leaf for leaf in leaves if leaf.field is None or leaf.field in TEXT_FIELDS]
    in_text_fields.sort(key=attrgetter("start"))
    return tuple(in_text_fields)


def _stretches(leaves: Sequence[Leaf], text: str) -> tuple[Stretch, ...]:
    """Return the stretches of the leaves, in their order.

    A new stretch begins at each leaf whose fields differ from the fields of the leaf before it. It also
    begins if the text between two leaves has any character but white space and `QUOTES`: an operator, a
    bracket, or a sign by itself, such as `–`. The star of a prefix is such a character, so the neighbours of
    a prefix are in different stretches. A sign that is written to a word, such as a comma, is part of the
    leaf. It divides nothing, because articles give signs no positions: phrases are found across them.
    """
    stretches: list[tuple[list[QuerySyllable], tuple[str, ...]]] = []
    end = 0
    for leaf in leaves:
        syllables, fields = leaf_syllables(leaf), text_fields(leaf.field)
        if not syllables:
            continue
        between = text[end : leaf.start]
        if stretches and stretches[-1][1] == fields and not "".join(between.split()).strip(QUOTES):
            stretches[-1][0].extend(syllables)
        else:
            stretches.append((list(syllables), fields))
        end = leaf.end
    return tuple([Stretch(tuple(syllables), fields) for syllables, fields in stretches])
