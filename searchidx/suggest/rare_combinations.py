"""Corrections for a query that hardly any document matches: any part may be wrong, also two side by side.

`misspellings` corrects parts next to neighbours that are right. This module tries more corrections. It is
only used for queries with too few complete matches, so it may take some milliseconds.

A *change* replaces one part, or two neighbouring parts, by near terms. The level of a near term says how far
it is from the typed term (`near_terms`), and the changes of the lowest level are tried first. The support of
a change is the document frequency of the words or pairs that the near terms form with their neighbours. A
change is made if its support is large enough, and clearly larger than that of every other change of its
level.

Which support counts depends on the typed term. A possible syllable is often right although it is rare, so it
is only changed to form a word. A foreign word becomes a syllable only if it forms a word or fits both of its
neighbours. Other terms are also changed to form a pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.suggest.context import context_of, neighbour_terms
from searchidx.suggest.near_terms import LEVELS, near_terms
from searchidx.suggest.query_parts import Replacement, with_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchidx.suggest.context import Context
    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.query_parts import QueryPart

MAX_PARTS: Final = 8
"""A stretch with more parts is not looked into: it describes a subject, which few documents have in full."""

_MAX_CHANGES: Final = 3
"""The number of changes that are made in one stretch."""

_MIN_RATIO: Final = 50
"""The least ratio of the support of a change to the support of the text as typed."""

_MIN_LEAD: Final = 3
"""The least ratio of the support of the best change to the support of any other change of its level."""

_MIN_SUPPORT: Final = 5
"""A change needs at least this much support."""

_MIN_SUPPORT_OF_TWO: Final = 10
"""A change of two parts needs at least this much support."""

_DOCUMENTS_PER_RARE_TERM: Final = 10_000
"""A term is rare if at most one document in this number of documents contains it."""

_RARE_DOCUMENTS: Final = 2
"""In a small index, a term is also rare if at most this number of documents contains it."""

_ESTABLISHED_DOCUMENTS: Final = 10
"""Two neighbours that this number of documents have side by side were meant."""

_KNOWN_FOREIGN_DOCUMENTS: Final = 20
"""A foreign word that occurs in at least this number of documents is right, whatever is next to it."""

_MIN_ASCII_LETTERS: Final = 3
"""A part in ASCII with fewer letters is not corrected."""

_EXTRA_MARK_RATIO: Final = 6
"""A change of the last level needs this number of times the support of another one."""

_MIN_ASCII_LETTERS_ALONE: Final = 6
"""A term in ASCII without neighbours is corrected if it has at least this number of letters."""

_MIN_ACCENTED_LETTERS_ALONE: Final = 4
"""An impossible syllable without neighbours is corrected if it has at least this number of letters."""

_FOREIGN_WORDS_PER_SUPPORT: Final = 3
"""Without neighbours, the support of a foreign word is its document frequency divided by this number."""

_SYLLABLES_PER_SUPPORT: Final = 50
"""Without neighbours, the support of a syllable is its document frequency divided by this number."""


class Change(NamedTuple):
    """New terms for the parts of a stretch that begin at the index `first`."""

    first: int
    terms: tuple[str, ...]


def correct_combination(parts: Sequence[QueryPart], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each misspelt part of a stretch, in the order of the parts."""
    typed = parts
    for _ in range(_MAX_CHANGES):
        change = _best_change(parts, evidence)
        if change is None:
            break
        for offset, term in enumerate(change.terms):
            parts = with_term(parts, change.first + offset, term)
    return [
        Replacement(before, after.term)
        for before, after in zip(typed, parts, strict=True)
        if before.term != after.term
    ]


def _best_change(parts: Sequence[QueryPart], evidence: Evidence) -> Change | None:
    open_indices = [index for index in range(len(parts)) if _may_be_wrong(parts, index, evidence)]
    near = {index: near_terms(parts[index].term, evidence) for index in open_indices}
    for level in range(LEVELS):
        support: dict[Change, float] = {}
        for index in open_indices:
            support |= _single_changes(parts, index, level, near[index][level], evidence)
        if support:
            return _clear_winner(support)
    return _clear_winner(dict(_double_changes(parts, near, evidence)))


