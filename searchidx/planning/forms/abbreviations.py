"""The other forms of the abbreviations in a query, by the definitions in the articles."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from searchidx.abbreviations import expansions
from searchidx.planning.forms.form import StretchForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.stretches import Stretch

MAX_EXPANSIONS: Final = 4
"""The maximum number of expansions of a stretch. Each expansion enlarges the conditions of the plan."""


def abbreviation_forms(stretch: Stretch, index: TermStatistics) -> Iterator[StretchForm]:
    """Yield the first `MAX_EXPANSIONS` long and short forms of abbreviations in a stretch, in order."""
    terms = [syllable.exact for syllable in stretch.syllables]
    for expansion in islice(expansions(terms, index), MAX_EXPANSIONS):
        positions = tuple([(term,) for term in expansion.terms])
        yield StretchForm(expansion.first, expansion.end, positions, is_certain=False)
