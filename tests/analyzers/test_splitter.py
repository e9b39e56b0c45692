"""Where sentences begin and end."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import sentences
from analyzers.splitter import sentences_near

# Each line is a text, its sentences separated by " | ".
CASES = """
Trời mưa to. | Đường ngập sâu. | Ai cũng về muộn.
Sở Y tế TP. Huế báo cáo. | Cuộc họp kéo dài.
Anh về Tp.HCM hôm qua. | Chị ở lại.
PGS.TS. Lê Văn Tám phát biểu. | GS. Mai đồng ý.
Th.S Hoa và BS. Nam cùng dự. | Không ai vắng.
Cam, quýt, bưởi v.v. đều được giá. | Nông dân phấn khởi.
Nào cam, nào quýt v.v. | Bà con rất vui.
Giá 1.000 đồng, tăng 3.5 lần. | Không ai mua.
Ngày 31.7.2020, xã họp. | Việc đã xong ngày 1.8.2020. | Dân mừng.
Ông chờ... rồi đi. | Bà không chờ… | Con cũng không.
Thế à? | Vâng! | Thôi được...
“Đi đâu?” anh hỏi. | “Về nhà.” | Cô đáp.
Ông nói: "Xong rồi." | Rồi ông cười.
(Ảnh: báo bạn.) | Tin tiếp theo.
Tác giả J. K. Rowling viết. | Sách bán chạy.
Bị cáo Trần Văn A. khai nhận. | Tòa nghỉ.
Năm 2020. | Năm 2021.
Quán ở Q. Bình Thạnh, P. 12. | Mở cửa sáng.
Địa chỉ vnexpress.net hay bao@bao.vn. | Xin cảm ơn.
Sao?! | Không thể nào!!! | Thật vậy.
Theo khoản 2 Điều 5. | Nghị định có hiệu lực.
không viết hoa. cũng không tách
"""


def _sentence_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    """Points of abbreviations, initials, numbers, dates and ellipses do not end a sentence."""
    assert _sentence_texts(case.replace(" | ", " ")) == case.split(" | ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Mở đầu\n2. Kết luận. Hết", ["1. Mở đầu", "2. Kết luận.", "Hết"]),
        ("Tiêu đề\nThân bài", ["Tiêu đề", "Thân bài"]),
        ("dòng một\r\n\r\n  dòng hai  \n", ["dòng một", "dòng hai"]),
        ("một\u2028hai\x0bba", ["một", "hai", "ba"]),
        ("", []),
        (" \n\t\u00a0", []),
        ("...", ["..."]),
        ("a", ["a"]),
    ],
)
def test_line_ends_end_sentences(text: str, expected: list[str]) -> None:
    """A line end always ends a sentence, and blanks are part of no sentence."""
    assert _sentence_texts(text) == expected


@given(st.one_of(st.text(), st.text(alphabet='aB1.!?…"”’)(“ \n\tTPv', max_size=60)))
def test_spans_cover_the_text_in_order(text: str) -> None:
    """Spans are in order, do not overlap, have no blank at either end, and leave out nothing but blanks."""
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""


@given(st.text(alphabet="aB1.! \nT", max_size=60))
def test_no_sentence_spans_two_lines(text: str) -> None:
    """No sentence contains a line end."""
    assert not any(re.search(r"[\n\r]", piece) for piece in _sentence_texts(text))


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        (0, 3, ["Một câu."]),
        (10, 12, ["Một câu.", "Hai câu."]),
        (10, 20, ["Một câu.", "Hai câu.", "Ba câu."]),
        (30, 31, ["Bốn câu."]),
    ],
)
def test_sentences_near_a_range(first: int, end: int, expected: list[str]) -> None:
    """The sentences near a range are those of the whole text from the start of the line on."""
    text = "Một câu. Hai câu. Ba câu.\nBốn câu. Năm câu."
    assert [text[slice(*span)] for span in sentences_near(text, first, end)] == expected


def test_a_long_sentence_is_cut_before_the_range() -> None:
    """At most 160 characters before the range are read."""
    text = "từ " * 100 + "cuối. Câu sau."
    ((start, end),) = sentences_near(text, 299, 300)
    assert 299 - 160 <= start < 299
    assert text[end - 5 : end] == "cuối."


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *("." * 10**6, ". " * 200_000, "a" * 10**6, "\n" * 300_000, '."' * 500_000, "A. " * 200_000),
        *("“" * 10**6, " " * 10**6, ". " + " " * 10**6 + "a", "." * 10**6 + "a", "TP. " * 200_000),
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    """A megabyte of stops, blanks or letters takes seconds."""
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 4
