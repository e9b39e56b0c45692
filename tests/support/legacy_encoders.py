"""Encoders for the old Vietnamese encodings, from letters to bytes, made independently of the decoders.

The tables of VISCII, TCVN 5712 and windows-1258 are the charmaps of glibc, turned around. The table of VNI
and the rules of VIQR (RFC 1456) are written down from their descriptions. Each row has a vowel, its code, and
its codes with huyền, sắc, hỏi, ngã and nặng.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TONES: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")

_VISCII: Final = """
    a 61 e0 e1 e4 e3 d5   A 41 c0 c1 c4 c3 80   ă e5 a2 a1 c6 c7 a3   Ă c5 82 81 02 05 83
    â e2 a5 a4 a6 e7 a7   Â c2 85 84 86 06 87   e 65 e8 e9 eb a8 a9   E 45 c8 c9 cb 88 89
    ê ea ab aa ac ad ae   Ê ca 8b 8a 8c 8d 8e   i 69 ec ed ef ee b8   I 49 cc cd 9b ce 98
    o 6f f2 f3 f6 f5 f7   O 4f d2 d3 99 a0 9a   ô f4 b0 af b1 b2 b5   Ô d4 90 8f 91 92 93
    ơ bd b6 be b7 de fe   Ơ b4 96 95 97 b3 94   u 75 f9 fa fc fb f8   U 55 d9 da 9c 9d 9e
    ư df d7 d1 d8 e6 f1   Ư bf bb ba bc ff b9   y 79 cf fd d6 db dc   Y 59 9f dd 14 19 1e
    đ f0                  Đ d0
"""

_TCVN_SMALL: Final = """
    a 61 b5 b8 b6 b7 b9   ă a8 bb be bc bd c6   â a9 c7 ca c8 c9 cb   e 65 cc d0 ce cf d1
    ê aa d2 d5 d3 d4 d6   i 69 d7 dd d8 dc de   o 6f df e3 e1 e2 e4   ô ab e5 e8 e6 e7 e9
    ơ ac ea ed eb ec ee   u 75 ef f3 f1 f2 f4   ư ad f5 f8 f6 f7 f9   y 79 fa fd fb fc fe
    đ ae                  Ă a1   Â a2   Ê a3   Ô a4   Ơ a5   Ư a6   Đ a7
"""

_TCVN_CAPITALS: Final = """
    A 41 80 83 81 82 84   Ă a1 af c0 ba bf 85   Â a2 c1 c4 c2 c3 86   E 45 87 8a 88 89 8b
    Ê a3 c5 da cd d9 8c   I 49 8d 90 8e 8f 91   O 4f 92 95 93 94 96   Ô a4 db ff e0 f0 97
    Ơ a5 98 9b 99 9a 9c   U 55 9d 01 9e 9f 02   Ư a6 04 11 05 06 12   Y 59 13 16 14 15 17
"""

_WINDOWS_1258: Final = """
    a 61 e0 e1 61d2 61de 61f2     ă e3 e3cc e3ec e3d2 e3de e3f2   â e2 e2cc e2ec e2d2 e2de e2f2
    e 65 e8 e9 65d2 65de 65f2     ê ea eacc eaec ead2 eade eaf2   i 69 69cc ed 69d2 69de 69f2
    o 6f 6fcc f3 6fd2 6fde 6ff2   ô f4 f4cc f4ec f4d2 f4de f4f2   ơ f5 f5cc f5ec f5d2 f5de f5f2
    u 75 f9 fa 75d2 75de 75f2     ư fd fdcc fdec fdd2 fdde fdf2   y 79 79cc 79ec 79d2 79de 79f2
    A 41 c0 c1 41d2 41de 41f2     Ă c3 c3cc c3ec c3d2 c3de c3f2   Â c2 c2cc c2ec c2d2 c2de c2f2
    E 45 c8 c9 45d2 45de 45f2     Ê ca cacc caec cad2 cade caf2   I 49 49cc cd 49d2 49de 49f2
    O 4f 4fcc d3 4fd2 4fde 4ff2   Ô d4 d4cc d4ec d4d2 d4de d4f2   Ơ d5 d5cc d5ec d5d2 d5de d5f2
    U 55 d9 da 55d2 55de 55f2     Ư dd ddcc ddec ddd2 ddde ddf2   Y 59 59cc 59ec 59d2 59de 59f2
    đ f0                          Đ d0
