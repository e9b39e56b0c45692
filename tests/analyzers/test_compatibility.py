"""Compatibility characters become plain ones, by their kind and their neighbours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import fold, normalize, syllables
from analyzers.compatibility import compatible, is_compatibility_character
from analyzers.fold import folded_term
from tests.support.texts import HOSTILE

PLAIN = [
    ("Ａ４", "A4"),
    ("２４／１１／２０２１，５％", "24/11/2021,5%"),
    ("ﬁn ﬂat oﬃce", "fin flat office"),
    ("𝐕𝐢𝐞𝐭 𝟐𝟎𝟐𝟔 ℝ", "Viet 2026 R"),
    ("Ⅻ ⅩⅡ ⅻ", "XII XII xii"),
    ("1ˢᵗ xₙ ᴬᴮ", "1st xn AB"),
    ("ｶﾞｽ ﾊ", "ガス ハ"),
    ("5µm", "5μm"),
]
UNITS = [
    ("㎞ 5㎞ 120㎞/h", "km 5km 120km/h"),
    ("50㎡ 10㎡đất", "50m2 10m2 đất"),
    ("dài㎞ ㎞5 5㎞²", "dài km km 5 5km2"),
    ("37℃, 50℃Hà", "37°C, 50°C Hà"),
    ("№5 № 5", "No.5 No. 5"),
]
APART = [
    ("① ①Mở ①② a①b", "1 1 Mở 1 2 a 1 b"),
    ("⑴Mở ⒈Mở Ⓐ", "(1) Mở 1. Mở A"),
    ("½ 1½ ½kg 2½-3 ⅒", "1/2 1 1/2 1/2 kg 2 1/2 -3 1/10"),
]
DIGITS = [
    ("CO₂ H₂SO₄ B₁₂", "CO2 H2SO4 B12"),
    ("10₂ 𝟏₂", "10^2 1^2"),
    ("50m² km² m³ dam² x² mc²", "50m2 km2 m3 dam2 x2 mc2"),
    ("10² 10²³ 𝟏𝟎² 10⁻³", "10^2 10^23 10^2 10⁻3"),
    ("Nam¹ đồng² NƯỚC³", "Nam^1 đồng^2 NƯỚC^3"),
    ("¹⁴C x⁰ m⁰", "14C x0 m0"),
    ("18ºC 37⁰C 37ᵒC 10⁰² Nº", "18°C 37°C 37°C 10^02 No"),
]
UNCHANGED = [
    "… ‥ ″ ‼ – “ ”",
    "iPhone™ Plus℠",
    "ㅋㅋ ㄱ",
    "㍿ ㎧ ㏂ ﷺ",
    "100 m2 ° € ₫",
    "a\u00a0b c\u3000d \u2011",
    "Việt ß æ đ",
]


@pytest.mark.parametrize(("text", "expected"), [*PLAIN, *UNITS, *APART, *DIGITS])
def test_characters_become_plain(text: str, expected: str) -> None:
    """All functions write plain characters, in any Unicode form of the text."""
    assert compatible(text) == normalize(text) == expected
    assert normalize(unicodedata.normalize("NFD", text)) == expected
    assert fold(text) == fold(expected)


@pytest.mark.parametrize("text", UNCHANGED)
def test_other_characters_stay(text: str) -> None:
    """Punctuation, blanks, letter signs and characters for several words keep their roles."""
    assert compatible(text) == text
    assert not any(map(is_compatibility_character, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CO₂", ["co2"]),
        ("50m² 50㎡", ["50m2", "50m2"]),
        ("Ａ４", ["a4"]),
        ("Ⅻ", ["xii"]),
        ("①", ["1"]),
        ("5㎞", ["5km"]),
        ("10²", ["10", "2"]),
        ("1½", ["1", "1", "1/2", "2"]),
        ("Nam¹", ["nam", "1"]),
        ("iPhone™", ["iphone"]),
        ("37℃", ["37", "c"]),
        ("２４／１１／２０２１", ["24", "24/11/2021", "11", "2021"]),
        ("xong…và", ["xong", "và"]),
        ("công²", ["công", "2"]),
        ("công\u200b²", ["công", "2"]),
        ("m\u00ad²", ["m2"]),
        ("km&sup2; &frac12;", ["km2", "1", "1/2", "2"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """The terms of an index are plain."""
    assert [token.term for token in syllables(text)] == expected


@given(st.one_of(HOSTILE, st.text(max_size=30)))
def test_plain_text_has_the_same_terms(text: str) -> None:
    """A text and its plain form have the same terms at the same positions, and the form is final."""
    composed = unicodedata.normalize("NFC", text)
    plain = compatible(composed)
    assert compatible(plain) == plain
    assert unicodedata.is_normalized("NFC", plain)
    for chunk in composed.split():
        terms, plain_terms = (
            [(token.term, token.position) for token in syllables(form)] for form in (chunk, compatible(chunk))
        )
        assert terms == plain_terms


@pytest.mark.slow
def test_every_character() -> None:
    """Each replacement is final, has one part unless it is a fraction, and its terms are final."""
    for character in filter(is_compatibility_character, map(chr, (*range(0xD800), *range(0xE000, 0x30000)))):
        plain = compatible(character)
        assert compatible(plain) == plain
        parts = {token.position for token in syllables(character)}
        assert len(parts) <= (2 if "/" in plain else 1), character
        for token in syllables(character):
            assert token.text == character
            assert folded_term(folded_term(token.term)) == folded_term(token.term)
