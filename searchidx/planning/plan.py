"""From what was typed to what runs: the one door through which a query reaches an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx import unaccented_articles as accentless
from searchidx.engines.plan import AnyOf, Plan
from searchidx.planning.accents.feedback import read
from searchidx.planning.index_statistics import Counts
from searchidx.planning.matching import any_of, complete, in_any_article, partial
from searchidx.planning.patterns import patterns
from searchidx.planning.rescoring import refinement
from searchidx.planning.scoring import Scoring
from searchidx.planning.signals import partial_signals, signals
from searchidx.planning.stretches import different, runs_of, text_leaves
from searchidx.planning.synonyms import any_form, synonyms
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Condition
    from searchidx.planning.matching import Both
    from searchidx.planning.statistics import Lexicon
    from searchidx.planning.stretches import Run
    from searchidx.query.tree import Query


_MOST_TIERED = 4
"""A query of more different syllables describes what is sought; it does not list what must be there."""


_ACCENTLESS_SHARE = 100
"""Where one article in so many is typed without accents, spellings without them rank as well."""


def plan(query: Query, lexicon: Lexicon, scoring: Scoring | None = None) -> Plan:
    """Return the plan of a query over an index; it matches nothing when the query asks for nothing."""
    scoring = scoring or Scoring()
    if query.root is None:
        return Plan(AnyOf(()), None, True, (), (), None, (), scoring.k1, scoring.b)
    leaves = text_leaves(query)
    stretches = runs_of(leaves, query.text)
    tiered = len(different(stretches)) <= _MOST_TIERED
    counts = Counts(lexicon, scoring)
    spelled = read(stretches, counts)
    others = synonyms(stretches, lexicon)
    forms = any_form(query.root, others)
    meant: frozenset[str] = frozenset() if tiered else _known_spellings(stretches, counts)
    unaccented = sum(map(lexicon.frequency, accentless.MARKED.terms))
    often = _ACCENTLESS_SHARE * unaccented > lexicon.count()
    whole = _condition(map(complete, forms), unaccented=unaccented > 0)
    part = _condition((partial(form, meant) for form in forms), unaccented=unaccented > 0)
    ranked = signals(stretches, spelled, others, counts)
    loose = partial_signals(stretches, spelled, counts) if tiered or often else ()
    return Plan(
        complete=whole,
        partial=None if part == whole else part,
        tiered=tiered,
        signals=ranked + loose if often else ranked,
        partial_signals=() if often else loose,
        refinement=refinement(stretches, spelled, counts, accentless=often),
        patterns=patterns(leaves, others, counts),
        k1=scoring.k1,
        b=scoring.b,
    )


def _condition(forms: Iterable[Both], *, unaccented: bool) -> Condition:
    """Return the condition of a query in any of its forms; `unaccented`: some articles have no accents."""
    found = list(forms)
    both = found[0] if len(found) == 1 else any_of(found)
    return in_any_article(both) if unaccented else both.typed


def _known_spellings(stretches: Sequence[Run], counts: Counts) -> frozenset[str]:
    """Long queries are read as they are spelt, where articles spell so; short ones find other accents too."""
    exact = counts.within(TEXT_FIELDS).exact
    return frozenset([one.exact for run in stretches for one in run.syllables if exact[one.exact]])
