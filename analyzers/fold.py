"""Folding, which removes accents: "Đường Hoà Bình" -> "Duong Hoa Binh", with one `str.translate`.

Compatibility characters become plain ones first (see `compatibility`). The ASCII letters for a Latin letter
come from the first of these steps that finds any:

1. A list of ligatures and of letters that are not an ASCII letter with a mark (`ß`, `æ`, `þ`). Their spelling
   follows the transform Latin-ASCII of Unicode's CLDR.
2. The decomposition (NFKD): `ế` is `e` and two marks.
3. The Unicode name: LATIN SMALL LETTER O WITH STROKE is `o`.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from analyzers.compatibility import compatible, is_compatibility_character
from analyzers.composition import nfc

_LIGATURES: Final = (
    ("đ d", "Đ D"),
    ("æ ae", "œ oe", "ß ss", "þ th", "ŋ n", "ĸ q", "ŉ n", "ſ s", "Æ AE", "Œ OE", "ẞ SS", "Þ TH", "Ŋ N"),
    ("ð d", "Ð D", "Ɖ D", "ı i", "ə e", "Ə E", "ɛ e", "Ɛ E", "ɔ o", "Ɔ O", "ɑ a", "Ɑ A", "ɡ g"),
)
"""The letters of step 1 and their ASCII letters. Đ is listed for speed, because most texts have it."""

_LATIN: Final = ((0x00A1, 0x02B0), (0x1E00, 0x1F00), (0x2C60, 0x2C80), (0xA720, 0xA800))
"""The ranges of Unicode with Latin letters beyond ASCII; (first, end) stands for `range(first, end)`."""

_COMBINING: Final = ((0x0300, 0x0370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00))
"""The ranges of combining marks that are dropped."""

_MARKED_LETTER: Final = r"LATIN (CAPITAL|SMALL) LETTER (?:SMALL |SCRIPT )?([A-Z])(?: WITH .+)?"


def fold(text: str) -> str:
    """Return the text with ASCII letters for Latin letters: `Đ` -> `D`, `ß` -> `ss`.

    Compatibility characters are replaced: `Ａ` -> `A`, `m²` -> `m2`, `10²` -> `10^2`. The case is kept. NFC
    and NFD input give the same output, and folding the output again changes nothing. Letters of other scripts
    are returned in NFC. Combining marks that do not compose with these letters are dropped.
    """
    if text.isascii():
        return text
    composed = nfc(text)
    folded = composed.translate(_table())
    if folded.isascii():
        return folded
    # Compatibility characters are not in the table, because what they become depends on their neighbours.
    plain = compatible(composed)
    if plain is not composed:
        folded = plain.translate(_table())
    # Without a dropped mark between them, two characters of another script may now compose.
    return nfc(folded)


def folded_term(term: str) -> str:
    """Return the folded index term of a term, in lower case: `ELİF` -> `elif`, `Đường` -> `duong`."""
    return fold(term).lower()


class _Table(dict[int, str]):
    """The table for `str.translate` from codepoints to ASCII letters. Entries are computed on first use."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if _within(code, _COMBINING):
            self[code] = ""
        elif _within(code, _LATIN) and not is_compatibility_character(letter):
            ligatures = _ligatures()
            self[code] = ligatures.get(letter) or _ascii_letters(letter, ligatures) or letter
        return self.get(code, letter)


@cache
def _table() -> _Table:
    return _Table(zip(range(128), map(chr, range(128)), strict=True))


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code < end for first, end in ranges)


@cache
def _ligatures() -> dict[str, str]:
    return dict(pair.split() for pairs in _LIGATURES for pair in pairs)


def _ascii_letters(letter: str, ligatures: dict[str, str]) -> str | None:
    """Return the ASCII letters of a Latin letter, or None."""
    decomposed = unicodedata.normalize("NFKD", letter)
    unmarked = [character for character in decomposed if not unicodedata.combining(character)]
    base = "".join(ligatures.get(character, character) for character in unmarked)  # ǽ is æ with an accent
    if base.isascii() and base.isalnum():
        return base
    # ø does not decompose, but its name is LATIN SMALL LETTER O WITH STROKE.
    named = re.fullmatch(_MARKED_LETTER, unicodedata.name(letter, ""))
    if named is None:
        return None
    return named[2] if named[1] == "CAPITAL" else named[2].lower()
