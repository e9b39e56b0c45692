"""How a definition is written as a term of the index field of abbreviations: `key=value`.

Each definition is stored in both directions, and a key with accents also without them. An article that
defines `ATGT (an toàn giao thông)` has the terms

    atgt=an toàn giao thông
    an toàn giao thông=atgt
    an toan giao thong=atgt

so the index counts, updates and deletes definitions as it does any terms, and finds the commonest definition
of a key by the prefix `key=`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD: Final = "abbreviations"
"""The name of the index field, which has no positions."""

MAX_LONG_FORM_WORDS: Final = 14
"""How many words the long form of an abbreviation may have."""


def definition_terms(short: str, long: str) -> Iterator[str]:
    """Yield the terms of a definition. Both forms are exact terms with one blank between syllables."""
    for key, value in ((short, long), (long, short)):
        yield f"{key}={value}"
        if (unaccented := folded_term(key)) != key:
            yield f"{unaccented}={value}"


def value_of(term: str) -> str:
    """Return the value of a term `key=value`."""
    return term.partition("=")[2]
