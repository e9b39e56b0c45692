"""Lines that are furniture of a page: rules, buttons, counters, agency tags."""

from __future__ import annotations

import unicodedata

import pytest

from analyzers.fold import fold
from searchidx.files.readers.page_parts.furniture import (
    agency_tag,
    aggregator_bar,
    is_age_or_link,
    is_count,
    is_footer_line,
    is_rule,
)

TAILS = [
    *(
        "Thống kê",
        "Lên đầu trang",
        "Về đầu trang",
        "Trở lên đầu trang",
        "Trở về đầu trang",
        "Chia sẻ",
        "In bài",
    ),
    *(
        "In bài viết",
        "Gốc",
        "Liên quan",
        "Đăng lại",
        "Đọc tiếp",
        "Xem thêm",
        "Gửi bình luận",
        "Viết bình luận",
    ),
    *("Bình luận", "Bình luận (0)", "Bình luận: 12", "12 bình luận", "Ý kiến (1.234)", "1234 lượt xem"),
    *("Lượt đọc: 1,234", "12 lượt đọc"),
]
NO_TAILS = [
    *(
        "Thống kê cho thấy số khách tăng",
        "Chia sẻ với chúng tôi",
        "Bình luận viên",
        "Đầu trang",
        "Xem thêm: giờ tàu",
    ),
    *("Bình luận (không)", "lượt", "", "12"),
]


@pytest.mark.parametrize("line", TAILS)
def test_tails(line: str) -> None:
    """Buttons and counters are recognised in any case and Unicode form, and without accents."""
    for spelling in (
        line,
        line.upper(),
        fold(line),
        unicodedata.normalize("NFD", line),
        line.replace(" ", "  "),
    ):
        assert is_footer_line(spelling)


@pytest.mark.parametrize("line", NO_TAILS)
def test_lines_that_only_begin_as_a_tail(line: str) -> None:
    """A line that says more than a button does is text."""
    assert not is_footer_line(line)


@pytest.mark.parametrize(
    "line", ["Gốc", "liên quan", "Đăng lại", "3 giờ trước", "15  PHÚT trước", "1 ngày trước"]
)
def test_what_a_news_collector_sets_below_a_title(line: str) -> None:
    """The age of an article and links are recognised."""
    assert is_age_or_link(line)
    assert is_age_or_link(fold(line))


@pytest.mark.parametrize("line", ["giờ trước", "1234 giờ trước", "3 giờ trước đó", "75", "bình luận", ""])
def test_what_a_news_collector_does_not_set(line: str) -> None:
    """An age needs a number of at most three digits, and nothing may follow."""
    assert not is_age_or_link(line)


@pytest.mark.parametrize("unit", ["giây", "phút", "giờ", "ngày", "tuần", "tháng", "năm"])
def test_an_age_in_every_unit(unit: str) -> None:
    """An age is counted in seconds to years."""
    assert is_age_or_link(f"999 {unit} trước")


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("75", "liên quan", True),
        ("0", "Đăng lại", True),
        ("999999", "bình luận", True),
        ("1000000", "bình luận", False),
        ("75", "lượt xem", False),
        ("75", "", False),
        ("7.5", "liên quan", False),
        ("", "liên quan", False),
    ],
)
def test_a_number_counts_what_the_next_line_names(line: str, following: str, expected: bool) -> None:
    """A number of at most six digits is a counter, if a word for what is counted follows."""
    assert is_count(line, following) is expected


@pytest.mark.parametrize(("blanks", "expected"), [(75, True), (76, False)])
def test_furniture_has_at_most_80_characters(blanks: int, expected: bool) -> None:
    """Blanks count, as they stand in the line."""
    line = "in" + " " * blanks + "bài"
    assert len(line) == (80 if expected else 81)
    assert is_footer_line(line) is expected
    link = "liên" + " " * (blanks - 3) + "quan"
    assert len(link) == len(line)
    assert is_age_or_link(link) is expected
    assert is_count("75", link) is expected


