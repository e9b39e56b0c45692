"""The tree of a query as it was typed: `Query` and its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


@distinct_by_class
class Word(NamedTuple):
    """A bare word, as typed; `field` is None where any text field will do."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Phrase(NamedTuple):
    """A quoted phrase, without its quotes."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class Prefix(NamedTuple):
    """The letters before a `*`."""

    text: str
    start: int
    end: int
    field: str | None = None


@distinct_by_class
class DateRange(NamedTuple):
    """A stretch of days, both ends included; None is an open end."""

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class Group(NamedTuple):
    """Neighbouring clauses with no operator between them: all wanted, `+` required, `-` unwanted."""

    wanted: tuple[Node, ...]
    required: tuple[Node, ...] = ()
    unwanted: tuple[Node, ...] = ()


@distinct_by_class
class And(NamedTuple):
    """Every child."""

    children: tuple[Node, ...]


@distinct_by_class
class Or(NamedTuple):
    """Any child."""

    children: tuple[Node, ...]


@distinct_by_class
class Not(NamedTuple):
    """All documents but those of the child."""

    child: Node


Node = Word | Phrase | Prefix | DateRange | Group | And | Or | Not


class Query(NamedTuple):
    """A query as typed: its text, and its tree (None when it holds nothing to search for)."""

    text: str
    root: Node | None
