"""From what was typed to what runs: the one door through which a query reaches an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.query.ast import AnyOf, Plan
from searchidx.query.patterns import patterns
from searchidx.query.refinement import refinement
from searchidx.query.runs import runs
from searchidx.query.signals import signals
from searchidx.query.synonyms import any_form, synonyms
from searchidx.query.weights import Scoring

if TYPE_CHECKING:
    from searchidx.query.ast import Query
    from searchidx.query.lexicon import Lexicon


_MOST_TIERED = 4
"""A query of more different syllables describes what is sought; it does not list what must be there."""


def plan(query: Query, lexicon: Lexicon, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query over an index; it matches nothing when the query asks for nothing."""
    scoring = scoring or Scoring()
    if query.root is None:
        return Plan(AnyOf(()), None, True, (), None, (), scoring.k1, scoring.b)
    stretches = runs(query)
    others = synonyms(stretches, lexicon)
    complete, partial = any_form(query.root, others)
    return Plan(
        complete=complete,
        partial=None if partial == complete else partial,
        tiered=len({one.folded for run in stretches for one in run.syllables}) <= _MOST_TIERED,
        signals=signals(stretches, others, lexicon, scoring),
        refinement=refinement(stretches, lexicon, scoring),
        patterns=patterns(query, others, lexicon),
        k1=scoring.k1,
        b=scoring.b,
    )
