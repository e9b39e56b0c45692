"""What an engine runs: a `Plan` and its parts, analysed, weighted and independent of any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


class Term(NamedTuple):
    """One term of one index field, exactly as it stands in the index: a tuple, for it is looked up often."""

    field: str
    text: str


@distinct_by_class
class AnyTerm(NamedTuple):
    """Documents with at least one of the terms."""

    terms: tuple[Term, ...]


@distinct_by_class
class Sequence(NamedTuple):
    """Documents where the slots stand side by side; each slot lists the terms that may fill it.

    All fields named by one sequence share their positions (the layers of one text).
    """

    slots: tuple[tuple[Term, ...], ...]


@distinct_by_class
class TermPrefix(NamedTuple):
    """Documents with a term of the field that starts so."""

    field: str
    text: str


@distinct_by_class
class DateBetween(NamedTuple):
    """Documents dated within the days, both included; those without a date never match."""

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class AllOf(NamedTuple):
    """Documents of every child; without a child: all documents."""

    children: tuple[Condition, ...]


@distinct_by_class
class AnyOf(NamedTuple):
    """Documents of any child; without a child: nothing."""

    children: tuple[Condition, ...]


@distinct_by_class
class NoneOf(NamedTuple):
    """All documents but those of the child."""

    child: Condition


Condition = AnyTerm | Sequence | TermPrefix | DateBetween | AllOf | AnyOf | NoneOf


class Signal(NamedTuple):
    """One summand of the score: weight * tf / (tf + k1), after BM25F; rarity (idf) is part of the weight.

    tf = sum over `terms` of their own weight * frequency / (1 - b + b * length / average length of the
    field). `name` says in an explanation what it stands for.
    """

    name: str
    terms: tuple[tuple[Term, float], ...]
    weight: float


class Weighted(NamedTuple):
    """Some terms that count as one, and what they are worth."""

    terms: tuple[Term, ...]
    weight: float


class Neighbours(NamedTuple):
    """Two syllables that stand side by side in the query, by their numbers in the refinement.

    `adjacent` weighs the first directly followed by the second, `near` the two elsewhere within the
    refinement's window, in either order. Each saturates as a signal does, over its counts in the fields.
    """

    name: str
    first: int
    second: int
    adjacent: float
    near: float


class Refinement(NamedTuple):
    """What is added to the scores of the `pool` documents that are best by the signals, which it reorders.

    All of it is told from where the `syllables` stand in the `fields`, which have weights as the terms of
    signals do:

    - `neighbours`, within `window` positions;
    - the best passages: for each (step, share) of `stretches`, share * the largest sum of the weights of
      the syllables that stand in the positions [step * i, step * (i + 2)) of any field;
    - `coverage` (a field, a weight): weight * the share of the field's positions that differing syllables
      would fill, once each;
    - `similarity`: this * the cosine of the document's signature with that of the document that is first by
      all of the above.
    """

    pool: int
    fields: tuple[tuple[str, float], ...]
    syllables: tuple[Weighted, ...]
    neighbours: tuple[Neighbours, ...]
    window: int
    stretches: tuple[tuple[int, float], ...]
    coverage: tuple[str, float]
    similarity: float


class Slot(NamedTuple):
    """One token of a pattern: it is filled by a token with one of these exact or folded terms."""

    exact: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


class Pattern(NamedTuple):
    """What to mark in a document's text: the tokens that fill the slots, side by side.

    `weight` says how much a snippet gains by showing it. A `prefix` pattern has one slot and matches
    tokens that start so. A `weak` one (another accent than was typed) counts only in partial matches.
    """

    slots: tuple[Slot, ...]
    fields: tuple[str, ...]
    weight: float
    prefix: bool = False
    weak: bool = False


class Plan(NamedTuple):
    """All that an engine needs to answer: which documents match, which match in part, and how to rank.

    `complete` decides the matches. In a `tiered` plan those of `partial` follow them where fewer than asked
    for match (None: they never do); otherwise both are one ranking. Documents are ordered by the sum of the
    signals (with `partial_signals` for those that follow), or where there are none by date, the newest first
    and those without a date last; then by the order of indexing. `refinement` then reorders the best of them,
    within their tiers.
    `patterns`, in the order of the query, is what highlighting marks.
    """

    complete: Condition
    partial: Condition | None
    tiered: bool
    signals: tuple[Signal, ...]
    partial_signals: tuple[Signal, ...]
    refinement: Refinement | None
    patterns: tuple[Pattern, ...]
    k1: float
    b: float
