"""Which syllables of a query are a form of an abbreviation, and what is the other form?

The definitions in the index decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.abbreviations.terms import FIELD, MAX_LONG_FORM_WORDS, value_of
from searchidx.engines.plan import Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics

MAX_DEFINITIONS: Final = 4
"""The number of definitions of a key that are considered. The most frequent definitions are chosen."""

MAX_SHORT_FORMS: Final = 2
"""The maximum number of short forms that are used for a long form (`TP.HCM` and `TPHCM`)."""

MIN_UNDISPUTED_LETTERS: Final = 3
"""A definition in a single document is not enough for a short form with fewer letters than this."""

MIN_DEFINING_DOCUMENTS: Final = 2
"""A definition in fewer documents than this is used only if the key has no other definition."""

MIN_DEFINITION_LEAD: Final = 2
"""The least factor between the document frequencies of the first two definitions of a two-letter form."""


class Expansion(NamedTuple):
    """The other form of the syllables in `range(first, end)` of a stretch.

    `terms` are the exact terms of the other form. `document_frequency` is the number of documents with the
    definition.
    """

    first: int
    end: int
    terms: tuple[str, ...]
    document_frequency: int


def expansions(syllables: Sequence[str], index: TermStatistics) -> tuple[Expansion, ...]:
    """Return the other forms of parts of a stretch, given the exact terms of its syllables.

    The expansions are in the order of the parts, and several expansions of one part are in descending order
    of frequency. If parts overlap, the part that starts first is used. If several parts start there, the
    longest is used.

    - The only expansion of a short form is its most frequent long form.
    - A long form has up to `MAX_SHORT_FORMS` expansions: short forms whose most frequent long form it is.
    - A definition in a single document is used only if the key has no other definition.
    - A short form of two letters may mean many things. It is never the expansion of a long form. Its own
      expansion must be defined in at least `MIN_DEFINING_DOCUMENTS` documents, and in at least
      `MIN_DEFINITION_LEAD` times the number of documents of the next definition.
    """
    found: list[Expansion] = []
    first = 0
    while first < len(syllables):
        longest = _longest_from(first, syllables, index)
        found += longest
        first = longest[0].end if longest else first + 1
    return tuple(found)


def _longest_from(first: int, syllables: Sequence[str], index: TermStatistics) -> list[Expansion]:
    """Return the other forms of the longest part that starts at `first` and has another form, or []."""
    longest: list[Expansion] = []
    for end in range(first + 1, min(first + MAX_LONG_FORM_WORDS, len(syllables)) + 1):
        key = " ".join(syllables[first:end])
        longest = _expansions_of(key, first, end, index) or longest
        if end < len(syllables) and not index.terms_with_prefix(FIELD, f"{key} {syllables[end]}", 1):
            break  # no key starts with these syllables and the next one
    return longest


def _expansions_of(key: str, first: int, end: int, index: TermStatistics) -> list[Expansion]:
    """Return the other forms of the syllables in `range(first, end)`, which `key` joins with blanks."""
    definitions = index.terms_with_prefix(FIELD, f"{key}=", MAX_DEFINITIONS)
    if not definitions:
        return []
    document_frequencies = [index.document_frequency(Term(FIELD, definition)) for definition in definitions]
    values = [value_of(definition) for definition in definitions]
    credible = [
        Expansion(first, end, tuple(value.split(" ")), document_frequency)
        for value, document_frequency in zip(values, document_frequencies, strict=True)
        if document_frequency >= MIN_DEFINING_DOCUMENTS
        or (len(definitions) == 1 and _letters_of_short_form(key, value) >= MIN_UNDISPUTED_LETTERS)
    ]
    key_is_long = bool(credible) and len(credible[0].terms) < end - first
    if key_is_long:
        return [form for form in credible if _abbreviates(form.terms, key, index)][:MAX_SHORT_FORMS]
    two_letters = _letters_of_short_form(key, values[0]) < MIN_UNDISPUTED_LETTERS
    if (
        two_letters
        and len(credible) > 1
        and document_frequencies[0] < MIN_DEFINITION_LEAD * document_frequencies[1]
    ):
        return []
    return credible[:1]


def _abbreviates(short: Sequence[str], long: str, index: TermStatistics) -> bool:
    """Return whether `short` has enough letters, and `long` is its most frequent long form.

    `long` may lack the accents of this long form.
    """
    commonest = index.terms_with_prefix(FIELD, f"{' '.join(short)}=", 1)
    meaning = value_of(commonest[0]) if commonest else ""
    return len("".join(short)) >= MIN_UNDISPUTED_LETTERS and long in (meaning, folded_term(meaning))


def _letters_of_short_form(key: str, value: str) -> int:
    """Return the number of letters in the shorter of the two forms."""
    return len(min(key, value, key=len).replace(" ", ""))
