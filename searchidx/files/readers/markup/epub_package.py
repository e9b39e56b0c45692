"""What an EPUB file tells about its book: the package document, the table of contents and the encryption.

EPUB 2 and 3 are read. Members of the archive are decompressed one by one, and never more of one than is asked
for, whatever size the archive claims.
"""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile

from analyzers.errors import UnknownEncodingError
from searchidx.files.readers.decoding import decode_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_MAX_PACKAGE_BYTES: Final = 4 << 20
"""The size of the largest package document or table of contents that is read: 4 MiB."""

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"

_FONT_ALGORITHMS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""The algorithms that make fonts unusable outside of the book. They are no copy protection of text."""

_GUIDES_WITHOUT_TEXT: Final = ("cover", "toc")
"""The types of pages in the guide of EPUB 2 that are no chapters."""

_MAX_NESTING_LEVELS: Final = 64
"""The greatest depth of nested elements in a package document or table of contents. The root is level 1."""

_METHODS: Final = (ZIP_STORED, ZIP_DEFLATED)
"""The methods of compression of EPUB. Others decompress more than is asked for."""

_MEMBER_ERRORS: Final = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What zipfile raises for damaged and encrypted members, and for offsets outside of the file."""


class BookError(Exception):
    """The error for a book or a chapter that cannot be read, with advice or ""."""

    def __init__(self, reason: str, advice: str = "") -> None:
        self.reason = reason
        self.advice = advice


class Book(NamedTuple):
    """What the package document tells about a book.

    Attributes:
        chapters: the paths of the files in reading order, each once, without tables of contents.
        entries: the title of a chapter in the table of contents, by its path.
        title, authors, publisher, language: as they are written, empty if missing.
        date: the day or year of publication as it is written, or "".
    """

    chapters: tuple[str, ...]
    entries: Mapping[str, str]
    title: str
    authors: list[str]
    publisher: str
    date: str
    language: str


def read_book(archive: ZipFile) -> Book:
    """Return what an archive tells about its book. Raises BookError."""
    package_path = _package_path(archive)
    package = _parse(read_member(archive, package_path, _MAX_PACKAGE_BYTES))
    items = {item.get("id", ""): item for item in package.iterfind(".//{*}manifest/{*}item")}
    references = [reference.get("idref", "") for reference in package.iterfind(".//{*}itemref")]
    spine = [items[name] for name in references if name in items]
    contents = _contents_item(package, items)
    left_out = {
        *(
            _path(package_path, ref)
            for ref in package.iterfind(".//{*}guide/{*}reference")
            if _is_no_chapter(ref)
        ),
        *(_path(package_path, item) for item in spine if "nav" in item.get("properties", "").split()),
    }
    chapters = dict.fromkeys(path for item in spine if (path := _path(package_path, item)) not in left_out)
    if not chapters:
        raise BookError("its list of chapters is empty")
    return Book(
        chapters=tuple(chapters),
        entries={} if contents is None else _entries(archive, _path(package_path, contents)),
        title=_first(package, "title"),
        authors=_texts(package, "creator"),
        publisher=_first(package, "publisher"),
        date=_publication_date(package),
        language=_first(package, "language"),
    )


def encrypted_paths(archive: ZipFile) -> frozenset[str]:
    """Return the paths of the members that copy protection has encrypted. Raises BookError."""
    if _ENCRYPTION not in archive.namelist():
        return frozenset()
    encryption = _parse(read_member(archive, _ENCRYPTION, _MAX_PACKAGE_BYTES))
    return frozenset(
        unquote(reference.get("URI", ""))
        for data in encryption.iterfind(".//{*}EncryptedData")
        if not _is_font_encryption(data)
        for reference in data.iterfind(".//{*}CipherReference")
    )


