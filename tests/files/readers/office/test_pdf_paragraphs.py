"""From the lines of pages to paragraphs."""

from __future__ import annotations

import pytest

from searchidx.files.readers.office.pdf_lines import Line
from searchidx.files.readers.office.pdf_paragraphs import (
    Layout,
    large_title,
    layout_of,
    page_paragraphs,
    without_furniture,
)

LAYOUT = Layout(size=11.0, distance=14.0, length=50)
FULL = "Chợ nổi họp từ lúc trời còn tối, ghe xuồng chen nha"
ENDED = "Chợ nổi họp từ lúc trời còn tối, ghe xuồng chen đi."


def at(text: str, y: float, x: float = 72.0, size: float = 11.0) -> Line:
    return Line(text, x, y, size)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (at(FULL, 700), at("trên sông rộng.", 686), True),
        (at(ENDED, 700), at("Người bán đã về.", 686), True),
        # A wider gap, another size, the end of a paragraph, an indented line, an item.
        (at(FULL, 700), at("trên sông rộng.", 675), False),
        (at(FULL, 700, size=14), at("trên sông rộng.", 686), False),
        (at("Chợ nổi họp từ sớm.", 700), at("Người bán đã về.", 686), False),
        (at("Chợ nổi họp từ lúc trời còn tối, ghe đi.", 700), at("Người bán đã về.", 686), False),
        (at("Chợ nổi họp từ lúc trời còn tối, ghe đi", 700), at("người bán đã về.", 686), True),
        (at("Chợ nổi họp", 700), at("Người bán đã về.", 686), False),
        (at(ENDED, 700), at("Người bán đã về.", 686, x=90), False),
        (at(FULL, 700), at("Người bán đã về.", 686, x=90), True),
        (at(ENDED, 700, x=90), at("Người bán đã về.", 686), True),
        (at(FULL, 700), at("- trên sông", 686), False),
        (at(FULL, 700), at("2. Trên sông", 686), False),
        (at(FULL, 700), at("b) trên sông", 686), False),
        (at(FULL, 700), at("2.000 người", 686), True),
        # The lines of a heading, which may be centred.
        (at("Chợ nổi miền Tây", 700, x=90, size=18), at("giữa mùa nước", 678, x=120, size=18), True),
        (at("Chợ nổi miền Tây", 700, x=90, size=18), at("giữa mùa nước", 650, x=120, size=18), False),
        # The next column.
        (at(FULL, 100), at("trên sông rộng.", 700, x=320), True),
        (at(FULL, 100), at("Người bán đã về.", 700, x=320), False),
        (at(ENDED, 100), at("mua rồi.", 700, x=320), False),
    ],
)
def test_where_a_paragraph_begins(above: Line, below: Line, joined: bool) -> None:
    expected = [f"{above.text} {below.text}"] if joined else [above.text, below.text]
    assert page_paragraphs([above, below], LAYOUT) == expected


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("công-", "ty đã", "công-ty đã"),
        ("vùng Ki-", "ép hôm", "vùng Ki-ép hôm"),
        ("vùng Xanh Pê-téc-", "bua hôm", "vùng Xanh Pê-téc-bua hôm"),
        ("tech-", "nology mới", "technology mới"),
        ("ngh-", "iêng về", "nghiêng về"),
        ("mạng Wi-", "Fi mới", "mạng Wi-Fi mới"),
        ("giai đoạn 2020-", "2025 là", "giai đoạn 2020-2025 là"),
        ("Covid-", "19 lan", "Covid-19 lan"),
        ("ông nói -", "một cách vui", "ông nói - một cách vui"),
        ("ông nói –", "một cách vui", "ông nói – một cách vui"),
        ("infor\u00ad", "mation về", "information về"),
        ("in\u00adfor", "ma\u00adtion", "infor mation"),
        # In fonts of TCVN3, the soft hyphen is a letter.
        ("ngµy x\u00ada nh\u00ad", "thÕ", "ngµy x\u00ada nh\u00ad thÕ"),
        ("-", "một", "- một"),
    ],
)
def test_broken_words_are_mended(above: str, below: str, joined: str) -> None:
    layout = Layout(size=11.0, distance=14.0, length=1)
    if above == "-":
        joined = "-một"
    assert page_paragraphs([at(above, 700), at(below, 686)], layout) == [joined]


def pages(count: int, *, header: str, footer: str) -> list[list[Line]]:
    return [
        [
            at(header.format(number), 800),
            *(at(f"Đoạn {'abcdefghij'[number]}{line} của bài.", 700 - 14 * line) for line in range(5)),
            at(footer.format(number), 40),
        ]
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("count", "header", "footer", "removed"),
    [
        (3, "Bản tin số 12", "Trang {}", 6),
        (3, "{}", "- {} -", 6),
        (4, "BẢN TIN số {}", "trang {}/4", 8),
        (2, "Bản tin số 12", "Trang {}", 0),
    ],
)
def test_running_headers_and_footers_are_removed(count: int, header: str, footer: str, removed: int) -> None:
    before = pages(count, header=header, footer=footer)
    after = without_furniture(before)
    assert sum(map(len, before)) - sum(map(len, after)) == removed
    assert all(line.text.startswith("Đoạn") for lines in after for line in lines) == (removed > 0)


def test_headers_of_left_and_right_pages_are_removed() -> None:
    left_and_right = pages(8, header="x", footer="Trang {}")
    for number, lines in enumerate(left_and_right):
        lines[0] = at(("Bản tin", "Mùa nước")[number % 2], 800)
    assert {len(lines) for lines in without_furniture(left_and_right)} == {5}


def test_a_line_of_few_pages_is_no_header() -> None:
    """A line at the top of three pages of nine is the heading of a section, and no header of the file."""
    before = pages(9, header="x", footer="Trang {}")
    for number, lines in enumerate(before):
        lines[0] = at("Hỏi và đáp" if number < 3 else f"Mục {'abcdefghi'[number]}", 800)
    assert [lines[0] for lines in without_furniture(before)] == [lines[0] for lines in before]


def test_pages_that_are_all_alike_stay() -> None:
    alike = [[at("Giấy mời", 700)]] * 5
    assert without_furniture(alike) == alike


def test_lines_in_the_middle_of_pages_stay() -> None:
    middle = [
        [
            *(at(f"{'abcde'[page]}{line}", 700 - line) for line in range(2)),
            at("Hết", 600),
            *(at(f"{'abcde'[page]}x{line}", 500 - line) for line in range(2)),
        ]
        for page in range(5)
    ]
    assert without_furniture(middle)[0][2].text == "Hết"


def test_the_layout_is_that_of_most_of_the_text() -> None:
    lines = [
        at("Tựa", 760, size=20),
        *(at("x" * length, 700 - 14 * n) for n, length in enumerate(range(40, 60))),
    ]
    assert layout_of([lines, []]) == Layout(size=11.0, distance=14.0, length=58)


def test_a_layout_without_distances() -> None:
    assert layout_of([[at("Tựa", 760)]]) == Layout(size=11.0, distance=0.0, length=3)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [at("nhỏ", 800), at("Mùa nước", 700, size=18), at("nổi", 680, size=17.5), at("nhỏ", 600)],
            "Mùa nước nổi",
        ),
        ([at("nhỏ", 800), at("vừa", 700, size=12)], ""),
    ],
)
def test_the_largest_text(lines: list[Line], title: str) -> None:
    assert large_title(lines, LAYOUT) == title
