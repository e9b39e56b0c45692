"""Thorough corrections of a query that few documents match: any part may be wrong, also two side by side.

`misspellings` corrects parts next to neighbours that are right. This module tries more corrections. It is
only used for queries with so few complete matches that they may be misspelt.

A *change* replaces one part, or two neighbouring parts, by near terms. The level of a near term says how far
it is from the typed term (`near_terms`). The support of a change is the document frequency of the words or
pairs that the near terms form with their neighbours, divided by 1, 10 or 100 for the levels 0, 1 and 2. A
change is made if its support is large enough, and clearly larger than that of every other change.

Which support counts depends on the typed term. A possible syllable is often right although it is rare, so it
is only changed to form a word. A foreign word becomes a syllable only if it forms a word or fits both of its
neighbours. Other terms are also changed to form a pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.orthography import may_be_syllable, unmarked_syllables
from searchidx.suggest.change_support import (
    documents_alone,
    forms_of,
    is_rare,
    long_word_documents,
    sides_of,
    split_documents,
    support_by,
)
from searchidx.suggest.context import context_of
from searchidx.suggest.misspellings import correct_spelling
from searchidx.suggest.near_terms import LEVELS, near_terms
from searchidx.suggest.plausibility import is_plausible
from searchidx.suggest.query_parts import Replacement, with_term
from searchidx.suggest.support import (
    EXTRA_MARK_RATIO,
    MIN_SUPPORT_RATIO,
    clear_winner,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

MAX_PARTS: Final = 8
"""A stretch with more parts describes a subject. Few documents have all of it, even if it is well spelt."""

_MAX_CHANGES: Final = 3
"""The number of changes that are made in one stretch."""

_MIN_SUPPORT: Final = 5
"""A change needs at least this much support."""

_MIN_SUPPORT_OF_TWO: Final = 10
"""A change of two parts needs at least this much support."""

_ESTABLISHED_DOCUMENTS: Final = 10
"""Two neighbours that this number of documents have side by side were meant."""

_KNOWN_FOREIGN_DOCUMENTS: Final = 20
"""A foreign word that occurs in at least this number of documents is right, whatever is next to it."""

_SUPPORT_DIVISORS: Final = (1, 10, 100)
"""The numbers by which the support of a change is divided before changes are compared, one for each level."""

_MIN_ASCII_LETTERS: Final = 3
"""A part in ASCII with fewer letters is not corrected."""

_MIN_ASCII_LETTERS_ALONE: Final = 6
"""A term in ASCII without neighbours is corrected if it has at least this number of letters."""

_MIN_ACCENTED_LETTERS_ALONE: Final = 4
"""An impossible syllable without neighbours is corrected if it has at least this number of letters."""


class Change(NamedTuple):
    """New terms for the parts of a stretch that begin at the index `first`."""

    first: int
    terms: tuple[str, ...]


def correct_thoroughly(parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each misspelt part of a stretch, in the order of the parts.

    A stretch of more than `MAX_PARTS` parts gets the corrections of `correct_spelling`.
    """
    if len(parts) > MAX_PARTS:
        return correct_spelling(parts, evidence)
    typed = parts
    near: dict[tuple[str, bool], list[list[str]]] = {}
    for _ in range(_MAX_CHANGES):
        change = _best_change(parts, near, evidence)
        if change is None:
            break
        for offset, term in enumerate(change.terms):
            parts = with_term(parts, change.first + offset, term)
    return [
        Replacement(before, after.term)
        for before, after in zip(typed, parts, strict=True)
        if before.term != after.term
    ]


def _best_change(
    parts: Sequence[QueryPart], known: dict[tuple[str, bool], list[list[str]]], evidence: Evidence
) -> Change | None:
    """Return the change with clearly the most support, or None if there is none.

    Two parts are only changed together if no change of a single part has any support.

    `known` has the near terms that earlier calls found, and gets those that this call finds. The keys are
    the terms, each with the result of `_may_have_edits`.
    """
    open_indices = [index for index in range(len(parts)) if _may_be_wrong(parts, index, evidence)]
    near = {}
    for index in open_indices:
        key = parts[index].term, _may_have_edits(parts, index, open_indices, evidence)
        if key not in known:
            known[key] = near_terms(key[0], evidence, only_alike=not key[1])
        near[index] = known[key]
    support: dict[Change, float] = {}
    for level, divisor in enumerate(_SUPPORT_DIVISORS):
        for index in open_indices:
            found = _single_changes(parts, index, level, near[index][level], evidence)
            for change, documents in found.items():
                support[change] = max(support.get(change, 0), documents / divisor)
    if support:
        return clear_winner(support)
    return clear_winner(dict(_double_changes(parts, near, evidence)))


def _may_have_edits(
    parts: Sequence[QueryPart], index: int, open_indices: Sequence[int], evidence: Evidence
) -> bool:
    """Return whether near terms above level 0 may replace a part. Looking them up takes most of the time.

    Edits of a possible syllable are only used if it is rare, or if it may be a foreign word next to another
    one (see `_double_changes`).
    """
    term = parts[index].term
    if not may_be_syllable(term):
        return True
    if is_rare(term, evidence):
        return True
    neighbours = [parts[other].term for other in (index - 1, index + 1) if other in open_indices]
    return term.isascii() and any(other.isascii() and is_rare(other, evidence) for other in neighbours)


