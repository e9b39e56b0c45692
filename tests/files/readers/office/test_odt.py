"""OpenDocument texts: one file is one article."""

from __future__ import annotations

import datetime
import io

import odfdo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.office.odt import read_odt
from searchidx.files.readers.remarks import ConvertedEncoding
from tests.support.office_files import odt, only_document, read_bytes, zip_of

FIRST = "<text:p>Chợ phiên họp sớm</text:p>"
AUTOMATIC = (
    '<office:font-face-decls><style:font-face style:name="F1" svg:font-family="\'.VnTime\'"/>'
    '<style:font-face style:name="F2" svg:font-family="VNI-Times"/></office:font-face-decls>'
    "<office:automatic-styles>"
    '<style:style style:name="P1"><style:text-properties style:font-name="F1"/></style:style>'
    '<style:style style:name="T1"><style:text-properties style:font-name="F2"/></style:style>'
    '<style:style style:name="T2"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T3"><style:text-properties fo:font-family=".VnTimeH"/></style:style>'
    '<style:style style:name="T4" style:parent-style-name="T1"/>'
    '<style:style style:name="P2" style:parent-style-name="Title"/>'
    '<style:style style:name="P3" style:parent-style-name="P3"/>'
    "</office:automatic-styles>"
)
STYLES = '<office:styles><style:style style:name="Title"/></office:styles>'
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
    "<m:encryption-data/></m:file-entry></m:manifest>"
)


def body_of(xml: str) -> str:
    """The body of an article whose first paragraph is its title."""
    document = only_document(read_odt, odt(FIRST + xml, automatic=AUTOMATIC, styles=STYLES))
    assert document.title == "Chợ phiên họp sớm"
    return document.body


def test_all_attributes_come_from_the_properties() -> None:
    properties = (
        "<dc:title>Mùa nước nổi</dc:title><meta:initial-creator>Lâm Uyên</meta:initial-creator>"
        "<dc:creator>Đình Bá</dc:creator>"
        "<meta:creation-date>2021-11-24T08:30:00.123456789</meta:creation-date>"
        "<meta:keyword>cá linh</meta:keyword><meta:keyword>lũ, cá linh</meta:keyword>"
        "<dc:subject>Lũ</dc:subject>"
    )
    data = odt("<text:h>Mùa nước nổi</text:h><text:p>Cá linh về.</text:p>", properties=properties)
    document = only_document(read_odt, data)
    assert (document.title, document.body) == ("Mùa nước nổi", "Cá linh về.")
    assert document.date == datetime.datetime(2021, 11, 24, 8, 30)
    assert document.author == "Lâm Uyên"
    assert document.extra == {"subject": "Lũ", "tags": ["cá linh", "lũ"]}


def test_the_last_writer_is_the_author_if_the_first_is_not_known() -> None:
    data = odt(FIRST, properties="<dc:creator>Đình Bá</dc:creator><dc:date>2020-02-01T10:00:00</dc:date>")
    document = only_document(read_odt, data)
    assert document.author == "Đình Bá"
    assert document.date == datetime.datetime(2020, 2, 1, 10)


@pytest.mark.parametrize(
    ("xml", "body"),
    [
        ("<text:p>Chợ\n  <text:span>nổi</text:span></text:p>", "Chợ nổi"),
        ("<text:p>a<text:s text:c='99999999'/>b<text:tab/>c<text:line-break/>d</text:p>", "a b c\nd"),
        (
            "<text:p>a <x:content-control xmlns:x='urn:org:documentfoundation:names:experimental:office:"
            "xmlns:loext:1.0'>b</x:content-control></text:p>",
            "a b",
        ),
        ("<text:p>a<text:a>b</text:a><text:page-number>3</text:page-number></text:p>", "ab3"),
        (
            "<text:list><text:list-item><text:p>a</text:p></text:list-item>\n</text:list><text:p>b</text:p>",
            "a\nb",
        ),
        (
            "<text:p>a<text:span text:style-name='T2'>ẩn<text:s/><text:span>b</text:span></text:span>"
            "</text:p>",
            "a",
        ),
        ("<text:p>a<text:hidden-text>ẩn</text:hidden-text></text:p>", "a"),
        # Tracked changes, comments, pictures.
        (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>mới</text:p>",
            "mới",
        ),
        ("<text:p>a<office:annotation><text:p>ghi chú</text:p></office:annotation>b</text:p>", "ab"),
        (
            "<text:p>a<draw:frame><svg:desc>ảnh</svg:desc><draw:text-box><text:p>khung</text:p></draw:text-box>"
            "</draw:frame></text:p>",
            "khung\na",
        ),
        # Notes come last.
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>chú thích</text:p></text:note-body></text:note>b</text:p><text:p>c</text:p>",
            "ab\nc\nchú thích",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Tỉnh</text:p></table:table-cell>\n"
            "<table:table-cell table:number-columns-repeated='999999'><text:p>Số chợ</text:p>"
            "</table:table-cell></table:table-row></table:table>",
            "Tỉnh | Số chợ",
        ),
    ],
)
def test_text(xml: str, body: str) -> None:
    assert body_of(xml) == body


