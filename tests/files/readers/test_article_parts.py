"""Articles as pages: dates, furniture, and that nothing of an article is lost."""

from __future__ import annotations

import datetime
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import decode
from analyzers.fold import fold
from searchidx.files.readers.article import ArticleParts, split_article
from searchidx.files.readers.dates import date_line, parse_date
from searchidx.files.readers.text import with_line_feeds

if TYPE_CHECKING:
    from pathlib import Path

DATE_LINES = [
    ("Thứ Tư, 24/11/2021 22:26", "2021-11-24"),
    ("Thứ tư, ngày 24/11/2021 - 22:26 (GMT+7)", "2021-11-24"),
    ("Đăng vào 31/07/2020", "2020-07-31"),
    ("31.7.2020", "2020-07-31"),
    ("Ngày 5 tháng 9 năm 2019", "2019-09-05"),
    ("5 tháng 9, 2019", "2019-09-05"),
    ("Tháng Mười Một 24, 2021", "2021-11-24"),
    ("24/11/2021 - 08:15", "2021-11-24"),
    ("24/11/2021 | 08h15", "2021-11-24"),
    ("Chủ Nhật, 3/4/2022", "2022-04-03"),
    ("CN, 3/4/2022", "2022-04-03"),
    ("2021-11-24", "2021-11-24"),
    ("2021-11-24T22:26:00+07:00", "2021-11-24"),
    ("Cập nhật lúc 22:26, 24/11/2021", "2021-11-24"),
    ("Cập nhật: 24-11-2021 10:26 PM", "2021-11-24"),
    ("24/11/2021 10:26:00 SA", "2021-11-24"),
    ("01/11/2025", "2025-11-01"),
    ("Hà Nội, ngày 5 tháng 9 năm 2019", "2019-09-05"),
    ("22:26 Thứ Tư, 24/11/2021", "2021-11-24"),
    ("29/2/2020", "2020-02-29"),
]
NO_DATE_LINES = [
    "30/2/2021",
    "29/2/2021",
    "24/13/2021",
    "0/1/2021",
    "31/07/20",
    "03/2019/NĐ-CP",
    "24/11",
    "Năm 2021",
    "24/11-2021",
    "Sáng 24/11/2021, mưa lớn",
    "Ngày 5 tháng 9 năm 2019, trường khai giảng",
    "24/11/2021 có 5 ca",
    "Thứ Tư",
    "22:26",
    "",
]


@pytest.mark.parametrize(("line", "day"), DATE_LINES)
def test_a_date_line_is_read_in_every_spelling(line: str, day: str) -> None:
    """Accents, Unicode form and case do not matter to a date line."""
    expected = datetime.date.fromisoformat(day)
    for spelling in (line, unicodedata.normalize("NFD", line), fold(line), line.upper(), f" {line} "):
        found = date_line(spelling)
        assert found is not None, spelling
        assert found.date == expected, spelling


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_other_lines_are_no_dates(line: str) -> None:
    """Days that no calendar has, parts of dates, and sentences with a date in them are left alone."""
    assert date_line(line) is None


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from("/.-"))
def test_every_day_is_read_back(day: datetime.date, separator: str) -> None:
    """Day, month, year is the only order for separated numbers, for every day of the calendar."""
    found = date_line(f"Thứ Năm, {day.day}{separator}{day.month:02}{separator}{day.year} 08:15")
    assert found is not None
    assert found.date == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "line",
    [
        "- - - - " * 10,
        "1" * 80,
        "ngay " * 16,
        "1/1/" * 20,
        "thu hai, " * 8 + "1",
        "12:12 " * 13,
        " ,|:" * 19 + "1",
    ],
)
def test_a_hostile_line_is_answered_at_once(line: str) -> None:
    """The grammar of date lines does not backtrack itself to death."""
    started = time.process_time()
    assert date_line(line) is None
    assert time.process_time() - started < 0.1


def page(*lines: str) -> ArticleParts:
    found = split_article("\n".join(lines))
    assert found is not None
    return found


LEAD = "Sáng nay, hội chợ mở cửa đón hai nghìn lượt khách."
BODY = "Ban tổ chức nói rằng năm nay có thêm bốn mươi gian hàng."


def test_the_usual_page_is_taken_apart() -> None:
    """Title, date line, bar, agency, byline and tails each go where they belong."""
    found = page(
        "\ufeff\u00a0Hội chợ mở cửa \u00a0",
        "",
        "Thứ Tư, 24/11/2021 22:26",
        "|",
        f"(CAO) {LEAD}",
        "",
        BODY,
        "Phòng Công tác Đảng và Công tác chính trị",
        "Bình luận (0)",
        "Thống kê",
        "Lên đầu trang",
    )
    assert found == ArticleParts(
        title="Hội chợ mở cửa",
        body=f"{LEAD}\n\n{BODY}",
        date=datetime.date(2021, 11, 24),
        header=("Thứ Tư, 24/11/2021 22:26", "|"),
        agency="(CAO)",
        byline="Phòng Công tác Đảng và Công tác chính trị",
        footer=("Bình luận (0)", "Thống kê", "Lên đầu trang"),
    )