"""

_VNI: Final = """
    a a aø aù aû aõ aï   ă aê aè aé aú aü aë   â aâ aà aá aå aã aä   e e eø eù eû eõ eï
    ê eâ eà eá eå eã eä  i i ì í æ ó ò         o o oø où oû oõ oï    ô oâ oà oá oå oã oä
    ơ ô ôø ôù ôû ôõ ôï   u u uø uù uû uõ uï    ư ö öø öù öû öõ öï    y y yø yù yû yõ î
    đ ñ
"""

_VIQR_SIGNS: Final = dict(zip("\u0306\u0302\u031b\u0300\u0301\u0309\u0303\u0323", "(^+`'?~.", strict=True))


def viscii(text: str) -> bytes:
    """Encode text in VISCII."""
    return _encode(text, _hexadecimal(_VISCII))


def vn1(text: str) -> bytes:
    """Encode text in TCVN 5712:1993 VN1, which has all capitals."""
    return _encode(text, _hexadecimal(_TCVN_SMALL) | _hexadecimal(_TCVN_CAPITALS))


def vn3(text: str) -> bytes:
    """Encode text for the .VnTime fonts, with small letters for the capitals with tones that they lack."""
    codes = _hexadecimal(_TCVN_SMALL)
    small = {letter.upper(): code for letter, code in codes.items() if not letter.isascii()}
    return _encode(text, small | codes)


def vni(text: str) -> bytes:
    """Encode text for the VNI-Windows fonts."""
    codes = {letter: code.encode("cp1252") for letter, code in _rows(_VNI).items()}
    capitals = {letter.upper(): code.upper().encode("cp1252") for letter, code in _rows(_VNI).items()}
    return _encode(text, capitals | codes)


def windows_1258(text: str) -> bytes:
    """Encode text in windows-1258, with composed letters where the code page has them."""
    return _encode(text, _hexadecimal(_WINDOWS_1258))


def viqr(text: str, *, escapes: bool = False) -> bytes:
    """Encode text in VIQR with every mark right after its vowel.

    A sign after a vowel that is punctuation gets a backslash only with `escapes`.
    """
    encoded: list[str] = []
    after_vowel = False
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        base, marks = decomposed[0], decomposed[1:]
        written = {"đ": "dd", "Đ": "DD"}.get(base, base)
        signs = [_VIQR_SIGNS[mark] for mark in sorted(marks, key=_TONES.__contains__)]
        if escapes and after_vowel and base in _VIQR_SIGNS.values():
            written = f"\\{written}"
        encoded.append(written + "".join(signs))
        after_vowel = base in "aeiouyAEIOUY"
    return "".join(encoded).encode("ascii")


def _encode(text: str, codes: dict[str, bytes]) -> bytes:
    """Encode text by a table of the Vietnamese letters. Signs beyond ASCII are those of windows-1252."""
    return b"".join(codes.get(letter) or letter.encode("cp1252") for letter in text)


def _hexadecimal(table: str) -> dict[str, bytes]:
    return {letter: bytes.fromhex(code) for letter, code in _rows(table).items()}


def _rows(table: str) -> dict[str, str]:
    """Return the code of each letter of a table. Rows are separated by at least two blanks."""
    codes: dict[str, str] = {}
    for row in re.split(r"\s{2,}", table.strip()):
        vowel, *row_codes = row.split(" ")
        for tone, code in zip(_TONES, row_codes, strict=False):
            codes[unicodedata.normalize("NFC", vowel + tone)] = code
    return codes
