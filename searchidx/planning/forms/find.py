"""Collects the other forms of the parts of a query from all sources."""

from __future__ import annotations

from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.common_abbreviations import table as common_abbreviations
from analyzers.fold import folded_term
from searchidx.planning.accents.spellings import missing_accents_share
from searchidx.planning.forms.abbreviations import abbreviation_forms
from searchidx.planning.forms.dates import date_forms
from searchidx.planning.forms.end_forms import end_forms
from searchidx.planning.forms.form import OtherForm, StretchForm
from searchidx.planning.forms.joined import joined_forms
from searchidx.planning.forms.listed import forms_of_respelt_keys, listed_forms, spelt_forms
from searchidx.planning.forms.numbers import number_forms
from searchidx.planning.forms.ordinals import ordinal_forms
from searchidx.planning.forms.parted import parted_forms
from searchidx.planning.forms.partly_accented import partly_accented_forms
from searchidx.planning.forms.times import time_forms
from searchidx.planning.half_typed import best_completion
from searchidx.planning.stretches import separators, stretches_of_whole_words
from searchidx.planning.terms import prefix_syllables
from searchidx.query.tree import Prefix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analyzers.form_table import FormTable
    from searchidx.engines.base import TermStatistics
    from searchidx.planning.forms.form import Positions
    from searchidx.planning.statistics import FieldStatistics, QueryStatistics
    from searchidx.planning.stretches import AnalyzedQuery, Stretch
    from searchidx.query.tree import Leaf

MAX_FORMS: Final = 24
"""The maximum number of other forms of a query. Each form enlarges the conditions of the plan."""

MAX_PHRASE_DOCUMENTS: Final = 5_000
"""A phrase is looked for in the whole index if at most this number of documents have one of its syllables.

This bounds the time of a form that nothing else of the query narrows down. To find a phrase takes 0.5 ms for
each 1,000 documents with its rarest syllable (84,132 articles of VNTC), which are 2 to 3 ms at this number.
"""

MAX_SIGN_CHARACTERS: Final = 2
"""The sign of a unit may be among this number of characters behind the last syllable: `10 %`."""

MAX_SYLLABLES: Final = 40
"""In a longer stretch, such as a pasted text, only abbreviations and the user's synonyms have other forms.

The end of a stretch that was completed also has its `end_forms`. Most other sources of forms look up several
terms for each syllable. Other spellings of synonyms are looked up for the first ten of their forms alone
(`listed.py`).
"""


class QueryForms(NamedTuple):
    """The other forms of the leaves that a document should contain, and of the unwanted leaves."""

    wanted: tuple[OtherForm, ...]
    unwanted: tuple[OtherForm, ...]


def find_forms(
    query: AnalyzedQuery, statistics: QueryStatistics, synonyms: FormTable | None = None
) -> QueryForms:
    """Return up to `MAX_FORMS` other forms of the wanted leaves of a query, and of its unwanted leaves.

    The first forms are returned, in the order of the stretches. Forms replace whole leaves: to a form of a
    part of a leaf, the rest of the leaf is added. A form is left out if it equals the typed phrase, if no
    document can have it, or if an earlier form of the same leaves covers it. The text of a leaf with a star
    has the forms that it has as a whole word or, if it is none, as a half-typed word. A prefix and a
    half-typed word also have the forms of their text that join it to the word before, or divide it
    (`end_forms`). `synonyms` are those of the user.
    """
    sources = _Sources(query.typed.text, synonyms, common_abbreviations(), statistics)
    return QueryForms(
        _first_forms(query.stretches, query.leaves, sources),
        _first_forms(query.unwanted_stretches, query.unwanted_leaves, sources),
    )


class _Sources(NamedTuple):
    """What the forms of a query are found by: its text, the synonyms of the user, if any, and the index."""

    text: str
    synonyms: FormTable | None
    common_abbreviations: FormTable
    statistics: QueryStatistics


def _first_forms(
    stretches: Sequence[Stretch], leaves: Sequence[Leaf], sources: _Sources
) -> tuple[OtherForm, ...]:
    typed: tuple[Stretch, ...] = ()
    if any(isinstance(leaf, Prefix) for leaf in leaves):
        typed = stretches_of_whole_words(leaves, sources.text)
    if any(map(_has_star, leaves)):
        stretches = _with_completed_beginnings(typed, leaves, sources.statistics.index)
    completed = [stretch for stretch in typed if stretch not in stretches]
    found: list[OtherForm] = []
    of_stretches = [_forms(_found(stretch, sources), stretch, leaves, sources) for stretch in stretches]
    for form in chain(*of_stretches, _typed_end_forms(completed, leaves, sources)):
        if not any(_covers(other, form) for other in found):
            found.append(form)
        if len(found) == MAX_FORMS:
            break
    return tuple(found)


def _typed_end_forms(
    completed: Sequence[Stretch], leaves: Sequence[Leaf], sources: _Sources
) -> Iterator[OtherForm]:
    """Yield the `end_forms` of those typed stretches whose last syllable was completed."""
    for typed in completed:
        yield from _forms(end_forms(typed, sources.text, sources.statistics.index), typed, leaves, sources)


