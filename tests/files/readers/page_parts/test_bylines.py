"""Lines that could tell who wrote an article."""

from __future__ import annotations

import unicodedata

import pytest

from analyzers.fold import fold
from searchidx.files.readers.page_parts.bylines import is_credit, is_signature
from searchidx.files.readers.page_parts.closing_lines import ends_sentence, may_be_signed

CREDITS = [
    *("Bài và ảnh: Hoài Nhơn", "Bài & ảnh: Quách Thảo", "Bài, ảnh: Hoài Nhơn", "Tin - ảnh: Hoài Nhơn"),
    *("Bài+ảnh : Hoài Nhơn", "Ảnh: Hoài Nhơn", "Anh: Hoai Nhon", "Clip: Hoài Nhơn", "Video: Hoài Nhơn"),
    *("Tin bài: Hoài Nhơn", "Bài viết: Hoài Nhơn", "Đồ hoạ: Hoài Nhơn", "Thực hiện: Hoài Nhơn"),
    *("Trình bày: Hoài Nhơn", "Nội dung: Hoài Nhơn", "Tác giả: Hoài Nhơn", "Nguồn: VTV", "Nguồn tin: VTV"),
    *("Biên tập: Hoài Nhơn", "Biên soạn: Hoài Nhơn", "Biên dịch: Hoài Nhơn", "Người viết: Hoài Nhơn"),
    *("Ghi chép: Hoài Nhơn", "Theo: TTXVN", "Theo TTXVN", "(Theo TTXVN)", "(Theo T)", "Nguồn TTXVN"),
    *("Ghi chép của Lâm Uyên", "Bài của Lâm Uyên", "Ảnh của Lâm Uyên"),
    *("Tin,ảnh:Hoài Nhơn", "Bài: Hoài Nhơn - Ảnh: Lâm Uyên", "Ảnh: Internet", "Ảnh: Lâm Uyên (TTXVN)"),
    *("Thực hiện: Nhóm PV", "Bài: Thái Bình"),
]
NO_CREDITS = [
    *("Theo ông Nam", "theo dõi", "Anh: Em chưa biết", "Bài và ảnh:", "Bài và ảnh: của nhiều người"),
    *(
        "Xem thêm: Giờ tàu",
        "Bài hát: Quê Hương",
        "Ảnh: Hoài Nhơn.",
        "Ảnh: Hoài Nhơn;",
        "Theo TTXVN,",
        "Theo TTXVN:",
        "Lâm Uyên",
    ),
    *("(Theo TTXVN", "Bài và: Hoài Nhơn", "Ảnh của anh", ""),
    # captions, and what a label introduces besides names
    *(
        "Ảnh: Bến Ninh Kiều lúc chiều",
        "Ảnh: Ghe chở dưa về chợ",
        "Video: Mưa lớn ở Huế",
        "Ảnh: Bến Ninh Kiều",
    ),
    *("Ảnh: Đà Nẵng", "Clip: Hà Nội - Huế", "Nội dung: Lễ hội làng", "Bài: Chợ nổi", "Ảnh: Bão số 3"),
]


@pytest.mark.parametrize("line", CREDITS)
def test_credits(line: str) -> None:
    """A label before a name is a credit, in any Unicode form, and where it is plain, without accents."""
    assert is_credit(line)
    assert is_credit(unicodedata.normalize("NFD", line))
    assert is_credit(fold(line))


@pytest.mark.parametrize("line", NO_CREDITS)
def test_what_is_no_credit(line: str) -> None:
    """The name must begin with a capital; a sentence, an unknown label and a label alone are none."""
    assert not is_credit(line)
    assert not is_credit(unicodedata.normalize("NFD", line))


def test_a_credit_is_short() -> None:
    """A credit has at most eight words of names, and eighty characters."""
    assert is_credit("Ảnh: " + "Lâm " * 8)
    assert not is_credit("Ảnh: " + "Lâm " * 9)
    assert is_credit("Theo " + "T" * 75)
    assert not is_credit("Theo " + "T" * 76)


