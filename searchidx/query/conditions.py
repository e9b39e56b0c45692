"""Which documents match: wholly (`complete`), or only in part (`partial`). No ranking here."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
from searchidx.query.terms import Leaf, prefix_slot, searched_fields, slot, slot_terms, syllables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from searchidx.query.ast import Condition, Node, Term
    from searchidx.query.terms import Syllable


def complete(node: Node) -> Condition:
    """Return what a document has to fulfil to match the query whole."""
    match node:
        case Word() | Phrase() | Prefix():
            return _leaf(node)
        case DateRange(first=first, last=last):
            return DateBetween(first, last)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return AllOf(_each(complete, (*wanted, *required)) + _without(unwanted))
        case And(children=children):
            return AllOf(_each(complete, children))
        case Or(children=children):
            return AnyOf(_each(complete, children))
        case Not(child=child):
            return NoneOf(complete(child))
        case _:
            assert_never(node)


def partial(node: Node) -> Condition:
    """Return what a document has to fulfil to match at least in part.

    Only bare words give way, to any one of them in any accentuation; whatever took an operator, quotes
    or a field to type is meant as it stands.
    """
    match node:
        case Word(field=None):
            return _any_part(node)
        case Word() | Phrase() | Prefix() | DateRange() | Not() | And() | Or():
            return complete(node)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            bare = _each(partial, [child for child in wanted if _gives_way(child)])
            fixed = _each(complete, [child for child in wanted if not _gives_way(child)])
            must = _each(complete, required)
            # Once something must match anyway, the bare words beside it only rank.
            any_bare = (AnyOf(bare),) if bare and not (fixed or must) else ()
            return AllOf(any_bare + fixed + must + _without(unwanted))
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


def _without(unwanted: tuple[Node, ...]) -> tuple[Condition, ...]:
    return (NoneOf(AnyOf(_each(complete, unwanted))),) if unwanted else ()


def _each(condition: Callable[[Node], Condition], nodes: Iterable[Node]) -> tuple[Condition, ...]:
    """Return the conditions of the nodes, equal ones once: a word may be repeated a thousand times."""
    return tuple(dict.fromkeys(map(condition, nodes)))


def _leaf(leaf: Leaf) -> Condition:
    """Return the condition of a leaf: its accents as typed, or any in articles that have none at all."""
    strict, loose = (_stands(leaf, strict=strict) for strict in (True, False))
    return strict if strict == loose else AnyOf((strict, AllOf((accentless.MARKED, loose))))


def _stands(leaf: Leaf, *, strict: bool) -> Condition:
    if isinstance(leaf, Prefix):
        return _starting_so(leaf, strict=strict)
    return _side_by_side(leaf, strict=strict)


def _side_by_side(leaf: Word | Phrase, *, strict: bool) -> Condition:
    """Return the condition that all tokens of the leaf stand side by side in one of its fields."""
    tokens = syllables_of(leaf)
    if not tokens:
        return AllOf(())  # punctuation alone asks for nothing
    if len(tokens) == 1:
        return AnyTerm(_terms(leaf, tokens[0], strict=strict))
    return AnyOf(
        tuple(
            Sequence(tuple(slot_terms(slot(token, strict=strict), name) for token in tokens))
            for name in searched_fields(leaf)
        )
    )


def _any_part(leaf: Word) -> Condition:
    tokens = syllables_of(leaf)
    return AnyTerm(tuple(term for token in tokens for term in _terms(leaf, token, strict=False)))


def _terms(leaf: Leaf, token: Syllable, *, strict: bool) -> tuple[Term, ...]:
    of = slot(token, strict=strict)
    return tuple(term for name in searched_fields(leaf) for term in slot_terms(of, name))


def _starting_so(leaf: Prefix, *, strict: bool) -> Condition:
    of = prefix_slot(leaf, strict=strict)
    prefixes = (
        TermPrefix(term.field, term.text) for name in searched_fields(leaf) for term in slot_terms(of, name)
    )
    return AnyOf(tuple(prefixes))
