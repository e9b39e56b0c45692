"""Accents off: "Đường Hoà Bình" -> "Duong Hoa Binh", by one table and one `str.translate`."""

import re
import unicodedata
from functools import cache
from typing import Final

# Latin letters that are no other letter with a mark, spelt as the Latin-ASCII transform of CLDR does; and đ,
# which would be told by its name, but is in every text.
_LIGATURES: Final = (
    ("đ d", "Đ D"),
    ("æ ae", "œ oe", "ß ss", "þ th", "ŋ n", "ĸ q", "ŉ n", "ſ s", "Æ AE", "Œ OE", "ẞ SS", "Þ TH", "Ŋ N"),
    ("ð d", "Ð D", "Ɖ D", "ı i", "ə e", "Ə E", "ɛ e", "Ɛ E", "ɔ o", "Ɔ O", "ɑ a", "Ɑ A", "ɡ g"),
)
_LATIN: Final = ((0x00A1, 0x02B0), (0x1E00, 0x1F00), (0x2C60, 0x2C80), (0xA720, 0xA800), (0xFB00, 0xFB07))
_FULL_WIDTH: Final = (0xFF01, 0xFF5F)
_COMBINING: Final = ((0x0300, 0x0370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00))
_MARKED_LETTER: Final = r"LATIN (CAPITAL|SMALL) LETTER (?:SMALL |SCRIPT )?([A-Z])(?: WITH .+)?"


def fold(text: str) -> str:
    """The text without accents, in plain Latin letters, case kept: `Đ` -> `D`, `ß` -> `ss`, `Ａ` -> `A`.

    Folding twice changes nothing more; NFC and NFD input give the same output. Letters of other scripts
    stay, in NFC, but for free-standing combining marks.
    """
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFC", text).translate(_table())
    # A mark that was dropped may have kept two letters of another script from composing.
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def folded_term(term: str) -> str:
    """The folded index term of an exact one: folded and lower-cased: `ELİF` -> `elif`, `Đường` -> `duong`."""
    return fold(term).lower()


class _Table(dict[int, str]):
    """Code point -> plain letters, a combining mark -> nothing; filled as texts need it, not in advance."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if _within(code, _COMBINING):
            self[code] = ""
        elif _within(code, (*_LATIN, _FULL_WIDTH)):
            ligatures = _ligatures()
            self[code] = ligatures.get(letter) or _plain(letter, ligatures) or letter
        return self.get(code, letter)


@cache
def _table() -> _Table:
    return _Table(zip(range(128), map(chr, range(128)), strict=True))


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code < last for first, last in ranges)


@cache
def _ligatures() -> dict[str, str]:
    return dict(pair.split() for pairs in _LIGATURES for pair in pairs)


def _plain(letter: str, ligatures: dict[str, str]) -> str | None:
    """The ASCII letters (or full-width signs) that a character stands for; None if it is no Latin letter."""
    decomposed = unicodedata.normalize("NFKD", letter)
    parts = [part for part in decomposed if not unicodedata.combining(part)]
    base = "".join(ligatures.get(part, part) for part in parts)  # ǽ is æ with an acute
    if base.isascii() and (base.isalnum() or letter >= chr(_FULL_WIDTH[0])):
        return base
    # ø does not decompose, but its name is LATIN SMALL LETTER O WITH STROKE.
    named = re.fullmatch(_MARKED_LETTER, unicodedata.name(letter, ""))
    if named is None:
        return None
    return named[2] if named[1] == "CAPITAL" else named[2].lower()
