"""How is a definition written as terms of the index field of abbreviations? As `key=value`.

Each definition is stored in both directions. If a key has accents, the definition is also stored with the
unaccented key. An article that defines `ATGT (an toàn giao thông)` has the terms

    atgt=an toàn giao thông
    an toàn giao thông=atgt
    an toan giao thong=atgt

The index counts, updates and deletes definitions like any other terms. The prefix `key=` finds the most
frequent definition of a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD: Final = "abbreviations"
"""The name of the index field, which has no positions."""

MAX_LONG_FORM_WORDS: Final = 14
"""The maximum number of words in a long form."""


def definition_terms(short: str, long: str) -> Iterator[str]:
    """Yield the terms of a definition, given both forms as exact terms joined by blanks."""
    for key, value in ((short, long), (long, short)):
        yield f"{key}={value}"
        if (unaccented := folded_term(key)) != key:
            yield f"{unaccented}={value}"


def value_of(term: str) -> str:
    """Return the value of a term `key=value`, which is one form of the abbreviation."""
    return term.partition("=")[2]
