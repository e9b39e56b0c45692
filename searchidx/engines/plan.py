"""The plan that an engine runs: a `Plan`, with its conditions, signals, rescoring and patterns.

A plan holds only index terms, weights and dates. It refers to no query text and no analyzer, so any engine
can run it. `searchidx/planning/` makes plans; docs/ranking.md has the formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

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
    """Matches the documents in which at least one of the terms occurs. Without terms, no document matches."""

    terms: tuple[Term, ...]


@distinct_by_class
class TermPhrase(NamedTuple):
    """Matches the documents in which the phrase occurs. A phrase without positions occurs in no document.

    `positions[i]` has the terms that may occur at position i of the phrase. The phrase occurs at position p
    of a text if, for every i, one of the terms `positions[i]` occurs at position p + i. If there are
    `prefixes`, the phrase has one more position at its end. A term that occurs there must start with the text
    of one of the prefixes and be a term of its field. An occurrence does not count if one of the terms
    `not_after` occurs at the position behind it: `50 mét` before `vuông`. It does not count either if one of
    the `not_before` occurs at the position before it: `12,5` before `5 triệu`. All fields of one phrase are
    layers of one text, and therefore have the same positions. An engine raises ValueError for a field without
    positions, and for a prefix in a field of pairs.
    """

    positions: tuple[tuple[Term, ...], ...]
    prefixes: tuple[TermPrefix, ...] = ()
    not_after: tuple[Term, ...] = ()
    not_before: tuple[NumberEnding, ...] = ()


@distinct_by_class
class TermPrefix(NamedTuple):
    """Matches the documents that have a term of the field whose beginning is `text`.

    If `text` is empty, every term matches. An engine raises ValueError for a field of pairs. The engine's own
    field `id` has the id of each document as its term.
    """

    field: str
    text: str


@distinct_by_class
class TermGlob(NamedTuple):
    """Matches the documents that have a term of the field which contains the names of a pattern side by side.

    The names of a term and of a pattern are the texts between its slashes. Slashes in a row count as one. In
    a name of the pattern, `*` stands for any characters, and `?` for one character. The name `**` stands for
    any number of names, also for none. `tin/20*` is in `/articles/tin/2021/1.txt/`, and `tin/**/*.txt` is,
    too. An engine raises ValueError for a folded field, its base field and a field of pairs.
    """

    field: str
    pattern: str


class NumberEnding(NamedTuple):
    """The terms of a field that consist of a number from 0 to 999 and `text`: `0,5` and `12,5` for `,5`.

    The number has no zeros before it.
    """

    field: str
    text: str


@distinct_by_class
class DateBetween(NamedTuple):
    """Matches the documents whose day is in the range from `first` to `last`, both inclusive.

    The day of a datetime is the day that was written, in whatever time zone. Its time does not count. If an
    end is None, the range is open at this end. A document without a date never matches, even if both ends are
    None.
    """

    first: datetime.date | None
    last: datetime.date | None


@distinct_by_class
class FieldLength(NamedTuple):
    """Matches the documents in which the field has a length of exactly `length` positions.

    An engine raises IndexFormatError for a field without lengths.
    """

    field: str
    length: int


@distinct_by_class
class AllOf(NamedTuple):
    """Matches the documents that all children match. Without children, every document matches."""

    children: tuple[Condition, ...]


@distinct_by_class
class AnyOf(NamedTuple):
    """Matches the documents that at least one child matches. Without children, no document matches."""

    children: tuple[Condition, ...]


@distinct_by_class
class NoneOf(NamedTuple):
    """Matches the documents that the child does not match."""

    child: Condition


Condition = AnyTerm | TermPhrase | TermPrefix | TermGlob | DateBetween | FieldLength | AllOf | AnyOf | NoneOf


# --- Signals: how matching documents are scored -------------------------------------------------------


class WeightedTerm(NamedTuple):
    """A term, and the weight of one occurrence of it."""

    term: Term
    weight: float


class WeightedField(NamedTuple):
    """An index field and a weight.

    In `Rescoring.coverage`, `weight` is the factor by which the coverage is multiplied. Everywhere else,
    `weight` is the weight of one occurrence in the field.
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


# --- Rescoring: additions to the scores of the best documents ------------------------------------------


class SyllableTerms(NamedTuple):
    """A syllable of the query, and the terms whose occurrences are occurrences of the syllable.

    A passage that contains the syllable gains `weight`.
    """

    terms: tuple[Term, ...]
    weight: float


class SyllablePair(NamedTuple):
    """Two neighbouring syllables of the query. `first` and `second` are indices into `Rescoring.syllables`.

    An occurrence of the pair is an occurrence of each syllable in the same field, at most
    `Rescoring.near_distance` positions apart and not at the same position. The occurrence is *adjacent* if
    the first syllable is directly followed by the second, and *near* in every other case. If both syllables
    are the same, any two of its occurrences are one occurrence of the pair.

    Adjacent and near occurrences each add weight * tf / (tf + k1) to the score, with a weight of their own.
    tf is summed over the fields and normalised by their lengths as in `Signal`. `name` is shown in
    explanations.
    """

    name: str
    first: int
    second: int
    adjacent_weight: float
    near_weight: float


class RescoredForm(NamedTuple):
    """Another form of neighbouring syllables of the query, as a phrase.

    `positions` has the terms at each position of the phrase, as in `TermPhrase`. In passages, the beginning
    of an occurrence is also an occurrence of each of the `syllables` (indices into `Rescoring.syllables`). An
    occurrence is also `pair_share` adjacent occurrences of each of the `pairs` (indices into
    `Rescoring.pairs`), instead of one near occurrence. In each field, either those or the other adjacent
    occurrences of the pair count, whichever are more. If the form occurs in the coverage field, each of the
    `syllables` counts at least as `coverage` of a syllable there.
    """

    positions: tuple[tuple[Term, ...], ...]
    syllables: tuple[int, ...]
    pairs: tuple[int, ...]
    pair_share: float
    coverage: float