@pytest.mark.parametrize(
    ("xml", "title"),
    [
        ("<text:p>Mở đầu.</text:p><text:h text:outline-level='1'>Nước lên</text:h>", "Nước lên"),
        ("<text:h>Lũ về</text:h><text:p text:style-name='P2'>Nước lên</text:p>", "Nước lên"),
        ("<text:p text:style-name='P3'>Nước lên</text:p><text:p>a</text:p>", "Nước lên"),
        ("<text:p>Nước lên</text:p><text:h text:outline-level='x'>a</text:h>", "Nước lên"),
    ],
)
def test_the_title_is_the_title_paragraph_or_the_first_heading(xml: str, title: str) -> None:
    document = only_document(read_odt, odt(xml, automatic=AUTOMATIC, styles=STYLES))
    assert document.title == title
    assert title not in document.body


@pytest.mark.parametrize(
    ("xml", "body", "encoding"),
    [
        ("<text:p text:style-name='P1'>Hµ <text:span>Néi</text:span></text:p>", "Hà Nội", "tcvn3 font"),
        ("<text:p>a <text:span text:style-name='T1'>Haø Noäi</text:span></text:p>", "a Hà Nội", "vni font"),
        ("<text:p>a <text:span text:style-name='T4'>Haø Noäi</text:span></text:p>", "a Hà Nội", "vni font"),
        ("<text:p>a <text:span text:style-name='T3'>hµ néi</text:span></text:p>", "a HÀ NỘI", "tcvn3 font"),
    ],
)
def test_text_in_old_fonts_is_converted(xml: str, body: str, encoding: str) -> None:
    (document,), remarks = read_bytes(read_odt, odt(FIRST + xml, automatic=AUTOMATIC))
    assert document.body == body
    assert document.extra == {"encoding": encoding}
    assert remarks == [ConvertedEncoding("tin/a.docx", encoding)]


def test_the_default_style_may_set_an_old_font() -> None:
    styles = (
        "<office:styles><style:default-style style:family='paragraph'>"
        "<style:text-properties fo:font-family='.VnTime'/></style:default-style></office:styles>"
    )
    (document,), _ = read_bytes(read_odt, odt("<text:p>Hµ Néi</text:p>", styles=styles))
    assert document.title == "Hà Nội"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"%PDF-1.7", "it is no .odt file, although its name ends like one; rename or remove it"),
        (zip_of({"a.txt": "a"}), "it is no .odt file, although its name ends like one; rename or remove it"),
        (odt(FIRST, manifest=MANIFEST), "it is protected by a password; save it without one"),
        (odt(""), "it holds no text; write its text, or remove it"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, text: str) -> None:
    documents, remarks = read_bytes(read_odt, data)
    assert documents == []
    assert list(map(str, remarks)) == [f"tin/a.docx cannot be read: {text}"]


@given(place=st.integers(0), value=st.integers(0, 255))
def test_a_changed_byte_never_raises(place: int, value: int) -> None:
    data = bytearray(odt(FIRST + "<text:p>Cá linh về đầy đồng.</text:p>" * 20, automatic=AUTOMATIC))
    data[place % len(data)] = value
    documents, remarks = read_bytes(read_odt, bytes(data))
    assert documents or remarks


TEXTS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ạưĐ"), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=6))
def test_paragraphs_of_odfdo_come_back(texts: list[str]) -> None:
    written = odfdo.Document("text")
    written.body.clear()
    written.body.append(odfdo.Header(1, "Chợ phiên họp sớm"))
    for text in texts:
        written.body.append(odfdo.Paragraph(text))
    stream = io.BytesIO()
    written.save(stream)
    document = only_document(read_odt, stream.getvalue())
    assert document.title == "Chợ phiên họp sớm"
    assert document.body == "\n".join(texts)