def _may_be_wrong(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> bool:
    """Return whether a part may be changed and is not established by a neighbour."""
    part = parts[index]
    if part.fixed or " " in part.term or len(part.term) < (_MIN_ASCII_LETTERS if part.term.isascii() else 2):
        return False
    if len(parts) == 1 and not _may_change_alone(part.term):
        return False
    if len(part.term) == _MIN_ASCII_LETTERS and part.term.isascii() and not all(map(_is_ascii, parts)):
        return False  # among accents, it is a short foreign word
    is_foreign = part.term.isascii() and part.term not in unmarked_syllables()
    if is_foreign and evidence.syllable_documents(part.term) >= _KNOWN_FOREIGN_DOCUMENTS:
        return False
    context = context_of(parts, index, evidence)
    forms = evidence.spellings(part.term)
    return not any(
        context.word_documents(form, evidence) >= _MIN_SUPPORT
        or context.pair_documents(form, evidence) >= _ESTABLISHED_DOCUMENTS
        for form in forms
    )


def _single_changes(
    parts: Sequence[QueryPart], index: int, level: int, terms: Iterable[str], evidence: Evidence
) -> dict[Change, float]:
    """Return the changes of one part to terms of a level, with their support, if it suffices."""
    context = context_of(parts, index, evidence)
    if context.is_empty:
        return _changes_alone(context.term, index, terms, evidence)
    typed = context.term
    is_possible = may_be_syllable(typed)
    if is_possible and level and not is_rare(typed, evidence):
        return {}
    # Among accents, an unaccented syllable means itself, and so do the unaccented neighbours of accents.
    means_itself = typed in unmarked_syllables() and not all(map(_is_ascii, parts))
    if not typed.isascii():
        context = context._replace(left=context.left[:1], right=context.right[:1])
    typed_pairs = sum(context.pair_documents(form, evidence) for form in evidence.spellings(typed))
    minimum = max(_MIN_SUPPORT, MIN_SUPPORT_RATIO * typed_pairs) * (
        EXTRA_MARK_RATIO if level == LEVELS - 1 else 1
    )
    sides = sides_of(parts, index, context, evidence)
    supported: dict[Change, float] = {}
    for term in terms:
        if " " in term:
            support = split_documents(term, typed, evidence)
        else:
            forms = (term,) if means_itself else forms_of(term, typed, evidence)
            must_be_word = is_possible or (typed.isascii() and may_be_syllable(term))
            support = support_by(sides, forms, evidence, must_be_word=must_be_word)
            if must_be_word and not is_possible and len(sides) > 1:
                pairs = [support_by([side], forms, evidence, must_be_word=False) for side in sides]
                support = max(support, sum(pairs) if all(pairs) else 0)
            support = max(support, long_word_documents(with_term(parts, index, term), index, evidence))
        if support >= minimum:
            supported[Change(index, (term,))] = support
    return {
        change: support
        for change, support in supported.items()
        if is_plausible(parts, index, change.terms[0], level, evidence)
    }


def _changes_alone(typed: str, index: int, terms: Iterable[str], evidence: Evidence) -> dict[Change, float]:
    """Return the changes of a part without neighbours, with their support, if it suffices."""
    if not _may_change_alone(typed):
        return {}
    minimum = max(_MIN_SUPPORT, MIN_SUPPORT_RATIO * evidence.syllable_documents(typed))
    support = {Change(index, (term,)): documents_alone(term, typed, evidence) for term in terms}
    return {change: documents for change, documents in support.items() if documents >= minimum}


def _may_change_alone(term: str) -> bool:
    """Return whether a term may be changed although no neighbour supports the change."""
    letters = _MIN_ASCII_LETTERS_ALONE if term.isascii() else _MIN_ACCENTED_LETTERS_ALONE
    return len(term) >= letters and not may_be_syllable(term)


def _double_changes(
    parts: Sequence[QueryPart], near: Mapping[int, Sequence[Sequence[str]]], evidence: Evidence
) -> Iterator[tuple[Change, float]]:
    """Yield the changes of two neighbouring parts, at least one of them rare, that have enough support."""
    for index in near:
        if index + 1 not in near:
            continue
        left, right = parts[index].term, parts[index + 1].term
        if not (is_rare(left, evidence) or is_rare(right, evidence)):
            continue
        typed = sum(
            evidence.pair_documents(first, second)
            for first in evidence.spellings(left)
            for second in evidence.spellings(right)
        )
        minimum = max(_MIN_SUPPORT_OF_TWO, MIN_SUPPORT_RATIO * typed)
        lefts = [term for level in near[index][:2] for term in level if _is_foreign(term)]
        rights = [term for level in near[index + 1][:2] for term in level if _is_foreign(term)]
        pairs = [(first, second) for first in lefts for second in rights]
        for pair, documents in zip(pairs, evidence.pairs_documents(pairs), strict=True):
            if documents >= minimum:
                yield Change(index, pair), documents


def _is_ascii(part: QueryPart) -> bool:
    return part.term.isascii()


def _is_foreign(term: str) -> bool:
    return term.isascii() and " " not in term and term not in unmarked_syllables()
