"""One thing in several spellings: each finds the others as complete matches, below its own spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyzers.form_table import form_of
from searchidx import Document, Index

if TYPE_CHECKING:
    from pathlib import Path

TOGETHER = [
    # letters and digits, joined, parted, with any sign between
    ("covid19", "Covid-19", "covid 19", "COVID.19"),
    ("U23", "U.23", "U-23", "u 23"),
    ("A320", "A-320", "a 320"),
    ("4G", "4-G", "4 g"),
    ("F0", "F.0", "f 0"),
    ("MP3", "mp-3", "mp 3"),
    ("QL1A", "QL-1A", "QL 1A"),
    ("50Hz", "50-Hz", "50 hz"),
    ("TPHCM", "TP.HCM", "TP HCM", "tp-hcm"),
    ("GDĐT", "GD&ĐT", "GD-ĐT"),
    ("LĐTBXH", "LĐ-TBXH", "LĐ TBXH"),
    ("VHTTDL", "VH.TTDL"),
    ("UBND", "UB.ND"),
    ("wifi", "Wi-Fi", "wi.fi"),
    ("email", "e-mail"),
    ("online", "on-line"),
    ("smartphone", "smart-phone", "smart.phone"),
    ("blackpink", "black-pink", "black pink"),
    ("ôtô", "ô tô", "ô-tô"),
    ("vắcxin", "vắc-xin", "vắc xin"),
    ("tivi", "ti-vi", "ti vi"),
    ("càphê", "cà phê", "cà-phê"),
    ("Canađa", "Ca-na-đa"),
    ("Italia", "I-ta-li-a"),
    ("Panama", "Pa-na-ma"),
    # a number and its unit
    ("19km", "19 km", "19 ki-lô-mét", "19 cây số"),
    ("120km/h", "120 km/h", "120 km/giờ"),
    ("50m2", "50 m2", "50 mét vuông"),
    ("25.000đ", "25.000 đồng", "25000 đồng", "25000đ", "25.000 VND"),
    ("5 triệu", "5tr", "5 tr"),
    ("1,5 triệu", "1,5tr"),
    ("7 giờ", "7h", "7 h"),
    ("3 kg", "3kg", "3 ki-lô-gam"),
    ("2,5 kg", "2,5kg", "2,5 ki-lô-gam"),
    ("5 m", "5m", "5 mét"),
    ("15 lít", "15l", "15 l"),
    ("30 ha", "30ha", "30 héc-ta"),
    ("100 USD", "100 đô la", "100usd"),
    ("12.500 m2", "12500m2", "12.500 mét vuông"),
    ("300 triệu đồng", "300tr đồng", "300.000.000 đồng", "300.000.000đ", "300 triệu VND"),
    ("500k", "500 nghìn", "500 ngàn", "500.000"),
    ("500.000đ", "500 nghìn đồng", "500 ngàn đồng", "500.000 VND"),
    ("1,5 triệu", "1.500.000", "1.5 triệu", "1,5tr"),
    ("2 tỷ", "2 tỉ", "2.000.000.000"),
    ("20.000 tỷ", "20 nghìn tỷ", "20 ngàn tỉ"),
    ("26 nghìn", "26.000", "26 ngàn", "26000"),
    ("10%", "10 phần trăm"),
    ("3,5%", "3,5 phần trăm"),
    ("39°C", "39 °C", "39 độ C", "39 độ", "39oC"),
    ("5 kg", "5 kilogram", "5 ký", "5 kí", "5kg"),
    ("60 km/h", "60 km/giờ", "60 cây số giờ"),
    ("80 m²", "80 mét vuông", "80m2"),
    ("5 USD", "5 đô la", "5USD"),
    # groups of digits
    ("26000", "26.000", "26,000", "26 000"),
    ("1234567", "1.234.567", "1,234,567"),
    ("84000000", "84.000.000", "84 000 000"),
    ("1.234,5", "1234,5"),
    ("0912345678", "0912.345.678", "0912 345 678", "091 234 5678", "0912-345-678", "84 912 345 678"),
    ("+84 912 345 678", "+84912345678", "0912345678", "(+84) 912 345 678", "+84-912-345-678"),
    ("(024) 3825 1234", "024 3825 1234", "+84 24 3825 1234", "(+84)2438251234"),
    ("19001234", "1900 1234", "1900.1234"),
    ("02438251234", "024 3825 1234", "024.38251234"),
    # dates
    (
        "6/2/2017",
        "06/02/2017",
        "6-2-2017",
        "ngày 6 tháng 2 năm 2017",
        "6.2.2017",
        "2017-02-06",
        "6 tháng 2/2017",
    ),
    ("28/4", "28/04", "28 tháng 4", "ngày 28/4"),
    ("11/2021", "tháng 11 năm 2021", "tháng 11/2021", "11-2021"),
    ("1/1", "01/01", "mùng 1 tháng 1", "ngày 1 tháng 1"),
    ("30/4/1975", "30 tháng 4 năm 1975", "30.4.1975", "30-04-1975"),
    # compatibility letters
    ("CO2", "CO₂", "co2"),
    ("50 m2", "50 m²", "50m²"),
    ("A4", "Ａ４"),
    ("Louis XII", "Louis Ⅻ"),
    ("12 km", "12 ㎞"),
    ("bài 1", "bài ①"),
    ("final", "ﬁnal"),
    # a tone on a consonant or on another vowel
    ("việt nam", "viêt\u0323 nam", "vịêt nam"),
    ("quyết định", "qưyết định"),
    # hashtags and camel case
    ("sống xanh", "#SốngXanh"),
    # letters and digits in three parts
    ("SARS-CoV-2", "sarscov2", "sars cov2"),
    ("wifi 6", "wifi6"),
    # Fahrenheit
    ("100°F", "100 độ F", "100 °F"),
    ("2500°F", "2.500°F", "2500 độ F"),
    ("Hà Nội", "HàNội"),
    # i and y
    ("bác sĩ", "bác sỹ"),
    ("công ty", "công ti"),
    ("hy vọng", "hi vọng"),
    ("quý khách", "quí khách"),
    ("kỹ sư", "kĩ sư"),
    ("mì tôm", "mỳ tôm"),
    ("tỉ lệ", "tỷ lệ"),
    ("vật lý", "vật lí"),
]
"""Spellings of one thing. Each is typed, and finds the articles with each of the others."""

APART = [
    ("50 m", "50 mét vuông"),
    ("50 m", "50 m²"),
    ("50m", "rộng 50 m vuông"),
    ("50m", "50 mét khối"),
    ('"50 m"', "50 mét giây"),
    ("120 ki-lô-mét", "120 km/h"),
    ("120 cây số", "120km/giờ"),
    ("39°C", "39 độ F"),
    ("39°C", "39°F"),
    ("39°F", "39 độ C"),
    ("39°F", "39 độ"),
    ("40 kg", "40 ki-lô-mét"),
    ("1,5 triệu", "15 triệu"),
    ("1,5 triệu", "1.500 triệu"),
    ("1,5 triệu", "15.000.000"),
    ("1,5 triệu", "1.500"),
    ("2 tỷ", "2.000.000"),
    ("1,234 tỷ", "1.234.000.000"),
    ("500k", "500 km"),
    # a unit or a number word that goes on
    ('"15 ngàn mét"', "15 nghìn mét vuông"),
    ("15 ngàn mét", "15 nghìn mét khối"),
    ("200 nghìn cây số", "200 ngàn cây số/giờ"),
    ("200 nghìn cây số", "200.000 km/h"),
    ("50 m", "50m vuông"),
    ("50 m", "50m/s"),
    ("120 km", "120km/h"),
    ("500k", "500 nghìn tỷ"),
    ("500 ngàn", "500 nghìn tỷ"),
    ("500 ngàn", "500.000 tỷ"),
    ('"20 ngàn"', "20 nghìn tỷ"),
    ('"20 ngàn"', "20 nghìn tỉ đồng"),
    ("500.000", "500 nghìn tỷ"),
    ("2 triệu", "2tr tỷ"),
    # a joined word with digits has the typed accents
    ("40 đô", "40độ"),
    ("40đô", "40độ"),
    ("20 độ", "20đô"),
    ("60đ", "máy 60D"),
    ("60 đ", "máy 60D"),
    ("5à", "nhà 5a"),
    ("20 kí", "dài 20ki-lô-mét"),
    # a joined word of letters has similar accents
    ("xé máy", "xemáy"),
    ("mô tơ", "môtô"),
    # another number ends with this number
    ("5.000.000 đồng", "1,5 triệu đồng"),
    ("5.000.000 đồng", "12,5 triệu đồng"),
    ("5.000.000 đồng", "102.5 triệu đồng"),
    ("5.000.000 đồng", "12,5tr đồng"),
    ('"5.000.000 đồng"', "lương 12,5 triệu đồng"),
    ('"5 triệu đồng"', "12,5 triệu đồng"),
    ("5 triệu", "1,5tr"),
    ("5kg", "3,5 kilogram"),
    ("5kg", "3,5kg"),
    ("5 kg", "1.005 cây, nặng 0,5kg"),
    ("5km", "2.5 cây số"),
    ("5.000m2", "1,5 nghìn mét vuông"),
    ("500000kg", "1.500.000 kg"),
    ("500.000", "1.500.000"),
    ("500.000", "12,500,000"),
    ("500.000", "1.500.000 đồng"),
    ("500k", "1.500.000đ"),
    ('"500 người"', "1.500 người"),
    ("500.000.000 đồng", "2.500.000.000 đồng"),
    ("2 tỷ", "1,2tỷ"),
    ("10 k", "10.000"),
    ("vàng 24K", "vàng 24.000"),
    ("năm 2000", "năm 2 nghìn"),
    ("39 độ C", "39 độc"),
    ("lớp 39 C", "lớp 39 độ"),
    ("10 phần trăm", "10 phần"),
    ("10 phần trăm", "10"),
    ("2.500 người", "2,5 người"),
    ("6/2/2017", "2/6/2017"),
    ("28/4", "4/28"),
    ("an", "a n"),
    ("thanh", "than h"),
    ("12 34", "1234"),
    ("3,14", "314"),
    ("tháng 13 năm 2021", "13/2021"),
    ("19 km", "19 kg"),
    ("máy 60D", "máy 60 đồng"),
    ("mạng 3G", "mạng 3 gam"),
    ("vàng 3 gam", "vàng 3G"),
    ("máy 60 đồng", "máy 60D"),
    ("0,500 kg", "500 kg"),
    ("192.168.1.1", "192168.1.1"),
    ("2.017 người", "20,17 người"),
    ("covid19", "covid 20"),
    ("0912345678", "0912345679"),
    ("thủy", "thuỳ"),
    ("tay", "tai"),
]
"""Two different things: the second article is no complete match for the first query."""

BARE = [
    ("vac xin", "vắcxin"),
    ("vacxin", "vắc-xin"),
    ("o to", "ôtô"),
    ("oto", "ô tô"),
    ("gddt", "GD&ĐT"),
    ("gd dt", "GDĐT"),
    ("25000 dong", "25.000 đồng"),
    ("25.000 dong", "25.000đ"),
    ("ngay 6 thang 2 nam 2017", "6/2/2017"),
    ("6/2/2017", "ngày 6 tháng 2 năm 2017"),
    ("bac si", "bác sỹ"),
    ("bac sy", "bác sĩ"),
    ("cong ti", "công ty"),
    ("50 met vuong", "50m2"),
    ("5 trieu", "5tr"),
    ("ca phe", "càphê"),
    ("thang 11 nam 2021", "11/2021"),
    ("100 do la", "100 USD"),
    ("ty le", "tỉ lệ"),
    ("quy khach", "quí khách"),
    ("ky su", "kĩ sư"),
]
"""A query without accents, and an article with them."""

IN_PART = [
    ("đuong sắt", "đường sắt"),
    ("tiêng nói", "tiếng nói"),
    ("nuơc", "nước"),
    ("đưòng", "đường"),
    ("huýên", "huyến"),
    ("hô chí minh", "hồ chí minh"),
    ("đương sắt bắc nam", "đường sắt bắc nam"),
    ("Viêt Nam", "Việt Nam"),
    ("thủ tuơng", "thủ tướng"),
]
"""A query typed with some of its accents, and an article with all of them."""

NOT_IN_PART = [
    ("đuong", "dương"),
    ("tiêng", "tieng"),
    ("đường", "đương"),
    ("hôm", "hồm"),
]
"""A typed mark holds, and a syllable that an article has means itself."""


def article(number: int, text: str) -> Document:
    return Document(str(number), "Bản tin buổi sáng", f"Sáng nay có {text} ở đây, như đã nói với bạn đọc.")


def written(folder: Path, texts: list[str]) -> Index:
    index = Index.create(folder / "index")
    index.update([article(number, text) for number, text in enumerate(texts)])
    return index


def complete(index: Index, query: str) -> list[str]:
    return [hit.document.id for hit in index.search(query, limit=100).hits if hit.complete]


@pytest.mark.parametrize("spellings", TOGETHER, ids=[spellings[0] for spellings in TOGETHER])
def test_every_spelling_finds_every_other(tmp_path: Path, spellings: tuple[str, ...]) -> None:
    """All of them are complete matches, and an article with the parts that were typed comes first."""
    others = ["mưa và nắng", "gió mùa đông bắc", "cá và tôm"]
    with written(tmp_path, [*spellings, *others]) as index:
        for spelling in spellings:
            found = complete(index, spelling)
            assert set(found) == {str(at) for at in range(len(spellings))}, spelling
            assert form_of(spellings[int(found[0])]) == form_of(spelling), spelling


@pytest.mark.parametrize("spellings", TOGETHER, ids=[spellings[0] for spellings in TOGETHER])
def test_every_spelling_is_marked(tmp_path: Path, spellings: tuple[str, ...]) -> None:
    with written(tmp_path, list(spellings)) as index:
        for spelling in spellings:
            for hit in index.search(spelling, limit=100).hits:
                assert hit.snippet.marks, (spelling, hit.snippet.text)


@pytest.mark.parametrize(("query", "text"), APART)
def test_different_things_stay_apart(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, [query, text]) as index:
        assert complete(index, query) == ["0"]


@pytest.mark.parametrize(("query", "text"), BARE)
def test_a_bare_query_finds_other_spellings(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, ["mưa và nắng", text]) as index:
        assert complete(index, query) == ["1"]


@pytest.mark.parametrize(("query", "text"), IN_PART)
def test_a_missing_mark_is_free(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, ["mưa và nắng", text]) as index:
        assert complete(index, query) == ["1"]


@pytest.mark.parametrize(("query", "text"), NOT_IN_PART)
def test_a_typed_mark_holds(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, [query, text]) as index:
        assert complete(index, query) == ["0"]


UNACCENTED = [
    ("bác sĩ", "bac sy"),
    ("bác sỹ", "bac si"),
    ("25.000 đồng", "25.000d"),
    ("25.000đ", "25.000 dong"),
    ("vắc xin", "vacxin"),
    ("ngày 6 tháng 2 năm 2017", "6/2/2017"),
    ("6/2/2017", "ngay 6 thang 2 nam 2017"),
]
"""A query with accents, and an article that was typed without any."""


@pytest.mark.parametrize(("query", "text"), UNACCENTED)
def test_an_unaccented_article_is_found(tmp_path: Path, query: str, text: str) -> None:
    with Index.create(tmp_path / "index") as index:
        body = f"Hom nay co {text} o day, nhu da noi voi ban doc cua bao nay va cac bao khac."
        index.update([Document("0", "Ban tin", body), article(1, "mưa và nắng")])
        assert complete(index, query) == ["0"]


def test_a_part_after_a_sign_has_its_forms_too(tmp_path: Path) -> None:
    """What is excluded is excluded in all of its spellings."""
    with written(tmp_path, ["covid19 và mưa", "Covid-19 và mưa", "cảm cúm và mưa"]) as index:
        assert complete(index, "mưa -covid19") == ["2"]
        assert complete(index, 'mưa -"covid 19"') == ["2"]
        assert set(complete(index, "+covid19 mưa")) == {"0", "1"}
        assert set(complete(index, "covid19 OR cúm")) == {"0", "1", "2"}


def test_a_phrase_and_a_field_have_their_forms_too(tmp_path: Path) -> None:
    with written(tmp_path, ["dịch covid19 lan rộng", "dịch Covid-19 lan rộng", "dịch lan rộng"]) as index:
        assert set(complete(index, '"dịch covid-19 lan"')) == {"0", "1"}
        assert set(complete(index, "body:covid19")) == {"0", "1"}
        assert complete(index, "title:covid19") == []


SIDE_BY_SIDE = [
    ("covid19", "ôtô"),
    ("U23", "6/2/2017"),
    ("28/4", "TPHCM"),
    ("2017-02-06", "120 km/h"),
    ("25.000đ", "wifi"),
    ("0912345678", "7 giờ"),
    ("A320", "26000"),
    ("50m2", "covid19"),
    ("bác sĩ", "GDĐT"),
]
"""Two of the things above next to each other."""


@pytest.mark.parametrize(("one", "other"), SIDE_BY_SIDE)
def test_any_form_of_every_part_is_a_complete_match(tmp_path: Path, one: str, other: str) -> None:
    """In one query, each part finds each of its own spellings, whatever the spelling of its neighbour."""
    by_name = {spelling: spellings for spellings in TOGETHER for spelling in spellings}
    texts = [f"{left} {right}" for left in by_name[one][:4] for right in by_name[other][:4]]
    with written(tmp_path, texts) as index:
        for text in texts:
            assert len(complete(index, text)) == len(texts), text


@pytest.mark.parametrize("spellings", TOGETHER, ids=[spellings[0] for spellings in TOGETHER])
def test_a_whole_word_with_a_star_finds_what_the_word_finds(
    tmp_path: Path, spellings: tuple[str, ...]
) -> None:
    """In every form, as a word and as a phrase, and after a sign.

    A prefix begins with its first letter, so that a sign before it divides it from the number before it.
    """
    with written(tmp_path, [*spellings, "mưa và nắng"]) as index:
        for spelling in spellings:
            bare = [] if " °" in spelling else [f"{spelling}*", f"nay {spelling}*"]
            for starred in (*bare, f'"{spelling}*"', f'"có {spelling}*"'):
                found = set(complete(index, starred))
                assert found >= {str(at) for at in range(len(spellings))}, starred
                assert str(len(spellings)) not in found, starred
            if " " not in spelling and spelling[0].isalnum():
                assert complete(index, f"nay -{spelling}*") == [str(len(spellings))], spelling


IN_A_PHRASE = [
    ('"thấy 6/2/2017 trên"', "thấy ngày 6 tháng 2 năm 2017 trên"),
    ('"thấy 6/2/2017 trên"', "thấy ngày 06/02/2017 trên"),
    ('"thấy ngày 6/2/2017 trên"', "thấy ngày 6 tháng 2 năm 2017 trên"),
    ('"thấy ngày 6 tháng 2 năm 2017 trên"', "thấy 6/2/2017 trên"),
    ('"thấy 28/4 trên"', "thấy ngày 28 tháng 4 trên"),
    ('"vào 1/1 này"', "vào mùng 1 tháng 1 này"),
    ('"vào 2/2017 này"', "vào tháng 2 năm 2017 này"),
    ('"tăng 3,5% mỗi năm"', "tăng 3,5 phần trăm mỗi năm"),
    ('"tăng 3,5 phần trăm mỗi năm"', "tăng 3,5% mỗi năm"),
    ('"giá 1,5 triệu đồng mỗi"', "giá 1.500.000đ mỗi"),
    ('"gọi 0912345678 ngay"', "gọi +84 912 345 678 ngay"),
    ('"sốt 39°C là"', "sốt 39 độ là"),
]


@pytest.mark.parametrize(("query", "text"), IN_A_PHRASE)
def test_a_form_inside_a_phrase(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, ["mưa và nắng", text, f"{text.split()[0]} mà {text.split(' ', 1)[1]}"]) as index:
        assert complete(index, query) == ["1"]


def test_accents_typed_in_part_mean_the_same_in_a_field(tmp_path: Path) -> None:
    """No title has `mì`, but an article has it, so that `mì` means itself in every field."""
    with Index.create(tmp_path / "index") as index:
        index.update([Document("0", "Bát miền", "Công mi."), Document("1", "Mị", "Bát mì công mì.")])
        assert complete(index, '"công mì"') == ["1"]
        assert complete(index, 'title:"công mì"') == []
        index.update([Document("2", "Đường sắt", "Ga tàu.")])
        assert complete(index, "đuòng") == complete(index, "title:đuòng") == ["2"]


BEGINNINGS = [
    ("Covid-1*", "Covid-19"),
    ("Covid-1*", "covid19"),
    ("Covid-1*", "covid 19"),
    ("covid1*", "Covid-19"),
    ("TP.HC*", "TP.HCM"),
    ("TP.HC*", "TPHCM"),
    ("NĐ-C*", "03/2019/NĐ-CP"),
    ("03/2019/NĐ-C*", "03/2019/NĐ-CP"),
    ("D’Arta*", "D’Artagnan"),
    ("D'Arta*", "D’Artagnan"),
    ("mưa–nắ*", "mưa–nắng"),
    ("19,5*", "19,55"),
    ('"công an th*"', "công an thành phố"),
    ("kỹ*", "kĩ thuật"),
    ("bác-sỹ*", "bác sĩ"),
    ("hoà*", "hoàn thành"),
]
"""A beginning, and an article with a word that begins so."""


@pytest.mark.parametrize(("query", "text"), BEGINNINGS)
def test_a_beginning_finds_what_the_word_finds(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, ["gió và bão", text]) as index:
        (hit,) = index.search(query).hits
        assert hit.document.id == "1"
        assert hit.snippet.marks


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("5.000.000 đồng", "Thưởng 3-5 triệu đồng"),
        ("5.000.000 đồng", "Thưởng 3 - 5 triệu đồng"),
        ("5.000.000 đồng", "Thưởng 3,5 - 5 triệu đồng"),
        ("5.000.000 đồng", "Năm 2020 5 triệu đồng"),
        ("5.000.000 đồng", "Ngày 20 5 triệu đồng"),
        ("5.000.000 đồng", "Lương 12,5 triệu đồng, thưởng 5 triệu đồng"),
        ("500.000", "Giá 300.000-500.000"),
        ("500.000", "Giá 1.300.000 - 500.000"),
        ("500k", "Giá 300.000-500.000 đồng"),
        ("345.678", "Gọi 0912.345.678"),
        ("0912345678", "Gọi 091 234 5678"),
        ("02438251234", "Gọi 024.3825.1234"),
        ("168.1.1", "Máy 192.168.1.1"),
        ('"28 tháng 4"', "Sinh 1.28 tháng 4"),
        ("2/2017", "Ngày 6.2.2017"),
        ("28/4", "Ngày 28 tháng 4"),
        ("5", "Cao 3,5"),
        ('"2,5 triệu"', "Giá 2,5 triệu"),
        ("5 phần trăm", "Lãi 5%"),
    ],
)
def test_a_range_or_a_code_is_no_larger_number(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, [text]) as index:
        assert complete(index, query) == ["0"]


@pytest.mark.parametrize(
    ("query", "text"),
    [("sarscov2", "Virus sars cov 2"), ("sarscov2", "SARS-CoV-2"), ("wifi6", "Mạng Wi-Fi 6")],
)
def test_letters_and_digits_are_three_parts(tmp_path: Path, query: str, text: str) -> None:
    with written(tmp_path, [text, "Mạng Wi-Fi"]) as index:
        assert complete(index, query) == ["0"]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ('"5.000.000 đồng"', "Lương 12,5 triệu đồng, thưởng 5 triệu đồng", "5 triệu đồng"),
        ('"5 triệu"', "Lương 1,5 triệu, thưởng 3-5 triệu", "5 triệu"),
        ("5kg", "Nặng 3,5 kg hay 3,5kg, rồi 5 kg", "5 kg"),
        ("500.000", "Giá 1.500.000 rồi 500.000", "500.000"),
    ],
)
def test_the_end_of_a_larger_number_is_not_marked(tmp_path: Path, query: str, text: str, marked: str) -> None:
    with written(tmp_path, [text]) as index:
        (hit,) = index.search(query).hits
        marks = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
        assert " ".join(marks) == marked


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("50m", "Lô đất 50 mét vuông, mặt đường dài 50 mét"),
        ("50m", "Dài 50 mét vuông góc, rồi 50 mét nữa"),
        ("50 m vuông", "Rộng 50 mét vuông"),
        ("50 m vuông", "Rộng 50m vuông"),
        ('"50 m vuông"', "Rộng 50m vuông"),
        ("120 km h", "Chạy 120km h"),
        ("15 ngàn mét", "Dài 15 nghìn mét"),
        ("15 ngàn mét vuông", "Rộng 15 nghìn mét vuông"),
        ('"15 ngàn mét vuông"', "Rộng 15 nghìn mét vuông"),
        ("200 nghìn cây số", "Chạy 200 ngàn cây số, hay 200.000 km"),
        ("20.000 tỷ", "Vốn 20 nghìn tỷ"),
        ("20 ngàn tỷ", "Vốn 20 nghìn tỉ"),
        ("500 ngàn", "Không phải 500 nghìn tỷ, mà 500 nghìn đồng"),
        ("20 ngàn tỷ đồng", "Vốn 20.000 tỷ đồng"),
        ("50m vuông", "Rộng 50m2"),
        ('"đường 50m vuông góc"', "Đường 50 mét vuông góc"),
        ("39°C", "Từ 39 độ F lên 39 độ"),
    ],
)
def test_a_unit_goes_on_elsewhere(tmp_path: Path, query: str, text: str) -> None:
    """One occurrence of the unit that does not go on is enough, and typed syllables may follow it."""
    with written(tmp_path, [text]) as index:
        assert complete(index, query) == ["0"]
