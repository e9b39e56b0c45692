"""Books as EPUB files."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


class Page(NamedTuple):
    """A page of a book: its file, its markup, and its title in the table of contents."""

    name: str
    markup: str
    entry: str = ""


def page(name: str, heading: str, *paragraphs: str, entry: str = "") -> Page:
    """A page with a heading and paragraphs of text."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<h2>{escape(heading)}</h2>" if heading else ""
    return Page(
        name,
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>Sách</title></head><body>{head}{body}</body></html>",
        entry,
    )


def package(pages: list[Page], metadata: str = "", *, toc: str = "ncx", guide: str = "") -> str:
    """The package document of a book; `toc` is "ncx", "nav" or ""."""
    items = "".join(f'<item id="i{n}" href="{page.name}"/>' for n, page in enumerate(pages))
    items += {
        "ncx": '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        "nav": '<item id="toc" href="nav.xhtml" properties="nav"/>',
        "": "",
    }[toc]
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    spine += '<itemref idref="toc"/>' if toc == "nav" else ""
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f'<manifest>{items}</manifest><spine toc="toc">{spine}</spine>{guide}</package>'
    )


def epub(
    pages: list[Page],
    metadata: str = "",
    *,
    toc: str = "ncx",
    replaced: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """A book. `replaced` has the members with other content, or None for those that are missing."""
    members: dict[str, str | bytes | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package(pages, metadata, toc=toc),
    }
    if toc == "ncx":
        points = "".join(
            f"<navPoint><navLabel><text>{escape(page.entry)}</text></navLabel>"
            f'<content src="{page.name}#a"/></navPoint>'
            for page in pages
        )
        members["OEBPS/toc.ncx"] = (
            f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'
        )
    elif toc == "nav":
        links = "".join(f'<li><a href="{page.name}">{escape(page.entry)}</a></li>' for page in pages)
        members["OEBPS/nav.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>{links}</ol></nav></body></html>'
        )
    members |= {f"OEBPS/{page.name}": page.markup for page in pages}
    members |= dict(replaced or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if data is not None:
                archive.writestr(name, data)
    return stream.getvalue()
