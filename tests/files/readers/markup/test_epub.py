"""Books: chapters in order, what the package tells, and books that are broken or meant to do harm."""

from __future__ import annotations

import datetime
import io
import random
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.remarks import ConvertedEncoding, Failure
from tests.support.epub import CONTAINER, Page, epub, package, page
from tests.support.files import read_remarks

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

METADATA = (
    "<dc:title>Sông <i>và</i> chợ</dc:title><dc:creator>Lâm Uyên</dc:creator><dc:creator>Đình Bá</dc:creator>"
    "<dc:creator>Unknown</dc:creator>"
    "<dc:publisher>Nhà sách Mẫu</dc:publisher><dc:date>2011-05-01</dc:date><dc:language>vi</dc:language>"
)
PAGES = [page("mot.xhtml", "Bến cũ", "Đò sang sông."), page("hai.xhtml", "", "Ghe về bến.", entry="Chợ nổi")]


def read(tmp_path: Path, data: bytes) -> tuple[list[Document], list[Remark]]:
    path = tmp_path / "a.epub"
    path.write_bytes(data)
    return read_remarks(path)


def reasons(remarks: list[Remark]) -> list[tuple[str, str]]:
    """The place and the reason of failures. There must be no other remarks."""
    assert all(isinstance(remark, Failure) for remark in remarks)
    return [(remark.place, remark.reason) for remark in remarks if isinstance(remark, Failure)]


@pytest.mark.parametrize("toc", ["ncx", "nav"])
def test_chapters_become_documents(tmp_path: Path, toc: str) -> None:
    """The title is the heading, or else the entry in the table of contents."""
    (first, second), remarks = read(tmp_path, epub(PAGES, METADATA, toc=toc))
    assert remarks == []
    assert (first.id, first.title, first.body) == ("a.epub/OEBPS/mot.xhtml", "Bến cũ", "Đò sang sông.")
    assert (second.id, second.title, second.body) == ("a.epub/OEBPS/hai.xhtml", "Chợ nổi", "Ghe về bến.")
    assert (first.author, first.source) == ("Lâm Uyên, Đình Bá", "Nhà sách Mẫu")
    assert first.date == second.date == datetime.date(2011, 5, 1)
    assert first.extra == {"book": "Sông và chợ", "language": "vi"}


def test_a_chapter_without_a_title_has_that_of_the_book(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, epub([PAGES[0], PAGES[1]], METADATA, toc=""))
    assert [document.title for document in documents] == ["Bến cũ", "Sông và chợ 2"]
    documents, _ = read(tmp_path, epub([PAGES[1]], toc=""))
    assert [document.title for document in documents] == ["Sách 1"]


@pytest.mark.parametrize(
    ("dates", "date", "extra"),
    [
        ("<dc:date>2011</dc:date>", None, {"published": "2011"}),
        (
            "<dc:date>2011-05-01T00:00:00+00:00</dc:date>",
            datetime.datetime(2011, 5, 1, tzinfo=datetime.UTC),
            None,
        ),
        (
            '<dc:date opf:event="modification">2020-01-01</dc:date>'
            '<dc:date opf:event="publication">2011-05-01</dc:date>',
            datetime.date(2011, 5, 1),
            {},
        ),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", None, {}),
        ("<dc:date/>", None, {}),
    ],
)
def test_dates(tmp_path: Path, dates: str, date: datetime.date | None, extra: dict[str, str] | None) -> None:
    """A year alone is no date, and the year that Calibre writes for none is left out."""
    (document,), remarks = read(tmp_path, epub([PAGES[0]], dates))
    assert document.date == date
    assert remarks == []
    assert extra is None or document.extra == extra


def test_pages_that_are_no_chapters(tmp_path: Path) -> None:
    """Covers and tables of contents are left out, and a page that the spine names twice is read once."""
    pages = [
        Page("bia.xhtml", '<html><body><img src="bia.jpg" alt="Bìa"/></body></html>'),
        page("muc-luc.html", "Mục lục", "Bến cũ"),
        PAGES[0],
    ]
    guide = '<guide><reference type="TOC" href="muc-luc.html#x"/></guide>'
    opf = package(pages, METADATA, guide=guide).replace("</spine>", '<itemref idref="i2"/></spine>')
    documents, remarks = read(tmp_path, epub(pages, replaced={"OEBPS/content.opf": opf}))
    assert [document.title for document in documents] == ["Bến cũ"]
    assert remarks == []


