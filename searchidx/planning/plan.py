"""From the analysed query to the plan that an engine runs: the only way by which a query reaches an engine.

A query is planned in four steps, all of which `plan` shows: the pairs of the corpus tell how its syllables
are spelt; where spellings are doubtful, a rough plan finds the documents that are best by them; what these
hold decides the doubts; the plan is then made with the final spellings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AnyOf, NoneOf, Plan
from searchidx.planning.accents.feedback import apply_feedback, pairs_in_doubt
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.planning.conditions import any_of, complete_condition, for_any_article, partial_condition
from searchidx.planning.constants import Scoring
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.rescoring import plan_rescoring
from searchidx.planning.signals import other_accents_signals, signals
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import distinct_syllables
from searchidx.planning.synonyms import find_synonyms, query_variants
from searchidx.schema import TEXT_FIELDS, layers
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import FeedbackStatistics
    from searchidx.engines.plan import Condition
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.conditions import ArticleConditions
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
    from searchidx.query.tree import Node

    SpellingsByStretch = Sequence[Sequence[Spellings]]


MAX_TIERED_SYLLABLES: Final = 4
"""A query of more distinct syllables describes its subject: complete and partial matches are one ranking."""

MIN_UNACCENTED_PERCENT: Final = 1
"""Where more articles than this are typed without accents, spellings without accents rank everywhere."""


def plan(query: AnalyzedQuery, index: FeedbackStatistics, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query over an index; it matches nothing where the query asks for nothing.

    `scoring` replaces the constants of the ranking.
    """
    scoring = scoring or Scoring()
    if query.typed.root is None:
        return Plan(complete=AnyOf(()), k1=scoring.k1, b=scoring.b)
    statistics = QueryStatistics(index, scoring)
    spellings = _first_spellings(query.stretches, index)
    pairs = pairs_in_doubt(query.stretches, spellings) if scoring.feedback_depth else ()
    if pairs:
        rough = _rough_plan(query.stretches, _likely(spellings), statistics)
        counts = index.pair_occurrences(rough, scoring.feedback_depth, layers("body").pairs, pairs)
        spellings = apply_feedback(query.stretches, spellings, dict(zip(pairs, counts, strict=True)))
    return _full_plan(query, query.typed.root, _likely(spellings), statistics)


def _first_spellings(stretches: Sequence[Stretch], index: FeedbackStatistics) -> list[list[Spellings]]:
    """Return the possible spellings of each syllable of each stretch, by the pairs of the corpus."""
    missing = missing_accents_share(syllable for stretch in stretches for syllable in stretch.syllables)
    return [weigh_spellings(stretch.syllables, index, missing) for stretch in stretches]


def _likely(spellings: SpellingsByStretch) -> list[list[Spellings]]:
    return [[of_syllable.likely() for of_syllable in row] for row in spellings]


def _rough_plan(
    stretches: Sequence[Stretch], spellings: SpellingsByStretch, statistics: QueryStatistics
) -> Plan:
    """Return a plan that ranks all articles with accents by the signals, whether they match or not."""
    scoring = statistics.scoring
    rough = signals(stretches, spellings, (), statistics)
    return Plan(complete=NoneOf(IS_UNACCENTED), k1=scoring.k1, b=scoring.b, signals=rough)


def _full_plan(
    query: AnalyzedQuery, root: Node, spellings: SpellingsByStretch, statistics: QueryStatistics
) -> Plan:
    stretches, index, scoring = query.stretches, statistics.index, statistics.scoring
    tiered = len(distinct_syllables(stretches)) <= MAX_TIERED_SYLLABLES
    synonyms = find_synonyms(stretches, index)
    unaccented_count = sum(map(index.document_frequency, IS_UNACCENTED.terms))
    often_unaccented = 100 * unaccented_count > MIN_UNACCENTED_PERCENT * index.document_count()

    variants = query_variants(root, synonyms)
    strict_terms: frozenset[str] = frozenset() if tiered else _known_terms(stretches, statistics)
    has_unaccented = unaccented_count > 0
    complete = _condition(map(complete_condition, variants), has_unaccented=has_unaccented)
    by_part = (partial_condition(variant, strict_terms) for variant in variants)
    partial = _condition(by_part, has_unaccented=has_unaccented)

    always = signals(stretches, spellings, synonyms, statistics)
    other_accents = (
        other_accents_signals(stretches, spellings, statistics) if tiered or often_unaccented else ()
    )
    return Plan(
        complete=complete,
        partial=None if partial == complete else partial,
        tiered=tiered,
        signals=always + other_accents if often_unaccented else always,
        partial_signals=() if often_unaccented else other_accents,
        rescoring=plan_rescoring(stretches, spellings, statistics, often_unaccented=often_unaccented),
        patterns=highlight_patterns(query.leaves, synonyms, statistics),
        k1=scoring.k1,
        b=scoring.b,
    )


def _condition(variants: Iterable[ArticleConditions], *, has_unaccented: bool) -> Condition:
    """Return the condition that any variant of the query matches.

    `has_unaccented` tells whether any article of the index was typed without accents.
    """
    each = list(variants)
    conditions = each[0] if len(each) == 1 else any_of(each)
    return for_any_article(conditions) if has_unaccented else conditions.accented


def _known_terms(stretches: Sequence[Stretch], statistics: QueryStatistics) -> frozenset[str]:
    """Return the exact terms of the query that the corpus has.

    In a long query they are meant as they are spelt; short queries also find other accents.
    """
    exact = statistics.of_fields(TEXT_FIELDS).exact
    return frozenset(
        [syllable.exact for stretch in stretches for syllable in stretch.syllables if exact[syllable.exact]]
    )
