"""From what was typed to what runs: the one door through which a query reaches an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx import accentless
from searchidx.query.ast import AnyOf, Plan
from searchidx.query.conditions import Reach, complete, in_any_article, partial
from searchidx.query.patterns import patterns
from searchidx.query.refinement import refinement
from searchidx.query.rereading import read
from searchidx.query.runs import runs
from searchidx.query.signals import partial_signals, signals
from searchidx.query.synonyms import any_form, synonyms
from searchidx.query.weights import Scoring, frequency_in
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchidx.query.ast import Condition, Node, Query
    from searchidx.query.lexicon import Lexicon
    from searchidx.query.runs import Run


_MOST_TIERED = 4
"""A query of more different syllables describes what is sought; it does not list what must be there."""


_ACCENTLESS_SHARE = 100
"""Where one article in so many is typed without accents, spellings without them rank as well."""


def plan(query: Query, lexicon: Lexicon, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query over an index; it matches nothing when the query asks for nothing."""
    scoring = scoring or Scoring()
    if query.root is None:
        return Plan(AnyOf(()), None, True, (), (), None, (), scoring.k1, scoring.b)
    stretches = runs(query)
    tiered = len({one.folded for run in stretches for one in run.syllables}) <= _MOST_TIERED
    spelled = read(stretches, lexicon, scoring)
    others = synonyms(stretches, lexicon)
    forms = any_form(query.root, others)
    meant: frozenset[str] = frozenset() if tiered else _known_spellings(stretches, lexicon)
    unaccented = sum(map(lexicon.frequency, accentless.MARKED.terms))
    often = _ACCENTLESS_SHARE * unaccented > lexicon.count()
    whole, part = (_condition(of, forms, meant, unaccented=unaccented > 0) for of in (complete, partial))
    ranked = signals(stretches, spelled, others, lexicon, scoring)
    loose = partial_signals(stretches, spelled, lexicon, scoring) if tiered or often else ()
    return Plan(
        complete=whole,
        partial=None if part == whole else part,
        tiered=tiered,
        signals=ranked + loose if often else ranked,
        partial_signals=() if often else loose,
        refinement=refinement(stretches, spelled, lexicon, scoring, accentless=often),
        patterns=patterns(query, others, lexicon),
        k1=scoring.k1,
        b=scoring.b,
    )


def _condition(
    of: Callable[[Node, Reach], Condition], forms: Sequence[Node], meant: frozenset[str], *, unaccented: bool
) -> Condition:
    """Return the condition of a query in any of its forms; `unaccented`: some articles have no accents."""

    def any_of(reach: Reach) -> Condition:
        return of(forms[0], reach) if len(forms) == 1 else AnyOf(tuple(of(form, reach) for form in forms))

    return in_any_article(any_of, meant) if unaccented else any_of(Reach(bare=False, meant=meant))


def _known_spellings(stretches: Sequence[Run], lexicon: Lexicon) -> frozenset[str]:
    """Long queries are read as they are spelt, where articles spell so; short ones find other accents too."""
    spelt = {one.exact for run in stretches for one in run.syllables}
    return frozenset(form for form in spelt if frequency_in(TEXT_FIELDS, "exact", form, lexicon))
