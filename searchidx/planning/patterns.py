"""Which patterns are highlighted in the documents found, and what weight does each have for a snippet?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from searchidx.engines.plan import Pattern
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    merged,
    prefix_alternatives,
    query_syllables,
    searched_fields,
    syllable_of,
)
from searchidx.query.tree import Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.forms.form import OtherForm
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.query.tree import Leaf

PREFIX_WEIGHT: Final = 1.0
"""The weight of a prefix. A prefix has no idf, because the terms that start with it are not looked up."""


def highlight_patterns(
    leaves: Sequence[Leaf], forms: Sequence[OtherForm], statistics: QueryStatistics
) -> tuple[Pattern, ...]:
    """Return the patterns of the leaves, in order, then the patterns of the other forms, each pattern once.

    A word has a pattern as a whole, and usually a weak pattern for each of its syllables. Each phrase, prefix
    and other form has one pattern.
    """
    patterns = [pattern for leaf in leaves for pattern in _leaf_patterns(leaf, statistics)]
    patterns += [_form_pattern(form, statistics) for form in forms]
    return tuple(dict.fromkeys(patterns))


def _leaf_patterns(leaf: Leaf, statistics: QueryStatistics) -> list[Pattern]:
    """Return the pattern of the typed leaf, and for a word also a weak pattern for each of its syllables.

    A weak pattern matches its syllable in any accents. A word or phrase without syllables has no patterns.
    """
    fields = searched_fields(leaf.field)
    if isinstance(leaf, Prefix):
        return [Pattern((prefix_alternatives(leaf.text, strict=True),), fields, PREFIX_WEIGHT, prefix=True)]
    syllables = query_syllables(leaf.text)
    if not syllables:
        return []
    weights = [statistics.syllable_idf[syllable.folded] for syllable in syllables]
    patterns = [Pattern(tuple([as_typed(syllable) for syllable in syllables]), fields, sum(weights))]
    if isinstance(leaf, Phrase):
        return patterns
    for syllable, weight in zip(syllables, weights, strict=True):
        # If the word is one unaccented syllable, its first pattern already matches in any accents.
        if syllable.accented or len(syllables) > 1:
            patterns.append(Pattern((any_accents(syllable),), fields, weight / 2, weak=True))
    return patterns


def _form_pattern(form: OtherForm, statistics: QueryStatistics) -> Pattern:
    """Return the pattern of another form, which has the same weight as the typed form."""
    tokens = tuple([merged([as_typed(syllable_of(term)) for term in terms]) for terms in form.positions])
    return Pattern(
        tokens, form.fields, sum([statistics.syllable_idf[folded_term(term)] for term in form.typed])
    )