BYLINES = [
    "Lâm Uyên",
    "NGỌC DIỄM",
    "Cao Thị Hiếu – Đình Bá",
    "P.V (tổng hợp)",
    "P.V.",
    "H.TRÂM",
    "KHẢI HOÀN thực hiện",
    "Ghi chép của Lâm Uyên",
    "Bài và ảnh: Hoài Nhơn",
    "Bài & ảnh: Quách Thảo",
    "Tin, ảnh: Duy Khương",
    "Theo TTXVN",
    "(Theo TTXVN)",
    "(TTXVN/Vietnam+)",
    "Đài Trang (TTXVN)",
    "Hoàng Anh/Báo Tin tức và Dân tộc",
    "Ban Bạn đọc",
    "Phòng Tuyên huấn",
    "Phóng viên thường trú",
    "Nhóm PV Kinh tế",
    "Toà soạn",
    "PV",
]


@pytest.mark.parametrize("byline", BYLINES)
def test_a_closing_byline_leaves_the_body(byline: str) -> None:
    """Names, departments and credits after the last sentence are recognised, in NFC and in NFD."""
    for form in ("NFC", "NFD"):
        found = page("Hội chợ mở cửa", LEAD, BODY, unicodedata.normalize(form, byline))
        assert unicodedata.normalize("NFC", found.byline) == unicodedata.normalize("NFC", byline)
        assert found.body == f"{LEAD}\n{BODY}"


KEPT_ENDINGS = [
    "Theo ông Nam, việc này cần thêm thời gian.",
    "Ông Nam gật đầu.",
    "Ban tổ chức đã nhận được 40 lá thư",
    "Phòng khám có mười hai giường",
    "Báo động 3",
    "Bão số 3 vào đất liền",
    "nhưng không ai trả lời",
    "Anh: Em chưa biết",
    "Xem thêm: giờ tàu chạy trong dịp Tết",
    "Điện thoại: 0123 456 789",
    "Hãy gọi 113!",
    "Hết mưa là nắng hửng lên thôi",
    "24/11/2021",
    "Thống kê cho thấy số khách tăng gấp đôi",
]


@pytest.mark.parametrize("ending", KEPT_ENDINGS)
def test_a_last_line_that_says_something_stays(ending: str) -> None:
    """A sentence, a heading or a notice at the end is not taken for a byline or a tail."""
    found = page("Hội chợ mở cửa", LEAD, BODY, ending)
    assert found.body.split("\n")[-1] == ending
    assert not found.byline
    assert not found.footer


def test_the_end_of_a_list_is_no_byline() -> None:
    """Names that follow a line that ends no sentence are content: here, prize winners."""
    found = page("Kết quả", LEAD, "Giải nhất:", "Nguyễn Văn Tám", "Giải nhì:", "Trần Thị Chín")
    assert found.body.endswith("Trần Thị Chín")
    assert page("Kết quả", "Lâm Uyên").body == "Lâm Uyên"


@pytest.mark.parametrize(
    ("lead", "agency"),
    [
        ("(CAO) Sáng nay", "(CAO)"),
        ("(KTĐN) - Sáng nay", "(KTĐN) -"),
        ("(Dân trí) - Sáng nay", "(Dân trí) -"),
        (unicodedata.normalize("NFD", "(Dân trí) - Sáng nay"), unicodedata.normalize("NFD", "(Dân trí) -")),
        ("(Chinhphu.vn) – Sáng nay", "(Chinhphu.vn) –"),
        ("(TP.HCM) Sáng nay", ""),
        ("(Hà Nội) - Sáng nay", ""),
        ("(Một bạn đọc) kể rằng", ""),
        ("TTO - Sáng nay", ""),
        ("(CAO)", ""),
    ],
)
def test_agency_tags(lead: str, agency: str) -> None:
    """Agencies are told from places and from remarks in brackets; a tag that is the whole text stays."""
    assert page("Hội chợ mở cửa", lead).agency == agency


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("Cập nhật 2/8/2020", "Đăng vào 31/07/2020", LEAD), "2020-07-31"),
        (("Cập nhật 2/8/2020", LEAD), "2020-08-02"),
        (("Lâm Uyên", "31/07/2020", LEAD), "2020-07-31"),
        ((LEAD, BODY, "Đăng vào 31/07/2020", "Bình luận (0)"), "2020-07-31"),
        ((LEAD, BODY, BODY, BODY, "31/07/2020", BODY), None),
        ((LEAD, BODY, BODY, BODY, "31/07/2020"), None),
        ((LEAD,), None),
    ],
)
def test_where_a_date_counts(lines: tuple[str, ...], day: str | None) -> None:
    """Near the top, or labelled at the bottom; the day of publication before that of an update."""
    assert page("Hội chợ mở cửa", *lines).date == (day and datetime.date.fromisoformat(day))


