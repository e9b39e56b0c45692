"""Which syllables of a query can be written in another form? The abbreviations of an index tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.abbreviations.terms import FIELD, MAX_LONG_FORM_WORDS, value_of
from searchidx.engines.plan import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics

MAX_DEFINITIONS: Final = 4
"""How many definitions of a key are looked at: the commonest ones."""

MAX_SHORT_FORMS: Final = 2
"""How many short forms a long form has at most (`TP.HCM` and `TPHCM`)."""

MIN_UNDISPUTED_LETTERS: Final = 3
"""A short form of fewer letters may mean anything, so it needs more evidence than one definition."""

MIN_DOCUMENTS: Final = 2
"""A definition in fewer documents only counts if the key has no other."""

MIN_LEAD: Final = 2
"""A short form of two letters needs a definition that is this many times as common as the next one."""


class Expansion(NamedTuple):
    """Another way to write the syllables `first` to `last` (excluded) of a query.

    `terms` are the exact terms of the other form, which `document_frequency` documents define.
    """

    first: int
    last: int
    terms: tuple[str, ...]
    document_frequency: int


def expansions(syllables: Sequence[str], index: TermStatistics) -> tuple[Expansion, ...]:
    """Return the other forms of parts of a query, in its order, given the exact terms of its syllables.

    Of parts that overlap, the one that starts first counts; of those, the longest.

    A short form has one long form, the commonest; a long form may have two short ones. A definition in a
    single document counts only where the key has no other. A short form of two letters means too much: its
    definition has to stand in two documents and to be twice as common as the next, and it never replaces its
    long form. Nor does a short form that mostly abbreviates something else.
    """
    every: list[Expansion] = []
    first = 0
    while first < len(syllables):
        longest = _longest_from(first, syllables, index)
        every += longest
        first = longest[0].last if longest else first + 1
    return tuple(every)


def _longest_from(first: int, syllables: Sequence[str], index: TermStatistics) -> list[Expansion]:
    longest: list[Expansion] = []
    for last in range(first + 1, min(first + MAX_LONG_FORM_WORDS, len(syllables)) + 1):
        key = " ".join(syllables[first:last])
        longest = _expansions_of(key, first, last, index) or longest
        if last < len(syllables) and not index.terms_with_prefix(FIELD, f"{key} {syllables[last]}", 1):
            break  # no key begins with one syllable more
    return longest


def _expansions_of(key: str, first: int, last: int, index: TermStatistics) -> list[Expansion]:
    definitions = index.terms_with_prefix(FIELD, f"{key}=", MAX_DEFINITIONS)
    if not definitions:
        return []
    frequencies = [index.document_frequency(Term(FIELD, definition)) for definition in definitions]
    values = [value_of(definition) for definition in definitions]
    credible = [
        Expansion(first, last, tuple(value.split(" ")), frequency)
        for value, frequency in zip(values, frequencies, strict=True)
        if frequency >= MIN_DOCUMENTS
        or (len(definitions) == 1 and _letters_of_short_form(key, value) >= MIN_UNDISPUTED_LETTERS)
    ]
    key_is_long = bool(credible) and len(credible[0].terms) < last - first
    if key_is_long:
        return [form for form in credible if _abbreviates(form.terms, key, index)][:MAX_SHORT_FORMS]
    two_letters = _letters_of_short_form(key, values[0]) < MIN_UNDISPUTED_LETTERS
    if two_letters and len(credible) > 1 and frequencies[0] < MIN_LEAD * frequencies[1]:
        return []
    return credible[:1]


def _abbreviates(short: Sequence[str], long: str, index: TermStatistics) -> bool:
    """Return whether the commonest meaning of the short form is the long one, with accents or without."""
    commonest = index.terms_with_prefix(FIELD, f"{' '.join(short)}=", 1)
    meaning = value_of(commonest[0]) if commonest else ""
    return len("".join(short)) >= MIN_UNDISPUTED_LETTERS and long in (meaning, folded_term(meaning))


def _letters_of_short_form(key: str, value: str) -> int:
    """Return how many letters the shorter of the two forms has."""
    return len(min(key, value, key=len).replace(" ", ""))
