"""What an EPUB file tells about its book: the package document, the table of contents and the encryption.

EPUB 2 and 3 are read.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from searchidx.files.readers.content_errors import GET_AGAIN, ContentError
from searchidx.files.readers.properties import meaningful_authors
from searchidx.files.readers.xml_events import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from searchidx.files.readers.zip_container import ZipContainer

_MAX_PACKAGE_BYTES: Final = 4 << 20
"""The size of the largest package document or table of contents that is read: 4 MiB."""

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"

_FONT_ALGORITHMS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""The algorithms that make fonts unusable outside of the book. They are no copy protection of text."""

_GUIDES_WITHOUT_TEXT: Final = ("cover", "toc")
"""The types of pages in the guide of EPUB 2 that are no chapters."""


class Book(NamedTuple):
    """What the package document tells about a book.

    Attributes:
        chapters: the paths of the files in reading order, each once, without tables of contents.
        entries: the title of a chapter in the table of contents, by its path.
        title, publisher, language: as they are written, empty if missing.
        authors: the names that are not those of programs.
        date: the day or year of publication as it is written, or "".
    """

    chapters: tuple[str, ...]
    entries: Mapping[str, str]
    title: str
    authors: list[str]
    publisher: str
    date: str
    language: str


def read_book(archive: ZipContainer) -> Book:
    """Return what an archive tells about its book. Raises ContentError."""
    package_path = _package_path(archive)
    package = _tree(archive, package_path)
    items = {item.get("id", ""): item for item in package.iterfind(".//manifest/item")}
    references = [reference.get("idref", "") for reference in package.iterfind(".//itemref")]
    spine = [items[name] for name in references if name in items]
    contents = _contents_item(package, items)
    left_out = {
        *(_path(package_path, ref) for ref in package.iterfind(".//guide/reference") if _is_no_chapter(ref)),
        *(_path(package_path, item) for item in spine if "nav" in item.get("properties", "").split()),
    }
    chapters = dict.fromkeys(path for item in spine if (path := _path(package_path, item)) not in left_out)
    if not chapters:
        raise ContentError("its list of chapters is empty", GET_AGAIN)
    return Book(
        chapters=tuple(chapters),
        entries={} if contents is None else _entries(archive, _path(package_path, contents)),
        title=_first(package, "title"),
        authors=meaningful_authors(_texts(package, "creator")),
        publisher=_first(package, "publisher"),
        date=_publication_date(package),
        language=_first(package, "language"),
    )


def encrypted_paths(archive: ZipContainer) -> frozenset[str]:
    """Return the paths of the members that copy protection has encrypted. Raises ContentError."""
    if _ENCRYPTION not in archive:
        return frozenset()
    encryption = _tree(archive, _ENCRYPTION)
    return frozenset(
        unquote(reference.get("URI", ""))
        for data in encryption.iterfind(".//EncryptedData")
        if not _is_font_encryption(data)
        for reference in data.iterfind(".//CipherReference")
    )


def _package_path(archive: ZipContainer) -> str:
    """Return the path of the package document: what the container names, or else the first .opf file."""
    if _CONTAINER in archive:
        container = _tree(archive, _CONTAINER)
        for root_file in container.iterfind(".//rootfile"):
            if path := root_file.get("full-path"):
                return path
    names = (member.filename for member in archive.members)
    path = next((name for name in names if name.lower().endswith(".opf")), None)
    if path is None:
        raise ContentError.wrong_type(".epub")
    return path


def _tree(archive: ZipContainer, path: str) -> Element:
    """Return the root of a member that is XML. Raises ContentError."""
    return read_tree(archive.chunks(path, _MAX_PACKAGE_BYTES))


def _path(base: str, element: Element) -> str:
    """Return the path in the archive to which the `href` of an element in the document `base` leads."""
    return _resolved(base, element.get("href", ""))


def _resolved(base: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href.partition("#")[0])))


def _contents_item(package: Element, items: Mapping[str, Element]) -> Element | None:
    """Return the table of contents in the manifest: that of EPUB 3, or else that of EPUB 2."""
    for item in items.values():
        if "nav" in item.get("properties", "").split():
            return item
    spine = package.find(".//spine")
    by_id = items.get(spine.get("toc", "")) if spine is not None else None
    ncx = (item for item in items.values() if item.get("media-type") == "application/x-dtbncx+xml")
    return by_id if by_id is not None else next(ncx, None)


def _entries(archive: ZipContainer, path: str) -> dict[str, str]:
    """Return the titles in a table of contents by the paths of their chapters. A broken one has none."""
    try:
        contents = _tree(archive, path)
    except ContentError:
        return {}
    entries: dict[str, str] = {}
    for href, title in (*_nav_links(contents), *_ncx_links(contents)):
        if title:
            entries.setdefault(_resolved(path, href), title)
    return entries


def _nav_links(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of a table of contents of EPUB 3."""
    for link in contents.iterfind(".//a"):
        yield link.get("href", ""), _text(link)


def _ncx_links(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of a table of contents of EPUB 2."""
    for point in contents.iterfind(".//navPoint"):
        label, content = point.find("navLabel"), point.find("content")
        if label is not None and content is not None:
            yield content.get("src", ""), _text(label)


def _is_no_chapter(reference: Element) -> bool:
    return reference.get("type", "").lower() in _GUIDES_WITHOUT_TEXT


def _is_font_encryption(data: Element) -> bool:
    method = data.find("EncryptionMethod")
    return method is not None and method.get("Algorithm", "") in _FONT_ALGORITHMS


def _publication_date(package: Element) -> str:
    """Return the date of publication, or the first date. Programs write the year 101 if they know none."""
    dates = list(package.iterfind(".//metadata//date"))
    published = [date for date in dates if "publication" in date.attrib.values()]
    texts = filter(None, map(_text, published + dates))
    return next((text for text in texts if not text.startswith("0")), "")


def _first(package: Element, name: str) -> str:
    return next(iter(_texts(package, name)), "")


def _texts(package: Element, name: str) -> list[str]:
    return _not_blank(package.iterfind(f".//metadata//{name}"))


def _not_blank(elements: Iterable[Element]) -> list[str]:
    return list(filter(None, map(_text, elements)))


def _text(element: Element) -> str:
    """Return the text of an element and of the elements in it, with single blanks."""
    return " ".join("".join(element.itertext()).split())