@pytest.mark.parametrize("line", ["|", "- - -", "***", ""])
def test_rules(line: str) -> None:
    """A line without a letter or digit says nothing."""
    assert is_rule(line)
    assert not is_rule(f"{line}1")
    assert not is_rule(f"ế{line}")


TAGS = [
    ("(CAO) Sáng nay", "(CAO)"),
    ("(CAO)Sáng nay", "(CAO)"),
    ("(KTĐN) - Sáng nay", "(KTĐN) -"),
    ("(KTĐN): Sáng nay", "(KTĐN):"),
    ("(KTĐN) — Sáng nay", "(KTĐN) —"),
    ("(P.V) Sáng nay", "(P.V)"),
    ("(ABCDEFGHI) Sáng nay", "(ABCDEFGHI)"),
    ("(Dân trí) - Sáng nay", "(Dân trí) -"),
    ("(Dân Trí)- Sáng nay", "(Dân Trí)-"),
    (unicodedata.normalize("NFD", "(Dân trí) - Sáng nay"), unicodedata.normalize("NFD", "(Dân trí) -")),
    ("(Người Lao Động): Sáng nay", "(Người Lao Động):"),
    ("(Kiến thức) – Sáng nay", "(Kiến thức) –"),
    ("(VTC News) - Sáng nay", "(VTC News) -"),
    ("(Chinhphu.vn) – Sáng nay", "(Chinhphu.vn) –"),
]
NO_TAGS = [
    *("(TP.HCM) Sáng nay", "(HCM) - Sáng nay", "(TPHCM) Sáng nay", "(HN) Sáng nay"),
    *(
        "(Hà Nội) - Sáng nay",
        "(Một bạn đọc) kể rằng",
        "TTO - Sáng nay",
        "(CAO)",
        "Sáng (CAO) nay",
    ),
    *("(A) Sáng nay", "(ABCDEFGHIJ) Sáng nay", "(Dân trí) Sáng nay", "(2021) Sáng nay", "(cao) Sáng nay", ""),
]


@pytest.mark.parametrize(("text", "tag"), [*TAGS, *((text, "") for text in NO_TAGS)])
def test_agency_tags(text: str, tag: str) -> None:
    """An acronym in brackets is a tag unless it is a place; a publisher is one before a dash or colon."""
    assert agency_tag(text) == tag


BARS = [
    *("7 giờ trước 38 liên quan Gốc", "01/11/2025 Gốc", "3 giờ trước 1 đăng lại", "75 liên quan Gốc"),
    *("7 phút trước 1 đăng lại 38 liên quan Gốc", "Báo Mẫu 2 ngày trước Gốc", "Báo Mẫu | 1/11/2025 | Gốc"),
]


@pytest.mark.parametrize("bar", BARS)
@pytest.mark.parametrize("text", ["", " Sáng nay", "\nSáng nay", " 38 người", " “Sáng nay”"])
def test_the_bar_of_a_news_aggregator(bar: str, text: str) -> None:
    """It is recognised before a sentence, in any case and Unicode form."""
    assert aggregator_bar(bar + text) == bar
    assert aggregator_bar(bar.upper() + text) == bar.upper()
    nfd = unicodedata.normalize("NFD", bar)
    assert aggregator_bar(nfd + text) == nfd


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3 giờ trước Gốc cây đổ",
            "3 giờ trước",
            "75 liên quan",
            "liên quan Gốc",
            "mẫu 7 giờ trước Gốc",
            "Gốc",
            "",
            "7 giờ trước Gốcs",
        ),
        *(
            "Sáng nay 7 giờ trước 38 liên quan Gốc" + " x" * 3,
            "38 liên quan gốc rễ",
            f"{'x' * 41} 3 giờ trước Gốc",
        ),
    ],
)
def test_what_is_no_bar(text: str) -> None:
    """A bar has two parts at least, a publisher has at most 40 characters, and no small letter follows."""
    assert aggregator_bar(text) == ""
