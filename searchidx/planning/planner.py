"""From the analysed query to the plan that an engine runs.

Every query that an engine runs is made by `plan`, in four steps:

1. Weigh the possible spellings of each unaccented syllable by the pairs of the corpus.
2. If spellings remain doubtful, make a rough plan and search for the best documents by these spellings.
3. Correct the doubtful spellings by their occurrences in these documents. This is the feedback.
4. Make the final plan with the likely spellings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AnyOf, NoneOf, Plan
from searchidx.planning.accents.feedback import apply_feedback, pairs_in_doubt
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.planning.conditions import (
    any_of,
    complete_condition,
    for_index,
    partial_condition,
    partial_levels,
)
from searchidx.planning.constants import Scoring
from searchidx.planning.exact_title import title_boosts
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.phrase_boosts import phrase_boosts
from searchidx.planning.rescoring_plan import plan_rescoring
from searchidx.planning.signals import other_accents_signals, signals
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import distinct_syllables
from searchidx.planning.synonyms import find_synonyms, query_variants
from searchidx.schema import TEXT_FIELDS, layers
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import FeedbackStatistics
    from searchidx.engines.plan import Condition, Signal
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.conditions import ArticleConditions
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
    from searchidx.planning.synonyms import Synonym
    from searchidx.query.tree import Node

    # There is one sequence for each stretch. It has one `Spellings` for each syllable of the stretch.
    SpellingsByStretch = Sequence[Sequence[Spellings]]


MAX_TIERED_SYLLABLES: Final = 4
"""If a query has at most this number of distinct syllables, complete matches rank above partial ones.

A longer query describes a subject. Its complete and partial matches form one ranking.
"""

ENOUGH_COMPLETE_MATCHES: Final = 10
"""Partial matches follow complete ones only if there are fewer complete matches than this.

The number does not depend on the page, so that the total is the same on every page.
"""

OFTEN_UNACCENTED_PERCENT: Final = 1
"""The percentage of unaccented articles above which they influence the ranking of all documents.

The signals of other accents then apply to every match, and rescoring also counts unaccented syllables.
"""


def plan(query: AnalyzedQuery, index: FeedbackStatistics, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query for an index.

    If the query contains nothing to search for, the plan matches no document. `scoring` replaces the default
    constants of the ranking.
    """
    scoring = scoring or Scoring()
    root = query.typed.root
    if root is None:
        return Plan(complete=AnyOf(()), k1=scoring.k1, b=scoring.b)
    statistics = QueryStatistics(index, scoring)
    by_corpus = _spellings_by_corpus(query.stretches, index)
    spellings = _with_feedback(query.stretches, by_corpus, statistics, index)
    return _final_plan(query, root, _likely(spellings), statistics)


# --- Which spellings are meant -------------------------------------------------------------------------


def _spellings_by_corpus(stretches: Sequence[Stretch], index: FeedbackStatistics) -> SpellingsByStretch:
    """Return the possible spellings of each syllable, with probabilities from the pairs of the corpus."""
    missing = missing_accents_share(syllable for stretch in stretches for syllable in stretch.syllables)
    return [weigh_spellings(stretch.syllables, index, missing) for stretch in stretches]


def _with_feedback(
    stretches: Sequence[Stretch],
    spellings: SpellingsByStretch,
    statistics: QueryStatistics,
    index: FeedbackStatistics,
) -> SpellingsByStretch:
    """Return the spellings after the best documents of a rough search have corrected the doubtful ones."""
    depth = statistics.scoring.feedback_depth
    pairs = pairs_in_doubt(stretches, spellings) if depth else ()
    if not pairs:
        return spellings
    rough = _rough_plan(stretches, _likely(spellings), statistics)
    occurrences = index.pair_occurrences(rough, depth, layers("body").pairs, pairs)
    return apply_feedback(stretches, spellings, dict(zip(pairs, occurrences, strict=True)))


def _rough_plan(
    stretches: Sequence[Stretch], spellings: SpellingsByStretch, statistics: QueryStatistics
) -> Plan:
    """Return a plan that matches every accented article and ranks by the signals of the spellings alone."""
    scoring = statistics.scoring
    return Plan(
        complete=NoneOf(IS_UNACCENTED),
        signals=signals(stretches, spellings, (), statistics),
        k1=scoring.k1,
        b=scoring.b,
    )


def _likely(spellings: SpellingsByStretch) -> SpellingsByStretch:
    return [[of_syllable.likely() for of_syllable in row] for row in spellings]


