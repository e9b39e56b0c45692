"""Which phrases of a short query are probably meant as a whole, although they are not quoted?

They are its names (`names.py`), and its *codes*: unquoted words of three or more syllables, as `57-NQ/TW`.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import Boost
from searchidx.planning.article_conditions import for_index
from searchidx.planning.known_phrases import known_phrase_condition
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.planning.names import MIN_NAME_SYLLABLES, find_names
from searchidx.query.tree import Word
from searchidx.schema import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.plan import Condition
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.replacing_forms import ReplacingForm
    from searchidx.planning.statistics import FieldStatistics, PairStatistics, QueryStatistics
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
    from searchidx.query.tree import Leaf

MAX_SYLLABLES_WITH_NAME: Final = 8
"""In a longer query, the other syllables describe the subject well enough, and names are not boosted."""

MAX_EXPECTED_PERCENT: Final = 0.1
"""Syllables that more than this percentage of the documents probably have side by side are no name."""


def phrase_boosts(
    query: AnalyzedQuery,
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[Sequence[ReplacingForm]],
    statistics: QueryStatistics,
    *,
    has_unaccented: bool,
) -> tuple[Boost, ...]:
    """Return a boost for each name and code in a query of at most `MAX_SYLLABLES_WITH_NAME` syllables.

    `spellings` has the likely spellings of each syllable of each stretch, and `forms` has the other forms of
    each stretch (`replacing_forms`). `has_unaccented` says whether the index has any unaccented articles. The
    weight of a boost is proportional to the idf of the rarest pair of the phrase, because the whole phrase is
    at least as rare. A name in furniture, which is usually that of an author, is boosted as well. Any other
    phrase is not boosted if a pair of its syllables occurs nowhere. Nothing is boosted if its syllables are a
    common phrase (`MAX_EXPECTED_PERCENT`) or part of a common form, or if `Scoring.name_weight` is 0.
    """
    query_length = sum([len(stretch.syllables) for stretch in query.stretches])
    if query_length > MAX_SYLLABLES_WITH_NAME or not statistics.scoring.name_weight:
        return ()
    return tuple(
        [
            _boost(stretch, row, phrase, condition, statistics)
            for stretch, row, replacing in zip(query.stretches, spellings, forms, strict=True)
            if len(row) >= MIN_NAME_SYLLABLES
            for phrase in _phrases(stretch, query.leaves, row, replacing, statistics)
            for condition in [_condition(stretch, phrase, statistics, has_unaccented=has_unaccented)]
            if condition is not None
        ]
    )


def _boost(
    stretch: Stretch,
    row: Sequence[Spellings],
    phrase: range,
    condition: Condition,
    statistics: QueryStatistics,
) -> Boost:
    """Return the boost of a phrase, whose syllables have the numbers `phrase` in the stretch."""
    fields = statistics.of_fields(stretch.fields)
    name = " ".join([stretch.syllables[number].exact for number in phrase])
    rarest_idf = max([fields.pair(row[left], row[right]).idf for left, right in pairwise(phrase)])
    return Boost(f'"{name}"', condition, statistics.scoring.name_weight * rarest_idf)


def _phrases(
    stretch: Stretch,
    leaves: Sequence[Leaf],
    row: Sequence[Spellings],
    replacing: Sequence[ReplacingForm],
    statistics: QueryStatistics,
) -> Iterator[range]:
    """Yield the numbers of the syllables of each name and code of a stretch, except common phrases.

    Parts of common forms are left out as well: `hồ chí minh` in `công an thành phố hồ chí minh`, because far
    more articles have `TP.HCM`. If the form is the whole query, nothing else shows what is meant.
    """
    most_documents = MAX_EXPECTED_PERCENT * statistics.document_count / 100
    fields = statistics.of_fields(stretch.fields)
    pairs = [fields.pair(left, right) for left, right in pairwise(row)]
    common_forms = [
        range(form.first, form.end)
        for form in replacing
        if form.evidence.document_frequency > most_documents and form.end - form.first < len(row)
    ]
    codes = list(_codes(stretch, leaves))
    # Names are looked for before the first code, between codes, and behind the last one.
    edges = [0, *[edge for code in codes for edge in (code.start, code.stop)], len(row)]
    names = [
        range(start + name.start, start + name.stop)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start < end
        for name in find_names(row[start:end], pairs[start : end - 1], fields)
    ]
    for phrase in codes + names:
        start, end = phrase.start, phrase.stop
        expected = _expected_documents(row[start:end], pairs[start : end - 1], fields)
        if expected <= most_documents and not any(
            start < form.stop and form.start < end for form in common_forms
        ):
            yield phrase


def _codes(stretch: Stretch, leaves: Sequence[Leaf]) -> Iterator[range]:
    """Yield the numbers of the syllables of each code: of each unquoted word with enough syllables."""
    starts = [syllable.start for syllable in stretch.syllables]
    for leaf in leaves:
        code = range(bisect_left(starts, leaf.start), bisect_left(starts, leaf.end))
        if len(code) >= MIN_NAME_SYLLABLES and isinstance(leaf, Word):
            yield code


def _condition(
    stretch: Stretch, phrase: range, statistics: QueryStatistics, *, has_unaccented: bool
) -> Condition | None:
    """Return the condition that a document contains a phrase, or None if no document can have it.

    The name of an author is often only in the furniture. It is searched there, too, if all of its syllables
    occur in furniture. A phrase that is in the text only is tested as in `known_phrase_condition`.
    """
    syllables, fields = stretch.syllables[phrase.start : phrase.stop], stretch.fields
    if all(statistics.furniture.weight(fields, syllable.folded) for syllable in syllables):
        conditions = phrase_condition(syllables, (*fields, FURNITURE))
        return for_index(conditions, has_unaccented=has_unaccented)
    return known_phrase_condition(syllables, fields, statistics, has_unaccented=has_unaccented)


def _expected_documents(
    row: Sequence[Spellings], pairs: Sequence[PairStatistics], fields: FieldStatistics
) -> float:
    """Estimate the document frequency of three or more neighbours from those of their pairs.

    The probability of each syllable is taken to depend on the syllable before it alone.
    """
    inner = [max(1, sum([fields.exact[spelling.text] for spelling in each.ranked])) for each in row[1:-1]]
    return prod([pair.frequency for pair in pairs]) / prod(inner)