def test_a_byline_has_at_most_twelve_words() -> None:
    """Words are what stands between blanks, dashes included."""
    assert is_credit("Bài và ảnh và clip và tin: A B C D E")
    assert not is_credit("Bài và ảnh và clip và tin: A B C D E F")
    assert is_signature("Lâm – " * 5 + "Uyên Bá")
    assert not is_signature("Lâm – " * 6 + "Uyên")


NAMES = [
    *("Lâm Uyên", "NGỌC DIỄM", "Cao Thị Hiếu – Đình Bá", "Lâm Uyên - NGỌC DIỄM", "Lâm Uyên, Đình Bá"),
    *(
        "Lâm Uyên và Đình Bá",
        "Lâm Uyên & Đình Bá",
        "Lâm Uyên+Đình Bá",
        "P.V (tổng hợp)",
        "P.V.",
        "H.TRÂM",
        "PV",
    ),
    *(
        "KHẢI HOÀN thực hiện",
        "Lâm tổng hợp",
        "Lâm lược thuật",
        "Lâm Biên Dịch",
        "Lâm lược dịch",
        "Lâm lược ghi",
    ),
    *("Lâm ghi", "Lâm dịch", "Đài Trang (TTXVN)", "Hoàng Anh/Báo Tin tức và Dân tộc", "Lâm/VTV", "D’Arc Lâm"),
    *("Lâm-Uyên Bá", "– Lâm Uyên", "ABCDEFGH", "Lâm Uyên/tin.example.vn", "Hà Giang/VTV", "Hà Nam thực hiện"),
    *("Nhạc sĩ Lâm Uyên", "Lâm Uyên; ảnh: Đình Bá"),
]
DEPARTMENTS = [
    *(
        "Phòng Tuyên huấn",
        "Ban Bạn đọc",
        "Cục Thuế",
        "Vụ Pháp chế",
        "Sở Y tế",
        "Viện Hán Nôm",
        "Nhóm PV Kinh tế",
    ),
    *("Trung tâm Báo chí", "Văn phòng Chính phủ", "Tạp chí Cộng sản", "Đài Truyền hình", "Báo Nhân dân"),
    *(
        "Cổng thông tin Chính phủ",
        "Phóng viên thường trú",
        "Cộng tác viên",
        "Toà soạn",
        "Tòa soạn",
        "Ctv ở Huế",
    ),
    *("Pv ở Huế", "P.v ở Huế", "Phong Tuyen huan", "Toa soan"),
]
SOURCES = ["(TTXVN/Vietnam+)", "(Theo Lao động)", "(Ảnh minh hoạ)"]
NO_SIGNATURES = [
    *(
        "Lâm",
        "LÂM/",
        "Lâm/vtv",
        "lâm uyên",
        "Lâm uyên",
        "Lâm Uyên 2",
        "ABCDEFGHI",
        "Ông Nam gật đầu.",
        "Lâm Uyên:",
    ),
    *(
        "Ban tổ chức đã nhận được 40 lá thư",
        "Phòng khám có mười hai giường",
        "Báo động 3",
        "Ban",
        "phòng Tuyên huấn",
    ),
    *(
        "Bão số 3 vào đất liền",
        "Phòng Tuyên huấn, Huế",
        "Báo Nhân dân là báo",
        "(TTXVN",
        "TTXVN)",
    ),
    *("Đà Nẵng", "HÀ NỘI", "TP.HCM", "(Đà Nẵng)", "Bến Ninh Kiều", "Hà Nội - Nam Định", "Lâm Uyên, Huế, VN"),
    *("Ban Mê Thuột", "Đài Loan", "Phần II", "Kỳ V"),
    *("(ttxvn)", "(2021)", "Hết mưa là nắng", "Phóng viên, Huế", "(Lâm) (Uyên)", "", "-", "và"),
]


@pytest.mark.parametrize("line", NAMES + DEPARTMENTS + SOURCES)
def test_signatures(line: str) -> None:
    """Names and initials, departments and sources in brackets could sign an article."""
    assert is_signature(line)
    assert is_signature(unicodedata.normalize("NFD", line))


