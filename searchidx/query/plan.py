"""From what was typed to what runs: the one door through which a query reaches an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx import accentless
from searchidx.query.accents import readings
from searchidx.query.ast import AnyOf, Plan
from searchidx.query.conditions import Reach
from searchidx.query.patterns import patterns
from searchidx.query.refinement import refinement
from searchidx.query.runs import runs
from searchidx.query.signals import partial_signals, signals
from searchidx.query.synonyms import any_form, synonyms
from searchidx.query.weights import Scoring, frequency_in
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.query.ast import Query
    from searchidx.query.lexicon import Lexicon
    from searchidx.query.runs import Run


_MOST_TIERED = 4
"""A query of more different syllables describes what is sought; it does not list what must be there."""


_ACCENTLESS_SHARE = 10
"""Where one article in so many is typed without accents, spellings without them rank as well."""


def plan(query: Query, lexicon: Lexicon, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query over an index; it matches nothing when the query asks for nothing."""
    scoring = scoring or Scoring()
    if query.root is None:
        return Plan(AnyOf(()), None, True, (), (), None, (), scoring.k1, scoring.b)
    stretches = runs(query)
    tiered = len({one.folded for run in stretches for one in run.syllables}) <= _MOST_TIERED
    read = [readings(run.syllables, lexicon) for run in stretches]
    others = synonyms(stretches, lexicon)
    reach = _reach(stretches, lexicon, tiered=tiered)
    complete, partial = any_form(query.root, others, reach)
    often = _ACCENTLESS_SHARE * _accentless(lexicon) > lexicon.count()
    ranked = signals(stretches, read, others, lexicon, scoring)
    loose = partial_signals(stretches, read, lexicon, scoring) if tiered or often else ()
    return Plan(
        complete=complete,
        partial=None if partial == complete else partial,
        tiered=tiered,
        signals=ranked + loose if often else ranked,
        partial_signals=() if often else loose,
        refinement=refinement(stretches, read, lexicon, scoring, accentless=often),
        patterns=patterns(query, others, lexicon),
        k1=scoring.k1,
        b=scoring.b,
    )


def _reach(stretches: Sequence[Run], lexicon: Lexicon, *, tiered: bool) -> Reach:
    """Long queries are read as they are spelt, where articles spell so; short ones find other accents too."""
    spelt = {one.exact for run in stretches for one in run.syllables} if not tiered else ()
    return Reach(
        accentless=_accentless(lexicon) > 0,
        meant=frozenset(form for form in spelt if frequency_in(TEXT_FIELDS, "exact", form, lexicon)),
    )


def _accentless(lexicon: Lexicon) -> int:
    """Return how many articles are typed without accents."""
    return sum(map(lexicon.frequency, accentless.MARKED.terms))
