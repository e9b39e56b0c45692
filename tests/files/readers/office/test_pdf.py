"""PDFs: one file is one article."""

from __future__ import annotations

import datetime
import io
import logging
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import fpdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.files.readers.office.pdf import _LIMITS, read_pdf
from searchidx.files.readers.remarks import Failure, Note
from tests.support.office_files import only_document, read_bytes
from tests.support.pdf_writer import Word, content, lines, pdf, pdf_of_contents

if TYPE_CHECKING:
    from searchidx.model import Document

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NAME = "tin/a.pdf"
FIRST = "Chợ nổi họp từ lúc trời còn tối, ghe xuồng chen nhau"
SECOND = "trên khúc sông rộng."
OTHER = "Người bán treo hàng lên cây bẹo để khách nhìn từ xa."
LETTERS = sorted(set(FIRST + SECOND + OTHER))
LOCKED = "/Encrypt<</Filter/Standard/V 9/R 9/O<00>/U<00>/P 0>>"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Mùa nước nổi</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>Đình Bá</rdf:li></rdf:Seq></dc:creator>"
    "<xmp:CreateDate>2020-02-01T10:00:00+07:00</xmp:CreateDate>"
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def only_pdf(data: bytes) -> Document:
    return only_document(read_pdf, data)


def test_all_attributes_come_from_the_information_dictionary() -> None:
    info = {
        "Title": "Mùa nước nổi",
        "Author": "Lâm Uyên; Đình Bá",
        "CreationDate": "D:20211124083000+07'00'",
        "Subject": "Lũ",
        "Keywords": "cá linh, lũ",
    }
    document = only_pdf(pdf(lines("Mùa nước nổi", FIRST, SECOND), info=info))
    assert (document.title, document.body) == ("Mùa nước nổi", f"{FIRST} {SECOND}")
    assert document.date == datetime.datetime(
        2021, 11, 24, 8, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7))
    )
    assert document.author == "Lâm Uyên, Đình Bá"
    assert document.extra == {"subject": "Lũ", "tags": ["cá linh", "lũ"]}


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("D:20211124083000Z'", "2021-11-24T08:30:00+00:00"),
        ("D:20211124083000Z00'00'", "2021-11-24T08:30:00+00:00"),
        ("D:20211124083000-05'30'", "2021-11-24T08:30:00-05:30"),
        ("20211124083000+07", "2021-11-24T08:30:00+07:00"),
        ("D:202111240830", "2021-11-24T08:30:00"),
        ("D:20211124", "2021-11-24"),
        ("D:2021", None),
        ("D:20211324", None),
        ("24/11/2021", None),
    ],
)
def test_dates_of_the_information_dictionary(date: str, iso: str | None) -> None:
    document = only_pdf(pdf(lines(FIRST), info={"CreationDate": date}))
    assert (document.date and document.date.isoformat()) == iso
    assert document.extra == {}


def test_xmp_metadata_complete_the_information_dictionary() -> None:
    document = only_pdf(pdf(lines(FIRST, SECOND), info={"Title": "Microsoft Word - a.doc"}, xmp=XMP))
    assert (document.title, document.author) == ("Mùa nước nổi", "Đình Bá")
    assert document.date is not None
    assert document.date.isoformat() == "2020-02-01T03:00:00+00:00"


@pytest.mark.parametrize("info", [{}, {"Title": "bai_1.pdf"}, {"CreationDate": "hôm qua", "Author": "Admin"}])
def test_the_largest_text_is_the_title_if_the_properties_have_none(info: dict[str, str]) -> None:
    page = [
        Word("Bản tin số 3", y=800, size=9),
        *lines("Mùa nước nổi", "về sớm", size=18, distance=22),
        *lines(FIRST, SECOND, top=700),
    ]
    document = only_pdf(pdf(page, info=info))
    assert document.title == "Mùa nước nổi về sớm"
    assert document.body == f"Bản tin số 3\n{FIRST} {SECOND}"
    assert (document.date, document.author, document.extra) == (None, "", {})


def test_pages_follow_each_other() -> None:
    document = only_pdf(pdf(lines(FIRST, SECOND), lines(OTHER)))
    assert document.body == f"{FIRST} {SECOND}\n{OTHER}"
    assert (document.id, document.path) == ("a.docx", "tin/a.docx")


