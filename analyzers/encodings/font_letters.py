"""Font letters: the characters in a Unicode text that a TCVN3 or VNI font shows as Vietnamese letters.

These fonts draw Vietnamese letters in place of other characters. The text of a document that was written with
such a font holds the other characters: `Hµ Néi` and `Haø Noäi` for Hà Nội. Converters read the bytes of such
documents as windows-1252, Latin-1 or windows-1258. The functions accept the characters of all three at once,
because no character stands for different bytes in two of them.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from analyzers.composition import nfc
from analyzers.encodings.legacy import restore_capitals, tcvn3_letters, vni_letters
from analyzers.orthography import TONE_MARKS

_DECOMPOSABLE: Final = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
"""The Latin letters that may be composed of a letter and a tone mark."""


class Font(NamedTuple):
    """A family of fonts with one encoding.

    `convert` returns a text as the fonts show it. `restore` returns a converted line with the capitals that
    the line shows to be missing. `telling` finds neighbours that are usual in font letters, but rare in the
    text of any language.
    """

    name: str
    convert: Callable[[str], str]
    restore: Callable[[str], str]
    telling: re.Pattern[str]


@cache
def fonts() -> tuple[Font, ...]:
    """Return the fonts whose letters are recognised."""
    signs = r"[¡-\xac®µ-¾×÷]"
    return (
        Font(
            "tcvn3 font",
            lambda text: restore_capitals(nfc(tcvn3_letters(_as_bytes(text)))),
            restore_capitals,
            # A sign next to a letter, or an accented capital after a small letter.
            re.compile(rf"[^\W\d_]{signs}|{signs}[^\W\d_]|[a-zß-ÿ][À-ÞĂĐƠƯ]"),
        ),
        Font(
            "vni font",
            lambda text: vni_letters(_as_windows_1252(text)),
            str,
            # A vowel and the second letter for its marks, except ï, which is after vowels in Catalan: boïc.
            re.compile(
                r"[aeouyôöAEOUYÔÖ][øùûõØÙÛÕơƠ]|[aeoAEO][âàáåãäÂÀÁÅÃÄăĂ]|[aA][êèéúüëÊÈÉÚÜË]",
            ),
        ),
    )


def _as_bytes(text: str) -> str:
    """Return a text with the Latin-1 character of the byte from which each of its characters was read."""
    return text.translate(_byte_characters())


def _as_windows_1252(text: str) -> str:
    return _as_bytes(text).translate(_windows_1252_signs())


@cache
def _byte_characters() -> dict[int, str]:
    """Return a table from the characters of windows-1252 and windows-1258 to the Latin-1 characters of bytes.

    A letter that a normalisation composed of a letter and a tone mark of windows-1258 becomes two characters.
    """
    table: dict[int, str] = {}
    for code in range(0x80, 0x100):
        for codec in ("latin-1", "cp1252", "cp1258"):
            character = bytes([code]).decode(codec, "replace")
            if character != "\ufffd":
                table[ord(character)] = chr(code)
    for code in (code for codes in _DECOMPOSABLE for code in codes if code not in table):
        marks = unicodedata.normalize("NFD", chr(code))
        tones = [mark for mark in marks if mark in TONE_MARKS]
        letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONE_MARKS))
        if len(tones) == len(letter) == 1:
            table[code] = table.get(ord(letter), letter) + table[ord(tones[0])]
    return table


@cache
def _windows_1252_signs() -> dict[int, str]:
    return {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
