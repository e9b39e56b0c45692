"""Which documents match: wholly (`complete`), or only in part (`partial`). No ranking here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, assert_never

from searchidx import accentless
from searchidx.query.ast import (
    AllOf,
    And,
    AnyOf,
    AnyTerm,
    DateBetween,
    DateRange,
    Group,
    NoneOf,
    Not,
    Or,
    Phrase,
    Prefix,
    Sequence,
    TermPrefix,
    Word,
)
from searchidx.query.terms import (
    Leaf,
    any_accents,
    as_typed,
    prefix_slot,
    searched_fields,
    slot_terms,
    syllables_of,
    without_accents,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from searchidx.query.ast import Condition, Node, Slot, Term
    from searchidx.query.terms import Syllable


class Reach(NamedTuple):
    """How far words reach beyond their spelling.

    `bare`: they may stand there without their accents. `meant`: exact spellings that partial matches have to
    have; any accentuation of other ones will do there.
    """

    bare: bool
    meant: frozenset[str]


def in_any_article(condition: Callable[[Reach], Condition], meant: frozenset[str]) -> Condition:
    """Return the condition: as typed for articles with accents, without accents for those that have none."""
    typed, bare = (condition(Reach(bare, meant)) for bare in (False, True))
    if typed == bare:
        return typed
    return AnyOf((AllOf((typed, NoneOf(accentless.MARKED))), AllOf((accentless.MARKED, bare))))


def complete(node: Node, reach: Reach) -> Condition:
    """Return what a document has to fulfil to match the query whole."""
    match node:
        case Word() | Phrase() | Prefix():
            return _leaf(node, reach)
        case DateRange(first=first, last=last):
            return DateBetween(first, last)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return AllOf(_each(complete, reach, (*wanted, *required)) + _without(unwanted, reach))
        case And(children=children):
            return AllOf(_each(complete, reach, children))
        case Or(children=children):
            return AnyOf(_each(complete, reach, children))
        case Not(child=child):
            return NoneOf(complete(child, reach))
        case _:
            assert_never(node)


def partial(node: Node, reach: Reach) -> Condition:
    """Return what a document has to fulfil to match at least in part.

    Only bare words give way, to any one of them; whatever took an operator, quotes or a field to type is
    meant as it stands.
    """
    match node:
        case Word(field=None):
            return _any_part(node, reach)
        case Word() | Phrase() | Prefix() | DateRange() | Not() | And() | Or():
            return complete(node, reach)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            bare = _each(partial, reach, [child for child in wanted if _gives_way(child)])
            fixed = _each(complete, reach, [child for child in wanted if not _gives_way(child)])
            must = _each(complete, reach, required)
            # Once something must match anyway, the bare words beside it only rank.
            any_bare = (AnyOf(bare),) if bare and not (fixed or must) else ()
            return AllOf(any_bare + fixed + must + _without(unwanted, reach))
        case _:
            assert_never(node)


def _gives_way(node: Node) -> bool:
    match node:
        case Word(field=None):
            return True
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return not (required or unwanted) and all(_gives_way(child) for child in wanted)
        case _:
            return False


def _without(unwanted: tuple[Node, ...], reach: Reach) -> tuple[Condition, ...]:
    return (NoneOf(AnyOf(_each(complete, reach, unwanted))),) if unwanted else ()


def _each(
    condition: Callable[[Node, Reach], Condition], reach: Reach, nodes: Iterable[Node]
) -> tuple[Condition, ...]:
    """Return the conditions of the nodes, equal ones once: a word may be repeated a thousand times."""
    return tuple(dict.fromkeys(condition(node, reach) for node in nodes))


def _leaf(leaf: Leaf, reach: Reach) -> Condition:
    if isinstance(leaf, Prefix):
        typed = _starting_so(leaf, strict=True)
        return _either(typed, _starting_so(leaf, strict=False)) if reach.bare else typed
    typed = _side_by_side(leaf, as_typed)
    return _either(typed, _side_by_side(leaf, without_accents)) if reach.bare else typed


def _either(typed: Condition, bare: Condition) -> Condition:
    return typed if typed == bare else AnyOf((typed, bare))


def _side_by_side(leaf: Word | Phrase, slot: Callable[[Syllable], Slot]) -> Condition:
    """Return the condition that all tokens of the leaf stand side by side in one of its fields."""
    tokens = syllables_of(leaf)
    if not tokens:
        return AllOf(())  # punctuation alone asks for nothing
    if len(tokens) == 1:
        return AnyTerm(_terms(searched_fields(leaf), slot(tokens[0])))
    return AnyOf(
        tuple(
            Sequence(tuple(slot_terms(slot(token), name) for token in tokens))
            for name in searched_fields(leaf)
        )
    )


def _any_part(leaf: Word, reach: Reach) -> Condition:
    tokens = syllables_of(leaf)
    typed = _any_of(leaf, (as_typed(one) if one.exact in reach.meant else any_accents(one) for one in tokens))
    return _either(typed, _any_of(leaf, map(without_accents, tokens))) if reach.bare else typed


def _any_of(leaf: Word, slots: Iterable[Slot]) -> AnyTerm:
    return AnyTerm(tuple(term for slot in slots for term in _terms(searched_fields(leaf), slot)))


@lru_cache(maxsize=1 << 12)
def _terms(fields: tuple[str, ...], slot: Slot) -> tuple[Term, ...]:
    return tuple(term for name in fields for term in slot_terms(slot, name))


def _starting_so(leaf: Prefix, *, strict: bool) -> Condition:
    prefixes = (
        TermPrefix(term.field, term.text)
        for term in _terms(searched_fields(leaf), prefix_slot(leaf, strict=strict))
    )
    return AnyOf(tuple(prefixes))
