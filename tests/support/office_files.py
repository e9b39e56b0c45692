"""Writers of small `.docx` and `.odt` files, and what their readers make of them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from searchidx.files.readers.content import Content
from searchidx.files.readers.keys import Keys
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchidx.files.readers.formats import Reader
    from searchidx.files.readers.remarks import Remark

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT_TYPES = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_NAMESPACES = " ".join(
    (
        *(
            f'xmlns:{n}="{_DOCUMENT_TYPES}:{n}:1.0"'
            for n in ("office", "text", "table", "style", "draw", "meta")
        ),
        f'xmlns:fo="{_DOCUMENT_TYPES}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_DOCUMENT_TYPES}:svg-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    )
)


def read_bytes(reader: Reader, data: bytes, name: str = "tin/a.docx") -> tuple[list[Document], list[Remark]]:
    """The documents that a reader makes of bytes, and its remarks."""
    items = list(reader(Content(name, name.rpartition("/")[2], io.BytesIO(data)), Keys()))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if not isinstance(item, Document)]


def only_document(reader: Reader, data: bytes) -> Document:
    """The document that a reader makes of bytes, without any remark."""
    documents, remarks = read_bytes(reader, data)
    assert remarks == []
    (document,) = documents
    return document


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(
    body: str,
    *,
    styles: str = "",
    footnotes: str = "",
    properties: str = "",
    document: str = "word/document.xml",
    namespace: str = _WORD,
) -> bytes:
    """A Word file with this XML in its body, and with these properties and styles."""
    namespaces = f'xmlns:w="{namespace}" xmlns:mc="{_COMPATIBILITY}"'
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Type="{_KINDS}/officeDocument" Target="/{document}"/>'
        f'<Relationship Type="{_KINDS}/core-properties" Target="docProps/core.xml"/></Relationships>',
        document: f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": f'<cp:p xmlns:cp="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{properties}</cp:p>',
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {namespaces}>{styles}</w:styles>"
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {namespaces}>{footnotes}</w:footnotes>"
    return zip_of(parts)


def run(text: str, look: str = "") -> str:
    """A run of a Word file with elements of `w:rPr`."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of a Word file. Runs that are no XML are texts."""
    xml = "".join(text if text.startswith("<") else run(text) for text in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{xml}</w:p>' if style else f"<w:p>{xml}</w:p>"


def odt(
    body: str, *, automatic: str = "", styles: str = "", properties: str = "", manifest: str = ""
) -> bytes:
    """An OpenDocument text with this XML in its body, and with these properties and styles."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODT_NAMESPACES}>{automatic}"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_ODT_NAMESPACES}>{styles}</office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODT_NAMESPACES}><office:meta>{properties}</office:meta>"
        "</office:document-meta>",
    }
    if manifest:
        parts["META-INF/manifest.xml"] = manifest
    return zip_of(parts)
