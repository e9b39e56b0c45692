"""The values of keyword fields: which values has a document, and as which terms are they indexed?

A value is the whole text of a source, a category, one author, or one item of a list in `Document.extra`. It
is indexed as it was written, for counting, and in small letters without accents, for filtering:

    source_values           VnExpress | Tuổi Trẻ
    source_values_folded    vnexpress | tuoi tre
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from analyzers.composition import nfc
from analyzers.fold import folded_term
from searchidx.printable import blank_unprintable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analyzers.streams import Stream
    from searchidx.model import Document

AUTHOR = "author"
"""The keyword field with one value for each author. `Document.author` separates authors by `, `."""

KEYWORD_FIELDS = ("source", "category", AUTHOR)
"""The keyword fields of every index, which are attributes of a document.

They are searched only if a query names them. An index may have more keyword fields, whose values are in
`Document.extra`.
"""


class ValueFields(NamedTuple):
    """The names of the two index fields that hold the whole values of a keyword field."""

    written: str
    folded: str


@cache
def value_fields(field: str) -> ValueFields:
    """Return the names of the index fields of a keyword field's values."""
    return ValueFields(f"{field}_values", f"{field}_values_folded")


def values_of(document: Document, field: str) -> list[str]:
    """Return the values that a document has in a keyword field, each once, in their order.

    In `extra`, the values are a text, a number or a boolean, or a list of these. Anything else is no value.
    Every group of blanks or unprintable characters in a value is one space.
    """
    values = map(_clean, _written_values(document, field))
    return list(dict.fromkeys(filter(None, values)))


def _written_values(document: Document, field: str) -> Iterator[str]:
    if field == AUTHOR:
        yield from re.split(r",\s", blank_unprintable(document.author))
    elif field in KEYWORD_FIELDS:
        yield getattr(document, field)
    else:
        value = _extra_value(document, field)
        for item in value if isinstance(value, list | tuple) else (value,):
            yield from _text_of(item)


def _extra_value(document: Document, field: str) -> Any:
    """Return the value of a key in `extra`, which may have capitals and any Unicode form, or None."""
    extra = document.extra
    if field in extra:
        return extra[field]
    return next((extra[key] for key in extra if isinstance(key, str) and nfc(key).lower() == field), None)


def _text_of(item: Any) -> Iterator[str]:
    """Yield the text of one value in `extra`: `true` for True. Yield nothing if it is no value."""
    if isinstance(item, bool):
        yield str(item).lower()
    elif isinstance(item, str | int | float):
        yield str(item)


def _clean(value: str) -> str:
    """Return a value in NFC, with one space for each group of blanks or unprintable characters."""
    return " ".join(nfc(blank_unprintable(value)).split())


def folded_value(value: str) -> str:
    """Return a value as it is compared: cleaned, in small letters and without accents."""
    cleaned = _clean(value)
    # Accents that stand alone leave blanks, and nothing is left of a value that consists of accents.
    return _clean(folded_term(cleaned)) or cleaned


def streams(field: str, values: Sequence[Sequence[str]]) -> dict[str, Stream]:
    """Return the streams of the two index fields of a keyword field. `values` has those of each document."""
    from analyzers.streams import Stream

    names = value_fields(field)
    # The folded field has the same tokens at the same positions.
    return {
        names.written: Stream.of_terms(values),
        names.folded: Stream.of_terms([list(map(folded_value, each)) for each in values]),
    }
