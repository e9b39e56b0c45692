"""`.odt` files of LibreOffice and other programs: one file is one article.

The libraries for such files, odfdo and odfpy, read whole parts into memory without a limit. The text of a
document is simple enough to be read from a stream of XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.office.odt_text import OdtStyles, add_text, read_styles
from searchidx.files.readers.office.office_record import Properties, office_items
from searchidx.files.readers.office.office_text import OfficeText
from searchidx.files.readers.office.parts import MAX_PART_BYTES, open_parts
from searchidx.files.readers.records import read_records
from searchidx.files.readers.xml_events import Start, element_texts, xml_events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.records import Record
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.readers.xml_events import Event
    from searchidx.files.readers.zip_container import ZipContainer
    from searchidx.model import Document

_PREFIXES: Final = {
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": prefix
    for name, prefix in (
        *((name, name) for name in ("office", "text", "table", "style", "meta", "manifest")),
        ("svg-compatible", "svg"),
        ("xsl-fo-compatible", "fo"),
    )
} | {
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}
"""The prefixes of the namespaces of OpenDocument, and of what LibreOffice adds to it."""

_TEXT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_PROPERTIES: Final = "meta.xml"
_MANIFEST: Final = "META-INF/manifest.xml"


def read_odt(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of an OpenDocument text, and remarks, or a failure. Raises OSError."""
    return read_records(_items(content), content, keys, own_keys=False)


def _items(content: Content) -> Iterator[Record | Remark]:
    parts = open_parts(content.stream, ".odt")
    if _TEXT not in parts:
        raise ContentError.wrong_type(".odt")
    if _is_protected(parts):
        raise ContentError.protected()
    text = OfficeText()
    failure: ContentError | None = None
    try:
        add_text(_events(parts, _TEXT), _styles(parts), text)
    except ContentError as error:
        failure = error
    yield from office_items(content.path, text, _properties(parts), failure)


def _is_protected(parts: ZipContainer) -> bool:
    """Return whether the parts are encrypted. A part that cannot be read tells nothing."""
    try:
        return any(
            isinstance(event, Start) and event.name == "manifest:encryption-data"
            for event in _events(parts, _MANIFEST)
        )
    except ContentError:
        return False


def _styles(parts: ZipContainer) -> OdtStyles:
    """Return the styles that documents share. If they are missing or damaged, some styles are not known."""
    styles = OdtStyles()
    try:
        read_styles(_events(parts, _STYLES), styles)
    except ContentError:
        return styles
    return styles


def _properties(parts: ZipContainer) -> Properties:
    """Return the properties of a document. If they are missing or damaged, they are empty."""
    try:
        values = element_texts(_events(parts, _PROPERTIES))
    except ContentError:
        return Properties()
    return Properties(
        title="".join(values.get("dc:title", ())),
        authors=values.get("meta:initial-creator") or values.get("dc:creator", []),
        dates=[*values.get("meta:creation-date", ()), *values.get("dc:date", ())],
        subject="".join(values.get("dc:subject", ())),
        keywords=values.get("meta:keyword", []),
    )


def _events(parts: ZipContainer, name: str) -> Iterator[Event]:
    return xml_events(parts.chunks(name, MAX_PART_BYTES), _PREFIXES)