def test_what_a_news_collector_prints_is_header() -> None:
    """Age, counters and `Gốc` under the title are furniture, a lone number elsewhere is not."""
    found = page("Hội chợ mở cửa", "3 giờ trước", "1", "đăng lại", "75", "liên quan", "Gốc", LEAD)
    assert found.header == ("3 giờ trước", "1", "đăng lại", "75", "liên quan", "Gốc")
    assert found.body == LEAD
    assert page("Đếm ngược", "75", LEAD).body == f"75\n{LEAD}"


def test_a_title_alone_is_an_article_and_blank_text_is_none() -> None:
    """The first filled line is the title whatever it is; without one there is no article."""
    assert page("", "  Hội chợ mở cửa") == ArticleParts("Hội chợ mở cửa")
    assert split_article(" \n\u200b\n\ufeff \u00a0\n") is None


LONG = " ".join([LEAD, *[BODY] * 6])


def test_a_first_line_that_is_the_whole_text_is_no_title() -> None:
    """Beyond 300 code points it is body, titled by its first sentence; furniture around it is still found."""
    found = page(f"(CAO) {LONG}", "Đăng vào 31/07/2020", "Thống kê")
    assert (found.title, found.body, found.agency) == (LEAD, LONG, "(CAO)")
    assert (found.date, found.footer) == (
        datetime.date(2020, 7, 31),
        ("Đăng vào 31/07/2020", "Thống kê"),
    )
    assert page(LONG, BODY) == ArticleParts(LEAD, f"{LONG}\n{BODY}", derived=True)
    assert page("x" * 300, BODY) == ArticleParts("x" * 300, BODY)
    assert page("x" * 301) == ArticleParts("x" * 120 + "…", "x" * 301, derived=True)
    assert page("-" * 301) == ArticleParts("-" * 120 + "…", "-" * 301, derived=True)


LINES = st.lists(
    st.one_of(
        st.text(max_size=30).map(lambda text: text.replace("\n", " ")),
        st.sampled_from([line for line, _ in DATE_LINES]),
        st.sampled_from(BYLINES + KEPT_ENDINGS),
        st.sampled_from(
            ["", "|", "\ufeff", "75", "liên quan", "Gốc", "Thống kê", "Bình luận (0)", "Lên đầu trang"]
        ),
        st.sampled_from(["(CAO) ", "(KTĐN) - "]).map(lambda tag: tag + LEAD),
        st.just(LEAD),
        st.sampled_from([LONG, "(CAO) " + LONG, "- " + "x" * 400, "=" * 400, "\u0302" * 400]),
    ),
    max_size=20,
)


def visible(text: str) -> str:
    """The text without white space and what is as good as it."""
    return "".join(
        "".join(text.split()).translate(dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u200e\u200f"))).split()
    )


def all_of(found: ArticleParts) -> str:
    """The parts in their order; a derived title is no part, but must be the beginning of the body."""
    assert not found.derived or found.body.startswith(found.title.removesuffix("…"))
    assert found.title
    title = () if found.derived else (found.title,)
    return "\n".join((*title, *found.header, found.agency, found.body, found.byline, *found.footer))


@given(LINES)
def test_nothing_of_an_article_is_lost(lines: list[str]) -> None:
    """Title, header, agency, body, byline and footer together are the text again, in its order."""
    text = "\n".join(lines)
    found = split_article(text)
    assert visible(all_of(found) if found else "") == visible(text)


@given(LINES, st.integers(0, 12))
def test_a_line_that_ends_as_a_sentence_is_never_taken_out(lines: list[str], place: int) -> None:
    """Wherever a full sentence stands below the title, it is in the body."""
    text = "\n".join(["Hội chợ mở cửa", *lines[:place], LEAD, *lines[place:]])
    found = split_article(text)
    assert found is not None
    assert LEAD in found.body


def assert_whole(folder: Path) -> None:
    paths = sorted(folder.rglob("*.txt"))
    assert paths
    for path in paths:
        text, _ = decode(path.read_bytes())
        found = split_article(with_line_feeds(text))
        assert found is not None, path.name
        assert visible(all_of(found)) == visible(text), path.name


def test_nothing_of_the_seeds_is_lost(seeds: Path) -> None:
    """Every article of the project is whole after splitting."""
    assert_whole(seeds)


def test_nothing_of_the_users_articles_is_lost(shared_seeds: Path) -> None:
    """So are the user's two."""
    assert_whole(shared_seeds)
