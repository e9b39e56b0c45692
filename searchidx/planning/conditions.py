"""Which documents match a query completely (`complete_condition`), and which in part (`partial_condition`)?

An unaccented article also matches accented queries. Both functions therefore return two versions of each
condition: one for accented articles, and one for unaccented articles.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, assert_never

from searchidx import unaccented_articles
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, TermPhrase, TermPrefix
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    leaf_syllables,
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
from searchidx.query.tree import And, DateRange, Group, Not, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Alternatives, Condition
    from searchidx.planning.forms.form import OtherForm, Positions
    from searchidx.planning.terms import QuerySyllable
    from searchidx.query.tree import Node


class ArticleConditions(NamedTuple):
    """The two versions of the condition of one node: for accented articles, and for unaccented articles.

    Two nodes with equal `accented` conditions also have equal `unaccented` conditions.
    """

    accented: Condition
    unaccented: Condition


def any_of(alternatives: Iterable[ArticleConditions]) -> ArticleConditions:
    """Return the condition that a document meets at least one of the alternatives (one or more)."""
    accented, unaccented = zip(*alternatives, strict=True)
    return ArticleConditions(AnyOf(accented), AnyOf(unaccented))


def for_any_article(conditions: ArticleConditions) -> Condition:
    """Return one condition for all articles. It applies each version to the articles that it is made for."""
    accented, unaccented = conditions
    if accented == unaccented:
        return accented
    return AnyOf(
        (
            AllOf((accented, NoneOf(unaccented_articles.IS_UNACCENTED))),
            AllOf((unaccented_articles.IS_UNACCENTED, unaccented)),
        )
    )


def for_index(conditions: ArticleConditions, *, has_unaccented: bool) -> Condition:
    """Return one condition for all articles of an index, which may have unaccented articles or none."""
    return for_any_article(conditions) if has_unaccented else conditions.accented


def complete_condition(node: Node, forms: Sequence[OtherForm] = ()) -> ArticleConditions:
    """Return the condition that a document matches the node completely.

    Leaves of the node match if the document has one of their other `forms` instead.
    """
    match node:
        case Word() | Phrase() | Prefix() if forms:
            return _all_of(_clauses((node,), forms))
        case Word(text=text, field=field) | Phrase(text=text, field=field):
            return _side_by_side(text, field)
        case Prefix(text=text, field=field):
            return _prefix(text, field)
        case DateRange(first=first, last=last):
            dated = DateBetween(first, last)
            return ArticleConditions(dated, dated)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return _all_of(
                _distinct(_clauses(wanted, forms) + _clauses(required, forms)) + _without(unwanted, forms)
            )
        case And(children=children):
            return _all_of(_distinct(_clauses(children, forms)))
        case Or(children=children):
            return any_of(_distinct(_clauses(children, forms)))
        case Not(child=child):
            return _none_of(complete_condition(child, forms))
        case _:
            assert_never(node)


def partial_condition(
    node: Node, strict_terms: frozenset[str], forms: Sequence[OtherForm] = ()
) -> ArticleConditions:
    """Return the condition that a document matches the node at least in part.

    A document must completely match every clause with an operator, a sign, quotes, a star or a field. If a
    group has bare words, the document must also contain at least one of their syllables, or a cheap form of
    some of these words. Such a syllable matches in any accents. Only a syllable whose exact term is in
    `strict_terms` matches as in a complete match. Next to other bare words, a document may lack a
    half-typed word, and having it is not enough.
    """
    match node:
        case Word(text=text, field=None):
            strict = [syllable.exact in strict_terms for syllable in query_syllables(text)]
            typed = _any_syllable(text, tuple(strict))
            (run,) = _runs((node,), forms)
            words = _cheap(run.forms)
            return _all_of([any_of((typed, *words))]) if words else typed
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            conditions: list[ArticleConditions] = []
            optional: list[ArticleConditions] = []
            if any(map(_is_optional, wanted)):
                wanted = tuple([clause for clause in wanted if not _is_half_typed(clause)])
            for run in _runs(wanted, forms):
                if all(map(_is_optional, run.clauses)):
                    optional += [partial_condition(clause, strict_terms, forms) for clause in run.clauses]
                    optional += _cheap(run.forms) if len(run.clauses) > 1 else ()
                else:
                    conditions.append(_run_condition(run, forms))
            conditions = _distinct(conditions + _clauses(required, forms))
            if optional:
                conditions.append(any_of(_distinct(optional)))
            return _all_of(conditions + _without(unwanted, forms))
        case _:
            return complete_condition(node, forms)


def partial_levels(node: Node, forms: Sequence[OtherForm] = ()) -> tuple[ArticleConditions, ...]:
    """Return a condition for each distinct syllable of the bare words that a partial match may lack.

    A document meets the condition if it contains the syllable as in a complete match, or another form of a
    part of the query that has the syllable. A half-typed word has one condition as a whole.
    """
    match node:
        case Word(field=None):
            # A long word may repeat a syllable a thousand times.
            syllables = {syllable.exact: syllable for syllable in leaf_syllables(node)}.values()
            fields = searched_fields(None)
            levels = [phrase_condition((syllable,), fields) for syllable in syllables]
            return tuple(_distinct(_or_cheap_form(node, levels, forms)))
        case Prefix(half_typed=True):
            return tuple(_or_cheap_form(node, [complete_condition(node)], forms))
        case Group(wanted=wanted):
            bare = [child for child in wanted if _is_optional(child) or _is_half_typed(child)]
            return tuple(_distinct(chain(*[partial_levels(child, forms) for child in bare])))
        case _:
            return ()


def form_condition(form: OtherForm) -> ArticleConditions:
    """Return the condition that a document contains another form in one of its fields, or in furniture."""
    return _phrase_condition(form.positions, with_furniture(form.fields))


def _or_cheap_form(
    leaf: Word | Prefix, levels: Iterable[ArticleConditions], forms: Sequence[OtherForm]
) -> list[ArticleConditions]:
    """Return the levels of a leaf. Each of them is also met by a cheap form that replaces the leaf."""
    others = _cheap([form for form in forms if form.start <= leaf.start < form.end])
    return [any_of((level, *others)) if others else level for level in levels]


def _cheap(forms: Iterable[OtherForm]) -> list[ArticleConditions]:
    """Return the conditions of the forms that can be looked for in the whole index.

    An article that has a form that is not cheap, and nothing else of the query, is no partial match.
    """
    return [form_condition(form) for form in forms if form.is_cheap]


class _Run(NamedTuple):
    """Neighbouring clauses that other forms can replace, with these forms, or one clause without any."""

    clauses: tuple[Node, ...]
    forms: tuple[OtherForm, ...]


def _runs(clauses: Sequence[Node], forms: Sequence[OtherForm]) -> list[_Run]:
    """Divide the clauses of a node into runs, in order.

    The longest run that begins at a clause is taken. A form that overlaps the end of a run is not used.
    """
    runs: list[_Run] = []
    first = 0
    while first < len(clauses):
        size = 1
        replacing: tuple[OtherForm, ...] = ()
        for form in forms:
            number = _clauses_of(form, clauses, first)
            if number >= size:
                replacing = (*replacing, form) if number == size else (form,)
                size = number
        runs.append(_Run(tuple(clauses[first : first + size]), replacing))
        first += size
    return runs


def _clauses_of(form: OtherForm, clauses: Sequence[Node], first: int) -> int:
    """Return the number of clauses that a form replaces if it begins with `clauses[first]`, else 0."""
    opening = clauses[first]
    if not isinstance(opening, Word | Phrase | Prefix) or opening.start != form.start:
        return 0
    for number, clause in enumerate(islice(clauses, first, None), 1):
        if not isinstance(clause, Word | Phrase | Prefix) or clause.end > form.end:
            return 0
        if clause.end == form.end:
            return number
    return 0


def _clauses(clauses: Sequence[Node], forms: Sequence[OtherForm]) -> list[ArticleConditions]:
    """Return the conditions that a document matches the clauses completely, in any of their forms."""
    if not forms:
        return [complete_condition(clause) for clause in clauses]
    return [_run_condition(run, forms) for run in _runs(clauses, forms)]


def _run_condition(run: _Run, forms: Sequence[OtherForm]) -> ArticleConditions:
    """Return the condition that a document matches all clauses of a run, or has another form of the run."""
    inner = [form for form in forms if form not in run.forms]
    if len(run.clauses) > 1:
        typed = _all_of(_distinct(_clauses(run.clauses, inner)))
    else:
        (clause,) = run.clauses
        is_leaf = isinstance(clause, Word | Phrase | Prefix)
        typed = complete_condition(clause, () if is_leaf else inner)
    return any_of((typed, *map(form_condition, run.forms))) if run.forms else typed


def _is_optional(node: Node) -> bool:
    """Return whether the node consists of bare words only, which a partial match need not contain."""
    match node:
        case Word(field=None):
            return True
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return not (required or unwanted) and all(_is_optional(child) for child in wanted)
        case _:
            return False


def _is_half_typed(node: Node) -> bool:
    return isinstance(node, Prefix) and node.half_typed


def _without(unwanted: tuple[Node, ...], forms: Sequence[OtherForm]) -> list[ArticleConditions]:
    """Return the condition that a document matches no unwanted node. Without such nodes, return []."""
    return [_none_of(any_of(_distinct(_clauses(unwanted, forms))))] if unwanted else []


def _distinct(conditions: Iterable[ArticleConditions]) -> list[ArticleConditions]:
    """Return the distinct conditions in their order. A query may repeat a word a thousand times."""
    return list({each.accented: each for each in conditions}.values())


def _all_of(parts: Sequence[ArticleConditions]) -> ArticleConditions:
    return ArticleConditions(
        AllOf(tuple([part.accented for part in parts])),
        AllOf(tuple([part.unaccented for part in parts])),
    )


def _none_of(conditions: ArticleConditions) -> ArticleConditions:
    return ArticleConditions(NoneOf(conditions.accented), NoneOf(conditions.unaccented))


def _either_way(typed: Condition, unaccented: Condition) -> ArticleConditions:
    """Let an unaccented article match either condition, and an accented article only the first one."""
    if typed == unaccented:
        return ArticleConditions(typed, typed)
    match typed, unaccented:
        case AnyTerm(terms=terms), AnyTerm(terms=more):
            return ArticleConditions(typed, AnyTerm(tuple(dict.fromkeys(terms + more))))
    return ArticleConditions(typed, AnyOf((typed, unaccented)))


@lru_cache(maxsize=1 << 11)
def _side_by_side(text: str, field: str | None) -> ArticleConditions:
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
def _phrase_condition(positions: Positions, fields: tuple[str, ...]) -> ArticleConditions:
    """Return the condition that one of the fields has a phrase, given the exact terms at each position."""
    syllables = [list(map(syllable_of, terms)) for terms in positions]
    return _either_way(
        _phrase([merged(map(as_typed, choices)) for choices in syllables], fields),
        _phrase([merged(map(without_accents, choices)) for choices in syllables], fields),
    )


def _phrase(positions: Iterable[Alternatives], fields: tuple[str, ...]) -> Condition:
    """Return the condition that one of the fields contains the alternatives at consecutive positions."""
    by_position = [terms_by_field(alternatives, fields) for alternatives in positions]
    if len(by_position) == 1:
        return AnyTerm(tuple(chain(*by_position[0])))
    return AnyOf(tuple([TermPhrase(terms) for terms in zip(*by_position, strict=True)]))


@lru_cache(maxsize=1 << 11)
def _any_syllable(text: str, strict: tuple[bool, ...]) -> ArticleConditions:
    """Return the condition that a document contains at least one syllable of a bare word.

    `strict` has a boolean for each syllable. If it is True, the syllable matches as in a complete match. If
    it is False, the syllable matches in any accents. If the text has no syllables, no document matches.
    """
    syllables, fields = list(zip(query_syllables(text), strict, strict=True)), searched_fields(None)
    typed = [as_typed(syllable) if is_strict else any_accents(syllable) for syllable, is_strict in syllables]
    unaccented = [
        without_accents(syllable) if is_strict else any_accents(syllable) for syllable, is_strict in syllables
    ]
    return _either_way(_any_term(typed, fields), _any_term(unaccented, fields))


def _any_term(syllables: Iterable[Alternatives], fields: tuple[str, ...]) -> AnyTerm:
    by_syllable = [chain(*terms_by_field(alternatives, fields)) for alternatives in syllables]
    return AnyTerm(tuple(chain(*by_syllable)))


def _prefix(text: str, field: str | None) -> ArticleConditions:
    """Return the condition that a document contains the beginning of a word, or the word itself.

    The beginning may be written in another form (`other_prefixes`).
    """
    beginnings = [_beginning(each, searched_fields(field)) for each in (text, *other_prefixes(text))]
    conditions = [_side_by_side(text, field), *[each for each in beginnings if each is not None]]
    return any_of(conditions) if len(conditions) > 1 else conditions[0]


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
    return _either_way(typed, unaccented)


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