@pytest.mark.parametrize("kind", ["letters", "words"])
def test_text_that_is_placed_piece_by_piece_has_its_blanks(kind: str) -> None:
    """Programs place words or letters one by one, without blanks."""
    page, x = [], 72.0
    for word in FIRST.split(" "):
        pieces = list(word) if kind == "letters" else [word]
        for piece in pieces:
            page.append(Word(piece, x, 700))
            x += 5.5 * len(piece)
        x += 5.5
    assert only_pdf(pdf([*page, *lines(SECOND, top=685)])).body == f"{FIRST} {SECOND}"


def test_letters_are_composed_and_ligatures_and_controls_are_written_out() -> None:
    assert (
        only_pdf(pdf(lines("Cho\u031b\u0323 n\u00f4\u0309i ra \ufb01lm\x03 \uf0b7."))).body
        == "Chợ nổi ra film •."
    )


@pytest.mark.parametrize("size", [128, 40])
def test_a_file_with_an_empty_password_is_read(size: int) -> None:
    stream = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lines(FIRST, SECOND))))
    writer.encrypt("", "chủ", algorithm="RC4-128" if size == 128 else "RC4-40")
    writer.write(stream)
    assert only_pdf(stream.getvalue()).body == f"{FIRST} {SECOND}"


def test_a_file_with_a_password_is_told() -> None:
    stream = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lines(FIRST))))
    writer.encrypt("mở", "chủ", algorithm="RC4-128")
    writer.write(stream)
    assert read_bytes(read_pdf, stream.getvalue(), NAME) == (
        [],
        [Failure(NAME, "it is protected by a password", "save it without one")],
    )


def test_a_file_whose_encryption_needs_another_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(stream: object) -> None:
        raise pypdf.errors.DependencyError

    monkeypatch.setattr("searchidx.files.readers.office.pdf.PdfReader", refuse)
    _, remarks = read_bytes(read_pdf, pdf(lines(FIRST)), NAME)
    assert remarks == [
        Failure(NAME, "it is encrypted, and a package is missing", 'to read it: pip install "pypdf[crypto]"')
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is no .pdf file, although its name ends like one"),
        (b"<html>" + bytes(3000) + b"%PDF-1.4", "it is no .pdf file, although its name ends like one"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 9, "it is damaged or ends too early"),
        (pdf(lines(FIRST)).replace(b"/Kids[8 0 R]", b"/Kids[2 0 R]"), "it is damaged or ends too early"),
        (pdf(lines(FIRST), encrypt=LOCKED), "it is encrypted in an unknown way"),
        (pdf([], []), "it holds no text"),
    ],
)
def test_a_file_without_readable_text_is_told(data: bytes, reason: str) -> None:
    documents, remarks = read_bytes(read_pdf, data, NAME)
    assert documents == []
    assert [remark.reason for remark in remarks if isinstance(remark, Failure)] == [reason]
    assert len(remarks) == 1


def test_pages_without_text_are_told() -> None:
    documents, remarks = read_bytes(read_pdf, pdf([], lines(FIRST), []), NAME)
    assert [document.body for document in documents] == [FIRST]
    assert remarks == [Note(NAME, "2 pages hold no text, perhaps only pictures")]
    assert read_bytes(read_pdf, pdf([], lines(FIRST)), NAME)[1] == [
        Note(NAME, "1 page holds no text, perhaps only pictures")
    ]


def compressed(*contents: bytes) -> bytes:
    return pdf_of_contents(
        [zlib.compress(page) for page in contents], LETTERS, stream_keys="/Filter/FlateDecode"
    )


@pytest.mark.parametrize(
    "bad",
    [
        b"[" * 100_000,
        b" " * (2 << 20),
        b"q Q " * 6_000,
        b"BI /W 9 /H 9 ID " + b"x" * 100_000,
    ],
    ids=["nested", "unpacked bytes", "operators", "endless picture"],
)
def test_a_bad_page_does_not_end_the_file(bad: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = _LIMITS.with_overwrites(
        zlib_maximum_output_length=1 << 20, stream_parsing_work_maximum_count=10_000
    )
    monkeypatch.setattr("searchidx.files.readers.office.pdf._LIMITS", limits)
    good = content(lines(FIRST, SECOND))
    (document,), remarks = read_bytes(read_pdf, compressed(good, bad, good), NAME)
    assert document.body == f"{FIRST} {SECOND}\n{FIRST} {SECOND}"
    advice = "open the file in a browser and print it to a new PDF"
    assert remarks == [Failure(NAME, "it is damaged or ends too early", advice, "page 2")]


def form(number: int, body: bytes) -> bytes:
    keys = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X {number} 0 R>>>>"
    )
    return f"<</Length {len(body)}{keys}>>stream\n".encode() + body + b"\nendstream"


