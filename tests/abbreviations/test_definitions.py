"""Which abbreviations a text defines."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold
from searchidx.abbreviations.definitions import definitions

DEFINED = [
    ("giữ trật tự an toàn xã hội (TTATXH) ở xã", "ttatxh", "trật tự an toàn xã hội"),
    ("TTATXH (trật tự, an toàn xã hội)", "ttatxh", "trật tự an toàn xã hội"),
    ("giữ trật tự, an toàn xã hội (TTATXH)", "ttatxh", "trật tự an toàn xã hội"),
    ("họp với Ủy ban nhân dân (UBND) huyện", "ubnd", "ủy ban nhân dân"),
    ("họp với Uỷ ban nhân dân (UBND) huyện", "ubnd", "ủy ban nhân dân"),
    ("Phòng Giáo dục và Đào tạo (GD&ĐT)", "gd đt", "giáo dục và đào tạo"),
    ("Sở Giáo dục - Đào tạo (GD-ĐT)", "gd đt", "giáo dục đào tạo"),
    ("Bộ Thông tin và Truyền thông (Bộ TT-TT)", "tt tt", "thông tin và truyền thông"),
    ("Thành phố Hồ Chí Minh (TP.HCM) mưa", "tp hcm", "thành phố hồ chí minh"),
    ("Thành phố Hồ Chí Minh (TPHCM) mưa", "tphcm", "thành phố hồ chí minh"),
    ("mỗi hợp tác xã - HTX - góp một xe", "htx", "hợp tác xã"),
    ("đội phòng cháy chữa cháy, gọi tắt là PCCC, đến ngay", "pccc", "phòng cháy chữa cháy"),
    ("đội phòng cháy chữa cháy (gọi tắt là PCCC)", "pccc", "phòng cháy chữa cháy"),
    ("PCCC (viết tắt của phòng cháy chữa cháy)", "pccc", "phòng cháy chữa cháy"),
    ("Hội đồng Quản trị của công ty (HĐQTCT)", "hđqtct", "hội đồng quản trị của công ty"),
    ("Quỹ Tiền tệ Thế giới (“QTTTG”)", "qtttg", "quỹ tiền tệ thế giới"),
    ("kiểm tra doanh nghiệp nhỏ và vừa (DNNVV)", "dnnvv", "doanh nghiệp nhỏ và vừa"),
    ("Đại hoc Nong nghiep (ĐHNN)", "đhnn", "đại hoc nong nghiep"),
    ("các tỉnh Bà Rịa - Vũng Tàu (BR-VT)", "br vt", "bà rịa vũng tàu"),
    ("bóng đá Liên đoàn Bóng đá VN (LĐBĐVN)", "lđbđvn", "liên đoàn bóng đá vn"),
    ("World Health Organization (WHO)", "who", "world health organization"),
    ("đội tuyển Ðiền kinh Quốc gia (ÐKQG)", "đkqg", "điền kinh quốc gia"),
    ("Trung tâm Phát triển Nghề (TTPTNG)", "ttptng", "trung tâm phát triển nghề"),
]

NOT_DEFINED = [
    "tỉnh Trường Xuyên (CAO)",  # an agency, no initials
    "ông Đỗ Văn Bảy (SN 1957) ở xã",
    "giá dầu tăng 30 USD (tăng 25% so với tháng trước)",
    "Phòng Công an Online (CAO) cho biết",  # a short form that is a word would be found everywhere
    "tầng Đồng Giao (T2) nằm sâu",
    "gặp nhau ở chợ (theo lời bà Ba)",
    "họp xong. Nhà dân (HXND) kêu",  # across the end of a sentence
    "hợp tác xã - HTXX",
    "một hai ba (MHBBN)",
    "và của (VC)",
    "UBND (huyện An Lương)",
    "(UBND)",
    "()",
    "A (B) C (D)",
]


@pytest.mark.parametrize(("text", "short", "long"), DEFINED)
def test_a_definition_is_mined_in_both_orders(text: str, short: str, long: str) -> None:
    """Brackets, dashes and `gọi tắt là` define; both forms come as exact terms joined by blanks."""
    assert [(found.short, found.long) for found in definitions(text)] == [(short, long)]


@pytest.mark.parametrize("text", NOT_DEFINED)
def test_what_only_looks_like_a_definition_is_left(text: str) -> None:
    """Without matching initials, or for a short form that is a word, nothing is defined."""
    assert list(definitions(text)) == []


def test_d_is_no_d_with_a_stroke_where_the_short_form_writes_one() -> None:
    """`HĐND` with đ is believed of Hội đồng, `DHĐ` with D for đ beside a Đ is not."""
    assert not list(definitions("Đại Hội Đồng (DHĐ)"))
    assert list(definitions("Duyên dáng Đất Việt (DDĐV)"))
    assert list(definitions("đồng đô la (DDL)"))  # typed on a keyboard without đ


def test_composed_and_decomposed_text_define_the_same() -> None:
    """The Unicode form of an article does not matter."""
    for text, *_ in DEFINED:
        assert list(definitions(unicodedata.normalize("NFD", text))) == list(definitions(text))


pieces = st.sampled_from(
    [
        "(",
        ")",
        " - ",
        "UBND",
        "Ủy ban",
        "nhân dân",
        "và",
        "HĐ",
        "Đ",
        "gọi tắt là ",
        ", ",
        ".",
        "\n",
        "TP.",
        "hợp",
        "xã",
    ]
)


@given(st.one_of(st.text(), st.lists(pieces).map(" ".join)))
def test_initials_always_match(text: str) -> None:
    """Whatever the text, the first letter of both forms is the same, and the long form is the longer one."""
    for found in definitions(text):
        assert fold(found.short)[0] == fold(found.long)[0]
        assert len(found.long.split()) >= 2
        assert len(found.long) > len(found.short)


@pytest.mark.slow
def test_mining_takes_time_in_proportion_to_the_text() -> None:
    """Ten times as much of the worst text takes at most thirty times as long."""

    def seconds(text: str) -> float:
        started = time.process_time()
        list(definitions(text))
        return time.process_time() - started

    for worst in ("và (VVVVVVVVVV) ", "(", "A-", "V - VVV và ", "(a(", "gọi tắt là "):
        assert seconds(worst * 20_000) < 30 * max(seconds(worst * 2_000), 0.005)
