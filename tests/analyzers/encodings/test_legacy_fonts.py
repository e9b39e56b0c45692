"""Font letters in Unicode text: converted in the paragraphs that have them, and in no other text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import convert_font_text
from analyzers.encodings.font_letters import fonts
from analyzers.orthography import syllables
from tests.support import legacy_encoders
from tests.support.texts import HOSTILE

TCVN3, VNI = "tcvn3 font", "vni font"


@pytest.mark.parametrize(
    ("text", "expected", "name"),
    [
        ("Hµ Néi", "Hà Nội", TCVN3),
        ("Hµ NéI", "HÀ NỘI", TCVN3),
        ("Haø Noäi", "Hà Nội", VNI),
        ("HAØ NOÄI", "HÀ NỘI", VNI),
        ("Nhaân daân", "Nhân dân", VNI),
        ("“Hµ Néi” – ®Ñp l¾m…", "“Hà Nội” – đẹp lắm…", TCVN3),
        ("\x93Hµ Néi\x94 \x96 ®Ñp l¾m\x85", "“Hà Nội” – đẹp lắm…", TCVN3),
        ("\x93Haø Noäi\x94", "“Hà Nội”", VNI),
        ("v\u0309 huy\u0309n l¸ m¸", "về huyền lá má", TCVN3),  # read as windows-1258
        ("vỉ huỷn l¸ m¸", "vỉ huỷn l¸ m¸", ""),
        ("ë nhµ cã « t«", "ở nhà có ô tô", TCVN3),
        ("· Nhµ m¸y ë xa", "· Nhà máy ở xa", TCVN3),  # a bullet stays
        ("37°C vµ 5 m² ®Êt", "37°C và 5 m² đất", TCVN3),
    ],
)
def test_short_texts(text: str, expected: str, name: str) -> None:
    """Two words suffice, in either case, with the signs that converters make of the bytes 0x80 to 0x9F."""
    assert convert_font_text(text) == (expected, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HuÕ\n\nThµnh phè n»m bªn s«ng.", "Huế\n\nThành phố nằm bên sông."),
        ("tØnh §¾k L¾k\nThµnh phè n»m bªn s«ng.", "tỉnh Đắk Lắk\nThành phố nằm bên sông."),
        ("bé cã\nThµnh phè n»m bªn s«ng.", "bộ có\nThành phố nằm bên sông."),
        ("Thµnh phè n»m bªn s«ng.\nThành phố nằm bên sông.", "Thành phố nằm bên sông.\n" * 2),
        ("Thành phố nằm bên sông.\nThµnh phè n»m bªn s«ng.", "Thành phố nằm bên sông.\n" * 2),
        # Between lines of both kinds, or next to Unicode only, a doubtful line stays.
        ("Thµnh phè n»m bªn s«ng.\nbé cã\nThành phố", "Thành phố nằm bên sông.\nbé cã\nThành phố"),
        # Within a line, chunks in font letters are converted, and those in proper Unicode stay.
        ("Thµnh phè n»m bªn s«ng, được xây từ lâu.", "Thành phố nằm bên sông, được xây từ lâu."),
        # A word that is a syllable in neither reading needs four chunks of evidence.
        ("Thµnh phè Zürich n»m", "Thµnh phè Zürich n»m"),
        ("Thµnh phè Zürich n»m bªn s«ng", "Thành phố Zỹrich nằm bên sông"),
        ("Hai chữ Hµ Néi bị lỗi.", "Hai chữ Hµ Néi bị lỗi."),
        ("Thµnh phè bªn s«ng\r\nHuÕ\r\n", "Thành phố bên sông\r\nHuế\r\n"),
    ],
)
def test_mixed_texts(text: str, expected: str) -> None:
    """Each line is judged by itself, and a line with too little evidence follows its neighbours."""
    assert convert_font_text(text)[0] == expected.rstrip("\n") + "\n" * (text.endswith("\n"))


def test_both_fonts_in_one_text() -> None:
    """The names of both fonts are returned."""
    text = "Thµnh phè n»m bªn s«ng\nThaønh phoá naèm beân soâng"
    assert convert_font_text(text) == ("\n".join(["Thành phố nằm bên sông"] * 2), f"{TCVN3}, {VNI}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain ASCII",
        # French
        "Où est passé l'été ? Le garçon naïf a mangé des pâtes à Noël, près de la forêt.",
        "«Bonjour», dit-elle; la maïs était mûr et le goût salé.",
        "Où est-il né ? Haï de tous, il vécut là-bas.",
        "Thé, café, bébé, né, pré, blé, clé, dé",
        # German
        "Schöne Grüße aus Köln: Das Mädchen hört über Nacht größere Vögel.",
        "Der Bär mag süße Äpfel, Öl und Müsli. Es kostet 5 € (§ 12).",
        # Czech, Polish, Spanish, Portuguese
        "Příliš žluťoučký kůň pil čaj; má být dnes doma, říká její děd.",
        "Zażółć gęślą jaźń, a król śpi pod górą. Mówię ci, że łódź płynie.",
        "El niño pequeño comió piña aún verde. ¿Dónde está Raúl? ¡Aquí! 1ª y 2º, Mª José.",
        "A avó não põe açúcar no café; amanhã irá à praça com o irmão. Saúde!",
        # Turkish, Hungarian, Danish, Swedish, Catalan
        "Öğretmen güzel bir söz söyledi mü? Kütüphane çok büyük, gün öğle oldu mü?",
        "Az öreg tűzoltó nyúlfülű kutyája fölült és körülnézett; jó kő, új hő.",
        "Træet er grønt, og køen er lang på øen. Læs og træd, blå knæ.",
        "Får får får? Nej, får får lamm. Hö, tö, öl och gås på ön.",
        "boï boïc, Raïm Raïc",
        "El col·legi obre aviat; la boïra és densa i el veïnat dorm.",
        # Proper Vietnamese, with foreign words and signs
        "Ca sĩ Françoise Müller hát ở Hà Nội, giá vé 5 €, © 2021 §3 ®.",
        "Đạo diễn Noël Côté gặp ông Hörn và bà Hö ở Huế.",
        "Bé có thì bò về nhà bà.",
        "bé có về",
        unicodedata.normalize("NFD", "Đường phố Hà Nội đông người từ sáng sớm."),
        "Nhiệt độ 37°C, 5 µm, ½ cốc, 3×4; thông\xadtin n\xadước",
        "µm µm µm",
        "Привет мир Ελλάδα 日本語",
    ],
)
def test_other_texts_stay(text: str) -> None:
    """Text in other languages and proper Vietnamese is returned unchanged, as one text and word by word."""
    assert convert_font_text(text) == (text, "")
    words = "\n".join(text.split())
    assert convert_font_text(words) == (words, "")


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1258"])
def test_every_syllable_is_converted(codec: str) -> None:
    """The tables of both fonts are complete, in all readings of their bytes."""
    table = "\n".join(sorted(syllables()))
    tcvn3, vni = fonts()
    assert tcvn3.convert(legacy_encoders.vn3(table).decode(codec)) == table
    assert vni.convert(legacy_encoders.vni(table).decode(codec)) == table
    assert vni.convert(legacy_encoders.vni(table.upper()).decode(codec)) == table.upper()


@given(HOSTILE | st.text())
def test_other_lines_and_their_number_stay(text: str) -> None:
    """Any text is accepted, and a conversion keeps the number of lines."""
    converted, name = convert_font_text(text)
    assert converted.count("\n") == text.count("\n")
    assert name or converted == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "µ" * 10**5,
        "Hµ " * 33_333,
        "Hµ Néi đọc " * 10_000,
        "Hµ\n" * 33_333,
        "Hµ Néi\n" * 15_000,
        "aø" * 50_000,
        "a" + "\u0301" * 10**5,
        "Hµ Néi a" + "\u0301\u0323" * 50_000,
        "a-" * 50_000 + "µ",
        "\x85" * 10**5 + "ø",
    ],
    ids=range(10),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """A hundred thousand characters would take minutes if the time grew with their square."""
    converted, _ = convert_font_text(text)
    assert converted.count("\n") == text.count("\n")
    assert len(converted) <= len(text)
