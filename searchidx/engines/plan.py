"""The plan that an engine runs: a `Plan`, with its conditions, signals, rescoring and patterns.

A plan holds only index terms, weights and dates. It refers to no query text and no analyzer, so any engine
can run it. `searchidx/planning/` makes plans; docs/ranking.md has the formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.named_tuples import distinct_by_class

if TYPE_CHECKING:
    import datetime


class Term(NamedTuple):
    """One term of one index field.

    `text` is the term exactly as the index holds it. In a field of pairs it is two terms joined by a space.
    """

    field: str
    text: str


# --- Conditions: which documents match ---------------------------------------------------------------

# A term that the index does not have, or whose field it does not have, occurs in no document.


@distinct_by_class
class AnyTerm(NamedTuple):
    """Matches the documents in which at least one of the terms occurs; without terms, no document."""

    terms: tuple[Term, ...]


@distinct_by_class
class TermPhrase(NamedTuple):
    """Matches the documents in which the phrase occurs; without positions, no document.

    The phrase occurs at position p of a text if, for every i, one of the terms `positions[i]` occurs at
    position p + i. All fields of one phrase are layers of one text, so they share its positions. An engine
    raises ValueError for a field without positions.
    """

    positions: tuple[tuple[Term, ...], ...]


@distinct_by_class
class TermPrefix(NamedTuple):
    """Matches the documents in which a term of the field occurs that starts with `text`.

    An empty text matches every term. An engine raises ValueError for a field of pairs.
    """

    field: str
    text: str


@distinct_by_class
class DateBetween(NamedTuple):
    """Matches the documents whose date is in the range from `first` to `last`, both inclusive.

    None leaves an end open. A document without a date never matches, even if both ends are open.
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
    """A term, and the weight of one occurrence of it."""

    term: Term
    weight: float


class WeightedField(NamedTuple):
    """An index field and a weight, whose meaning depends on the use.

    In `Rescoring.coverage`, the weight is the factor of the coverage: the share of the field that the
    syllables of the query cover. Everywhere else, it is the weight of one occurrence in the field.
    """

    name: str
    weight: float


class Signal(NamedTuple):
    """One summand of the score of a document: weight * tf / (tf + k1), as in BM25F.

    tf is the sum over the terms of

        weight of the term * term frequency / (1 - b + b * length of the field / average length of the field)

    `weight` already contains the inverse document frequency. `name` is shown in explanations.
    """

    name: str
    terms: tuple[WeightedTerm, ...]
    weight: float


# --- Rescoring: what is added to the scores of the best documents --------------------------------------


class SyllableTerms(NamedTuple):
    """A syllable of the query. Every occurrence of one of the terms counts as the syllable.

    `weight` is the part of the syllable in the weight of a passage.
    """

    terms: tuple[Term, ...]
    weight: float


class SyllablePair(NamedTuple):
    """Two neighbouring syllables of the query. `first` and `second` are indices into `Rescoring.syllables`.

    A document has an *adjacent* occurrence wherever the first syllable is directly followed by the second. It
    has a *near* occurrence wherever the two are otherwise 1 to `Rescoring.near_distance` positions apart in a field,
    in either order. (A pair of a syllable with itself has no order: each two occurrences count once.)

    Each of the two frequencies adds weight * tf / (tf + k1) to the score, as a signal does. tf is summed over
    the fields and normalised by their lengths as in `Signal`. `name` is shown in explanations.
    """

    name: str
    first: int
    second: int
    adjacent_weight: float
    near_weight: float


class PassageWeight(NamedTuple):
    """The weight of passages of one size: windows of 2 * `half_window` positions of a document.

    The best window contributes `share` * the sum of the weights of the different syllables in it.
    """

    half_window: int
    share: float


class Rescoring(NamedTuple):
    """The additions to the scores of those `depth` documents that are best by their signals.

    The additions depend on the positions of the `syllables` in the `fields`. The terms of the syllables are
    terms of these fields, or of fields that fold these fields. A document gains the sum of:

    - `pairs`: the contributions of each `SyllablePair`. `near_distance` is the greatest distance, in positions, at
      which two syllables are near each other.
    - `passages`: for each `PassageWeight`, `share` * the largest sum of the weights of the different
      syllables in one window of positions, `range(half_window * i, half_window * (i + 2))` for any i >= 0. A window holds
      these positions of all fields, so that a title counts together with the beginning of the body.
    - `coverage`: its weight * the number of different syllables in its field / the length of this field. The
      field is one of `fields`.
    - `similarity`: this factor * the cosine of the document's signature and the signature of the document
      that ranks first after all other additions.
    """

    depth: int
    fields: tuple[WeightedField, ...]
    syllables: tuple[SyllableTerms, ...]
    pairs: tuple[SyllablePair, ...]
    near_distance: int
    passages: tuple[PassageWeight, ...]
    coverage: WeightedField
    similarity: float


# --- Patterns: what highlighting marks -----------------------------------------------------------------


class Alternatives(NamedTuple):
    """The terms that match one syllable: `exact` with their accents, `folded` whatever their accents are."""

    exact: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


class Pattern(NamedTuple):
    """A pattern to mark in the text of a document: neighbouring tokens, which match `tokens` one by one.

    `fields` are the text fields in which the pattern is marked. `weight` is the gain of a snippet that shows
    the pattern. A `prefix` pattern has one token and marks every token that starts with one of its
    alternatives. A `weak` pattern matches other accents than the typed ones. It is marked in partial matches,
    and in complete matches that would otherwise have no mark at all.
    """

    tokens: tuple[Alternatives, ...]
    fields: tuple[str, ...]
    weight: float
    prefix: bool = False
    weak: bool = False


# --- The plan ------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """All that an engine needs to answer a query: which documents match, and how they are ranked.

    A document that meets `complete` is a complete match. Any other document that meets `partial` is a partial
    match; if `partial` is None, there are no partial matches. In a `tiered` plan, partial matches form a
    second tier after the complete ones. They are searched only if there are fewer complete matches than
    `offset + limit`. If the plan is not tiered, complete and partial matches are ranked together.

    Within a tier, documents are ordered by the sum of their `signals`, highest first. Documents of the second
    tier also have the `partial_signals`. Without any signal, the newest documents come first and documents
    without a date last; their score is 0. `rescoring` then changes the scores of the best documents and
    orders these documents by their new scores, still within each tier. Scores are compared after rounding to
    nine decimal places. Documents that compare equal are in the order of indexing.

    `k1` (greater than 0) and `b` (at least 0, less than 1) are the constants of BM25F. `patterns` are for
    highlighting, in the order of the query; an engine ignores them.
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