def _with_completed_beginnings(
    stretches: Sequence[Stretch], leaves: Sequence[Leaf], index: TermStatistics
) -> tuple[Stretch, ...]:
    """Return the stretches with the most probable completion of each beginning that is no whole word.

    A prefix thus has the forms that the same word has if it is half typed. It is the end of its stretch.
    """
    missing = missing_accents_share(chain(*[stretch.syllables for stretch in stretches]))
    completed = []
    for stretch in stretches:
        *syllables, last = stretch.syllables
        leaf = _leaf_at(last.start, leaves)
        if leaf is not None and _has_star(leaf) and prefix_syllables(leaf.text).beginning:
            last = best_completion(stretch, index, missing)
        completed.append(stretch._replace(syllables=(*syllables, last)))
    return tuple(completed)


def _covers(form: OtherForm, other: OtherForm) -> bool:
    """Return whether a form replaces the same leaves as the other form, and matches whatever that matches."""
    return (
        (form.start, form.end, form.fields, len(form.positions), form.not_after)
        == (other.start, other.end, other.fields, len(other.positions), other.not_after)
    ) and all(map(set.issuperset, map(set, form.positions), map(set, other.positions)))


def _forms(
    found: Iterable[StretchForm], stretch: Stretch, leaves: Sequence[Leaf], sources: _Sources
) -> Iterator[OtherForm]:
    """Yield the forms that were found of a stretch, except those that no document can have."""
    fields = sources.statistics.of_fields(stretch.fields)
    for form in found:
        positions = _known_positions(form.positions, fields)
        if _may_occur(positions, fields):
            for aligned in _aligned(form._replace(positions=positions), stretch, leaves):
                if aligned.positions != tuple([(term,) for term in aligned.typed]):
                    yield aligned._replace(is_cheap=_is_cheap(aligned.positions, fields))


def _found(stretch: Stretch, sources: _Sources) -> Iterator[StretchForm]:
    """Yield the forms of a stretch from all sources."""
    text, synonyms, common, statistics = sources
    index = statistics.index
    if synonyms is not None:
        yield from listed_forms(stretch, synonyms)
    yield from listed_forms(stretch, common)
    if synonyms is not None:
        yield from forms_of_respelt_keys(stretch, synonyms)
        yield from spelt_forms(stretch, synonyms, index)
    yield from abbreviation_forms(stretch, index)
    if len(stretch.syllables) > MAX_SYLLABLES:
        return
    between = separators(stretch, text)
    if any(syllable.exact[0].isdecimal() for syllable in stretch.syllables):
        yield from date_forms(stretch, between)
        yield from time_forms(stretch, between)
        behind = text[stretch.syllables[-1].end :][:MAX_SIGN_CHARACTERS]
        yield from number_forms(stretch, [*between, behind])
    yield from ordinal_forms(stretch)
    yield from joined_forms(stretch, between, index)
    yield from parted_forms(stretch, index)
    yield from partly_accented_forms(stretch, statistics)


def _known_positions(positions: Positions, fields: FieldStatistics) -> Positions:
    """Return the positions without unknown terms, which no document has in any accents.

    A position whose terms are all unknown becomes empty.
    """
    return tuple([tuple([term for term in terms if fields.folded[folded_term(term)]]) for terms in positions])


def _may_occur(positions: Positions, fields: FieldStatistics) -> bool:
    """Return whether some document may have a phrase, given its known positions.

    Two numbers at neighbouring positions must occur side by side, because most of the ways to divide a number
    into groups occur in no document.
    """
    return all(positions) and all(
        any(fields.pairs[f"{first} {second}"] for first, second in product(left, right))
        for left, right in pairwise(positions)
        if all(map(str.isdecimal, left + right))
    )


def _is_cheap(positions: Positions, fields: FieldStatistics) -> bool:
    """Return whether a form is one syllable, or a phrase with a syllable that few documents have."""
    documents = [sum([fields.folded[folded_term(term)] for term in terms]) for terms in positions]
    return len(positions) == 1 or min(documents) <= MAX_PHRASE_DOCUMENTS


def _aligned(form: StretchForm, stretch: Stretch, leaves: Sequence[Leaf]) -> list[OtherForm]:
    """Return the form extended to whole leaves, or [] if it begins or ends in no leaf of `leaves`.

    The typed syllables in front of the form and behind it, as far as they are in the same leaves, are added.
    If there are syllables in front of it, the form with its opening is also returned.
    """
    syllables = stretch.syllables
    opening = _leaf_at(syllables[form.first].start, leaves)
    closing = _leaf_at(syllables[form.end - 1].start, leaves)
    if opening is None or closing is None:
        return []
    whole = [at for at, syllable in enumerate(syllables) if opening.start <= syllable.start < closing.end]
    first, end = whole[0], whole[-1] + 1
    typed = tuple([syllable.exact for syllable in syllables[first:end]])
    before = [(term,) for term in typed[: form.first - first]]
    after = [(term,) for term in typed[form.end - first :]]
    inner = [form.positions, (form.opening, *form.positions)] if before and form.opening else [form.positions]
    is_scored = not any(_has_star(leaf) for leaf in leaves if opening.start <= leaf.start < closing.end)
    return [
        OtherForm(
            opening.start,
            closing.end,
            typed,
            (*before, *positions, *after),
            stretch.fields,
            form.is_certain,
            is_scored=is_scored,
            not_after=() if after else form.not_after,
        )
        for positions in inner
    ]


def _has_star(leaf: Leaf) -> bool:
    return isinstance(leaf, Prefix) and not leaf.half_typed


def _leaf_at(offset: int, leaves: Sequence[Leaf]) -> Leaf | None:
    return next((leaf for leaf in leaves if leaf.start <= offset < leaf.end), None)