def read_member(archive: ZipFile, path: str, max_bytes: int) -> bytes:
    """Return a member. Raises BookError if it is missing, damaged, or larger than `max_bytes`."""
    try:
        member = archive.getinfo(path)
        if member.compress_type not in _METHODS:
            raise BookError(f"{path} is compressed by a method that EPUB does not have")
        with archive.open(member) as stream:
            data = stream.read(max_bytes + 1)
    except KeyError:
        raise BookError(f"{path} is missing in the book") from None
    except _MEMBER_ERRORS as error:
        raise BookError(f"{path} is damaged ({error})") from None
    if len(data) > max_bytes:
        raise BookError(f"{path} is too large")
    return data


def _package_path(archive: ZipFile) -> str:
    """Return the path of the package document: what the container names, or else the first .opf file."""
    names = archive.namelist()
    if _CONTAINER in names:
        container = _parse(read_member(archive, _CONTAINER, _MAX_PACKAGE_BYTES))
        for root_file in container.iterfind(".//{*}rootfile"):
            if path := root_file.get("full-path"):
                return path
    path = next((name for name in names if name.lower().endswith(".opf")), None)
    if path is None:
        raise BookError("it is no EPUB file, because it has no list of chapters")
    return path


def _parse(data: bytes) -> Element:
    """Return the root of an XML document. Raises BookError if it is no XML, or declares entities.

    The bytes are decoded first, so that no encoding can hide a declaration.
    """
    try:
        text = decode_article(data).text
    except UnknownEncodingError:
        raise BookError("the encoding of its list of chapters cannot be recognised") from None
    if "<!ENTITY" in text:
        raise BookError("its list of chapters declares entities, which books do not need")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise BookError(
            f"its list of chapters is broken ({error})", "repair it with an editor of books"
        ) from None
    if _is_too_deep(root):
        raise BookError(f"its list of chapters is nested deeper than {_MAX_NESTING_LEVELS} levels")
    return root


def _is_too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_MAX_NESTING_LEVELS):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


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
    spine = package.find(".//{*}spine")
    by_id = items.get(spine.get("toc", "")) if spine is not None else None
    ncx = (item for item in items.values() if item.get("media-type") == "application/x-dtbncx+xml")
    return by_id if by_id is not None else next(ncx, None)


def _entries(archive: ZipFile, path: str) -> dict[str, str]:
    """Return the titles in a table of contents by the paths of their chapters. A broken one has none."""
    try:
        contents = _parse(read_member(archive, path, _MAX_PACKAGE_BYTES))
    except BookError:
        return {}
    entries: dict[str, str] = {}
    for href, title in (*_nav_links(contents), *_ncx_links(contents)):
        if title:
            entries.setdefault(_resolved(path, href), title)
    return entries


def _nav_links(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of a table of contents of EPUB 3."""
    for link in contents.iterfind(".//{*}a"):
        yield link.get("href", ""), _text(link)


def _ncx_links(contents: Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses and titles of a table of contents of EPUB 2."""
    for point in contents.iterfind(".//{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None:
            yield content.get("src", ""), _text(label)


def _is_no_chapter(reference: Element) -> bool:
    return reference.get("type", "").lower() in _GUIDES_WITHOUT_TEXT


def _is_font_encryption(data: Element) -> bool:
    method = data.find("{*}EncryptionMethod")
    return method is not None and method.get("Algorithm", "") in _FONT_ALGORITHMS


def _publication_date(package: Element) -> str:
    """Return the date of publication, or the first date. Programs write the year 101 if they know none."""
    dates = list(package.iterfind(".//{*}metadata//{*}date"))
    published = [date for date in dates if "publication" in date.attrib.values()]
    texts = filter(None, map(_text, published + dates))
    return next((text for text in texts if not text.startswith("0")), "")


def _first(package: Element, name: str) -> str:
    return next(iter(_texts(package, name)), "")


def _texts(package: Element, name: str) -> list[str]:
    return _not_blank(package.iterfind(f".//{{*}}metadata//{{*}}{name}"))


def _not_blank(elements: Iterable[Element]) -> list[str]:
    return list(filter(None, map(_text, elements)))


def _text(element: Element) -> str:
    """Return the text of an element and of the elements in it, with single blanks."""
    return " ".join("".join(element.itertext()).split())
