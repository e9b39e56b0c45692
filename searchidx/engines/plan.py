"""What an engine runs: a `Plan`, with the conditions, signals and patterns that it is made of.

A plan holds index terms, weights and dates only. It knows no query text and no analyzer, so that any engine
can run it. `searchidx/planning/` makes plans; docs/ranking.md has the formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


class Term(NamedTuple):
    """One term of one index field, written as it stands in the index."""

    field: str
    text: str


# --- Conditions: which documents match ---------------------------------------------------------------


@distinct_by_class
class AnyTerm(NamedTuple):
    """Matches the documents that have at least one of the terms."""

    terms: tuple[Term, ...]


@distinct_by_class
class TermPhrase(NamedTuple):
    """Matches the documents in which the positions of the phrase stand side by side.

    Each position lists the terms that may stand there. All fields named in one phrase share their token
    positions: they are layers of one text.
    """

    positions: tuple[tuple[Term, ...], ...]


@distinct_by_class
class TermPrefix(NamedTuple):
    """Matches the documents that have a term of the field that starts with the text."""

    field: str
    text: str


@distinct_by_class
class DateBetween(NamedTuple):
    """Matches the documents dated from `first` to `last`, both included; None leaves an end open.

    A document without a date never matches.
    """

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class AllOf(NamedTuple):
    """Matches the documents that every child matches; without children, all documents."""

    children: tuple[Condition, ...]


@distinct_by_class
class AnyOf(NamedTuple):
    """Matches the documents that at least one child matches; without children, no document."""

    children: tuple[Condition, ...]


@distinct_by_class
class NoneOf(NamedTuple):
    """Matches the documents that the child does not match."""

    child: Condition


Condition = AnyTerm | TermPhrase | TermPrefix | DateBetween | AllOf | AnyOf | NoneOf


# --- Signals: how matching documents are scored -------------------------------------------------------


class WeightedTerm(NamedTuple):
    """A term, and how much one occurrence of it counts."""

    term: Term
    weight: float


class WeightedField(NamedTuple):
    """A text field, and how much one occurrence in it counts."""

    name: str
    weight: float


class Signal(NamedTuple):
    """One summand of a document's score: weight * tf / (tf + k1), after BM25F.

    tf is the sum over the terms of their own weight * frequency / (1 - b + b * length / average length of the
    field). The inverse document frequency is part of the signal's `weight`. An explanation shows the signal
    by its `name`.
    """

    name: str
    terms: tuple[WeightedTerm, ...]
    weight: float


# --- Rescoring: what is added to the scores of the best documents --------------------------------------


class SyllableTerms(NamedTuple):
    """A syllable of the query: the terms that count as it, and its weight."""

    terms: tuple[Term, ...]
    weight: float


class SyllablePair(NamedTuple):
    """Two syllables that stand side by side in the query, by their numbers in `Rescoring.syllables`.

    `adjacent_weight` is for the first directly followed by the second, `near_weight` for the two standing
    elsewhere within the window, in either order. Each count saturates over the fields as a signal does.
    """

    name: str
    first: int
    second: int
    adjacent_weight: float
    near_weight: float


class PassageWeight(NamedTuple):
    """A window of 2 * `step` positions, and the share of its syllables' weights that the best one gives."""

    step: int
    share: float


class Rescoring(NamedTuple):
    """What is added to the scores of the `depth` best documents by the signals, which are then ordered anew.

    Everything is told from where the `syllables` stand in the `fields`:

    - `pairs`: neighbours of the query that stand side by side, or within `window` positions of each other;
    - `passages`: for each step and share, share * the largest sum of the weights of the different syllables
      that stand in the positions [step * i, step * (i + 2)) of any field;
    - `coverage`: its weight * the share of the field's positions that the different syllables would fill,
      once each;
    - `similarity`: this factor * the cosine of the document's signature with the signature of the document
      that is first by all of the above.
    """

    depth: int
    fields: tuple[WeightedField, ...]
    syllables: tuple[SyllableTerms, ...]
    pairs: tuple[SyllablePair, ...]
    window: int
    passages: tuple[PassageWeight, ...]
    coverage: WeightedField
    similarity: float


# --- Patterns: what highlighting marks -----------------------------------------------------------------


class Alternatives(NamedTuple):
    """The terms that may stand for one syllable: exact terms, or terms in any accents (`folded`)."""

    exact: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


class Pattern(NamedTuple):
    """What to mark in the text of a document: neighbouring tokens, one for each of the alternatives.

    `weight` is how much a snippet gains by showing the pattern. A `prefix` pattern has one token, and marks
    the tokens that start with one of its alternatives. A `weak` pattern (other accents than those that were
    typed) is marked only in partial matches.
    """

    tokens: tuple[Alternatives, ...]
    fields: tuple[str, ...]
    weight: float
    prefix: bool = False
    weak: bool = False


# --- The plan ------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """All that an engine needs to answer a query: which documents match, which match in part, and how to rank
    them.

    `complete` is the condition of a complete match, `partial` that of a partial match (None: there are none).
    In a `tiered` plan the partial matches follow the complete ones, and only where fewer than asked for are
    complete; otherwise complete and partial matches are one ranking.

    Documents are ordered by the sum of the `signals` (with the `partial_signals` for partial matches that
    follow), or without any signal by date, the newest first and those without a date last. Equal documents
    stay in the order of indexing. `rescoring` then orders the best of them anew, within their tiers.
    `patterns`, in the order of the query, are what highlighting marks.
    """

    complete: Condition
    k1: float
    b: float
    partial: Condition | None = None
    tiered: bool = True
    signals: tuple[Signal, ...] = ()
    partial_signals: tuple[Signal, ...] = ()
    rescoring: Rescoring | None = None
    patterns: tuple[Pattern, ...] = ()