def test_names_of_files(tmp_path: Path) -> None:
    """Addresses are decoded, and may lead to other folders."""
    opf = package([page("a%20b/ch%E1%BB%A3.xhtml", ""), page("../c.xhtml", "")], METADATA)
    members = {
        "OEBPS/content.opf": opf,
        "OEBPS/a b/chợ.xhtml": "<h1>Chợ</h1>",
        "c.xhtml": "<h1>Sông</h1>",
    }
    documents, remarks = read(tmp_path, epub([], replaced=members))
    assert [document.id for document in documents] == ["a.epub/OEBPS/a b/chợ.xhtml", "a.epub/c.xhtml"]
    assert remarks == []


def test_broken_parts_do_not_end_the_book(tmp_path: Path) -> None:
    """Missing and binary chapters are told; broken markup and a broken table of contents are read over."""
    pages = [page("a.xhtml", "A"), page("b.xhtml", "B"), Page("c.xhtml", "<h1>C<p>Mưa & <b>gió"), PAGES[0]]
    data = epub(
        pages,
        replaced={"OEBPS/a.xhtml": None, "OEBPS/b.xhtml": bytes(range(256)) * 9, "OEBPS/toc.ncx": "<ncx>&x;"},
    )
    documents, remarks = read(tmp_path, data)
    assert [document.body for document in documents] == ["C\nMưa & gió", "Đò sang sông."]
    assert reasons(remarks) == [
        ("chapter 1", "its part OEBPS/a.xhtml is missing"),
        ("chapter 2", "its encoding cannot be recognised"),
    ]


def test_encodings(tmp_path: Path) -> None:
    """A chapter may be in UTF-16, or in an encoding that it declares."""
    markup = '<?xml version="1.0" encoding="windows-1258"?><p>Đêm sâu</p>'.encode("cp1258")
    data = epub(
        [page("a.xhtml", ""), page("b.xhtml", "")],
        METADATA,
        replaced={"OEBPS/a.xhtml": "<p>Đò sang sông.</p>".encode("utf-16"), "OEBPS/b.xhtml": markup},
    )
    (first, second), remarks = read(tmp_path, data)
    assert first.body == "Đò sang sông."
    assert (first.extra["encoding"], second.extra["encoding"]) == ("utf-16-le", "windows-1258")
    path = str(tmp_path / "a.epub")
    assert remarks == [ConvertedEncoding(path, "utf-16-le"), ConvertedEncoding(path, "windows-1258")]


def encryption(algorithm: str, *uris: str) -> str:
    data = "".join(
        '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        f'<EncryptionMethod Algorithm="{algorithm}"/>'
        f'<CipherData><CipherReference URI="{uri}"/></CipherData></EncryptedData>'
        for uri in uris
    )
    return f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">{data}</encryption>'


def test_copy_protection(tmp_path: Path) -> None:
    """Encrypted chapters are told once; encrypted fonts do no harm."""
    drm = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/mot.xhtml", "OEBPS/anh.jpg")
    documents, remarks = read(tmp_path, epub(PAGES, METADATA, replaced={"META-INF/encryption.xml": drm}))
    assert [document.title for document in documents] == ["Chợ nổi"]
    assert reasons(remarks) == [("", "1 of its 2 chapters are encrypted (DRM)")]
    fonts = encryption("http://www.idpf.org/2008/embedding", "OEBPS/mot.xhtml")
    documents, remarks = read(tmp_path, epub(PAGES, METADATA, replaced={"META-INF/encryption.xml": fonts}))
    assert (len(documents), remarks) == (2, [])


def test_a_book_without_container(tmp_path: Path) -> None:
    documents, remarks = read(tmp_path, epub(PAGES, replaced={"META-INF/container.xml": None}))
    assert (len(documents), remarks) == (2, [])


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><package>&b;</package>'


ENTITIES = "its XML declares entities or attributes"
WRONG_TYPE = "it is no .epub file, although its name ends like one"
INVALID = "its XML is damaged (not well-formed (invalid token): line 1, column 1)"
BROKEN = "its XML is damaged (unclosed token: line 1, column 0)"
OPF = "OEBPS/content.opf"


