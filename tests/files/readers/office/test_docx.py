"""Word files: one file is one article."""

from __future__ import annotations

import datetime
import io

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.files.readers.office.docx import read_docx
from searchidx.files.readers.remarks import ConvertedEncoding, Failure
from tests.support.office_files import docx, only_document, paragraph, read_bytes, run, zip_of

FIRST = paragraph("Chợ phiên họp sớm")
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
VN_TIME = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
VN_TIME_H = '<w:rFonts w:ascii=".VnTimeH"/>'
VNI_TIMES = '<w:rFonts w:hAnsi="VNI-Times"/>'
OLD_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Tiu"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="u1"/></w:style>'
    '<w:style w:type="character" w:styleId="an"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>'
)


def body_of(xml: str, **parts: str) -> str:
    """The body of an article whose first paragraph is its title."""
    document = only_document(read_docx, docx(FIRST + xml, **parts))
    assert document.title == "Chợ phiên họp sớm"
    return document.body


def test_all_attributes_come_from_the_properties() -> None:
    properties = (
        "<dc:title>Mùa nước nổi</dc:title><dc:creator>Lâm Uyên</dc:creator><dc:subject>Lũ</dc:subject>"
        "<dcterms:created>2021-11-24T08:30:00Z</dcterms:created><cp:category>Đời sống</cp:category>"
        "<cp:keywords>cá linh, điên điển; lũ</cp:keywords>"
    )
    data = docx(paragraph("Mùa nước nổi") + paragraph("Cá linh về đầy đồng."), properties=properties)
    document = only_document(read_docx, data)
    utc = datetime.UTC
    assert (document.id, document.path) == ("a.docx", "tin/a.docx")
    assert (document.title, document.body) == ("Mùa nước nổi", "Cá linh về đầy đồng.")
    assert document.date == datetime.datetime(2021, 11, 24, 8, 30, tzinfo=utc)
    assert (document.author, document.category) == ("Lâm Uyên", "Đời sống")
    assert document.extra == {"subject": "Lũ", "tags": ["cá linh", "điên điển", "lũ"]}


