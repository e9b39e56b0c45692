"""The properties of a PDF: those of its information dictionary, or else those of its XMP metadata."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from searchidx.files.readers.office_record import Properties
from searchidx.files.readers.office_titles import meaningful_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf import PdfReader


def read_properties(reader: PdfReader) -> Properties:
    """Return the properties of a PDF. Properties that are missing or damaged are empty."""
    information: Any = _value(lambda: reader.metadata)
    properties = Properties(
        title=str(_value(lambda: information.title) or ""),
        authors=[str(_value(lambda: information.author) or "")],
        dates=[_iso(_value(lambda: information.creation_date))],
        subject=str(_value(lambda: information.subject) or ""),
        keywords=[str(_value(lambda: information.keywords) or "")],
    )
    return properties if meaningful_title(properties.title) else _with_xmp(properties, reader)


def _with_xmp(properties: Properties, reader: PdfReader) -> Properties:
    """Return the properties, with those of XMP metadata in place of a missing title, author and date."""
    xmp: Any = _value(lambda: reader.xmp_metadata)
    titles: Any = _value(lambda: xmp.dc_title) or {}
    authors: Any = _value(lambda: xmp.dc_creator) or []
    return properties._replace(
        title=str(_value(lambda: titles.get("x-default") or next(iter(titles.values()))) or ""),
        authors=properties.authors if any(properties.authors) else list(map(str, authors)),
        dates=[*properties.dates, _iso(_utc(_value(lambda: xmp.xmp_create_date)))],
    )


def _iso(date: datetime.datetime | None) -> str:
    return str(_value(lambda: date.isoformat() if date else "") or "")


def _utc(date: datetime.datetime | None) -> datetime.datetime | None:
    """Return a date of XMP with its offset, which pypdf leaves out after it has converted the date to UTC."""
    return date.replace(tzinfo=datetime.UTC) if date else None


def _value(read: Callable[[], Any]) -> Any:
    """Return a value of pypdf, or None if it is damaged.

    Any exception may be the reason, as pypdf's documentation warns, and metadata are not worth a failure.
    """
    try:
        return read()
    except OSError:
        raise
    except Exception:
        return None