def test_drawings_in_drawings_end() -> None:
    """Each of 30 drawings shows the next one twice, which is a thousand million drawings."""
    page = content(lines(FIRST))
    data = pdf_of_contents(
        [b"/X Do " + page],
        LETTERS,
        resources="/XObject<</X 8 0 R>>",
        extra_objects=[form(9 + number, b"/X Do /X Do " + page) for number in range(30)],
    )
    (document,), _ = read_bytes(read_pdf, data, NAME)
    assert FIRST in document.body
    assert len(document.body) < 1000 * len(FIRST)


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.pdf_lines._MAX_PAGE_SECONDS", -1.0)
    documents, remarks = read_bytes(read_pdf, pdf(lines(FIRST)), NAME)
    assert documents == []
    assert remarks == [Failure(NAME, "it takes too long to read", "print the file to a new PDF", "page 1")]


@pytest.mark.parametrize(("limit", "value"), [("_MAX_PAGES", 2), ("MAX_TEXT_LENGTH", 2 * len(OTHER) - 1)])
def test_pages_after_a_limit_are_left_out_and_told(
    limit: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"searchidx.files.readers.office.pdf.{limit}", value)
    (document,), remarks = read_bytes(read_pdf, pdf(*[lines(OTHER)] * 4), NAME)
    assert document.body == f"{OTHER}\n{OTHER}"
    assert remarks == [Note(NAME, "only the first 2 of 4 pages were read")]


def test_a_file_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.pdf._MAX_FILE_BYTES", 1 << 10)
    _, remarks = read_bytes(read_pdf, pdf(lines(FIRST)), NAME)
    assert remarks == [Failure(NAME, "it is larger than 1 KiB", "split it into its articles")]


def test_warnings_of_pypdf_are_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """pypdf warns of a damaged table of objects. Its loggers are as before when the file has been read."""
    logger = logging.getLogger("pypdf")
    before = list(logger.handlers), logger.level, logger.propagate, list(logger.filters)
    only_pdf(pdf(lines(FIRST)).replace(b"startxref\n", b"startxref\n9"))
    assert capsys.readouterr() == ("", "")
    assert (list(logger.handlers), logger.level, logger.propagate, list(logger.filters)) == before


def test_a_program_that_logs_gets_the_warnings_of_pypdf(caplog: pytest.LogCaptureFixture) -> None:
    only_pdf(pdf(lines(FIRST)).replace(b"startxref\n", b"startxref\n9"))
    assert any(record.name.startswith("pypdf") for record in caplog.records)


def test_text_of_another_writer_comes_back() -> None:
    if not FONT.exists():
        pytest.skip(f"the font {FONT} of the package fonts-dejavu-core is not installed")
    written = fpdf.FPDF()
    written.add_font("D", fname=FONT)
    written.set_title("Chợ nổi miền Tây")
    paragraphs = [f"{FIRST} {SECOND} {OTHER} {OTHER} {FIRST} {SECOND}"] * 3
    for _ in range(2):
        written.add_page()
        written.set_font("D", size=12)
        for text in paragraphs:
            written.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
            written.ln(4)
    document = only_pdf(bytes(written.output()))
    assert document.title == "Chợ nổi miền Tây"
    assert document.body == "\n".join(paragraphs * 2)


@settings(max_examples=150)
@given(place=st.integers(0), value=st.integers(0, 255), end=st.integers(1))
def test_a_damaged_file_never_raises(place: int, value: int, end: int) -> None:
    data = bytearray(pdf(lines(FIRST, SECOND), lines(OTHER), info={"Title": "Mùa nước"}, xmp=XMP))
    data[place % len(data)] = value
    documents, remarks = read_bytes(read_pdf, bytes(data[: len(data) if end % 2 else end % len(data)]))
    assert documents or remarks


WORDS = st.text(st.sampled_from("aăâeêioôơuưyáấắàềọộớửbcdđghklmnpqrstvx"), min_size=1, max_size=7)
SENTENCES = st.lists(WORDS, min_size=6, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")


@settings(max_examples=50)
@given(st.lists(SENTENCES, min_size=1, max_size=12))
def test_sentences_with_gaps_come_back(sentences: list[str]) -> None:
    page: list[Word] = []
    for number, sentence in enumerate(sentences):
        page += lines(sentence, top=780 - number * 40)
    (document,), _ = read_bytes(read_pdf, pdf([*page, *lines("Dòng cuối", "của trang.", top=200)]))
    assert (
        "".join(document.body.split())
        == "".join("".join(sentences).replace("\u00ad", "").split()) + "Dòngcuốicủatrang."
    )