@pytest.mark.parametrize(
    ("xml", "body"),
    [
        (paragraph("Chợ ", "nổi"), "Chợ nổi"),
        (paragraph("a") + paragraph(" ") + paragraph("b"), "a\nb"),
        (paragraph("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), "a\nb c"),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + run("a") + "</w:p>", "a"),
        (paragraph("<w:r><w:t>Ki</w:t><w:noBreakHyphen/><w:t>ép</w:t><w:softHyphen/></w:r>"), "Ki-ép"),
        # Tracked changes.
        (
            paragraph(
                "a", "<w:ins>" + run("b") + "</w:ins>", "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>"
            ),
            "ab",
        ),
        (
            paragraph("<w:moveFrom>" + run("a") + "</w:moveFrom>", "<w:moveTo>" + run("b") + "</w:moveTo>"),
            "b",
        ),
        # Fields, links, content controls and placeholders.
        (
            paragraph(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("mã"),
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("kết quả trong mã"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("17"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" trang"),
            ),
            "17 trang",
        ),
        (paragraph("<w:hyperlink>" + run("liên kết") + "</w:hyperlink>"), "liên kết"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("nhập") + "</w:sdtContent></w:sdt>", "nhập"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + paragraph("Nhấn vào đây")
            + "</w:sdtContent></w:sdt>"
            + paragraph("a"),
            "a",
        ),
        # Hidden text.
        (paragraph(run("ẩn", "<w:vanish/>"), run("hiện", '<w:vanish w:val="0"/>')), "hiện"),
        (paragraph(run("ẩn", '<w:rStyle w:val="an"/>'), "hiện"), "hiện"),
        # Text boxes, whose text is there twice.
        (
            paragraph(
                "b",
                "<mc:AlternateContent><mc:Choice><w:r><w:txbxContent>"
                + paragraph("a")
                + "</w:txbxContent></w:r>"
                "</mc:Choice><mc:Fallback><w:r><w:txbxContent>" + paragraph("a") + "</w:txbxContent></w:r>"
                "</mc:Fallback></mc:AlternateContent>",
            ),
            "a\nb",
        ),
    ],
)
def test_text(xml: str, body: str) -> None:
    assert body_of(xml, styles=STYLES) == body


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(map(paragraph, texts)) + "</w:tc>"


@pytest.mark.parametrize(
    ("rows", "body"),
    [
        ([cell("Tỉnh") + cell("Số chợ"), cell("An Giang") + cell("27")], "Tỉnh | Số chợ\nAn Giang | 27"),
        ([cell("a") + cell("") + cell("b")], "a |  | b"),
        ([cell("a", "b") + cell("c")], "a b | c"),
        ([cell("a", "b") + cell("")], "a\nb"),
        ([cell("dài " * 80, "b") + cell("c")], ("dài " * 80).strip() + "\nb\nc"),
        (["<w:tc><w:tbl><w:tr>" + cell("a") + cell("b") + "</w:tr></w:tbl></w:tc>" + cell("c")], "a | b | c"),
    ],
)
def test_tables(rows: list[str], body: str) -> None:
    xml = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert body_of(f"<w:tbl>{xml}</w:tbl>{paragraph('cuối')}") == f"{body}\ncuối"


def test_notes_follow_the_text() -> None:
    note = f"<w:footnote>{paragraph('Theo sử cũ.')}</w:footnote>"
    notes = f'<w:footnote w:type="separator"><w:p/></w:footnote>{note}'
    xml = paragraph("Chợ có từ lâu.", '<w:r><w:footnoteReference w:id="1"/></w:r>') + paragraph(
        "Nay đã khác."
    )
    assert body_of(xml, footnotes=notes) == "Chợ có từ lâu.\nNay đã khác.\nTheo sử cũ."


@pytest.mark.parametrize(
    ("xml", "title"),
    [
        (paragraph("Mở đầu.") + paragraph("Nước lên", style="Tiu"), "Nước lên"),
        (paragraph("Mở đầu.") + paragraph("Nước lên", style="u1") + paragraph("Lũ", style="Tiu"), "Lũ"),
        (paragraph("Mở đầu.") + paragraph("Nước lên", style="b"), "Nước lên"),
        (
            '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>' + run("Nước lên") + "</w:p>" + paragraph("a"),
            "Nước lên",
        ),
        (paragraph("Nước lên", style="x") + paragraph("Cá về."), "Nước lên"),
    ],
)
def test_the_title_is_the_title_paragraph_or_the_first_heading(xml: str, title: str) -> None:
    document = only_document(read_docx, docx(xml, styles=STYLES, properties="<dc:title>Document1</dc:title>"))
    assert document.title == title
    assert title not in document.body


@pytest.mark.parametrize(
    ("xml", "body", "encoding"),
    [
        (paragraph(run("Hµ Néi", VN_TIME)), "Hà Nội", "tcvn3 font"),
        (paragraph(run("H", VN_TIME), run("µ Né", VN_TIME), run("i", VN_TIME)), "Hà Nội", "tcvn3 font"),
        (paragraph(run("hµ néi", VN_TIME_H)), "HÀ NỘI", "tcvn3 font"),
        (paragraph(run("“Hµ” – ", VN_TIME), run("tốt")), "“Hà” – tốt", "tcvn3 font"),
        (paragraph(run("Haø Noäi", VNI_TIMES)), "Hà Nội", "vni font"),
    ],
)
def test_text_in_old_fonts_is_converted(xml: str, body: str, encoding: str) -> None:
    (document,), remarks = read_bytes(read_docx, docx(FIRST + xml))
    assert document.body == body
    assert document.extra == {"encoding": encoding}
    assert remarks == [ConvertedEncoding("tin/a.docx", encoding)]


@pytest.mark.parametrize(
    "text", [run("Hà Nội", VN_TIME), run("café", '<w:rFonts w:ascii="Arial"/>'), run("Hanoi", VN_TIME)]
)
def test_other_text_is_not_converted(text: str) -> None:
    only_document(read_docx, docx(FIRST + paragraph(text)))


def test_a_style_may_set_an_old_font() -> None:
    (document,), _ = read_bytes(
        read_docx, docx(paragraph("Hµ Néi") + paragraph("ngµy x­a"), styles=OLD_STYLES)
    )
    assert (document.title, document.body) == ("Hà Nội", "ngày xưa")


def test_a_strict_document_in_another_part_is_read() -> None:
    data = docx(FIRST + paragraph("a"), document="word/document2.xml", namespace=STRICT)
    assert only_document(read_docx, data).body == "a"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "it is empty; write its text, or remove it"),
        (OLD_WORD, "it is an old Word file; save it as .docx"),
        (
            OLD_WORD + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password; save it without one",
        ),
        (b"<html>", "it is no .docx file, although its name ends like one; rename or remove it"),
        (zip_of({"a.txt": "a"}), "it is no .docx file, although its name ends like one; rename or remove it"),
        (
            docx(FIRST, document="xl/workbook.xml"),
            "it is no .docx file, although its name ends like one; rename or remove it",
        ),
        (docx(""), "it holds no text; write its text, or remove it"),
        (
            docx(FIRST)[:-30],
            "it is damaged or ends too early (the list of its members cannot be read); "
            "save or download it again",
        ),
        (
            zip_of({"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
            "its XML declares entities or attributes; save or download it again",
        ),
    ],
)
def test_what_is_no_word_file_is_told(data: bytes, text: str) -> None:
    documents, remarks = read_bytes(read_docx, data)
    assert documents == []
    assert list(map(str, remarks)) == [f"tin/a.docx cannot be read: {text}"]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<w:p>" + run("nửa") + "</w:x>", "its XML is damaged (mismatched tag: line 1, column 316)"),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph("nửa") + "<w:p>&x;",
            "its XML is damaged (undefined entity: line 1, column 344)",
        ),
        (paragraph("nửa") + "<w:p>" * 100_000, "it is nested deeper than 512 levels"),
    ],
)
def test_text_before_a_damage_is_read(xml: str, reason: str) -> None:
    (document,), (failure,) = read_bytes(read_docx, docx(FIRST + xml))
    assert (document.title, document.body) == ("Chợ phiên họp sớm", "nửa")
    assert isinstance(failure, Failure)
    assert failure.reason == reason
    assert str(failure).startswith(f"tin/a.docx, end of the text: {reason}; save or")