@pytest.mark.parametrize(
    ("replaced", "reason"),
    [
        ({OPF: None}, "its part OEBPS/content.opf is missing"),
        ({OPF: "<package"}, BROKEN),
        ({OPF: "<package/>"}, "its list of chapters is empty"),
        ({OPF: LAUGHS}, ENTITIES),
        ({OPF: LAUGHS.encode("utf-16")}, ENTITIES),
        (
            {OPF: b"\xff\x00\x01" * 99},
            INVALID,
        ),
        ({OPF: "<a>" * 9000 + "</a>" * 9000}, "it is nested deeper than 512 levels"),
        ({OPF: " " * ((4 << 20) + 1)}, "its part OEBPS/content.opf is larger than 4 MiB"),
        (
            {"META-INF/container.xml": "<x/>", OPF: None},
            WRONG_TYPE,
        ),
        ({"META-INF/encryption.xml": "<"}, BROKEN),
    ],
    ids=range(10),
)
def test_books_that_cannot_be_read(
    tmp_path: Path, replaced: dict[str, str | bytes | None], reason: str
) -> None:
    """Each is one failure."""
    documents, remarks = read(tmp_path, epub(PAGES, replaced=replaced))
    assert documents == []
    assert reasons(remarks) == [("", reason)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4", bytes(1000)])
def test_other_files(tmp_path: Path, data: bytes) -> None:
    documents, (remark,) = read(tmp_path, data)
    assert documents == []
    assert isinstance(remark, Failure)
    damaged = "it is damaged or ends too early (the list of its members cannot be read)"
    assert remark.reason == (damaged if data.startswith(b"PK") else WRONG_TYPE)


def test_large_chapters(tmp_path: Path) -> None:
    """A chapter that is larger than it says, or than the limit, is not read; the others are."""
    second = page("b.xhtml", "B", "b" * 1000)
    data = epub([page("a.xhtml", "A", "a" * (17 << 20)), second, PAGES[0]])
    lying = data.replace(len(second.markup.encode()).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != data
    documents, remarks = read(tmp_path, lying)
    assert [document.title for document in documents] == ["Bến cũ"]
    (place, reason), (other_place, other_reason) = reasons(remarks)
    assert (place, reason) == ("chapter 1", "its part OEBPS/a.xhtml is larger than 16 MiB")
    assert (other_place, other_reason.split(" (")[0]) == ("chapter 2", "it is damaged or ends too early")


def test_a_book_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chapters before the limit are read."""
    chapters = [page(f"{name}.xhtml", name.upper(), name * 4096) for name in "abc"]
    monkeypatch.setattr("searchidx.files.readers.markup.epub._MAX_BOOK_BYTES", 10 << 10)
    documents, remarks = read(tmp_path, epub(chapters))
    assert [document.title for document in documents] == ["A", "B"]
    assert reasons(remarks) == [("", "its chapters are larger than 10 KiB")]


def test_other_compression(tmp_path: Path) -> None:
    """Methods that decompress without a limit are refused."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/content.opf", package([PAGES[0]]))
        archive.writestr("OEBPS/mot.xhtml", PAGES[0].markup, zipfile.ZIP_LZMA)
    _, remarks = read(tmp_path, stream.getvalue())
    reason = "its compression (LZMA) is not supported"
    assert reasons(remarks) == [("chapter 1", reason)]


def test_damaged_bytes(tmp_path: Path) -> None:
    """Truncated and changed books are answered by articles and failures."""
    source = random.Random(7)
    data = epub(PAGES, METADATA)
    for _ in range(300):
        damaged = bytearray(data[: source.choice([len(data), source.randrange(len(data))])])
        for _ in range(source.randrange(8)):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        documents, remarks = read(tmp_path, bytes(damaged))
        assert documents or reasons(remarks)


TEXTS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.sampled_from(["ncx", "nav", ""]))
def test_what_is_written_is_read(chapters: list[tuple[str, str]], toc: str) -> None:
    """Headings and paragraphs come back in order."""
    pages = [page(f"{number}.xhtml", *chapter) for number, chapter in enumerate(chapters)]
    with tempfile.TemporaryDirectory() as folder:
        documents, _ = read(Path(folder), epub(pages, METADATA, toc=toc))
    assert [(document.title, document.body) for document in documents] == chapters