# --- The final plan ------------------------------------------------------------------------------------


def _final_plan(
    query: AnalyzedQuery, root: Node, spellings: SpellingsByStretch, statistics: QueryStatistics
) -> Plan:
    """Return the plan of a query, given the root of its tree and the likely spellings of its syllables."""
    stretches, index, scoring = query.stretches, statistics.index, statistics.scoring
    tiered = len(distinct_syllables(stretches)) <= MAX_TIERED_SYLLABLES
    unaccented_count = sum(map(index.document_frequency, IS_UNACCENTED.terms))
    has_unaccented = unaccented_count > 0
    often_unaccented = 100 * unaccented_count > OFTEN_UNACCENTED_PERCENT * statistics.document_count
    synonyms = find_synonyms(stretches, index)

    strict_terms: frozenset[str] = frozenset() if tiered else _known_terms(stretches, statistics)
    complete, partial = _conditions(
        query_variants(root, synonyms), strict_terms, has_unaccented=has_unaccented
    )
    for_all, for_partial = _signals(
        stretches, spellings, synonyms, statistics, tiered=tiered, often_unaccented=often_unaccented
    )
    boosts = (
        *phrase_boosts(stretches, spellings, statistics, has_unaccented=has_unaccented),
        *title_boosts(query.leaves, statistics, has_unaccented=has_unaccented),
    )
    return Plan(
        complete=complete,
        partial=partial,
        partial_levels=_levels(root, synonyms, has_unaccented=has_unaccented) if tiered and partial else (),
        partial_below=ENOUGH_COMPLETE_MATCHES,
        tiered=tiered,
        signals=for_all,
        partial_signals=for_partial,
        rescoring=plan_rescoring(
            stretches, spellings, statistics, often_unaccented=often_unaccented, boosts=boosts
        ),
        patterns=highlight_patterns(query.leaves, synonyms, statistics),
        k1=scoring.k1,
        b=scoring.b,
    )


def _known_terms(stretches: Sequence[Stretch], statistics: QueryStatistics) -> frozenset[str]:
    """Return the exact terms of the query that occur in the corpus."""
    exact = statistics.of_fields(TEXT_FIELDS).exact
    return frozenset(
        [syllable.exact for stretch in stretches for syllable in stretch.syllables if exact[syllable.exact]]
    )


def _conditions(
    variants: Sequence[Node], strict_terms: frozenset[str], *, has_unaccented: bool
) -> tuple[Condition, Condition | None]:
    """Return the conditions of complete and of partial matches. A document must match at least one variant.

    The second condition is None if it equals the first. `strict_terms` are the exact terms that must match
    with their accents even in partial matches. `has_unaccented` says whether the index has any unaccented
    articles.
    """
    complete = _any_variant(map(complete_condition, variants), has_unaccented=has_unaccented)
    by_part = (partial_condition(variant, strict_terms) for variant in variants)
    partial = _any_variant(by_part, has_unaccented=has_unaccented)
    return complete, None if partial == complete else partial


def _levels(root: Node, synonyms: Sequence[Synonym], *, has_unaccented: bool) -> tuple[Condition, ...]:
    """Return the conditions that are counted in a partial match: one for each syllable that it may lack."""
    levels = partial_levels(root, synonyms)
    return tuple([for_index(level, has_unaccented=has_unaccented) for level in levels])


def _any_variant(variants: Iterable[ArticleConditions], *, has_unaccented: bool) -> Condition:
    """Return the condition that a document matches at least one of the variants (one or more)."""
    alternatives = list(variants)
    conditions = alternatives[0] if len(alternatives) == 1 else any_of(alternatives)
    return for_index(conditions, has_unaccented=has_unaccented)


def _signals(
    stretches: Sequence[Stretch],
    spellings: SpellingsByStretch,
    synonyms: Sequence[Synonym],
    statistics: QueryStatistics,
    *,
    tiered: bool,
    often_unaccented: bool,
) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """Return the signals of all matches, and the additional signals of partial matches.

    If articles are often unaccented, the signals of other accents apply to all matches. Otherwise these
    signals apply only to the partial matches of a tiered plan.
    """
    for_all = signals(stretches, spellings, synonyms, statistics)
    if not (tiered or often_unaccented):
        return for_all, ()
    other_accents = other_accents_signals(stretches, spellings, statistics)
    return (for_all + other_accents, ()) if often_unaccented else (for_all, other_accents)
