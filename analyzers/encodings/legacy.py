"""Byte -> letter for VISCII, TCVN3 and VNI; each decoder takes bytes and never fails.

A byte that an encoding does not use becomes U+FFFD, which `analyzers.decode` counts against it.
"""

import codecs
import re
import unicodedata
from functools import cache
from typing import Final

# RFC 1456, table 1 (VISCII 1.1): 128 letters from 0x80 on, and six in the C0 range.
_VISCII_HIGH: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW: Final = ("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ")

# TCVN 5712:1993, VN1, as in glibc's TCVN5712-1. From 0xA1 on its small letters and ĂÂÊÔƠƯĐ are the VN3
# of the .VnTime fonts ("TCVN3", "ABC"); the other capitals and the combining marks are VN1's alone.
_TCVN_HIGH: Final = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_LOW: Final = ("\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ")

# VNI-Windows: a letter of Windows-1252 after the vowel is its mark; ơ, ư, đ and i have letters of their own.
_VNI_ALONE: Final = ("ôơ", "öư", "ñđ", "íí", "ìì", "æỉ", "óĩ", "òị", "îỵ")
_VNI_TONES: Final = ("ø\u0300", "ù\u0301", "û\u0309", "õ\u0303", "ï\u0323")
_VNI_CIRCUMFLEX: Final = ("â", "à\u0300", "á\u0301", "å\u0309", "ã\u0303", "ä\u0323")
_VNI_BREVE: Final = ("ê", "è\u0300", "é\u0301", "ú\u0309", "ü\u0303", "ë\u0323")

# A word of the .VnTimeH fonts: capitals, but the accented letters, which have no capitals in VN3, are small.
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ONE_CASE: Final = frozenset("ăâđêôơư")


def viscii(data: bytes) -> str:
    """Text of VISCII bytes."""
    return _charmap(data, _VISCII_HIGH, _VISCII_LOW)


def tcvn3(data: bytes) -> str:
    """Text of TCVN 5712 bytes, VN1 or font-encoded VN3, in NFC.

    The fonts' capitals with an accent are stored as small letters; they are raised where the rest of their
    word is in capitals (`NéI` -> `NỘI`), which a word with one plain letter (`Hµ`) does not show.
    """
    text = unicodedata.normalize("NFC", _charmap(data, _TCVN_HIGH, _TCVN_LOW))
    return _LETTERS.sub(_raised, text)


def vni(data: bytes) -> str:
    """Text of VNI-Windows bytes."""
    text = data.decode("cp1252", "replace")
    table = _vni_table()
    return _vni_pattern().sub(lambda found: table[found[0]], text)


def windows_1258(data: bytes) -> str:
    """Text of windows-1258 bytes, which hold the tones as combining marks, in NFC."""
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


def _charmap(data: bytes, high: str, low: tuple[str, str]) -> str:
    return codecs.charmap_decode(data, "replace", _charmap_table(high, low))[0]


@cache
def _charmap_table(high: str, low: tuple[str, str]) -> str:
    """The letters of the 256 bytes: `high` from 0x80 on, `low` in place of some controls, ASCII elsewhere."""
    return "".join(map(chr, range(128))).translate(str.maketrans(*low)) + high


def _raised(word: re.Match[str]) -> str:
    sure = [letter for letter in word[0] if letter.isascii() or letter.lower() in _ONE_CASE]
    capitals = len(sure) > 1 and all(letter.isupper() for letter in sure)
    return word[0].upper() if capitals else word[0]


@cache
def _vni_table() -> dict[str, str]:
    table = {pair[0]: pair[1] for pair in _VNI_ALONE}
    marked: list[tuple[str, str, tuple[str, ...]]] = [(base, "", _VNI_TONES) for base in "aeouy"]
    marked += [("ô", "\u031b", _VNI_TONES), ("ö", "\u031b", _VNI_TONES)]
    marked += [(base, "\u0302", _VNI_CIRCUMFLEX) for base in "aeo"] + [("a", "\u0306", _VNI_BREVE)]
    for base, shape, marks in marked:
        for mark in marks:
            plain = {"ô": "o", "ö": "u"}.get(base, base)
            table[base + mark[0]] = unicodedata.normalize("NFC", plain + shape + mark[1:])
    # The capital of the vowel decides the case; its mark may be typed small.
    upper = {key.upper(): value.upper() for key, value in table.items()}
    mixed = {key[0].upper() + key[1]: value.upper() for key, value in table.items() if len(key) == 2}
    return table | mixed | upper


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_vni_table(), key=len, reverse=True)))
