"""Which documents match a query completely (`complete_condition`), and which in part (`partial_condition`)?

An unaccented article also matches accented queries. Both functions therefore return two versions of each
condition (`article_conditions`).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, assert_never

from searchidx.engines.plan import DateBetween
from searchidx.planning.addresses import address_condition
from searchidx.planning.article_conditions import ArticleConditions, all_of, any_of, distinct, none_of
from searchidx.planning.forms.replaced_clauses import replaced_clauses
from searchidx.planning.leaf_conditions import (
    any_syllable,
    completed_condition,
    form_condition,
    phrase_condition,
    prefix_condition,
    side_by_side,
)
from searchidx.planning.terms import leaf_syllables, query_syllables, searched_fields
from searchidx.query.tree import Address, And, DateRange, Group, Not, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.planning.forms.form import OtherForm
    from searchidx.planning.forms.replaced_clauses import ReplacedClauses
    from searchidx.query.tree import Node


def complete_condition(node: Node, forms: Sequence[OtherForm] = ()) -> ArticleConditions:
    """Return the condition that a document matches the node completely.

    Leaves of the node match if the document has one of their other `forms` instead.
    """
    match node:
        case Word() | Phrase() | Prefix() if forms:
            return all_of(_clauses((node,), forms))
        case Word(text=text, field=field) | Phrase(text=text, field=field):
            return side_by_side(text, field)
        case Prefix(text=text, field=field, completions=()):
            return prefix_condition(text, field)
        case Prefix(text=text, field=field, completions=completions):
            return completed_condition(text, completions, field)
        case DateRange(first=first, last=last):
            dated = DateBetween(first, last)
            return ArticleConditions(dated, dated)
        case Address(field=field, text=text):
            placed = address_condition(field, text)
            return ArticleConditions(placed, placed)
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            return all_of(
                distinct(_clauses(wanted, forms) + _clauses(required, forms)) + _without(unwanted, forms)
            )
        case And(children=children):
            return all_of(distinct(_clauses(children, forms)))
        case Or(children=children):
            return any_of(distinct(_clauses(children, forms)))
        case Not(child=child):
            return none_of(complete_condition(child, forms))
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
            typed = any_syllable(text, tuple(strict))
            (replaced,) = replaced_clauses((node,), forms)
            words = _cheap(replaced.forms)
            return all_of([any_of((typed, *words))]) if words else typed
        case Group(wanted=wanted, required=required, unwanted=unwanted):
            conditions: list[ArticleConditions] = []
            optional: list[ArticleConditions] = []
            if any(map(_is_optional, wanted)):
                wanted = tuple([clause for clause in wanted if not _is_half_typed(clause)])
            for replaced in replaced_clauses(wanted, forms):
                bare = [clause for clause in replaced.clauses if _is_optional(clause)]
                needed = tuple([clause for clause in replaced.clauses if not _is_optional(clause)])
                if needed:
                    conditions.append(_replaced_condition(replaced._replace(clauses=needed), forms))
                if bare:
                    optional += [partial_condition(clause, strict_terms, forms) for clause in bare]
                    optional += _cheap(replaced.forms) if len(replaced.clauses) > 1 else ()
            conditions = distinct(conditions + _clauses(required, forms))
            if optional:
                conditions.append(any_of(distinct(optional)))
            return all_of(conditions + _without(unwanted, forms))
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
            return tuple(distinct(_or_cheap_form(node, levels, forms)))
        case Prefix() if node.half_typed:
            return tuple(_or_cheap_form(node, [complete_condition(node)], forms))
        case Group(wanted=wanted):
            bare = [child for child in wanted if _is_optional(child) or _is_half_typed(child)]
            return tuple(distinct(chain(*[partial_levels(child, forms) for child in bare])))
        case _:
            return ()


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


def _clauses(clauses: Sequence[Node], forms: Sequence[OtherForm]) -> list[ArticleConditions]:
    """Return the conditions that a document matches the clauses completely, in any of their forms."""
    if not forms:
        return [complete_condition(clause) for clause in clauses]
    return [_replaced_condition(replaced, forms) for replaced in replaced_clauses(clauses, forms)]


def _replaced_condition(replaced: ReplacedClauses, forms: Sequence[OtherForm]) -> ArticleConditions:
    """Return the condition that a document matches all of the clauses, or has a form that replaces them."""
    inner = [form for form in forms if form not in replaced.forms]
    if len(replaced.clauses) > 1:
        typed = all_of(distinct(_clauses(replaced.clauses, inner)))
    else:
        (clause,) = replaced.clauses
        is_leaf = isinstance(clause, Word | Phrase | Prefix)
        typed = complete_condition(clause, () if is_leaf else inner)
    return any_of((typed, *map(form_condition, replaced.forms))) if replaced.forms else typed


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
    return [none_of(any_of(distinct(_clauses(unwanted, forms))))] if unwanted else []