def _may_be_wrong(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> bool:
    """Return whether a part may be changed and is not established by a neighbour."""
    part = parts[index]
    if part.fixed or " " in part.term or len(part.term) < (_MIN_ASCII_LETTERS if part.term.isascii() else 2):
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
    is_possible = _is_possible(typed)
    if is_possible and level and not _is_rare(typed, evidence):
        return {}
    if not typed.isascii():  # unaccented neighbours of an accented term mean themselves
        context = context._replace(left=context.left[:1], right=context.right[:1])
    typed_pairs = sum(context.pair_documents(form, evidence) for form in evidence.spellings(typed))
    minimum = max(_MIN_SUPPORT, _MIN_RATIO * typed_pairs) * (_EXTRA_MARK_RATIO if level == LEVELS - 1 else 1)
    sides = _sides(parts, index, context, evidence)
    supported: dict[Change, float] = {}
    for term in terms:
        if " " in term:
            support = _split_documents(term, typed, evidence)
        else:
            forms = _forms(term, typed, evidence)
            must_be_word = is_possible or (typed.isascii() and _is_possible(term))
            support = _support(sides, forms, evidence, must_be_word=must_be_word)
            if must_be_word and not is_possible and len(sides) > 1:
                pairs = [_support([side], forms, evidence, must_be_word=False) for side in sides]
                support = max(support, sum(pairs) if all(pairs) else 0)
            support = max(support, _long_word_documents(with_term(parts, index, term), index, evidence))
        if support >= minimum:
            supported[Change(index, (term,))] = support
    return supported


def _changes_alone(typed: str, index: int, terms: Iterable[str], evidence: Evidence) -> dict[Change, float]:
    """Return the changes of a part without neighbours, with their support, if it suffices."""
    if len(typed) < (
        _MIN_ASCII_LETTERS_ALONE if typed.isascii() else _MIN_ACCENTED_LETTERS_ALONE
    ) or _is_possible(typed):
        return {}
    minimum = max(_MIN_SUPPORT, _MIN_RATIO * evidence.syllable_documents(typed))
    support = {Change(index, (term,)): _documents_alone(term, typed, evidence) for term in terms}
    return {change: documents for change, documents in support.items() if documents >= minimum}


def _documents_alone(term: str, typed: str, evidence: Evidence) -> float:
    """Return the support of a term that has no neighbours."""
    if " " in term:
        return _split_documents(term, typed, evidence)
    documents = evidence.syllable_documents(term)
    return documents / (_SYLLABLES_PER_SUPPORT if _is_possible(term) else _FOREIGN_WORDS_PER_SUPPORT)


class _Side(NamedTuple):
    """The neighbour on one side of a part.

    `context` has only this neighbour, in its spellings. `taken` is the number of documents with the neighbour
    next to its other neighbour.
    """

    context: Context
    taken: int


def _sides(parts: Sequence[QueryPart], index: int, context: Context, evidence: Evidence) -> list[_Side]:
    """Return the sides of a part that have a neighbour. Numbers are no neighbours."""
    before, left, _, right, after = ["", "", *neighbour_terms(parts), "", ""][index : index + 5]
    sides = []
    if left and not left.isdecimal():
        taken = evidence.pair_documents(before, left) if before else 0
        sides.append(_Side(context._replace(right=()), taken))
    if right and not right.isdecimal():
        taken = evidence.pair_documents(right, after) if after else 0
        sides.append(_Side(context._replace(left=()), taken))
    return sides


def _support(sides: Iterable[_Side], forms: Sequence[str], evidence: Evidence, *, must_be_word: bool) -> int:
    """Return the support of a term in its forms by its neighbours, as words or as pairs.

    A neighbour supports nothing that it is next to in fewer documents than it is next to its other neighbour:
    in `nguyễn văn biền`, `văn` goes with `nguyễn`, so that the word `văn kiện` does not support a change.
    """
    support = 0
    for context, taken in sides:
        pairs = sum(context.pair_documents(form, evidence) for form in forms)
        if pairs > taken:
            support += (
                sum(context.word_documents(form, evidence) for form in forms) if must_be_word else pairs
            )
    return support


def _forms(term: str, typed: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the spellings that a near term may stand for. Typed accents are meant."""
    return evidence.spellings(term) if typed.isascii() else (term, *i_y_variants(term))


def _is_possible(term: str) -> bool:
    """Return whether a term is a possible syllable, with accents or without."""
    return is_syllable(term) or term in unmarked_syllables()


def _long_word_documents(parts: Sequence[QueryPart], index: int, evidence: Evidence) -> int:
    """Return the document frequency of the most frequent word of three or four parts around an index."""
    terms = neighbour_terms(parts)
    words = {
        "_".join(terms[first : first + length])
        for length in (3, 4)
        for first in range(max(0, index - length + 1), index + 1)
        if first + length <= len(terms)
    }
    return max((evidence.long_word_documents(word) for word in sorted(words)), default=0)


def _double_changes(
    parts: Sequence[QueryPart], near: Mapping[int, Sequence[Sequence[str]]], evidence: Evidence
) -> Iterator[tuple[Change, float]]:
    """Yield the changes of two neighbouring parts, at least one of them rare, that have enough support."""
    for index in near:
        if index + 1 not in near:
            continue
        left, right = parts[index].term, parts[index + 1].term
        if not (_is_rare(left, evidence) or _is_rare(right, evidence)):
            continue
        typed = sum(
            evidence.pair_documents(first, second)
            for first in evidence.spellings(left)
            for second in evidence.spellings(right)
        )
        minimum = max(_MIN_SUPPORT_OF_TWO, _MIN_RATIO * typed)
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


def _split_documents(term: str, typed: str, evidence: Evidence) -> int:
    """Return the number of documents with two terms as neighbours, or as a word in any accents if bare."""
    left, right = term.split(" ")
    if not typed.isascii():
        return evidence.pair_documents(left, right)
    return sum(
        evidence.word_documents(first, second)
        for first in evidence.spellings(left)
        for second in evidence.spellings(right)
    )


def _is_rare(term: str, evidence: Evidence) -> bool:
    """Return whether hardly any document contains the term. Unaccented syllables match any accents."""
    limit = max(_RARE_DOCUMENTS, evidence.document_count() // _DOCUMENTS_PER_RARE_TERM)
    if term in unmarked_syllables():
        return evidence.folded_documents(term) <= limit
    return evidence.syllable_documents(term) <= limit


def _clear_winner(support: Mapping[Change, float]) -> Change | None:
    """Return the change with the most support, or None if its lead is too small."""
    if not support:
        return None
    ranked = sorted(support, key=lambda change: (-support[change], change))
    next_support = support[ranked[1]] if len(ranked) > 1 else 0
    return ranked[0] if support[ranked[0]] >= _MIN_LEAD * next_support else None
