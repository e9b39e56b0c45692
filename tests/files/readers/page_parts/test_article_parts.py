"""Articles as pages: where furniture may stand, and that nothing of an article is lost."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import decode
from searchidx.files.readers.page_parts.article_parts import ArticleParts, split_article, split_page
from searchidx.files.readers.whitespace import with_line_feeds
from tests.files.readers.test_dates import DATE_LINES

if TYPE_CHECKING:
    from pathlib import Path


def page(*lines: str) -> ArticleParts:
    parts = split_article("\n".join(lines))
    assert parts is not None
    return parts


LEAD = "Sáng nay, hội chợ mở cửa đón hai nghìn lượt khách."
BODY = "Ban tổ chức nói rằng năm nay có thêm bốn mươi gian hàng."


def test_the_usual_page_is_taken_apart() -> None:
    """Title, date line, bar, agency, byline and tails each go where they belong."""
    parts = page(
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
    assert parts == ArticleParts(
        title="Hội chợ mở cửa",
        body=f"{LEAD}\n\n{BODY}",
        date=datetime.datetime(2021, 11, 24, 22, 26),
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
        parts = page("Hội chợ mở cửa", LEAD, BODY, unicodedata.normalize(form, byline))
        assert unicodedata.normalize("NFC", parts.byline) == unicodedata.normalize("NFC", byline)
        assert parts.body == f"{LEAD}\n{BODY}"


KEPT_ENDINGS = [
    "Đà Nẵng",
    "Bến Ninh Kiều",
    "Hà Nội - Nam Định",
    "Ảnh: Bến Ninh Kiều lúc chiều",
    "Phần II",
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
    parts = page("Hội chợ mở cửa", LEAD, BODY, ending)
    assert parts.body.split("\n")[-1] == ending
    assert not parts.byline
    assert not parts.footer


def test_the_end_of_a_list_is_no_byline() -> None:
    """Names that follow a line that ends no sentence are content: here, prize winners."""
    parts = page("Kết quả", LEAD, "Giải nhất:", "Nguyễn Văn Tám", "Giải nhì:", "Trần Thị Chín")
    assert parts.body.endswith("Trần Thị Chín")
    assert page("Kết quả", "Lâm Uyên").body == "Lâm Uyên"


@pytest.mark.parametrize(
    "lines",
    [
        ("Đố vui", "Ai viết Truyện Kiều?", "Nguyễn Du"),
        ("Đố vui", LEAD, "Ai viết Truyện Kiều?", "Nguyễn Du"),
        ("Mùa lúa", "Đồng vàng.", "Gió lên.", "Em về.", "Mẹ Hiền"),
        ("Món ngon", "Rửa sạch.", "Cắt nhỏ.", "Kho lửa riu riu.", "Cá Kho Tộ"),
        ("Kết quả", "Bảng A.", "Bảng B.", "Bảng C.", "Sông Lam - Hoàng Anh"),
        ("Trao giải", "Danh sách các em được khen thưởng năm nay như sau.", "Nguyễn Văn Tám"),
        ("Những nơi đã qua", LEAD, BODY, "Đà Nẵng", "Hội An"),
        ("Ảnh đẹp", LEAD, BODY, "Ảnh: Bến Ninh Kiều lúc chiều"),
    ],
)
def test_names_that_sign_nothing_stay(lines: tuple[str, ...]) -> None:
    """Answers, verses, dishes, teams, winners, places and captions are the text itself."""
    assert page(*lines) == ArticleParts(lines[0], "\n".join(lines[1:]))


AGGREGATORS = [
    (("3 giờ trước", "1", "đăng lại", "75", "liên quan", "Gốc"), LEAD),
    (("3 giờ trước", "75 liên quan", "Gốc"), LEAD),
    (("Báo Mẫu", "3 giờ trước", "75", "liên quan", "Gốc"), LEAD),
    (("Báo Mẫu", "01/11/2025", "Gốc"), LEAD),
    (("7 giờ trước 38 liên quan Gốc",), LEAD),
    (("Báo Mẫu 7 giờ trước 1 đăng lại 38 liên quan Gốc",), LEAD),
    (("Báo Mẫu", "7 giờ trước 38 liên quan Gốc"), LEAD),
]


@pytest.mark.parametrize(("header", "lead"), AGGREGATORS)
def test_the_header_of_a_news_aggregator(header: tuple[str, ...], lead: str) -> None:
    """It may begin with the publisher, and its lines may have been joined, to each other and to the text."""
    assert page("Hội chợ mở cửa", *header, lead).header == header
    assert page("Hội chợ mở cửa", *header, lead).body == lead
    bar = " ".join(header)
    parts = page("Hội chợ mở cửa", f"{bar} {lead}", BODY)
    assert (parts.header, parts.body) == ((bar,), f"{lead}\n{BODY}")


@pytest.mark.parametrize("header", [header for header, _ in AGGREGATORS])
@pytest.mark.parametrize("begins_with_title", [True, False])
@pytest.mark.parametrize("joint", ["\n", " "])
def test_the_body_of_a_record_that_is_a_page(
    header: tuple[str, ...], begins_with_title: bool, joint: str
) -> None:
    """It is recognised by its title or by the furniture of a news aggregator, on one line or several."""
    lines = [*(["Hội chợ mở cửa"] if begins_with_title else []), *header, LEAD]
    body = joint.join(lines) + f"\n{BODY}\nLâm Uyên"
    parts = split_page("Hội chợ mở cửa", body)
    assert parts is not None
    assert (parts.body, parts.byline) == (f"{LEAD}\n{BODY}", "Lâm Uyên")
    assert " ".join(parts.header) == " ".join(header)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            LEAD,
            f"{LEAD}\n{BODY}\nLâm Uyên",
            "Hội chợ mở cửa từ sáng",
            "24/11/2021\nChợ họp.",
            "|\nChợ họp.",
        ),
        *("7 giờ trước, chợ họp.", "75 liên quan đến chợ", "Gốc cây đổ", "3 giờ trước Gốc cây đổ"),
        *("Liên quan đến chợ, 7 giờ trước 38 người về", "Báo Mẫu\n01/11/2025\nChợ họp."),
    ],
)
def test_bodies_of_records_that_are_no_pages(body: str) -> None:
    """A date, a rule or a sentence that begins like furniture is no page of a news aggregator."""
    assert split_page("Hội chợ mở cửa", body) is None


def test_an_agency_tag_is_taken_off_the_body() -> None:
    """The tag stands before the text; one that is the whole text, or stands further down, stays."""
    parts = page("Hội chợ mở cửa", "(KTĐN) -  Sáng nay", "(CAO) chiều")
    assert (parts.agency, parts.body) == ("(KTĐN) -", "Sáng nay\n(CAO) chiều")
    assert page("Hội chợ mở cửa", "(CAO)").body == "(CAO)"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("Cập nhật 2/8/2020", "Đăng vào 31/07/2020", LEAD), "2020-07-31"),
        (("Cập nhật 2/8/2020", LEAD), "2020-08-02"),
        (("Lâm Uyên", "31/07/2020", LEAD), "2020-07-31"),
        ((LEAD, BODY, "Đăng vào 31/07/2020", "Bình luận (0)"), "2020-07-31"),
        ((LEAD, BODY, BODY, "31/07/2020", BODY), "2020-07-31"),
        ((LEAD, BODY, BODY, BODY, "31/07/2020", BODY), None),
        (("|", "|", "|", "|", "31/07/2020", LEAD), "2020-07-31"),
        ((LEAD, BODY, BODY, BODY, "Cập nhật 2/8/2020", "Đăng vào 31/07/2020"), "2020-07-31"),
        (("31/07/2020", "1/8/2020", LEAD), "2020-07-31"),
        ((LEAD, BODY, BODY, BODY, "31/07/2020"), None),
        ((LEAD,), None),
    ],
)
def test_where_a_date_counts(lines: tuple[str, ...], day: str | None) -> None:
    """Near the top, or labelled at the bottom; the day of publication before that of an update."""
    assert page("Hội chợ mở cửa", *lines).date == (day and datetime.date.fromisoformat(day))


def test_a_header_and_a_footer_have_at_most_twelve_lines() -> None:
    """Furniture that goes on after them is body; a counter may have its word on the line after the header."""
    parts = page("Hội chợ mở cửa", *["|"] * 12, LEAD, *["Thống kê"] * 12)
    assert (len(parts.header), parts.body, len(parts.footer)) == (12, LEAD, 12)
    parts = page("Hội chợ mở cửa", *["|"] * 13, LEAD, *["Thống kê"] * 13)
    assert (len(parts.header), parts.body, len(parts.footer)) == (12, f"|\n{LEAD}\nThống kê", 12)
    parts = page("Hội chợ mở cửa", *["|"] * 11, "75", "liên quan", LEAD)
    assert (parts.header[-1], parts.body) == ("75", f"liên quan\n{LEAD}")
    assert page("Hội chợ mở cửa", "75", "liên quan").header == ("75", "liên quan")
    assert page("Hội chợ mở cửa", *["|"] * 3) == ArticleParts("Hội chợ mở cửa", header=("|", "|", "|"))


def test_a_byline_has_at_most_two_lines() -> None:
    """The line above them is body, and so is the only line of a text."""
    parts = page("Hội chợ mở cửa", LEAD, "Lâm Uyên", "Đình Bá")
    assert (parts.body, parts.byline) == (LEAD, "Lâm Uyên\nĐình Bá")
    parts = page("Hội chợ mở cửa", LEAD, "Lâm Uyên", "Đình Bá", "Cao Thị Hiếu")
    assert parts.byline == ""
    parts = page("Hội chợ mở cửa", LEAD, "Lâm Uyên", "Ảnh: Đình Bá")
    assert (parts.body, parts.byline) == (LEAD, "Lâm Uyên\nẢnh: Đình Bá")
    parts = page("Hội chợ mở cửa", "Ảnh: Đình Bá", "Theo TTXVN")
    assert (parts.body, parts.byline) == ("Ảnh: Đình Bá", "Theo TTXVN")
    assert page("Hội chợ mở cửa", "Theo TTXVN").byline == ""


def test_a_credit_needs_no_sentence_before_it_and_a_signature_does() -> None:
    """A line with a label is no item of a list."""
    parts = page("Hội chợ mở cửa", LEAD, "Giải nhất:", "Ảnh: Hoài Nhơn", "Theo TTXVN")
    assert (parts.body, parts.byline) == (f"{LEAD}\nGiải nhất:", "Ảnh: Hoài Nhơn\nTheo TTXVN")
    parts = page("Hội chợ mở cửa", LEAD, "Giải nhất:", "Lâm Uyên", "Theo TTXVN")
    assert (parts.body, parts.byline) == (f"{LEAD}\nGiải nhất:\nLâm Uyên", "Theo TTXVN")


def test_a_date_in_the_footer_is_furniture_only_with_a_label() -> None:
    """A date alone may be the signature of a letter."""
    assert page("Hội chợ mở cửa", LEAD, "Đăng vào 31/07/2020").footer == ("Đăng vào 31/07/2020",)
    parts = page("Hội chợ mở cửa", LEAD, BODY, BODY, BODY, "31/07/2020", "Thống kê")
    assert (parts.footer, parts.date) == (("Thống kê",), None)
    assert parts.body.endswith("31/07/2020")


def test_blank_lines_stay_inside_the_body_only() -> None:
    """Blank lines divide paragraphs; at the ends and in furniture they are dropped."""
    parts = page("", "Hội chợ mở cửa", "", "|", "", "\u00a0" + LEAD, " ", "", BODY, "", "Thống kê", "")
    assert (parts.header, parts.body, parts.footer) == (("|",), f"{LEAD}\n \n\n{BODY}", ("Thống kê",))


def test_furniture_is_the_lines_of_all_its_parts() -> None:
    """The lines are in their order, and parts that are empty are left out."""
    parts = ArticleParts("a", "b", header=("c",), agency="d", byline="e", footer=("f", "g"))
    assert parts.furniture() == "c\nd\ne\nf\ng"
    assert ArticleParts("a", "b", agency="d").furniture() == "d"
    assert ArticleParts("a", "b").furniture() == ""


def test_what_a_news_collector_prints_is_header() -> None:
    """Age, counters and `Gốc` under the title are furniture, a lone number elsewhere is not."""
    parts = page("Hội chợ mở cửa", "3 giờ trước", "1", "đăng lại", "75", "liên quan", "Gốc", LEAD)
    assert parts.header == ("3 giờ trước", "1", "đăng lại", "75", "liên quan", "Gốc")
    assert parts.body == LEAD
    assert page("Đếm ngược", "75", LEAD).body == f"75\n{LEAD}"


def test_a_title_alone_is_an_article_and_blank_text_is_none() -> None:
    """The first filled line is the title whatever it is; without one there is no article."""
    assert page("", "  Hội chợ mở cửa") == ArticleParts("Hội chợ mở cửa")
    assert split_article(" \n\u200b\n\ufeff \u00a0\n") is None


LONG = " ".join([LEAD, *[BODY] * 6])


def test_a_first_line_that_is_the_whole_text_is_no_title() -> None:
    """Beyond 300 code points it is body, titled by its first sentence; furniture around it is still found."""
    parts = page(f"(CAO) {LONG}", "Đăng vào 31/07/2020", "Thống kê")
    assert (parts.title, parts.body, parts.agency) == (LEAD, LONG, "(CAO)")
    assert (parts.date, parts.footer) == (
        datetime.date(2020, 7, 31),
        ("Đăng vào 31/07/2020", "Thống kê"),
    )
    assert page("(CAO)" + " " * 300 + "Sáng nay", BODY).title == "Sáng nay"
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
        st.sampled_from(
            ["7 giờ trước 38 liên quan Gốc", "Báo Mẫu", f"3 giờ trước Gốc {LEAD}", "75 liên quan"]
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


def all_of(parts: ArticleParts) -> str:
    """The parts in their order; a derived title is no part, but must be the beginning of the body."""
    assert not parts.derived or parts.body.startswith(parts.title.removesuffix("…"))
    assert parts.title
    title = () if parts.derived else (parts.title,)
    return "\n".join((*title, *parts.header, parts.agency, parts.body, parts.byline, *parts.footer))


@given(LINES)
def test_nothing_of_an_article_is_lost(lines: list[str]) -> None:
    """Title, header, agency, body, byline and footer together are the text again, in its order."""
    text = "\n".join(lines)
    parts = split_article(text)
    assert visible(all_of(parts) if parts else "") == visible(text)


@given(LINES, st.integers(0, 12))
def test_a_line_that_ends_as_a_sentence_is_never_taken_out(lines: list[str], place: int) -> None:
    """Wherever a full sentence stands below the title, it is in the body."""
    text = "\n".join(["Hội chợ mở cửa", *lines[:place], LEAD, *lines[place:]])
    parts = split_article(text)
    assert parts is not None
    assert LEAD in parts.body


def assert_whole(folder: Path) -> None:
    paths = sorted(folder.rglob("*.txt"))
    assert paths
    for path in paths:
        text, _ = decode(path.read_bytes())
        parts = split_article(with_line_feeds(text))
        assert parts is not None, path.name
        assert visible(all_of(parts)) == visible(text), path.name


def test_nothing_of_the_seeds_is_lost(seeds: Path) -> None:
    """Every article of the project is whole after splitting."""
    assert_whole(seeds)


def test_nothing_of_the_users_articles_is_lost(shared_seeds: Path) -> None:
    """The user's two articles are whole after splitting."""
    assert_whole(shared_seeds)