def test_a_part_that_is_too_large_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.docx.MAX_PART_BYTES", 1 << 20)
    monkeypatch.setattr("searchidx.files.readers.zip_container._CHUNK_BYTES", 1 << 16)
    (document,), remarks = read_bytes(read_docx, docx(FIRST + paragraph("a" * 70) * 20_000))
    assert 100_000 < len(document.body) < 1 << 20
    (failure,) = map(str, remarks)
    assert "its part word/document.xml is larger than 1 MiB; split it into its articles" in failure


def test_a_text_that_is_too_long_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.office_text.MAX_TEXT_LENGTH", 30)
    (document,), remarks = read_bytes(read_docx, docx(FIRST + paragraph("ngắn") + paragraph("a" * 30)))
    assert document.body == "ngắn"
    (failure,) = map(str, remarks)
    reason = "it was left out, because the text is larger than 16 MiB"
    assert failure == f"tin/a.docx, end of the text: {reason}; split it into its articles"


def test_elements_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.xml_events._MAX_ELEMENTS", 100)
    (document,), remarks = read_bytes(read_docx, docx(FIRST + paragraph("a") * 1000))
    assert document.body.count("a") < 100
    assert "it has more than 100 elements" in str(remarks[0])


def test_a_file_that_ends_too_early_is_told() -> None:
    data = docx(FIRST + paragraph("Cá linh về đầy đồng.") * 20)
    for end in range(0, len(data), 7):
        documents, remarks = read_bytes(read_docx, data[:end])
        assert not documents
        assert len(remarks) == 1


@given(place=st.integers(0), value=st.integers(0, 255))
def test_a_changed_byte_never_raises(place: int, value: int) -> None:
    data = bytearray(docx(FIRST + paragraph("Cá linh về đầy đồng.") * 20))
    data[place % len(data)] = value
    documents, remarks = read_bytes(read_docx, bytes(data))
    assert documents or remarks


TEXTS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ạưĐ"), min_size=1).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=8)  # python-docx takes a tenth of a second for a file.
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=6))
def test_paragraphs_of_python_docx_come_back(texts: list[str]) -> None:
    written = python_docx.Document()
    written.add_heading("Chợ phiên họp sớm", 0)
    for text in texts:
        written.add_paragraph(text)
    stream = io.BytesIO()
    written.save(stream)
    document = only_document(read_docx, stream.getvalue())
    assert document.title == "Chợ phiên họp sớm"
    assert document.body == "\n".join(texts)
