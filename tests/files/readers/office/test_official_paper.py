"""Official papers: kind, subject and date below a head that all papers have."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.office.docx import read_docx
from searchidx.files.readers.office.odt import read_odt
from searchidx.files.readers.office.official_paper import read_official_paper
from searchidx.files.readers.office.pdf import read_pdf
from tests.support.office_files import docx, odt, only_document, paragraph
from tests.support.pdf_writer import Word, pdf

NAME, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BODY, NUMBER, PLACE = "UBND XÃ VĨNH LẠC", "Số: 12/TB-UBND", "Vĩnh Lạc, ngày 3 tháng 8 năm 2022"
TEXT = "Từ ngày 5 tháng 8 năm 2022, xe tải không được qua cầu Rạch Bần."
DATE = datetime.date(2022, 8, 3)
TABLE = [f"{BODY} | {NAME} {MOTTO}", f"{NUMBER} | {PLACE}"]


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (["THÔNG BÁO", "Về việc cấm xe tải", TEXT], "THÔNG BÁO Về việc cấm xe tải"),
        (["THÔNG BÁO\nVề việc cấm xe tải", TEXT], "THÔNG BÁO Về việc cấm xe tải"),
        (["THÔNG BÁO Về việc cấm xe tải", TEXT], "THÔNG BÁO Về việc cấm xe tải"),
        (["THÔNG BÁO", "Về việc cấm xe tải", "qua cầu", TEXT], "THÔNG BÁO Về việc cấm xe tải qua cầu"),
        (["THÔNG BÁO", "Về việc cấm xe", "a) Xe tải"], "THÔNG BÁO Về việc cấm xe"),
        (["QUYẾT ĐỊNH", "Ban hành Quy chế chợ", "CHỦ TỊCH UBND XÃ"], "QUYẾT ĐỊNH Ban hành Quy chế chợ"),
        (["QUYẾT ĐỊNH", "CỦA CHỦ TỊCH UBND XÃ", "Về việc cử người", "Căn cứ"], "QUYẾT ĐỊNH Về việc cử người"),
        (["QUYẾT ĐỊNH:", "Điều 1. Cấm xe tải"], "QUYẾT ĐỊNH"),
        (["LUẬT", "GIAO THÔNG ĐƯỜNG THỦY", "Căn cứ Hiến pháp"], "LUẬT GIAO THÔNG ĐƯỜNG THỦY"),
        (["BIÊN BẢN HỌP ẤP", "Hôm nay, ấp họp"], "BIÊN BẢN HỌP ẤP"),
        (["BÁO CÁO", TEXT], "BÁO CÁO"),
        (["-----", "ĐƠN XIN CẤP NƯỚC", "Kính gửi: UBND xã"], "ĐƠN XIN CẤP NƯỚC"),
        (["Kính gửi: UBND xã", TEXT], ""),
        (["QUY ƯỚC ẤP", TEXT], ""),
    ],
)  # fmt: skip
def test_titles(below: list[str], title: str) -> None:
    """The title is the kind, and the subject if there is one."""
    paper = read_official_paper([*TABLE, *below])
    assert paper is not None
    assert (paper.title, paper.date) == (title, DATE)


@pytest.mark.parametrize(
    "head",
    [
        TABLE,
        [BODY, NUMBER, NAME, MOTTO, PLACE],
        [f"{BODY} {NAME}", MOTTO, f"{NUMBER} {PLACE}"],
        ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc", "-------***-------", BODY, PLACE],
        [f"{BODY}\n_____ | {NAME}\n{MOTTO}", f"{NUMBER} | Vĩnh Lạc, ngày 03/8/2022"],
        ["ĐẢNG BỘ XÃ VĨNH LẠC | ĐẢNG CỘNG SẢN VIỆT NAM", f"Số 7-TB/ĐU | {PLACE}"],
    ],
)
def test_heads(head: list[str]) -> None:
    paper = read_official_paper([*head, "THÔNG BÁO", "Về việc cấm xe tải", TEXT])
    assert paper is not None
    assert (paper.title, paper.date) == ("THÔNG BÁO Về việc cấm xe tải", DATE)
    assert paper.repeats(BODY) or BODY not in head
    assert paper.repeats("thông báo")
    assert not paper.repeats("Cấm xe tải")


@pytest.mark.parametrize(
    ("second", "title"),
    [
        (f"Số: 12/UBND V/v cấm xe tải | {PLACE}", "V/v cấm xe tải"),
        (f"Số: 12/UBND\nV/v cấm xe tải\nqua cầu | {PLACE}", "V/v cấm xe tải qua cầu"),
        (f"Số: 12/UBND | {PLACE}\nVề việc cấm xe tải", "Về việc cấm xe tải"),
    ],
)
def test_letters(second: str, title: str) -> None:
    """A letter has no kind, and its subject is in the head."""
    paper = read_official_paper([TABLE[0], second, "Kính gửi: Công an xã", "Về việc này, UBND đề nghị"])
    assert paper is not None
    assert (paper.title, paper.date) == (title, DATE)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["THÔNG BÁO", "Về việc cấm xe tải"],
        ["Nước cộng hòa xã hội chủ nghĩa Việt Nam", "độc lập, tự do, hạnh phúc", "THÔNG BÁO"],
        [NAME, "THÔNG BÁO", PLACE],
        [MOTTO, "THÔNG BÁO", PLACE],
        ["ĐẢNG CỘNG SẢN VIỆT NAM ra đời", "THÔNG BÁO"],
        [*[TEXT] * 40, *TABLE, "THÔNG BÁO"],
    ],
)
def test_texts_that_are_no_papers(paragraphs: list[str]) -> None:
    assert read_official_paper(paragraphs) is None


@pytest.mark.parametrize("day", ["31 tháng 2 năm 2022", "   tháng 8 năm 2022", "3 tháng 8"])
def test_a_paper_without_a_day(day: str) -> None:
    paper = read_official_paper([TABLE[0], f"Vĩnh Lạc, ngày {day}", "THÔNG BÁO"])
    assert paper is not None
    assert paper.date is None


WORDS = st.sampled_from(
    (NAME, MOTTO, PLACE, "THÔNG BÁO", "Về việc", "V/v", "Kính gửi:", "a", " | ", "\n", "", "e\u0302\u0301")
)  # fmt: skip


@given(st.lists(st.lists(WORDS).map(" ".join), max_size=9))
def test_any_text_is_answered(paragraphs: list[str]) -> None:
    paper = read_official_paper(paragraphs)
    assert paper is None or len(paper.title) <= 300


CREATED = "2023-01-02T08:00:00Z"
TITLE = "THÔNG BÁO Về việc cấm xe tải"


def _cell(*texts: str) -> str:
    return "<w:tc>" + "".join(map(paragraph, texts)) + "</w:tc>"


def test_word_files() -> None:
    """Nothing is lost from the body, and properties that repeat the head say nothing."""
    rows = [_cell(BODY) + _cell(NAME, MOTTO), _cell(NUMBER) + _cell(PLACE)]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    texts = ["THÔNG BÁO", "Về việc cấm xe tải", TEXT]
    for title in (BODY, f"{NAME} {MOTTO}", "Thông báo", "Word Document", ""):
        properties = f"<dc:title>{title}</dc:title><dcterms:created>{CREATED}</dcterms:created>"
        data = docx(table + "".join(map(paragraph, texts)), properties=properties)
        document = only_document(read_docx, data)
        assert (document.title, document.date) == (TITLE, DATE)
        assert document.body == "\n".join([*TABLE, *texts])
    data = docx(table + "".join(map(paragraph, texts)), properties="<dc:title>Cấm xe tải</dc:title>")
    assert only_document(read_docx, data).title == "Cấm xe tải"


def test_a_paper_without_a_kind_has_the_title_of_its_text() -> None:
    data = docx("".join(map(paragraph, [*TABLE, "QUY ƯỚC ẤP", TEXT])))
    assert only_document(read_docx, data).title == "QUY ƯỚC ẤP"


def test_open_document_files() -> None:
    texts = [BODY, NAME, MOTTO, PLACE, "THÔNG BÁO", "Về việc cấm xe tải", TEXT]
    document = only_document(read_odt, odt("".join(f"<text:p>{text}</text:p>" for text in texts)))
    assert (document.title, document.date, document.body) == (TITLE, DATE, "\n".join(texts))


def test_pdfs() -> None:
    """Lines of two columns are joined, and the largest text is not the title."""
    page = [
        *(Word(BODY, 72, 770), Word(NAME, 300, 770), Word(MOTTO, 320, 755)),
        *(Word(NUMBER, 80, 735), Word(PLACE, 320, 735)),
        *(Word("THÔNG BÁO", 250, 700, 14), Word("Về việc cấm xe tải", 230, 684, 12)),
        *(Word(TEXT, 90, 660), Word("Xe khách và xe máy vẫn qua cầu như trước, theo giờ của phà.", 90, 645)),
    ]
    document = only_document(read_pdf, pdf(page, info={"Title": BODY, "CreationDate": "D:20230102080000Z"}))
    assert (document.title, document.date) == (TITLE, DATE)
    for word in page:
        assert word.text in document.body