@pytest.mark.parametrize("line", NO_SIGNATURES)
def test_what_signs_no_article(line: str) -> None:
    """A name begins with a capital in every word; a verb, a number or the end of a sentence make it text."""
    assert not is_signature(line)
    assert not is_signature(unicodedata.normalize("NFD", line))


PARAGRAPH = "Chợ nổi họp từ sáng sớm, khi sương còn phủ trên mặt sông và ghe xuồng đã về đông đủ."
SIGNED = [
    (PARAGRAPH,),
    ("Chợ họp sớm.",),
    ("Chợ họp sớm.", "Chợ tan sớm."),
    (PARAGRAPH, "Xin cảm ơn ông!"),
    (PARAGRAPH, "Vâng.", "Xin cảm ơn ông!"),
    (f"{PARAGRAPH} {PARAGRAPH} Ai còn nhớ chợ xưa?",),
    ("a" * 49 + ".", "Vâng.", "Vâng."),
    ("a" * 119 + "?",),
]
NOT_SIGNED = [
    ("Ai viết Truyện Kiều?",),  # a question and its answer
    (PARAGRAPH, "Ai viết Truyện Kiều?"),
    ("“Ai viết Truyện Kiều?”.",),
    ("a" * 118 + "?",),
    (PARAGRAPH, "Vâng.", "Vâng.", "Vâng."),  # a list, a poem, the steps of a recipe
    ("Sương tan.", "Ghe về.", "Chợ họp."),
    ("a" * 48 + ".", "Vâng.", "Vâng."),
    (f"{PARAGRAPH} Danh sách như sau.",),
    ("Các bạn trúng giải có tên dưới đây...",),
    ("Giải nhất:",),  # no sentence
    (PARAGRAPH, "Hà Nội 2 - 1 Huế"),
    (PARAGRAPH, "Lâm Uyên"),
]


@pytest.mark.parametrize(
    ("lines", "expected"), [(lines, True) for lines in SIGNED] + [(lines, False) for lines in NOT_SIGNED]
)
def test_what_a_signature_follows(lines: tuple[str, ...], expected: bool) -> None:
    """A signature follows running text that ends a sentence: no question, list, poem or table."""
    assert may_be_signed(lines) is expected
    assert may_be_signed([unicodedata.normalize("NFD", line) for line in lines]) is expected


VERBS = "đã đang sẽ là được bị cần có không phải vẫn cho gồm nói vào"


@pytest.mark.parametrize("verb", VERBS.split())
def test_a_verb_makes_a_sentence_of_a_department(verb: str) -> None:
    """What a department does is news, not a byline."""
    assert not is_signature(f"Ban Bạn đọc {verb} thư")
    assert not is_signature(f"Ban Bạn đọc {verb.upper()} thư")
    assert is_signature("Ban Bạn đọc thư")


def test_a_signature_is_short() -> None:
    """A name has at most eight words, a source in brackets 41 characters, an outlet in brackets 45."""
    assert is_signature(" ".join(["Lâm"] * 8))
    assert not is_signature(" ".join(["Lâm"] * 9))
    assert is_signature(f"({'T' * 41})")
    assert not is_signature(f"({'T' * 42})")
    assert is_signature("(TT)")
    assert not is_signature("(T)")
    assert is_signature(f"Lâm Uyên ({'t' * 45})")
    assert not is_signature(f"Lâm Uyên ({'t' * 46})")
    assert is_signature("Ban " + "B" * 76)
    assert not is_signature("Ban " + "B" * 77)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *(
            (f"Mưa{end}", True)
            for end in (".", "!", "?", "…", '."', ".'", ".”", ".’", "!»", "?)", ".]", "...", "./.")
        ),
        *((f"Mưa{end}", False) for end in ("", ",", ":", ";", '"', ")", "”", ". ", ".a")),
    ],
)
def test_the_end_of_a_sentence(line: str, expected: bool) -> None:
    """Quotes and brackets may close after the full stop."""
    assert ends_sentence(line) is expected
