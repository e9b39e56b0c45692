"""Abbreviations that articles define: which are mined, and what they make of a query."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold
from searchidx.abbreviations import FIELD, expansions, stream
from searchidx.abbreviations.definitions import definitions
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def test_mining_takes_time_in_proportion_to_the_text() -> None:
    """Ten times as much of the worst text takes at most thirty times as long."""

    def seconds(text: str) -> float:
        started = time.process_time()
        list(definitions(text))
        return time.process_time() - started

    for worst in ("và (VVVVVVVVVV) ", "(", "A-", "V - VVV và ", "(a(", "gọi tắt là "):
        assert seconds(worst * 20_000) < 30 * max(seconds(worst * 2_000), 0.005)


def counted(texts: Sequence[str]) -> WrittenStatistics:
    """The frequencies of the definitions that some texts hold."""
    found = stream(texts)
    counts = Counter(found.vocabulary[number] for number in found.ids.tolist())
    return WrittenStatistics({FIELD: counts}, len(texts))


TEXTS = [
    "giữ trật tự an toàn xã hội (TTATXH)",
    "giữ trật tự an toàn xã hội (TTATXH), TTATXH (trật tự an toàn xã hội)",
    "thi thể thao an toàn xuyên hè (TTATXH)",
    "Thành phố Hồ Chí Minh (TP.HCM)",
    "Thành phố Hồ Chí Minh (TP.HCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "Thành phố Hồ Chí Minh (TPHCM)",
    "hợp tác xã (HTX)",
    "trường Bình Dương (BD)",
    "bóng đá (BĐ)",
    "tổng thống (TT)",
    "tổng thống (TT)",
    "trung tâm (TT)",
    "không có gì",
]

EXPANDED = [
    ("ttatxh ở xã", [(0, 1, "trật tự an toàn xã hội", 2)]),
    ("giữ trật tự an toàn xã hội tốt", [(1, 7, "ttatxh", 2)]),
    ("giu trat tu an toan xa hoi", [(1, 7, "ttatxh", 2)]),
    ("tp hcm", [(0, 2, "thành phố hồ chí minh", 2)]),
    ("thành phố hồ chí minh", [(0, 5, "tphcm", 3), (0, 5, "tp hcm", 2)]),
    ("htx", [(0, 1, "hợp tác xã", 1)]),
    ("hợp tác xã", [(0, 3, "htx", 1)]),
    ("bd", []),  # two letters, one document
    ("tt", [(0, 1, "tổng thống", 2)]),
    ("tổng thống", []),  # TT is everywhere
    ("thể thao an toàn xuyên hè", []),  # once, and TTATXH is better known for something else
    ("an toàn", []),
    ("", []),
]


@pytest.mark.parametrize(("query", "expected"), EXPANDED)
def test_a_query_is_read_in_the_other_form_too(query: str, expected: list[tuple[int, int, str, int]]) -> None:
    """The short form finds the long one, the most frequent, and the long form finds the short ones."""
    found = expansions(query.split(), counted(TEXTS))
    assert [(one.first, one.last, " ".join(one.terms), one.document_frequency) for one in found] == expected


def test_stretches_are_asked_for_only_as_long_as_definitions_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `trật tự giữ` no definition has more than two syllables: the third is not asked for with them."""
    lexicon = counted(TEXTS)
    asked: list[str] = []
    look_up = lexicon.terms_with_prefix

    def noted(field: str, prefix: str, limit: int) -> list[str]:
        asked.append(prefix)
        return look_up(field, prefix, limit)

    monkeypatch.setattr(lexicon, "terms_with_prefix", noted)
    assert expansions(["trật", "tự", "giữ"], lexicon) == ()
    assert [key for key in asked if key.startswith("trật")] == [
        "trật=",
        "trật tự",
        "trật tự=",
        "trật tự giữ",
    ]


def test_a_text_counts_once_for_each_of_its_definitions() -> None:
    """The stream of a batch has every text's terms once, both ways, and for folded keys."""
    found = stream(["a", TEXTS[1], TEXTS[8]])
    terms = [
        {found.vocabulary[number] for number in found.ids[start:stop].tolist()}
        for start, stop in zip(found.offsets, found.offsets[1:], strict=False)
    ]
    assert terms[0] == set()
    assert terms[1] == {
        "ttatxh=trật tự an toàn xã hội",
        "trật tự an toàn xã hội=ttatxh",
        "trat tu an toan xa hoi=ttatxh",
    }
    assert terms[2] == {"htx=hợp tác xã", "hợp tác xã=htx", "hop tac xa=htx"}
    assert found.lengths.tolist() == [0, 3, 3]
    assert len(found.ids) == len(found.positions) == found.offsets[-1]


def test_no_text_makes_an_empty_stream() -> None:
    """An empty batch is a batch."""
    assert stream([]).offsets.tolist() == [0]
