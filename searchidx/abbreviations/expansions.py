"""Which syllables of a query have another form, by the abbreviations that are defined in an index?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.abbreviations.terms import FIELD, MAX_LONG_FORM_WORDS, value_of
from searchidx.engines.plan import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics

MAX_DEFINITIONS: Final = 4
"""Only this number of definitions of a key, the most frequent ones, are considered."""

MAX_SHORT_FORMS: Final = 2
"""The maximum number of short forms that are used for a long form (`TP.HCM` and `TPHCM`)."""

MIN_UNDISPUTED_LETTERS: Final = 3
"""A short form with fewer letters may mean anything, so a definition in one document is not enough for it."""

MIN_DOCUMENTS: Final = 2
"""A definition in fewer documents counts only if the key has no other definition."""

MIN_LEAD: Final = 2
"""A short form of two letters needs a definition that is this many times as frequent as the next one."""


class Expansion(NamedTuple):
    """The other form of the syllables in `range(first, last)` of a stretch.

    `terms` are the exact terms of the other form. `document_frequency` is the number of documents with the
    definition.
    """

    first: int
    last: int
    terms: tuple[str, ...]
    document_frequency: int


def expansions(syllables: Sequence[str], index: TermStatistics) -> tuple[Expansion, ...]:
    """Return the other forms of parts of a stretch, in its order, given the exact terms of its syllables.

    If parts overlap, the part that starts first is used; if several start there, the longest.

    - A short form is expanded to its most frequent long form only.
    - A long form is replaced by up to `MAX_SHORT_FORMS` short forms that mostly abbreviate it.
    - A definition in a single document counts only if the key has no other definition.
    - A short form of two letters may mean many things. It never replaces its long form. It is expanded only
      by a definition in `MIN_DOCUMENTS` documents that is `MIN_LEAD` times as frequent as the next one.
    """
    every: list[Expansion] = []
    first = 0
    while first < len(syllables):
        longest = _longest_from(first, syllables, index)
        every += longest
        first = longest[0].last if longest else first + 1
    return tuple(every)


def _longest_from(first: int, syllables: Sequence[str], index: TermStatistics) -> list[Expansion]:
    """Return the other forms of the longest part that starts at `first` and has any."""
    longest: list[Expansion] = []
    for last in range(first + 1, min(first + MAX_LONG_FORM_WORDS, len(syllables)) + 1):
        key = " ".join(syllables[first:last])
        longest = _expansions_of(key, first, last, index) or longest
        if last < len(syllables) and not index.terms_with_prefix(FIELD, f"{key} {syllables[last]}", 1):
            break  # no key starts with these syllables and the next one
    return longest


def _expansions_of(key: str, first: int, last: int, index: TermStatistics) -> list[Expansion]:
    """Return the other forms of the syllables in `range(first, last)`, which `key` joins with blanks."""
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
    """Return whether the short form has enough letters and its most frequent long form is `long`.

    The comparison is made with the accents of that long form and without them.
    """
    commonest = index.terms_with_prefix(FIELD, f"{' '.join(short)}=", 1)
    meaning = value_of(commonest[0]) if commonest else ""
    return len("".join(short)) >= MIN_UNDISPUTED_LETTERS and long in (meaning, folded_term(meaning))


def _letters_of_short_form(key: str, value: str) -> int:
    """Return the number of letters in the shorter of the two forms."""
    return len(min(key, value, key=len).replace(" ", ""))
