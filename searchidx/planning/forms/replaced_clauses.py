"""Which neighbouring clauses of a query can be replaced by another form?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from searchidx.query.tree import Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.forms.form import OtherForm
    from searchidx.query.tree import Node


class ReplacedClauses(NamedTuple):
    """Neighbouring clauses that other forms can replace, with these forms, or one clause without any."""

    clauses: tuple[Node, ...]
    forms: tuple[OtherForm, ...]


def replaced_clauses(clauses: Sequence[Node], forms: Sequence[OtherForm]) -> list[ReplacedClauses]:
    """Divide the clauses of a node into clauses that a form replaces together and single clauses, in order.

    If several forms begin at a clause, those that replace the most clauses are taken. A form that overlaps
    the end of the replaced clauses is not used.
    """
    found: list[ReplacedClauses] = []
    first = 0
    while first < len(clauses):
        size = 1
        replacing: tuple[OtherForm, ...] = ()
        for form in forms:
            number = _clauses_of(form, clauses, first)
            if number >= size:
                replacing = (*replacing, form) if number == size else (form,)
                size = number
        found.append(ReplacedClauses(tuple(clauses[first : first + size]), replacing))
        first += size
    return found


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
