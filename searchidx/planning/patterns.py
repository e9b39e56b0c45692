"""Which patterns are highlighted in the documents found, and what weight does each have for a snippet?

A part of the query, such as a word, usually has several patterns with different accents. Highlighting marks
the accents that were probably meant. Only a document that does not have them is marked in other accents.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from searchidx.engines.plan import MATCHING, OTHER, Alternatives, Pattern
from searchidx.planning.forms.larger_numbers import larger_numbers
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    exact_alternatives,
    is_perhaps_complete,
    merged,
    other_prefixes,
    prefix_alternatives,
    prefix_syllables,
    query_syllables,
    searched_fields,
    syllable_of,
    with_furniture,
)
from searchidx.query.tree import Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.forms.form import OtherForm
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.query.tree import Leaf

BEGINNING_WEIGHT: Final = 1.0
"""The weight of the beginning of a syllable, which has no idf: the terms that start so are not looked up."""

MIN_MARKED_SHARE: Final = 0.1
"""The least probability of a spelling that is always marked, as a share of the highest probability.

It includes all likely spellings. A syllable that stands alone has many spellings with low probabilities, and
articles often have more of them than one: `bao` also marks `bão` (0.07) in an article with `báo` (0.43).
"""


def highlight_patterns(
    query: AnalyzedQuery,
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[OtherForm],
    strict_terms: frozenset[str],
    statistics: QueryStatistics,
    completions: Spellings | None = None,
) -> tuple[Pattern, ...]:
    """Return the patterns of the leaves, in order, then the patterns of the other forms, each pattern once.

    Each distinct leaf and each form is a part of the query. `spellings` has the possible spellings of each
    syllable of each stretch of the query. `strict_terms` are the exact terms that match with their accents
    even in partial matches. If the last leaf is half typed, `completions` are the terms that complete it.
    """
    # Stretches have the syllables of the leaves in the same order.
    of_syllables = chain.from_iterable(spellings)
    parts = [_leaf_patterns(leaf, of_syllables, strict_terms, statistics) for leaf in query.leaves]
    if completions is not None and isinstance(last := query.leaves[-1], Prefix):
        parts[-1] = _half_typed_patterns(last, completions, statistics)
    parts += [[_form_pattern(form, statistics)] for form in forms]
    # Parts whose first patterns are equal, such as a repeated word, have the same number.
    numbers: dict[Pattern, int] = {}
    patterns: dict[Pattern, None] = {}
    for part in filter(None, parts):
        number = numbers.setdefault(part[0], len(numbers))
        patterns.update(
            dict.fromkeys([pattern._replace(part=number) for pattern in part] if number else part)
        )
    return tuple(patterns)


def _leaf_patterns(
    leaf: Leaf,
    of_syllables: Iterator[Spellings],
    strict_terms: frozenset[str],
    statistics: QueryStatistics,
) -> list[Pattern]:
    """Return the patterns of a leaf in ascending order of their accents, or [] if it has no syllables.

    The next values of `of_syllables` are the spellings of its complete syllables. They are taken from the
    iterator for a prefix too, although they are not used.
    """
    fields = searched_fields(leaf.field)
    if isinstance(leaf, Prefix):
        list(islice(of_syllables, len(prefix_syllables(leaf.text).complete)))
        texts = (leaf.text, *other_prefixes(leaf.text))
        return [pattern for text in texts for pattern in _prefix_patterns(text, fields, statistics)]
    syllables = query_syllables(leaf.text)
    if not syllables:
        return []
    weights = [statistics.syllable_idf[syllable.folded] for syllable in syllables]
    meant = tuple(map(_as_meant, islice(of_syllables, len(syllables))))
    typed = tuple(map(as_typed, syllables))
    whole_number = bool(larger_numbers(tuple([(syllable.exact,) for syllable in syllables])))
    patterns = [Pattern(meant, fields, sum(weights), whole_number=whole_number)]
    if not all(map(_contains, meant, typed)):
        patterns.append(patterns[0]._replace(tokens=typed, accents=MATCHING))
    if isinstance(leaf, Phrase):
        return patterns
    for syllable, as_it_was_typed, weight in zip(syllables, typed, weights, strict=True):
        alternatives = as_it_was_typed if syllable.exact in strict_terms else any_accents(syllable)
        # A word of one syllable may already match all of these alternatives.
        if len(syllables) > 1 or not _contains(as_it_was_typed, alternatives):
            patterns.append(Pattern((alternatives,), fields, weight / 2, accents=OTHER))
    return patterns


def _as_meant(possible: Spellings) -> Alternatives:
    """Return the alternatives that match a syllable in the spellings that are always marked."""
    if len(possible.ranked) == 1:
        return exact_alternatives(possible.best)
    marked = possible.at_least(MIN_MARKED_SHARE * possible.best_probability)
    return Alternatives(
        exact=frozenset().union(*[exact_alternatives(spelling.text).exact for spelling in marked.ranked])
    )


def _contains(larger: Alternatives, smaller: Alternatives) -> bool:
    """Return whether the first alternatives contain all of the others."""
    return smaller.exact <= larger.exact and smaller.folded <= larger.folded


def _prefix_patterns(text: str, fields: tuple[str, ...], statistics: QueryStatistics) -> list[Pattern]:
    """Return the pattern of a prefix, and the pattern of its text as a word if this matches other terms too.

    For example, `kỹ*` also finds what the word `kỹ` finds, which is `kĩ`.
    """
    word = tuple(map(as_typed, query_syllables(text)))
    complete, beginning = prefix_syllables(text)
    weight = sum([statistics.syllable_idf[syllable.folded] for syllable in complete])
    if beginning is None:
        return [Pattern(word, fields, weight)] if word else []
    weight += BEGINNING_WEIGHT
    last = prefix_alternatives(beginning, strict=True)
    patterns = [Pattern((*word[:-1], last), fields, weight, prefix=True)]
    if not _begin_all(last, word[-1]):
        patterns.append(Pattern(word, fields, weight))
    return patterns


def _half_typed_patterns(leaf: Prefix, completions: Spellings, statistics: QueryStatistics) -> list[Pattern]:
    """Return the patterns of a half-typed word: probable completions, or else whatever matches the word.

    These are the other completions, the word as typed if it is perhaps complete, and its other forms.
    """
    fields = searched_fields(leaf.field)
    complete, beginning = prefix_syllables(leaf.text)
    before = tuple(map(as_typed, complete))
    folded = [*[syllable.folded for syllable in complete], folded_term(completions.best)]
    meant = Pattern(
        (*before, _as_meant(completions)), fields, sum([statistics.syllable_idf[text] for text in folded])
    )
    patterns = [meant, meant._replace(tokens=(*before, merged(map(exact_alternatives, leaf.completions))))]
    if beginning is not None and is_perhaps_complete(beginning, leaf.completions):
        patterns.append(meant._replace(tokens=(*before, as_typed(beginning))))
    for text in other_prefixes(leaf.text):
        patterns += _prefix_patterns(text, fields, statistics)
    return [meant, *[pattern._replace(accents=MATCHING) for pattern in patterns[1:]]]


def _begin_all(beginnings: Alternatives, terms: Alternatives) -> bool:
    """Return whether every term of some alternatives starts with one of the beginnings."""
    exact, folded = tuple(beginnings.exact), tuple(beginnings.folded)
    return all(term.startswith(exact) for term in terms.exact) and all(
        term.startswith(folded) for term in terms.folded
    )


def _form_pattern(form: OtherForm, statistics: QueryStatistics) -> Pattern:
    """Return the pattern of another form, which has the same weight as the typed form."""
    tokens = tuple([merged([as_typed(syllable_of(term)) for term in terms]) for terms in form.positions])
    weights = [statistics.syllable_idf[folded_term(term)] for term in form.typed]
    whole_number = bool(larger_numbers(form.positions))
    return Pattern(tokens, with_furniture(form.fields), sum(weights), whole_number=whole_number)
