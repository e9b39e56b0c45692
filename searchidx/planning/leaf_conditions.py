"""Which documents match a word, a phrase, a prefix or another form?"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from analyzers.fold import fold, folded_term
from searchidx.engines.plan import AllOf, Alternatives, AnyOf, AnyTerm, NumberEnding, TermPhrase, TermPrefix
from searchidx.planning.article_conditions import ArticleConditions, any_of, either_way
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
    terms_by_field,
    with_furniture,
    without_accents,
)
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Condition
    from searchidx.planning.forms.form import OtherForm, Positions
    from searchidx.planning.terms import QuerySyllable


@lru_cache(maxsize=1 << 11)
def side_by_side(text: str, field: str | None) -> ArticleConditions:
    """Return the condition that the syllables of the text are neighbours in the field.

    If `field` is None, the syllables may be neighbours in any text field. If the text has no syllables, every
    document matches.
    """
    syllables = query_syllables(text)
    if not syllables:
        return ArticleConditions(AllOf(()), AllOf(()))
    return phrase_condition(syllables, searched_fields(field))


def phrase_condition(syllables: Sequence[QuerySyllable], fields: tuple[str, ...]) -> ArticleConditions:
    """Return the condition that the syllables (one or more) are neighbours in one of the fields."""
    return _phrase_condition(tuple([(syllable.exact,) for syllable in syllables]), fields)


@lru_cache(maxsize=1 << 12)
def _phrase_condition(
    positions: Positions, fields: tuple[str, ...], not_after: tuple[str, ...] = ()
) -> ArticleConditions:
    """Return the condition that one of the fields has a phrase, given the exact terms at each position.

    None of the exact terms `not_after` may directly follow the phrase. A number at its beginning may not be
    the end of a larger number.
    """
    endings = larger_numbers(positions)
    syllables = [list(map(syllable_of, terms)) for terms in positions]
    following = list(map(syllable_of, not_after))
    return either_way(
        *[
            _phrase(
                [merged(map(matching, choices)) for choices in syllables],
                fields,
                merged(map(matching, following)) if following else None,
                tuple(map(spelt, endings)),
            )
            for matching, spelt in ((as_typed, str), (without_accents, fold))
        ]
    )


def form_condition(form: OtherForm) -> ArticleConditions:
    """Return the condition that a document contains another form in one of its fields, or in furniture."""
    return _phrase_condition(form.positions, with_furniture(form.fields), form.not_after)


def _phrase(
    positions: Iterable[Alternatives],
    fields: tuple[str, ...],
    not_after: Alternatives | None = None,
    not_before: tuple[str, ...] = (),
) -> Condition:
    """Return the condition that one of the fields contains the alternatives at consecutive positions.

    None of the alternatives `not_after` may follow them directly, and they may not directly follow a number
    with one of the endings `not_before`.
    """
    by_position = [terms_by_field(alternatives, fields) for alternatives in positions]
    if not_after is not None or not_before:
        following = terms_by_field(not_after or Alternatives(), fields)
        preceding = [
            tuple([NumberEnding(layers(field).exact, text) for text in not_before]) for field in fields
        ]
        by_field = zip(zip(*by_position, strict=True), following, preceding, strict=True)
        return AnyOf(tuple([TermPhrase(terms, (), after, before) for terms, after, before in by_field]))
    if len(by_position) == 1:
        return AnyTerm(tuple(chain(*by_position[0])))
    return AnyOf(tuple([TermPhrase(terms) for terms in zip(*by_position, strict=True)]))


@lru_cache(maxsize=1 << 11)
def any_syllable(text: str, strict: tuple[bool, ...]) -> ArticleConditions:
    """Return the condition that a document contains at least one syllable of a bare word.

    `strict` has a boolean for each syllable. If it is True, the syllable matches as in a complete match. If
    it is False, the syllable matches in any accents. If the text has no syllables, no document matches.
    """
    syllables, fields = list(zip(query_syllables(text), strict, strict=True)), searched_fields(None)
    typed = [as_typed(syllable) if is_strict else any_accents(syllable) for syllable, is_strict in syllables]
    unaccented = [
        without_accents(syllable) if is_strict else any_accents(syllable) for syllable, is_strict in syllables
    ]
    return either_way(_any_term(typed, fields), _any_term(unaccented, fields))


def _any_term(syllables: Iterable[Alternatives], fields: tuple[str, ...]) -> AnyTerm:
    by_syllable = [chain(*terms_by_field(alternatives, fields)) for alternatives in syllables]
    return AnyTerm(tuple(chain(*by_syllable)))


def prefix_condition(text: str, field: str | None) -> ArticleConditions:
    """Return the condition that a document contains the beginning of a word, or the word itself.

    The beginning may be written in another form (`other_prefixes`).
    """
    conditions = [side_by_side(text, field), *_beginnings((text, *other_prefixes(text)), field)]
    return any_of(conditions) if len(conditions) > 1 else conditions[0]


def completed_condition(text: str, completions: tuple[str, ...], field: str | None) -> ArticleConditions:
    """Return the condition that a document contains a half-typed word, completed by one of the exact terms.

    The word may also be written in another form (`other_prefixes`). If the last syllable is perhaps complete,
    the document may contain the word as typed.
    """
    complete, beginning = prefix_syllables(text)
    fields = searched_fields(field)
    meant = merged([exact_alternatives(term) for term in completions])
    unaccented = merged([exact_alternatives(folded_term(term)) for term in completions])
    conditions = [
        either_way(
            _phrase([*map(as_typed, complete), meant], fields),
            _phrase([*map(without_accents, complete), unaccented], fields),
        )
    ]
    if beginning is not None and is_perhaps_complete(beginning, completions):
        conditions.append(side_by_side(text, field))
    conditions += _beginnings(other_prefixes(text), field)
    return any_of(conditions) if len(conditions) > 1 else conditions[0]


def _beginnings(texts: Iterable[str], field: str | None) -> list[ArticleConditions]:
    """Return the conditions of the prefixes that end in a beginning."""
    found = [_beginning(text, searched_fields(field)) for text in texts]
    return [each for each in found if each is not None]


def _beginning(text: str, fields: tuple[str, ...]) -> ArticleConditions | None:
    """Return the condition that one of the fields has a word that begins with a prefix.

    A word of several syllables begins with its complete syllables side by side. They are directly followed by
    a syllable with the typed beginning. The result is None if all syllables are complete.
    """
    complete, beginning = prefix_syllables(text)
    if beginning is None:
        return None
    typed = _begun_phrase(map(as_typed, complete), prefix_alternatives(beginning, strict=True), fields)
    unaccented = _begun_phrase(
        map(without_accents, complete), prefix_alternatives(beginning, strict=False), fields
    )
    return either_way(typed, unaccented)


def _begun_phrase(positions: Iterable[Alternatives], last: Alternatives, fields: tuple[str, ...]) -> AnyOf:
    """Return the condition that one of the fields contains the alternatives, followed by a beginning.

    `last` has the beginnings, one of which must begin the term after the alternatives.
    """
    by_position = [terms_by_field(alternatives, fields) for alternatives in positions]
    prefixes = [tuple([TermPrefix(*term) for term in terms]) for terms in terms_by_field(last, fields)]
    if not by_position:
        return AnyOf(tuple(chain(*prefixes)))
    by_field = zip(zip(*by_position, strict=True), prefixes, strict=True)
    return AnyOf(tuple([TermPhrase(terms, of_field) for terms, of_field in by_field]))
