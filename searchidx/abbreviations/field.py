"""The definitions of abbreviations in an index, and what they make of a query.

Every document that defines something has its definitions as terms `key=value` of the index field `FIELD`,
in both directions; so counting, updating and deleting them and asking for the most frequent is its work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.engines.plan import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.bulk import Stream
    from searchidx.abbreviations.definitions import Definition
    from searchidx.engines.base import TermStatistics

FIELD: Final = "abbreviations"
"""The index field of the definitions, without positions."""

_MAX_WORDS: Final = 14
_LISTED: Final = 4


def stream(texts: Sequence[str]) -> Stream:
    """Return the terms of the texts for the index field `FIELD`: each definition once a text, both ways.

    Keys also stand without their accents, so that `an toan giao thong` finds `ATGT`.
    """
    import numpy as np

    from analyzers.bulk import Stream
    from searchidx.abbreviations.definitions import definitions  # 3 ms that a search never pays

    vocabulary: dict[str, int] = {}
    found = [
        sorted({term for definition in definitions(text) for term in _terms(definition)}) for text in texts
    ]
    ids = [vocabulary.setdefault(term, len(vocabulary)) for terms in found for term in terms]
    lengths = np.array([len(terms) for terms in found], np.int32)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    positions = np.arange(len(ids), dtype=np.int32) - np.repeat(offsets[:-1], lengths).astype(np.int32)
    return Stream(list(vocabulary), np.array(ids, np.int32), offsets, positions, lengths)


def _terms(definition: Definition) -> Iterator[str]:
    for key, value in ((definition.short, definition.long), (definition.long, definition.short)):
        yield f"{key}={value}"
        if (plain := folded_term(key)) != key:
            yield f"{plain}={value}"


class Expansion(NamedTuple):
    """Syllables `first` to `last` (excluded) of a query may also be written so; `documents` define it."""

    first: int
    last: int
    other: tuple[str, ...]
    documents: int


def expansions(terms: Sequence[str], lexicon: TermStatistics) -> tuple[Expansion, ...]:
    """Return the other forms of stretches of a query, given its exact terms, in their order.

    A short form has one long form, the most frequent; a long one may have two short ones (`TP.HCM` and
    `TPHCM`). What a single document defines counts only where no other form is known. Two letters mean
    too much: theirs has to stand in two documents, and in twice as many as the next, and they are never
    put for a long form; nor is a short form that mostly stands for another one. Of stretches that overlap,
    the longest of those that start first is taken.
    """
    found: list[Expansion] = []
    first = 0
    while first < len(terms):
        longest = _longest(terms, first, lexicon)
        found += longest
        first = longest[0].last if longest else first + 1
    return tuple(found)


def _longest(terms: Sequence[str], first: int, lexicon: TermStatistics) -> list[Expansion]:
    best: list[Expansion] = []
    for last in range(first + 1, min(first + _MAX_WORDS, len(terms)) + 1):
        key = " ".join(terms[first:last])
        best = _forms(key, first, last, lexicon) or best
        if last < len(terms) and not lexicon.terms_with_prefix(FIELD, f"{key} {terms[last]}", 1):
            break  # nothing goes on so
    return best


def _forms(key: str, first: int, last: int, lexicon: TermStatistics) -> list[Expansion]:
    listed = lexicon.terms_with_prefix(FIELD, f"{key}=", _LISTED)
    if not listed:
        return []
    counts = [lexicon.document_frequency(Term(FIELD, term)) for term in listed]
    values = [term[len(key) + 1 :] for term in listed]
    forms = [
        Expansion(first, last, tuple(value.split(" ")), count)
        for value, count in zip(values, counts, strict=True)
        if count > 1 or (len(listed) == 1 and _letters(key, value) > 2)
    ]
    if forms and len(forms[0].other) < last - first:  # a long form: its short ones
        return [form for form in forms if _stands_for(form.other, key, lexicon)][:2]
    ambiguous = len(forms) > 1 and _letters(key, values[0]) == 2 and counts[0] < 2 * counts[1]
    return [] if ambiguous else forms[:1]


def _stands_for(short: Sequence[str], key: str, lexicon: TermStatistics) -> bool:
    best = lexicon.terms_with_prefix(FIELD, f"{' '.join(short)}=", 1)
    meant = best[0].partition("=")[2] if best else ""
    return len("".join(short)) > 2 and key in (meant, folded_term(meant))


def _letters(key: str, value: str) -> int:
    """Return how many letters the shorter of the two has."""
    return len(min(key, value, key=len).replace(" ", ""))
