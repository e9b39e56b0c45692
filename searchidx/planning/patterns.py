"""Which patterns are highlighted in the documents found, and what weight does each have for a snippet?

A part of the query, such as a word, usually has several patterns with different accents. Highlighting marks
the accents that were probably meant. Only a document that does not have them is marked in other accents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.engines.plan import MATCHING, MEANT, OTHER, Alternatives, Pattern
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    i_y_twins,
    leaf_syllables,
    prefix_alternatives,
    searched_fields,
    without_accents,
)
from searchidx.query.tree import Phrase, Prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.planning.synonyms import Synonym
    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Leaf


PREFIX_WEIGHT: Final = 1.0
"""The weight of a prefix. A prefix has no idf, because the terms that start with it are not looked up."""

MIN_MARKED_SHARE: Final = 0.1
"""The least probability of a spelling that is always marked, as a share of the highest probability.

It includes all likely spellings. A syllable that stands alone has many spellings with low probabilities, and
articles often have more of them than one: `bao` also marks `bão` (0.07) in an article with `báo` (0.43).
"""


class _Choice(NamedTuple):
    """The choice of alternatives for articles of one kind.

    `meant` returns the alternatives of a syllable that are always marked, and `matching` those with which the
    syllable matches completely. In partial matches, a syllable whose exact term is in `strict_terms` matches
    in the same way, and any other syllable in any accents. `strict_prefixes` says whether a prefix that was
    typed with accents matches only with these accents.
    """

    meant: Callable[[QuerySyllable], Alternatives]
    matching: Callable[[QuerySyllable], Alternatives]
    strict_terms: frozenset[str]
    strict_prefixes: bool


def highlight_patterns(
    query: AnalyzedQuery,
    spellings: Sequence[Sequence[Spellings]],
    synonyms: Sequence[Synonym],
    strict_terms: frozenset[str],
    statistics: QueryStatistics,
) -> tuple[Pattern, ...]:
    """Return the patterns that are marked in accented articles.

    These are the patterns of the leaves, in order, then the patterns of the synonyms, each pattern once. Each
    distinct leaf and each synonym is a part of the query. `spellings` has the possible spellings of each
    syllable of each stretch. `strict_terms` are the exact terms that match with their accents even in partial
    matches.
    """
    spellings_by_offset = {
        syllable.start: of_syllable
        for stretch, row in zip(query.stretches, spellings, strict=True)
        for syllable, of_syllable in zip(stretch.syllables, row, strict=True)
    }

    def as_meant(syllable: QuerySyllable) -> Alternatives:
        possible = spellings_by_offset[syllable.start]
        marked = possible.at_least(MIN_MARKED_SHARE * possible.best_probability)
        texts = [spelling.text for spelling in marked.ranked]
        return Alternatives(exact=frozenset(texts).union(*map(i_y_twins, texts)))

    choice = _Choice(as_meant, as_typed, strict_terms, strict_prefixes=True)
    parts = [_leaf_patterns(leaf, choice, statistics) for leaf in query.leaves]
    return _numbered([*parts, *[[_synonym_pattern(synonym, statistics)] for synonym in synonyms]])


def unaccented_patterns(
    query: AnalyzedQuery,
    synonyms: Sequence[Synonym],
    strict_terms: frozenset[str],
    statistics: QueryStatistics,
) -> tuple[Pattern, ...]:
    """Return the patterns that are marked in unaccented articles, in the order of `highlight_patterns`.

    An accented syllable is marked as typed and without accents, and an unaccented one in any accents.
    """
    choice = _Choice(_as_typed_or_without, _as_typed_or_without, strict_terms, strict_prefixes=False)
    parts = [_leaf_patterns(leaf, choice, statistics) for leaf in query.leaves]
    others = [[_without_accents(_synonym_pattern(synonym, statistics))] for synonym in synonyms]
    return _numbered([*parts, *others])


def _as_typed_or_without(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable in an unaccented article."""
    typed, unaccented = as_typed(syllable), without_accents(syllable)
    return Alternatives(typed.exact | unaccented.exact, typed.folded | unaccented.folded)


def _numbered(parts: Iterable[Sequence[Pattern]]) -> tuple[Pattern, ...]:
    """Return the patterns of all parts, each pattern once, with the numbers of their parts.

    Parts that are marked alike, such as a repeated word, have the same number.
    """
    numbers: dict[Pattern, int] = {}
    patterns: dict[Pattern, None] = {}
    for part in filter(None, parts):
        number = numbers.setdefault(part[0], len(numbers))
        patterns.update(dict.fromkeys([pattern._replace(part=number) for pattern in part]))
    return tuple(patterns)


def _leaf_patterns(leaf: Leaf, choice: _Choice, statistics: QueryStatistics) -> list[Pattern]:
    """Return the patterns of a leaf in ascending order of their accents, or [] if it has no syllables."""
    fields = searched_fields(leaf.field)
    if isinstance(leaf, Prefix):
        alternatives = prefix_alternatives(leaf.text, strict=choice.strict_prefixes)
        return [Pattern((alternatives,), fields, PREFIX_WEIGHT, prefix=True)]
    syllables = leaf_syllables(leaf)
    if not syllables:
        return []
    weights = [statistics.syllable_idf[syllable.folded] for syllable in syllables]
    meant, matching = tuple(map(choice.meant, syllables)), tuple(map(choice.matching, syllables))
    patterns = [Pattern(meant, fields, sum(weights), accents=MEANT)]
    if not all(map(_contains, meant, matching)):
        patterns.append(Pattern(matching, fields, sum(weights), accents=MATCHING))
    if isinstance(leaf, Phrase):
        return patterns
    for syllable, strict, weight in zip(syllables, matching, weights, strict=True):
        alternatives = strict if syllable.exact in choice.strict_terms else any_accents(syllable)
        # A word of one syllable may already match all of these alternatives.
        if len(syllables) > 1 or not _contains(strict, alternatives):
            patterns.append(Pattern((alternatives,), fields, weight / 2, accents=OTHER))
    return patterns


def _contains(larger: Alternatives, smaller: Alternatives) -> bool:
    """Return whether the first alternatives contain all of the others."""
    return smaller.exact <= larger.exact and smaller.folded <= larger.folded


def _synonym_pattern(synonym: Synonym, statistics: QueryStatistics) -> Pattern:
    """Return the pattern of the other form, which has the same weight as the typed form."""
    tokens = tuple([Alternatives(exact=frozenset({term})) for term in synonym.expansion])
    weights = [statistics.syllable_idf[folded_term(term)] for term in synonym.typed]
    return Pattern(tokens, synonym.fields, sum(weights))


def _without_accents(pattern: Pattern) -> Pattern:
    """Return the pattern with the unaccented terms added to its exact terms."""
    tokens = [
        token._replace(exact=token.exact.union(map(folded_term, token.exact))) for token in pattern.tokens
    ]
    return pattern._replace(tokens=tuple(tokens))
