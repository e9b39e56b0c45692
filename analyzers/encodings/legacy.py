"""Decoders for VISCII, TCVN3, VNI and windows-1258, which accept any bytes and never fail.

A byte that an encoding does not use becomes U+FFFD, which `analyzers.decode` counts against the encoding.

The tables have these sources: VISCII 1.1 is table 1 of RFC 1456, TCVN 5712:1993 (VN1) is glibc's charmap
TCVN5712-1, VNI is the table of the VNI-Windows fonts, and windows-1258 is Python's codec.
"""

import codecs
import re
from functools import cache
from typing import Final

from analyzers.composition import nfc

_VISCII_HIGH: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
"""The letters of the bytes 0x80 to 0xFF."""

_VISCII_LOW: Final = ("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ")
"""The six control characters that VISCII uses, and their letters."""

_TCVN_HIGH: Final = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
"""The letters of the bytes 0x80 to 0xFF.

This is the encoding VN1. The .VnTime fonts use VN3 ("TCVN3", "ABC"), which has the small letters and ĂÂÊÔƠƯĐ
from 0xA1 on, with the same bytes. The other capitals and the combining marks are in VN1 only.
"""

_VN3_SIGNS: Final = bytes((*range(0x80, 0xA1), *range(0xB0, 0xB5)))
"""The bytes from 0x80 on that are signs in VN3 as in windows-1252: `“`, `”`, `–`, `…`, `°`, `²`."""

_TCVN_LOW: Final = ("\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ")
"""The control characters that VN1 uses, and their letters."""

_VNI_SINGLE_LETTERS: Final = ("ôơ", "öư", "ñđ", "íí", "ìì", "æỉ", "óĩ", "òị", "îỵ")
_VNI_TONE_LETTERS: Final = ("ø\u0300", "ù\u0301", "û\u0309", "õ\u0303", "ï\u0323")
_VNI_CIRCUMFLEX_LETTERS: Final = ("â", "à\u0300", "á\u0301", "å\u0309", "ã\u0303", "ä\u0323")
_VNI_BREVE_LETTERS: Final = ("ê", "è\u0300", "é\u0301", "ú\u0309", "ü\u0303", "ë\u0323")
"""The letters of VNI, written as the windows-1252 letters of the same bytes.

ơ, ư, đ, accented i and ỵ are single letters. `_VNI_SINGLE_LETTERS` has each of these letters after its
windows-1252 letter. Any other accented letter is a vowel and a second letter for its marks. The other tables
have the possible second letters, each with the combining mark of its tone:

- `_VNI_TONE_LETTERS` after a, e, o, u, y, ô (for ơ) and ö (for ư),
- `_VNI_CIRCUMFLEX_LETTERS`, a circumflex with or without a tone, after a, e and o,
- `_VNI_BREVE_LETTERS`, a breve with or without a tone, after a.
"""

_VN3_WORD: Final = re.compile(r"[^\W\d_]+")

_TWO_CASED: Final = frozenset("ăâđêôơư")
"""The letters beyond ASCII whose capitals VN3 has. The .VnTimeH fonts draw all other letters as capitals."""

_VN3_LINE_OF_CAPITALS: Final = re.compile("^[^a-zăâđêôơư\n]+$", re.MULTILINE)
"""A line in which no letter is small that has a capital in VN3."""


def decode_viscii(data: bytes) -> str:
    """Return the text of VISCII bytes in NFC."""
    return _charmap(data, _VISCII_HIGH, _VISCII_LOW)


def decode_vn1(data: bytes) -> str:
    """Return the text of TCVN 5712 bytes, VN1, in NFC."""
    return nfc(_charmap(data, _TCVN_HIGH, _TCVN_LOW))


def decode_tcvn3(data: bytes) -> str:
    """Return the text of bytes for the .VnTime fonts, VN3, in NFC.

    Accented capitals are stored as small letters. They become capitals if the rest of their word is in
    capitals: the bytes `NéI` give `NỘI`. A word with only one other letter, such as `Hµ`, is left alone
    unless its whole line is in capitals.
    """
    return restore_capitals(nfc(tcvn3_letters(data.decode("latin-1"))))