class PassageWeight(NamedTuple):
    """The weights of two windows of 2 * `half_window` positions: the best and the first one of a document.

    The best window contributes `share` * the sum of the weights of the different syllables in it, and the
    first window contributes `first_share` * this sum. Window i has the positions
    `range(half_window * i, half_window * (i + 2))`.
    """

    half_window: int
    share: float
    first_share: float = 0.0


class Boost(NamedTuple):
    """A phrase that the query probably means, although it was not quoted, or a title that is the whole query.

    A document that meets `condition` gains `weight`, and is rescored before all other documents of its tier.
    `name` is shown in explanations.
    """

    name: str
    condition: Condition
    weight: float


class Rescoring(NamedTuple):
    """The additions to the scores of those `depth` documents that are best by their signals.

    Within a tier, the documents that meet the condition of any boost are chosen first.

    The additions depend on the positions of the `syllables` in the `fields`. The terms of the syllables are
    terms of these fields, or of fields that fold these fields. A document gains five sums:

    - Boosts: the weights of those `boosts` whose condition the document meets.
    - Pairs: the contributions of all `pairs`. `near_distance` is the greatest distance of a near occurrence,
      in positions.
    - Passages: the contributions of all `passages`. A window has positions of all fields together, so that a
      title and the beginning of the body are in the same window.
    - Coverage: `coverage.weight` * the number of different syllables of the query in the field
      `coverage.name` / the length of this field. The field is one of `fields`.
    - Similarity: `similarity` * the cosine of two signatures: that of the document, and that of the document
      that ranks first after all other additions.

    What occurs in another form counts as `RescoredForm` says.

    A document is scattered if no window of any of the `passages` has all of the `syllables` that the document
    has. Without `passages`, no document is scattered.
    """

    depth: int
    fields: tuple[WeightedField, ...]
    syllables: tuple[SyllableTerms, ...]
    pairs: tuple[SyllablePair, ...]
    near_distance: int
    passages: tuple[PassageWeight, ...]
    coverage: WeightedField
    similarity: float
    boosts: tuple[Boost, ...] = ()
    forms: tuple[RescoredForm, ...] = ()


# --- Patterns: what highlighting marks -----------------------------------------------------------------


class Alternatives(NamedTuple):
    """The terms that match one syllable of a text.

    `exact` terms are compared with the exact syllable, `folded` terms with the folded one.
    """

    exact: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


MEANT: Final = 0
"""The accents of a pattern that matches what was typed or was probably meant. It is always marked."""

MATCHING: Final = 1
"""The accents of a pattern that matches its part of the query completely, but not as it was probably meant.

It is marked in the documents in which its part has no match yet.
"""

OTHER: Final = 2
"""The accents of a pattern that matches a syllable of its part as partial matches do, usually in any accents.

In partial matches it is marked if its part has no match yet. In complete matches it is marked if nothing else
is.
"""


class Pattern(NamedTuple):
    """A pattern to mark in the text of a document: neighbouring tokens that match `tokens` one by one.

    `fields` are the text fields in which the pattern is marked. A snippet that shows the pattern gains
    `weight`. The last token of a `prefix` pattern matches every token that starts with one of its
    alternatives. `part` is the number of a part of the query, such as a word, which may have several patterns
    with different `accents`: `MEANT`, `MATCHING` or `OTHER`. A pattern with a `whole_number` begins with a
    number, and does not match the end of a larger number: `5 triệu` is not in `12,5 triệu`.
    """

    tokens: tuple[Alternatives, ...]
    fields: tuple[str, ...]
    weight: float
    prefix: bool = False
    accents: int = MEANT
    part: int = 0
    whole_number: bool = False


# --- The plan ------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """All that an engine needs to answer a query: which documents match, and how they are ranked.

    A document that meets `complete` is a complete match. Any other document that meets `partial` is a partial
    match; if `partial` is None, there are no partial matches. In a `tiered` plan, the complete matches form
    the first tier. Partial matches follow only if there are fewer complete matches than `partial_below`. They
    form a tier for each number of `partial_levels` that they meet, the greatest number first. In a plan that
    is not tiered, all matches are ranked together.

    If there is a `filter`, only documents that meet it match. It adds nothing to any score.

    Within a tier, documents are ordered by the sum of their `signals`, highest first. If partial matches
    follow complete ones, the documents of all tiers also have the `partial_signals`. If there are no
    signals, the newest documents come first, or the oldest if `oldest_first`. Documents of one day are then
    ordered by their times as written, and a date without a time is the beginning of its day. Documents
    without a date come last, and all scores are 0.

    `rescoring` then adds to the scores of the best documents and orders these documents by their new
    scores, still within each tier. If partial matches follow, a rescored complete match that is *scattered*
    (`Rescoring`) is first moved to the first tier of partial matches. Scores are compared after rounding to
    nine decimal places. Documents with equal scores (or dates) are in the order of indexing.

    `k1` (greater than 0) and `b` (at least 0, less than 1) are the constants of BM25F. `patterns` are for
    highlighting, in the order of the query; an engine ignores them.
    """

    complete: Condition
    k1: float
    b: float
    partial: Condition | None = None
    partial_levels: tuple[Condition, ...] = ()
    partial_below: int = 10
    tiered: bool = True
    signals: tuple[Signal, ...] = ()
    partial_signals: tuple[Signal, ...] = ()
    rescoring: Rescoring | None = None
    patterns: tuple[Pattern, ...] = ()
    filter: Condition | None = None
    oldest_first: bool = False
