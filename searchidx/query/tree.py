"""The tree of a query as it was typed: `Query` and its nodes.

`start` and `end` of a leaf are offsets in the text of the query: `text == query.text[start:end]`. `field`
names the field that a leaf searches; None means all text fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


@distinct_by_class
class Word(NamedTuple):
    """A bare word: what stands between blanks."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Phrase(NamedTuple):
    """A quoted phrase; `text` is without the quotes."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Prefix(NamedTuple):
    """The beginning of a word; `text` is without the star."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class DateRange(NamedTuple):
    """The days from `first` to `last`, both included; None leaves an end open."""

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class Group(NamedTuple):
    """Clauses side by side without an operator: wanted, required (`+`) and unwanted (`-`) ones."""

    wanted: tuple[Node, ...]
    required: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()


@distinct_by_class
class And(NamedTuple):
    """Every child has to match."""

    children: tuple[Node, ...]


@distinct_by_class
class Or(NamedTuple):
    """At least one child has to match."""

    children: tuple[Node, ...]


@distinct_by_class
class Not(NamedTuple):
    """The child must not match."""

    child: Node


Node = Word | Phrase | Prefix | DateRange | Group | And | Or | Not


class Query(NamedTuple):
    """A query: its text as typed, and its tree, which is None where the text holds nothing to search for."""

    text: str
    root: Node | None