def tcvn3_letters(text: str) -> str:
    """Return the letters that the .VnTime fonts show for the Latin-1 characters of a text."""
    return text.translate(_vn3_table())


def restore_capitals(text: str) -> str:
    """Return VN3 text with the accented capitals that the other letters of its words and lines show."""
    return _VN3_LINE_OF_CAPITALS.sub(_capital_line, _VN3_WORD.sub(_capital_word, text))


def decode_vni(data: bytes) -> str:
    """Return the text of VNI-Windows bytes in NFC."""
    return vni_letters(data.decode("cp1252", "replace"))


def vni_letters(text: str) -> str:
    """Return the letters that the VNI fonts show for the windows-1252 letters of a text."""
    table = _vni_table()
    return _vni_pattern().sub(lambda letter: table[letter[0]], text)


def decode_windows_1258(data: bytes) -> str:
    """Return the text of windows-1258 bytes in NFC. In windows-1258 the tones are combining marks."""
    return nfc(data.decode("cp1258", "replace"))


def _charmap(data: bytes, high: str, low: tuple[str, str]) -> str:
    return codecs.charmap_decode(data, "replace", _charmap_table(high, low))[0]


@cache
def _charmap_table(high: str, low: tuple[str, str]) -> str:
    """Return the letters of the 256 bytes: ASCII with the replacements of `low`, then `high`."""
    return "".join(map(chr, range(128))).translate(str.maketrans(*low)) + high


@cache
def _vn3_table() -> dict[int, str]:
    signs = dict(zip(_VN3_SIGNS, _VN3_SIGNS.decode("cp1252", "replace"), strict=True))
    return {code: signs.get(code, letter) for code, letter in enumerate(_TCVN_HIGH, 0x80)}


def _capital_word(word: re.Match[str]) -> str:
    """Return a word in capitals if all of its letters that have capitals in VN3 are capitals.

    There must be at least two of these letters.
    """
    cased = [letter for letter in word[0] if letter.isascii() or letter.lower() in _TWO_CASED]
    is_capital = len(cased) > 1 and all(letter.isupper() for letter in cased)
    return word[0].upper() if is_capital else word[0]


def _capital_line(line: re.Match[str]) -> str:
    """Return a line without small letters in capitals if one of its words has accents and two capitals."""
    words = _VN3_WORD.findall(line[0])
    has_capitals = any(len(word) > 1 and word.isupper() and not word.isascii() for word in words)
    return line[0].upper() if has_capitals else line[0]


@cache
def _vni_table() -> dict[str, str]:
    """Return a table from one or two windows-1252 letters to the letter that they spell, in all cases."""
    table = {pair[0]: pair[1] for pair in _VNI_SINGLE_LETTERS}
    # Each row has a first letter, the vowel that it spells with a circumflex, breve or horn, and the possible
    # second letters.
    rows: list[tuple[str, str, tuple[str, ...]]] = [(vowel, vowel, _VNI_TONE_LETTERS) for vowel in "aeouy"]
    rows += [("ô", "o\u031b", _VNI_TONE_LETTERS), ("ö", "u\u031b", _VNI_TONE_LETTERS)]
    rows += [(vowel, vowel + "\u0302", _VNI_CIRCUMFLEX_LETTERS) for vowel in "aeo"]
    rows += [("a", "a\u0306", _VNI_BREVE_LETTERS)]
    for first, shaped, seconds in rows:
        for second in seconds:
            table[first + second[0]] = nfc(shaped + second[1:])
    # The case of the first letter decides. The second letter may be small after a capital.
    upper = {typed.upper(): letter.upper() for typed, letter in table.items()}
    mixed = {
        typed[0].upper() + typed[1]: letter.upper() for typed, letter in table.items() if len(typed) == 2
    }
    return table | mixed | upper


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_vni_table(), key=len, reverse=True)))
