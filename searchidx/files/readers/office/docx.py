"""`.docx` files of Word: one file is one article.

The library for such files, python-docx, is not used. It reads whole parts into memory without a limit, and
passes over text that was inserted with tracked changes, content controls, text boxes and footnotes.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.office.docx_styles import Styles, read_styles
from searchidx.files.readers.office.docx_text import add_text
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
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
"""The prefixes of the namespaces of Word, in its transitional and its strict form."""

_RELATIONSHIPS: Final = "_rels/.rels"
"""The part that says where the document and its properties are."""

_OTHER_PROGRAMS: Final = ("xl/", "ppt/", "visio/")
"""The folders of the documents of other programs, whose files are like those of Word."""


def read_docx(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of a Word file, and remarks, or a failure. Raises OSError."""
    return read_records(_items(content), content, keys, own_keys=False)


def _items(content: Content) -> Iterator[Record | Remark]:
    parts = open_parts(content.stream, ".docx")
    locations = _part_locations(parts)
    document = locations.get("officeDocument", "word/document.xml")
    if document not in parts or document.startswith(_OTHER_PROGRAMS):
        raise ContentError.wrong_type(".docx")
    text = OfficeText()
    failure: ContentError | None = None
    try:
        _add_parts(parts, document, text)
    except ContentError as error:
        failure = error
    properties = _properties(parts, locations.get("core-properties", "docProps/core.xml"))
    yield from office_items(content.path, text, properties, failure)


def _part_locations(parts: ZipContainer) -> dict[str, str]:
    """Return the name of the part of each kind, such as `officeDocument`. If it is not known, return none."""
    try:
        return {
            event.attributes.get(":Type", "").rpartition("/")[2]: _part_name(
                event.attributes.get(":Target", "")
            )
            for event in _events(parts, _RELATIONSHIPS)
            if isinstance(event, Start)
        }
    except ContentError:
        return {}


def _part_name(target: str) -> str:
    return posixpath.normpath(unquote(target).lstrip("/"))


def _add_parts(parts: ZipContainer, document: str, text: OfficeText) -> None:
    """Add the text of the document, then of its footnotes and endnotes. Raises ContentError."""
    folder = posixpath.dirname(document)
    styles = _styles(parts, posixpath.join(folder, "styles.xml"))
    add_text(_events(parts, document), styles, text)
    for name in ("footnotes.xml", "endnotes.xml"):
        if (notes := posixpath.join(folder, name)) in parts:
            add_text(_events(parts, notes), styles, text)


def _styles(parts: ZipContainer, name: str) -> Styles:
    """Return the styles of a document. A file without styles, or with damaged ones, has none."""
    try:
        return read_styles(_events(parts, name))
    except ContentError:
        return Styles({})


def _properties(parts: ZipContainer, name: str) -> Properties:
    """Return the properties of a document. If they are missing or damaged, they are empty."""
    try:
        values = element_texts(_events(parts, name))
    except ContentError:
        return Properties()
    return Properties(
        title="".join(values.get("dc:title", ())),
        authors=values.get("dc:creator", []),
        dates=[*values.get("dcterms:created", ()), *values.get("dcterms:modified", ())],
        category="".join(values.get("cp:category", ())),
        subject="".join(values.get("dc:subject", ())),
        keywords=values.get("cp:keywords", []),
    )


def _events(parts: ZipContainer, name: str) -> Iterator[Event]:
    return xml_events(parts.chunks(name, MAX_PART_BYTES), _PREFIXES)
