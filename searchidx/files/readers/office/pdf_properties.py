"""The properties of a PDF: those of its information dictionary, or else those of its XMP metadata."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.office.office_record import Properties
from searchidx.files.readers.properties import meaningful_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf import PdfReader

_DATE: Final = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:([+-]\d\d)(?:'?(\d\d))?)?)?", re.ASCII
)
"""A date of PDF with a day. A time and an offset may follow."""


def read_properties(reader: PdfReader) -> Properties:
    """Return the properties of a PDF. Properties that are missing or damaged are empty."""
    information: Any = _value(lambda: reader.metadata)
    properties = Properties(
        title=str(_value(lambda: information.title) or ""),
        authors=[str(_value(lambda: information.author) or "")],
        dates=[_iso_of_pdf(str(_value(lambda: information.creation_date_raw) or ""))],
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
        dates=[*properties.dates, _iso_of_xmp(_value(lambda: xmp.xmp_create_date))],
    )


def _iso_of_pdf(date: str) -> str:
    """Return a date of PDF in ISO form, or "": `D:20211124083000+07'00' -> 2021-11-24T08:30:00+07:00`.

    pypdf refuses some dates that common programs write, such as `D:20211124083000Z'`.
    """
    if not (match := _DATE.match(date)):
        return ""
    year, month, day, hour, minute, second, offset_hours, offset_minutes = match.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    offset = f"{offset_hours}:{offset_minutes or '00'}" if offset_hours else ("+00:00" if "Z" in date else "")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"


def _iso_of_xmp(date: datetime.datetime | None) -> str:
    """Return a date of XMP in ISO form. pypdf has converted it to UTC, and left out that it is UTC."""
    return date.replace(tzinfo=datetime.UTC).isoformat() if date else ""


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
