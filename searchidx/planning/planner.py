"""From the analysed query to the plan that an engine runs.

Every query that an engine runs is made by `plan`, in five steps:

1. Weigh the possible spellings of each unaccented syllable by the pairs of the corpus. If the last word is
   half typed, weigh the words that begin with it.
2. If spellings remain doubtful, make a rough plan and search for the best documents by these spellings.
3. Correct the doubtful spellings by their occurrences in these documents. This is the feedback.
4. Find the other forms of the parts of the query.
5. Make the final plan: conditions, signals and rescoring with the likely spellings and the forms, and the
   patterns to mark with the possible spellings.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import AnyOf, NoneOf, Plan
from searchidx.planning.accents.feedback import apply_feedback, pairs_in_doubt
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.planning.article_conditions import for_index
from searchidx.planning.conditions import complete_condition, partial_condition, partial_levels
from searchidx.planning.constants import Scoring
from searchidx.planning.exact_title import title_boosts
from searchidx.planning.forms.find import find_forms
from searchidx.planning.half_typed import find_beginning, replace_leaf
from searchidx.planning.patterns import highlight_patterns
from searchidx.planning.phrase_boosts import phrase_boosts
from searchidx.planning.replacing_forms import replacing_forms
from searchidx.planning.rescoring_plan import plan_rescoring
from searchidx.planning.signals import other_accents_signals, signals
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import distinct_syllables
from searchidx.planning.typed_form import typed_form_boosts
from searchidx.query.tree import Prefix
from searchidx.schema import TEXT_FIELDS, layers
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.form_table import FormTable
    from searchidx.engines.base import FeedbackStatistics
    from searchidx.engines.plan import Condition, Signal
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.forms.find import QueryForms
    from searchidx.planning.replacing_forms import ReplacingForm
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
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


def plan(
    query: AnalyzedQuery,
    index: FeedbackStatistics,
    scoring: Scoring | None = None,
    *,
    typing: bool = False,
    synonyms: FormTable | None = None,
) -> Plan:
    """Return the plan of a query for an index.

    If the query contains nothing to search for, the plan matches no document. `scoring` replaces the default
    constants of the ranking. With `typing`, the last word is read as a beginning even if it is a whole word.
    `synonyms` are the user's own.
    """
    scoring = scoring or Scoring()
    root = query.typed.root
    if root is None:
        return Plan(complete=AnyOf(()), k1=scoring.k1, b=scoring.b)
    statistics = QueryStatistics(index, scoring)
    missing = missing_accents_share(chain(*[stretch.syllables for stretch in query.stretches]))
    by_corpus = [weigh_spellings(stretch.syllables, index, missing) for stretch in query.stretches]
    beginning = find_beginning(query, by_corpus, index, typing=typing)
    if beginning is not None:
        by_corpus[-1] = weigh_spellings(query.stretches[-1].syllables, index, missing, beginning.completions)
        query, root = replace_leaf(query, root, beginning.leaf, by_corpus[-1][-1], index)
    spellings = _with_feedback(query.stretches, by_corpus, statistics, index)
    forms = find_forms(query, statistics, synonyms)
    return _final_plan(query, root, spellings, forms, statistics)


# --- Which spellings are meant -------------------------------------------------------------------------


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
        signals=signals(stretches, spellings, [()] * len(stretches), statistics),
        k1=scoring.k1,
        b=scoring.b,
    )


def _completions(query: AnalyzedQuery, spellings: SpellingsByStretch) -> Spellings | None:
    """Return the words that may complete a half-typed last word, or None if no word is half typed."""
    last = query.leaves[-1] if query.leaves else None
    return spellings[-1][-1] if isinstance(last, Prefix) and last.half_typed else None


def _likely(spellings: SpellingsByStretch) -> SpellingsByStretch:
    return [[of_syllable.likely() for of_syllable in row] for row in spellings]


# --- The final plan ------------------------------------------------------------------------------------


def _final_plan(
    query: AnalyzedQuery,
    root: Node,
    spellings: SpellingsByStretch,
    query_forms: QueryForms,
    statistics: QueryStatistics,
) -> Plan:
    """Return the plan of a query, given its root, the possible spellings of its syllables, and its forms."""
    likely = _likely(spellings)
    stretches, index, scoring = query.stretches, statistics.index, statistics.scoring
    tiered = len(distinct_syllables(stretches)) <= MAX_TIERED_SYLLABLES
    unaccented_count = sum(map(index.document_frequency, IS_UNACCENTED.terms))
    has_unaccented = unaccented_count > 0
    often_unaccented = 100 * unaccented_count > OFTEN_UNACCENTED_PERCENT * statistics.document_count
    forms = query_forms.wanted
    strict_terms: frozenset[str] = frozenset() if tiered else _known_terms(stretches, statistics)
    conditions = _conditions(root, query_forms, strict_terms, tiered=tiered, has_unaccented=has_unaccented)
    replacing = replacing_forms(stretches, likely, forms, statistics)
    for_all, for_partial = _signals(
        stretches, likely, replacing, statistics, tiered=tiered, often_unaccented=often_unaccented
    )
    boosts = (
        *phrase_boosts(query, likely, replacing, statistics, has_unaccented=has_unaccented),
        *title_boosts(query.leaves, statistics, has_unaccented=has_unaccented),
        *typed_form_boosts(stretches, likely, replacing, statistics, has_unaccented=has_unaccented),
    )
    return Plan(
        complete=conditions.complete,
        partial=conditions.partial,
        partial_levels=conditions.levels,
        partial_below=ENOUGH_COMPLETE_MATCHES,
        tiered=tiered,
        signals=for_all,
        partial_signals=for_partial,
        rescoring=plan_rescoring(
            stretches, likely, statistics, often_unaccented=often_unaccented, forms=replacing, boosts=boosts
        ),
        patterns=highlight_patterns(
            query,
            spellings,
            forms,
            strict_terms,
            statistics,
            completions=_completions(query, spellings),
        ),
        k1=scoring.k1,
        b=scoring.b,
    )


def _known_terms(stretches: Sequence[Stretch], statistics: QueryStatistics) -> frozenset[str]:
    """Return the exact terms of the query that occur in the corpus."""
    exact = statistics.of_fields(TEXT_FIELDS).exact
    return frozenset(
        [syllable.exact for stretch in stretches for syllable in stretch.syllables if exact[syllable.exact]]
    )


class _Conditions(NamedTuple):
    """Which documents match a plan: the conditions of `Plan` with these names."""

    complete: Condition
    partial: Condition | None
    levels: tuple[Condition, ...]


def _conditions(
    root: Node, forms: QueryForms, strict_terms: frozenset[str], *, tiered: bool, has_unaccented: bool
) -> _Conditions:
    """Return the conditions for an index. A query of which no part may be missing has no partial matches.

    The levels are one condition for each syllable that a partial match may lack. Only a tiered plan has them.
    """
    all_forms = forms.wanted + forms.unwanted
    complete = for_index(complete_condition(root, all_forms), has_unaccented=has_unaccented)
    partial = for_index(partial_condition(root, strict_terms, all_forms), has_unaccented=has_unaccented)
    if partial == complete:
        return _Conditions(complete, None, ())
    levels = partial_levels(root, forms.wanted) if tiered else ()
    return _Conditions(
        complete, partial, tuple([for_index(level, has_unaccented=has_unaccented) for level in levels])
    )


def _signals(
    stretches: Sequence[Stretch],
    spellings: SpellingsByStretch,
    forms: Sequence[Sequence[ReplacingForm]],
    statistics: QueryStatistics,
    *,
    tiered: bool,
    often_unaccented: bool,
) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """Return the signals of all matches, and the additional signals of partial matches.

    If articles are often unaccented, the signals of other accents apply to all matches. Otherwise these
    signals apply only to the partial matches of a tiered plan.
    """
    for_all = signals(stretches, spellings, forms, statistics)
    if not (tiered or often_unaccented):
        return for_all, ()
    other_accents = other_accents_signals(stretches, spellings, statistics)
    return (for_all + other_accents, ()) if often_unaccented else (for_all, other_accents)
