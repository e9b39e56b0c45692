"""The table of common abbreviations: what it finds, and that every row keeps the rules of the table."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from analyzers import fold
from analyzers.common_abbreviations import CITIES, COMMON_ABBREVIATIONS, form_terms, table
from analyzers.form_table import form_of
from analyzers.orthography import unmarked_syllables

ROWS = [pytest.param(short, long, id=short[0]) for short, long in COMMON_ABBREVIATIONS]
MAX_LONG_FORM_WORDS = 14


def others(text: str) -> set[str]:
    return {" ".join(form) for form in table().other_forms(form_of(text))}


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("TP.HCM", "thành phố hồ chí minh"),
        ("TPHCM", "thành phố hồ chí minh"),
        ("TP HCM", "tp hồ chí minh"),
        ("tp. hcm", "tphcm"),
        ("TP Hồ Chí Minh", "tp hcm"),
        ("TP. Hồ Chí Minh", "thành phố hồ chí minh"),
        ("Thành phố Hồ Chí Minh", "tp hcm"),
        ("thanh pho ho chi minh", "tp hcm"),
        ("thanh pho Hồ Chí Minh", "tp hồ chí minh"),
        ("thanh pho hcm", "thành phố hồ chí minh"),
        ("TP Đà Nẵng", "thành phố đà nẵng"),
        ("thanh pho hue", "tp huế"),
        ("TP Vinh", "thành phố vinh"),
        ("thanh pho da lat", "tp đà lạt"),
        ("BR-VT", "bà rịa vũng tàu"),
        ("Bà Rịa-Vũng Tàu", "br vt"),
        ("Đắc Lắc", "đắk lắk"),
        ("dak lak", "daklak"),
        ("UBND", "ủy ban nhân dân"),
        ("Uỷ ban nhân dân", "ubnd"),
        ("uy ban nhan dan", "ubnd"),
        ("HĐND", "hội đồng nhân dân"),
        ("hdnd", "hội đồng nhân dân"),
        ("ÐHQG", "đại học quốc gia"),
        ("dai hoc quoc gia", "đhqg"),
        ("CSGT", "cảnh sát giao thông"),
        ("PCCC", "phòng cháy chữa cháy"),
        ("phòng cháy, chữa cháy", "pccc"),
        ("phòng cháy và chữa cháy", "pccc"),
        ("BHXH", "bảo hiểm xã hội"),
        ("BHYT", "bảo hiểm y tế"),
        ("GD&ĐT", "giáo dục và đào tạo"),
        ("GD-ĐT", "giáo dục và đào tạo"),
        ("GDĐT", "gd đt"),
        ("LĐ-TB&XH", "lao động thương binh và xã hội"),
        ("Lao động, Thương binh và Xã hội", "lđ tb xh"),
        ("KH&ĐT", "kế hoạch và đầu tư"),
        ("TN&MT", "tài nguyên và môi trường"),
        ("Tài nguyên - Môi trường", "tn mt"),
        ("NN&PTNT", "nông nghiệp và phát triển nông thôn"),
        ("VKSND", "viện kiểm sát nhân dân"),
        ("TAND", "tòa án nhân dân"),
        ("MTTQ", "mặt trận tổ quốc"),
        ("ĐBQH", "đại biểu quốc hội"),
        ("TTXVN", "thông tấn xã việt nam"),
        ("VĐV", "vận động viên"),
        ("vdv", "vận động viên"),
        ("HLV", "huấn luyện viên"),
        ("LHQ", "liên hợp quốc"),
        ("Liên hiệp quốc", "liên hợp quốc"),
        ("WHO", "tổ chức y tế thế giới"),
        ("to chuc y te the gioi", "who"),
        ("ASEAN", "hiệp hội các quốc gia đông nam á"),
        ("nghệ sỹ nhân dân", "nsnd"),
    ],
)
def test_forms_find_each_other(typed: str, other: str) -> None:
    """A form finds the other forms of its row, however its signs, case, accents and i or y are written."""
    assert other in others(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "cao",
        "CAO",
        "ban",
        "BTC",
        "VH&TT",
        "hồ chí minh",
        "đà nẵng",
        "uy bạn nhân dân",
        "công an",
        "minh",
        "thành phố",
        "TP",
        "",
    ],
)
def test_words_without_other_forms(typed: str) -> None:
    """Words, names, and abbreviations of many meanings are no keys."""
    assert others(typed) == set()


@pytest.mark.parametrize(("short", "long"), ROWS)
def test_the_rules_of_a_row(short: tuple[str, ...], long: tuple[str, ...]) -> None:
    """A row has both kinds of forms; no short form can be read as a syllable; terms are those of a query."""
    assert short
    assert long
    for form in (*short, *long):
        assert form_terms(form) == form_of(form)
        assert len(form_of(form)) <= MAX_LONG_FORM_WORDS
    for form in short:
        terms = form_of(form)
        assert len(terms) > 1 or fold(terms[0]) not in unmarked_syllables(), form
        assert len(form) <= min(map(len, long)), form
    for form in (*short, *long):
        assert others(form) == {" ".join(form_of(other)) for other in (*short, *long)} - {
            " ".join(form_of(form))
        }


def test_no_form_is_in_two_rows_or_twice_in_one() -> None:
    """Not even without accents, so that every form has one meaning."""
    all_rows = [*[(*short, *long) for short, long in COMMON_ABBREVIATIONS]]
    all_rows += [(f"TP {city}", f"thành phố {city}") for city in CITIES]
    rows = [{fold(" ".join(form_of(form))) for form in row} for row in all_rows]
    assert [form for form, count in Counter(form for row in rows for form in row).items() if count > 1] == []
    assert all(
        len({form_of(form) for form in (*short, *long)}) == len(short) + len(long)
        for short, long in COMMON_ABBREVIATIONS
    )


def test_the_size_of_the_table() -> None:
    """The table is for common abbreviations; a long key is as long as the longest form that begins so."""
    assert 120 <= len(COMMON_ABBREVIATIONS) <= 180
    assert table().longest_key("thành") == 6  # thành phố Phan Rang - Tháp Chàm
    assert table().longest_key("thanh") == 6
    assert table().longest_key("xin") == 0
    assert table() is table()


def test_importing_builds_no_table() -> None:
    """The first search builds the table."""
    code = "from analyzers import common_abbreviations as c; print(c.table.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"
