"""The other forms of numbers: groups of digits, telephone numbers, quantities, and what is a code."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import QuerySyntaxError
from searchidx.planning.forms.amounts import MAX_DIGITS
from searchidx.planning.forms.numbers import number_forms
from tests.support.planning import are_in_order, typed_stretches, written_form


def in_digits(query: str) -> list[str]:
    """The forms of digits alone, without number words."""
    return [form for form in forms(query) if form.replace(" ", "").replace("=", "").isdecimal()]


def forms(query: str) -> list[str]:
    return [
        written_form(form, stretch)
        for stretch, separators in typed_stretches(query)
        for form in number_forms(stretch, separators)
    ]


GROUPS = [
    ("2600", ["2600 = 2 600"]),
    ("26000", ["26000 = 26 000"]),
    ("26.000", ["26 000 = 26000"]),
    ("26,000", ["26 000 = 26000"]),
    ("26 000", ["26 000 = 26000"]),
    ("1234567", ["1234567 = 1 234 567"]),
    ("1.234.567", ["1 234 567 = 1234567"]),
    ("1,234,567", ["1 234 567 = 1234567"]),
    ("1 234 567", ["1 234 567 = 1234567"]),
    # a number of three digits has no groups, and no number begins with 0
    ("260", []),
    ("15", []),
    ("007", []),
    ("00712", []),
    ("0.500", []),
    ("012345", []),
    # all groups but the first have three digits
    ("12 34", []),
    ("1.2.3", []),
    ("2600.000", ["2600 000 = 2 600 000"]),
    ("12.34.567", []),
    # one sign
    ("1.234,567", ["1 234 567 = 1234 567"]),
    ("26. 000", []),
    ("26-000", []),
    ("26/000", []),
    # decimals
    ("1,5", []),
    ("1.5", []),
    ("0,5", []),
    ("3,14", []),
    ("3,1416", []),
    ("1.234,5", ["1 234 5 = 1234 5"]),
    ("1,234.56", ["1 234 56 = 1234 56"]),
    ("12345,6789", ["12345 6789 = 12 345 6789"]),
    # codes
    ("192.168.1.1", []),
    ("1.26.000", []),
    ("10.1v", []),
    ("26000x", []),
    ("A26000", []),
    # several numbers
    ("26.000, 27.000", ["26 000 = 26000", "27 000 = 27000"]),
    ("26.000-27.000", ["26 000 = 26000", "27 000 = 27000"]),
    ("26000 27000", ["26000 = 26 000", "27000 = 27 000"]),
    # the end of a date or of a code is no first group
    ("2017-02-16 120", ["2017 = 2 017"]),
    ("28/4 120", []),
    ("U-23 120", []),
    ("5-6.000", ["6 000 = 6000"]),
    ("28/4, 26 000", ["26 000 = 26000"]),
]


@pytest.mark.parametrize(("query", "expected"), GROUPS)
def test_the_groups_of_a_number(query: str, expected: list[str]) -> None:
    assert in_digits(query) == expected
    assert in_digits(f"có {query}, đó") == expected


def test_a_long_row_of_digits_is_a_code() -> None:
    """Up to fifteen digits are a number, however they are typed."""
    assert MAX_DIGITS == 15
    assert forms("9" * 15) == ["999999999999999 = 999 999 999 999 999"]
    assert forms("9" * 16) == []
    assert forms(".".join(["999"] * 5)) == ["999 999 999 999 999 = 999999999999999"]
    assert not any("9" * 18 in form for form in forms(".".join(["999"] * 6)))
    assert forms("9" * 10_000) == []


def test_other_digits_are_digits() -> None:
    """Those of other scripts stay as they are."""
    assert forms("٢٦٠٠٠") == ["٢٦٠٠٠ = ٢٦ ٠٠٠"]
    assert forms("٢٦.٠٠٠") == ["٢٦ ٠٠٠ = ٢٦٠٠٠"]


PHONES = [
    # typed, and a form that it has among others
    ("0912345678", "0912 345 678"),
    ("0912345678", "091 234 5678"),
    ("0912345678", "84912345678"),
    ("0912345678", "84 912 345 678"),
    ("0912 345 678", "0912345678"),
    ("0912.345.678", "0912345678"),
    ("0912-345-678", "091 234 5678"),
    ("091 234 5678", "0912 345 678"),
    ("84912345678", "0912345678"),
    ("84 912 345 678", "0912 345 678"),
    ("19001234", "1900 1234"),
    ("1900 1234", "19001234"),
    ("1800.1234", "18001234"),
    ("02438251234", "024 3825 1234"),
    ("024 3825 1234", "02438251234"),
    ("024.38251234", "024 3825 1234"),
    ("0243 825 1234", "02438251234"),
]


@pytest.mark.parametrize(("query", "other"), PHONES)
def test_telephone_numbers(query: str, other: str) -> None:
    typed = query.replace(".", " ").replace("-", " ")
    assert f"{typed} = {other}" in forms(query)
    assert f"{typed} = {typed}" not in forms(query)
    assert f"{typed} = {other}" in forms(f"gọi {query} ngay")


NO_PHONES = [
    "113",
    "0912",
    "0912345",
    "0912, 345, 678",
    "0912/345/678",
    "0912 345 678 901 234",
    "0912a345678",
]


@pytest.mark.parametrize("query", NO_PHONES)
def test_what_is_no_telephone_number(query: str) -> None:
    """Too few digits, other signs, letters; of too many digits, the first are no more than a part."""
    assert not any(form.startswith(f"{query} =") for form in forms(query))


def test_telephone_numbers_in_a_row_have_their_own_forms() -> None:
    found = forms("0912345678 0987654321 19001234")
    for other in ("0912345678 = 0912 345 678", "0987654321 = 0987 654 321", "19001234 = 1900 1234"):
        assert other in found


def test_a_telephone_number_may_be_a_number() -> None:
    """84 millions begin as Vietnam does, and 19 millions as a hotline."""
    assert "84000000 = 84 000 000" in forms("84000000")
    assert "84 000 000 = 84000000" in forms("84.000.000")
    assert "19001234 = 19 001 234" in forms("19001234")


QUANTITIES = [
    # typed, and forms that it has
    (
        "19km",
        ["19km = 19 km/kilômét/kilomét/kilomet", "19km = 19kilômét/19kilomét/19kilomet", "19km = 19 cây số"],
    ),
    ("19 km", ["19 km = 19km/19kilômét/19kilomét/19kilomet", "19 km = 19 ki lô mét"]),
    ("19 cây số", ["19 cây số = 19 km/kilômét/kilomét/kilomet"]),
    ("19 ki-lô-mét", ["19 ki lô mét = 19km/19kilômét/19kilomét/19kilomet"]),
    ("50m2", ["50m2 = 50 m2", "50m2 = 50 mét vuông"]),
    ("50 mét vuông", ["50 mét vuông = 50m2", "50 mét vuông = 50 m2"]),
    ("120km/h", ["120km h = 120 km h", "120km h = 120 km giờ"]),
    ("120 km/giờ", ["120 km giờ = 120km h", "120 km giờ = 120 cây số giờ"]),
    ("25.000đ", ["25 000đ = 25 000 đ/đồng/vnđ/vnd", "25 000đ = 25000đ/25000đồng/25000vnđ/25000vnd"]),
    ("25000 đồng", ["25000 đồng = 25 000đ/000đồng/000vnđ/000vnd"]),
    ("25.000 dong", ["25 000 dong = 25 000 đ/đồng/vnđ/vnd"]),
    ("5tr", ["5tr = 5 tr/triệu"]),
    ("5 triệu", ["5 triệu = 5 tr", "5 triệu = 5tr/5triệu"]),
    ("1,5 triệu", ["1 5 triệu = 1 5 tr", "1 5 triệu = 1 5tr/5triệu"]),
    ("7h", ["7h = 7 h/giờ"]),
    ("7 giờ", ["7 giờ = 7h/7giờ"]),
    ("12.500 m2", ["12 500 m2 = 12 500m2", "12 500 m2 = 12500 mét vuông"]),
    ("3 kg", ["3 kg = 3 kilôgam/kilogam/kilogram/kilôgram/ký/kí", "3 kg = 3 ki lô gam"]),
    ("5m", ["5m = 5 m/mét"]),
    ("5 mét", ["5 mét = 5 m", "5 mét = 5m/5mét"]),
    ("1,5m", ["1 5m = 1 5 m/mét"]),
    ("2.5 kg", ["2 5 kg = 2 5kg/5kilôgam/5kilogam/5kilogram/5kilôgram/5ký/5kí"]),
    ("30 g", ["30 g = 30 gam/gram"]),
    ("6000d", ["6000d = 6000 đ/đồng/vnđ/vnd"]),
    ("100 USD", ["100 usd = 100 đô la", "100 usd = 100 đôla/đô"]),
]


@pytest.mark.parametrize(("query", "expected"), QUANTITIES)
def test_a_number_and_its_unit(query: str, expected: list[str]) -> None:
    """Apart, joined, and with every name of the unit. The forms of the number are those of the quantity."""
    found = forms(query)
    assert set(expected) <= set(found)
    assert forms(f"cao {query}.") == found


NUMBER_WORDS = [
    # typed, forms that it has, and beginnings of forms that it does not have
    ("500 nghìn", ["500 ngàn", "500k", "500000", "500 000", "0 5 triệu"], ["500 k", "500 triệu", "5"]),
    ("500 ngan", ["500 nghìn", "500 000"], []),
    ("500k", ["500 nghìn", "500 000", "500 000đ", "500 000 đồng", "500000đ"], ["500 k"]),
    ("45k", ["45 nghìn", "45 000"], []),
    ("500.000", ["500 nghìn", "500 ngàn", "500k", "0 5 triệu"], ["500 triệu"]),
    ("500.000đ", ["500 nghìn đồng", "500 ngàn đ", "500k", "0 5 triệu đồng"], []),
    ("1,5 triệu", ["1 5 tr", "1500000", "1 500 000"], ["15", "1500", "1 500 nghìn", "1 5 nghìn"]),
    ("1.5 triệu", ["1 500 000"], ["15"]),
    ("1,25 tỷ", ["1250000000", "1 250 000 000"], ["125"]),
    ("0,5 tỷ", ["500 triệu", "500 000 000"], ["5"]),
    ("1.500.000", ["1500000", "1 5 triệu", "1 5tr"], ["15", "1 500 nghìn"]),
    ("2 tỷ", ["2 tỉ", "2000000000", "2 000 000 000"], []),
    ("2 tỉ", ["2 tỷ"], []),
    ("300tr đồng", ["300 triệu đồng", "300 000 000đ", "300 000 000 đồng"], []),
    ("20.000 tỷ", ["20 nghìn tỷ", "20 ngàn tỉ"], ["20 000 000"]),
    ("20 nghìn", ["20 000", "20000", "20 ngàn", "20k"], []),
    ("2 nghìn", ["2 000", "2 ngàn"], ["2000", "2k"]),
    ("2 nghìn đồng", ["2 000 đồng", "2000 đồng", "2000đ"], []),
    ("2.000", ["2000", "2 nghìn"], ["2k"]),
    ("5 triệu d", ["5 triệu đồng", "5 000 000 đ"], []),
    ("5 nghìn tỷ", ["5 ngàn", "5 000"], ["5 000 tỉ", "5 nghìn tỉ"]),
    # only a round sum is written with nghìn or triệu, and carats are no sum
    ("550.000", ["550 nghìn", "550k"], ["0 55 triệu", "0 55tr"]),
    ("10.000đ", ["10 nghìn đồng"], ["10k"]),
    ("24.000đ", ["24 nghìn đồng"], ["24k"]),
    ("25.000đ", ["25 nghìn đồng", "25k"], []),
    ("500k usd", ["500 000 usd", "500 nghìn đô"], ["500 000 đ", "500 000 đồng", "500000đ"]),
    # nghìn is the only number word before another one
    ("500.000 tỷ", ["500 nghìn tỷ", "500000 tỷ"], ["0 5 triệu"]),
    ("20.000,5 tỷ", ["20 000 5 tỉ"], ["20 nghìn", "20 ngàn"]),
    ("20.000 nghìn", ["20 000 ngàn"], ["20 nghìn", "20k"]),
    # the value is doubtful, or the number is another thing
    ("1,2345 tỷ", ["1 2345 tỉ"], ["1234500000", "1 234 500 000"]),
    ("1,234 tỷ", ["1 234 tỉ"], ["1234000", "1 234 000"]),
    ("1.234 triệu", ["1 234 tr"], ["1 234 000"]),
    ("2017", ["2 017"], ["2 nghìn", "2 0"]),
    ("2000", ["2 000"], ["2 nghìn", "2 ngàn"]),
    ("26 550", ["26550", "26 55 nghìn"], []),
    ("26551", ["26 551"], ["26 5"]),
    ("0912345678", ["0912 345 678"], ["912", "912345678"]),
]


@pytest.mark.parametrize(("query", "others", "no_beginnings"), NUMBER_WORDS)
def test_number_words(query: str, others: list[str], no_beginnings: list[str]) -> None:
    """A number with nghìn, triệu or tỷ has the same value in digits, and a round number has such a word."""
    found = written_out(forms(query))
    assert set(others) <= found
    for beginning in no_beginnings:
        assert not any(f"{form} ".startswith(f"{beginning} ") for form in found), beginning


def written_out(found: list[str]) -> set[str]:
    """Every phrase that forms match, without what they replace."""
    positions = [[terms.split("/") for terms in form.partition(" = ")[2].split(" ")] for form in found]
    return {" ".join(phrase) for form in positions for phrase in product(*form)}


SIGNS_OF_UNITS = [
    ("10%", ["10%", "10 phần trăm"]),
    ("10 %", ["10%", "10 phần trăm"]),
    ("10 phần trăm", ["10%"]),
    ("10 phan tram", ["10%", "10 phần trăm"]),
    ("3,5%", ["3,5% 5", "3.5% 5", "3 5 phần trăm"]),
    ("3.5 phần trăm", ["3,5% 5", "3.5% 5"]),
    ("1.000%", ["1.000% 000", "1,000% 000", "1000%", "1000 phần trăm"]),
    ("39°C", ["39 độ c", "39 độ", "39oc", "39 oc"]),
    ("39 °C", ["39 độ c", "39 độ"]),
    ("39ºc", ["39 độ c"]),
    ("39℃", ["39 độ c"]),
    ("39˚C", ["39 độ c", "39 độ"]),
    ("39⁰C", ["39 độ c", "39 độ"]),
    ("39&deg;C", ["39 độ c", "39 độ"]),
    ("39 độ C", ["39 c", "39 độ", "39oc"]),
    ("39 độ", ["39 c", "39 độ c", "39 oc"]),
    ("39oC", ["39 c", "39 độ c"]),
    ("38,5°C", ["38 5 độ c", "38 5 độ", "38 5oc"]),
    ("100°F", ["100 độ f"]),
    ("5 đô la", ["5 usd", "5usd", "5 đô"]),
    ("5 kilogram", ["5 kg", "5 ký", "5 ki lô gam"]),
    ("10 m/s", ["10 m giây", "10m s"]),
]


@pytest.mark.parametrize(("query", "others"), SIGNS_OF_UNITS)
def test_units_with_signs(query: str, others: list[str]) -> None:
    found = written_out(forms(query))
    assert set(others) <= found
    assert written_out(forms(f"lên {query}, rồi")) == found


NO_QUANTITIES = [
    *("10k", "10 k", "500 k", "24K", "4K", "9k", "21k", "2,5K", "45,5k", "500,5k", "76K-78", "45K-123"),
    *("39 C", "phòng 39 c", "39-C", "39 do", "100 F", "° 39", "% 10", "39C"),
]


@pytest.mark.parametrize("query", NO_QUANTITIES)
def test_a_letter_is_no_unit(query: str) -> None:
    """A `k` is no price after a blank or a number of carats, and a `C` no temperature without its sign."""
    assert forms(query) == []


def test_a_temperature_has_one_scale() -> None:
    assert not any(form.endswith(("độ", "c")) for form in written_out(forms("100°F")))
    assert not any(form.endswith(("f", "phần trăm")) for form in written_out(forms("39°C")))


CODES = [
    *("3G", "5g", "3 g", "3g wifi", "60D", "600d"),
    *("10.1v", "U23", "A320", "7h30", "4k", "3x", "19x", "B52", "mp3"),
    *("km 19", "km19"),
]


@pytest.mark.parametrize("query", CODES)
def test_a_name_is_no_quantity(query: str) -> None:
    """A letter with too few digits, no unit, or a unit in front of its number."""
    assert forms(query) == []


def test_a_quantity_is_never_a_name() -> None:
    """`3 gam` finds `3 gram`, but not the network `3G`; and `60 đồng` not the camera `60D`."""
    assert forms("3 gam") == ["3 gam = 3 gram", "3 gam = 3gam/3gram"]
    assert not any("60d" in form.replace("/", " ").split() for form in forms("60 đồng"))


@pytest.mark.parametrize(("query", "expected"), [("3,5g", "3 5 gam"), ("3,5 gam", "3 5g"), ("3,5g", "3 5 g")])
def test_a_number_with_decimals_is_no_name(query: str, expected: str) -> None:
    """There is no network of 3,5 generations."""
    assert expected in written_out(forms(query))


def test_only_a_symbol_is_joined_to_its_number() -> None:
    """The words of a name stay apart: `120km h`, but not `5cây số`."""
    found = written_out(forms("5 km"))
    assert {"5km", "5 cây số", "5ki lô mét"} <= found
    assert "5cây số" not in found


def test_the_longest_name_of_a_unit_is_taken() -> None:
    """`m2` is not `m`, and `km/h` not `km`."""
    assert forms("120 km/h")[0].startswith("120 km h = ")
    assert forms("50 mét vuông")[0].startswith("50 mét vuông = ")
    assert forms("50 mét đất")[0].startswith("50 mét = ")


PARTS = [
    "1",
    "12",
    "123",
    "000",
    "0912",
    "84",
    "1900",
    "9" * 20,
    "0",
    "00",
    "٣",
    "²",
    "½",
    "3g",
    "60d",
    "000đ",
]
UNITS = [
    *("km", "h", "m2", "đ", "đồng", "ki", "lô", "gam", "mét", "vuông", "d", "g", "x", "a1b2", "１２"),
    *("k", "nghìn", "triệu", "tr", "tỷ", "phần", "trăm", "độ", "c"),
]
SIGNS = [".", ",", " ", "-", "/", ", ", "%", "°"]
TEXTS = st.lists(st.sampled_from([*PARTS, *UNITS, *SIGNS, *SIGNS]), max_size=20).map("".join)


@given(TEXTS | st.text(max_size=20))
def test_numbers_of_anything(text: str) -> None:
    """Never an error, one number after the other, and never the typed phrase itself."""
    try:
        stretches = typed_stretches(text)
    except QuerySyntaxError:
        return
    for stretch, separators in stretches:
        found = list(number_forms(stretch, separators))
        assert are_in_order(found, stretch)
        for form in found:
            typed = tuple([(syllable.exact,) for syllable in stretch.syllables[form.first : form.end]])
            assert form.positions != typed
            assert form.is_certain
