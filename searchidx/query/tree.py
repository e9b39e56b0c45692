"""The tree of a typed query: `Query` and its nodes.

The `start` and `end` of a leaf are offsets in the text of the query: `text == query.text[start:end]`. `field`
is the field that a leaf searches, or None for title and body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


@distinct_by_class
class Word(NamedTuple):
    """A word that is not in quotes, as a rule the text between two blanks."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Phrase(NamedTuple):
    """A quoted phrase. `text` does not include the quotes."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Prefix(NamedTuple):
    """The beginning of a word, typed with a star at its end. `text` does not include the star."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class DateRange(NamedTuple):
    """The days from `first` to `last`, both inclusive. None leaves that end open."""

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class Group(NamedTuple):
    """Neighbouring clauses, without AND or OR between them.

    `wanted` clauses have no sign, and `required` clauses have the sign `+`. `unwanted` clauses have the sign
    `-` or follow NOT.
    """

    wanted: tuple[Node, ...]
    required: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()


@distinct_by_class
class And(NamedTuple):
    """Matches if every child matches."""

    children: tuple[Node, ...]


@distinct_by_class
class Or(NamedTuple):
    """Matches if at least one child matches."""

    children: tuple[Node, ...]


@distinct_by_class
class Not(NamedTuple):
    """Matches if the child does not match."""

    child: Node


Node = Word | Phrase | Prefix | DateRange | Group | And | Or | Not


class Query(NamedTuple):
    """A query: its text exactly as typed, and the root of its tree.

    `root` is None if the text contains nothing to search for.
    """

    text: str
    root: Node | None
