"""Which documents match: wholly (`complete`), or only in part (`partial`). No ranking here."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, assert_never

from searchidx import unaccented_articles
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, DateBetween, NoneOf, TermPhrase, TermPrefix
from searchidx.planning.terms import (
    any_accents,
    as_typed,
    prefix_alternatives,
    query_syllables,
    searched_fields,
    terms_by_field,
    without_accents,
)
from searchidx.query.tree import And, DateRange, Group, Not, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchidx.engines.plan import Alternatives, Condition
    from searchidx.query.tree import Node


class ConditionPair(NamedTuple):
    """What is asked of an article with accents (`typed`), and of one that is typed without any (`bare`).

    What is typed decides both: where the one is equal, so is the other.
    """

    accented: Condition
    unaccented: Condition


def any_of(found: Iterable[ConditionPair]) -> ConditionPair:
    """Return the condition that any of some is met."""
    typed, bare = zip(*found, strict=True)
    return ConditionPair(AnyOf(typed), AnyOf(bare))


def for_any_article(both: ConditionPair) -> Condition:
    """Return the condition: as typed for articles with accents, without accents for those that have none."""
    typed, bare = both
    if typed == bare:
        return typed
    return AnyOf(
        (
            AllOf((typed, NoneOf(unaccented_articles.IS_UNACCENTED))),
            AllOf((unaccented_articles.IS_UNACCENTED, bare)),
        )
    )


def complete_condition(node: Node) -> ConditionPair:
    """Return what a document has to fulfil to match the query whole."""
    match node:
        case Word(text=text, field=field) | Phrase(text=text, field=field):
            return _side_by_side(text, field)
        case Prefix(text=text, field=field):
            return _prefix(text, field)
        case DateRange(first=first, last=last):
            dated = DateBetween(first, last)
            return ConditionPair(dated, dated)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return _all_of(_each(complete_condition, (*wanted, *required)) + _without(unwanted))
        case And(children=children):
            return _all_of(_each(complete_condition, children))
        case Or(children=children):
            return any_of(_each(complete_condition, children))
        case Not(child=child):
            return _none_of(complete_condition(child))
        case _:
            assert_never(node)


def partial_condition(node: Node, meant: frozenset[str]) -> ConditionPair:
    """Return what a document has to fulfil to match at least in part.

    Only bare words give way, to any one of them; whatever took an operator, quotes or a field to type is
    meant as it stands. Of bare words, the exact spellings that are `meant` have to be there so; any
    accentuation of other ones will do.
    """
    match node:
        case Word(text=text, field=None):
            return _any_part(text, tuple([one.exact in meant for one in query_syllables(text)]))
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            bare = [child for child in wanted if _gives_way(child)]
            fixed = [child for child in wanted if not _gives_way(child)]
            must = _each(complete_condition, fixed) + _each(complete_condition, required)
            # Once something must match anyway, the bare words beside it only rank.
            if bare and not must:
                must = [any_of(_each(lambda child: partial_condition(child, meant), bare))]
            return _all_of(must + _without(unwanted))
        case _:
            return complete_condition(node)


def _gives_way(node: Node) -> bool:
    match node:
        case Word(field=None):
            return True
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return not (required or unwanted) and all(_gives_way(child) for child in wanted)
        case _:
            return False


def _without(unwanted: tuple[Node, ...]) -> list[ConditionPair]:
    return [_none_of(any_of(_each(complete_condition, unwanted)))] if unwanted else []


def _each(condition: Callable[[Node], ConditionPair], nodes: Iterable[Node]) -> list[ConditionPair]:
    """Return the conditions of the nodes, equal ones once: a word may be repeated a thousand times."""
    return list({both.accented: both for both in map(condition, nodes)}.values())


def _all_of(found: Sequence[ConditionPair]) -> ConditionPair:
    return ConditionPair(
        AllOf(tuple([one.accented for one in found])), AllOf(tuple([one.unaccented for one in found]))
    )


def _none_of(both: ConditionPair) -> ConditionPair:
    return ConditionPair(NoneOf(both.accented), NoneOf(both.unaccented))


def _either(typed: Condition, bare: Condition) -> ConditionPair:
    if typed == bare:
        return ConditionPair(typed, typed)
    if isinstance(typed, AnyTerm) and isinstance(bare, AnyTerm):
        return ConditionPair(typed, AnyTerm(tuple(dict.fromkeys(typed.terms + bare.terms))))
    return ConditionPair(typed, AnyOf((typed, bare)))


@lru_cache(maxsize=1 << 11)
def _side_by_side(text: str, field: str | None) -> ConditionPair:
    """Return the condition that all tokens of the text stand side by side in the field, or in any."""
    found, fields = query_syllables(text), searched_fields(field)
    if not found:
        return ConditionPair(AllOf(()), AllOf(()))  # punctuation alone asks for nothing
    return _either(_in_slots(map(as_typed, found), fields), _in_slots(map(without_accents, found), fields))


def _in_slots(slots: Iterable[Alternatives], fields: tuple[str, ...]) -> Condition:
    found = [terms_by_field(slot, fields) for slot in slots]
    if len(found) == 1:
        return AnyTerm(tuple(chain(*found[0])))
    return AnyOf(tuple([TermPhrase(terms) for terms in zip(*found, strict=True)]))


def _any_slot(slots: Iterable[Alternatives], fields: tuple[str, ...]) -> AnyTerm:
    return AnyTerm(
        tuple([term for slot in slots for terms in terms_by_field(slot, fields) for term in terms])
    )


@lru_cache(maxsize=1 << 11)
def _any_part(text: str, meant: tuple[bool, ...]) -> ConditionPair:
    """Return the condition that any token of a bare word is there, as it was typed if that was meant.

    Where it was not, any accents will do, none at all among them.
    """
    found, fields = list(zip(query_syllables(text), meant, strict=True)), searched_fields(None)
    typed = [as_typed(one) if sure else any_accents(one) for one, sure in found]
    bare = [without_accents(one) if sure else any_accents(one) for one, sure in found]
    return _either(_any_slot(typed, fields), _any_slot(bare, fields))


def _prefix(text: str, field: str | None) -> ConditionPair:
    fields = searched_fields(field)
    strict, loose = (
        [
            TermPrefix(*term)
            for terms in terms_by_field(prefix_alternatives(text, strict=only), fields)
            for term in terms
        ]
        for only in (True, False)
    )
    return _either(AnyOf(tuple(strict)), AnyOf(tuple(loose)))
