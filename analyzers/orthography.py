"""Which syllables can be spelt in Vietnamese, and which letter bears the tone mark?

A written syllable has an initial, which may be empty, a rhyme and a tone. The tone is a mark on one letter of
the rhyme. `nghiêng` is ngh + iêng without a mark, `thủy` is th + uy + hỏi.

`rhyme_table` has the initials and the rhymes that may follow them, and names the sources of all these rules.
This module adds the tones:

- A rhyme that ends in -p, -t, -c or -ch bears only sắc or nặng.
- The mark is on the vowel with a circumflex, breve or horn: ă, â, ê, ô, ơ, ư. In ươ, it is on the ơ.
- In any other rhyme, the mark is on the last vowel before a final consonant. Without a final
  consonant, the mark is on the second of three vowels and on the first of two.
- Only for open oa, oe and uy do the two styles differ. The old style marks the first vowel (`hòa`), the new
  style the second (`hoà`).

Nothing is built on import.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from analyzers.alphabet import VIETNAMESE_LETTERS
from analyzers.rhyme_table import initials_and_rhymes, rhymes_by_initial

ToneStyle = Literal["old", "new"]

TONES: Final = ("ngang", "huyền", "sắc", "hỏi", "ngã", "nặng")
"""The six tones. Everywhere else a tone is an index of this tuple; tone 0 has no mark."""

TONE_MARKS: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""The combining mark of each tone. Tone 0 has none."""

_CHECKED_TONES: Final = (2, 5)
"""Sắc and nặng, the only tones of rhymes that end in -p, -t, -c or -ch."""

_VOWELS: Final = "aăâeêioôơuưy"
_SHAPED_VOWELS: Final = frozenset("ăâêôơư")
"""The vowels with a circumflex, a breve or a horn. A tone mark prefers them."""

_UNMARKED: Final = str.maketrans("ăâđêôơư", "aadeoou")
"""The letters of toneless syllables without their marks."""


class Syllable(NamedTuple):
    """The parts of one written syllable, in lower case.

    `tone` is an index of `TONES`. `tone_index` is the index in the syllable of the letter that bears the tone
    mark, or for tone 0 of the letter that would bear a mark in the old style.
    """

    initial: str
    rhyme: str
    tone: int
    tone_index: int


class TonelessSyllable(NamedTuple):
    """A syllable without its tone.

    `old` and `new` are the indices in the syllable of the letter that bears a tone mark in the old and in the
    new style.
    """

    initial: str
    rhyme: str
    old: int
    new: int


def is_syllable(text: str) -> bool:
    """Return whether `text` (NFC, lower case) is a possible syllable, with its tone mark in either style."""
    return split_syllable(text) is not None


def may_be_syllable(text: str) -> bool:
    """Return whether `text` (NFC, lower case) is a possible syllable, or one without its marks: `duong`."""
    return is_syllable(text) or text in unmarked_syllables()


@lru_cache(maxsize=1 << 13)
def split_syllable(text: str) -> Syllable | None:
    """Return the parts of a syllable (NFC, lower case), or None if the orthography does not allow it."""
    toneless, tone, tone_index = strip_tone(text)
    parts = _toneless_syllable(toneless)
    if parts is None or not is_tone_allowed(parts.rhyme, tone):
        return None
    if tone and tone_index not in (parts.old, parts.new):
        return None
    return Syllable(parts.initial, parts.rhyme, tone, tone_index if tone else parts.old)


def strip_tone(text: str) -> tuple[str, int, int]:
    """Return a text (NFC, lower case) without its tone mark, the tone, and the index of the marked letter.

    `"hòa" -> ("hoa", 1, 1)`. A text with no tone mark, or with more than one, is returned unchanged with the
    tone 0 and the index -1.
    """
    tones = _toned_letters()
    tone, tone_index, toneless = 0, -1, text
    for index, letter in enumerate(text):
        toned = tones.get(letter)
        if toned is not None:
            if tone:
                return text, 0, -1
            vowel, tone = toned
            tone_index = index
            toneless = text[:index] + vowel + text[index + 1 :]
    return toneless, tone, tone_index


def place_tone(toneless: str, tone: int, style: ToneStyle = "old") -> str | None:
    """Return a toneless syllable (NFC, lower case) with the mark of a tone, or None if no syllable results.

    The old style writes `hòa`, `thủy`, the new one `hoà`, `thuỷ`. The styles differ only for open oa, oe and
    uy. `("cac", 0)` gives None, because a rhyme that ends in c must bear a tone.
    """
    parts = _toneless_syllable(toneless)
    if parts is None or not is_tone_allowed(parts.rhyme, tone):
        return None
    index = parts.old if style == "old" else parts.new
    return toneless[:index] + add_tone(toneless[index], tone) + toneless[index + 1 :]


def add_tone(vowel: str, tone: int) -> str:
    """Return a toneless vowel, of either case, with the mark of a tone: `("ơ", 2) -> "ớ"`."""
    return unicodedata.normalize("NFC", vowel + TONE_MARKS[tone])


def is_tone_allowed(rhyme: str, tone: int) -> bool:
    """Return whether a rhyme can bear a tone. A rhyme in -p, -t, -c or -ch bears only sắc and nặng."""
    return tone in _CHECKED_TONES if rhyme.endswith(("p", "t", "c", "ch")) else 0 <= tone < len(TONES)


@cache
def letters() -> frozenset[str]:
    """Return the composed letters of Vietnamese and the letters of English, in both cases."""
    ascii_letters = "abcdefghijklmnopqrstuvwxyz"
    return frozenset(ascii_letters + ascii_letters.upper() + VIETNAMESE_LETTERS)


@cache
def syllables() -> frozenset[str]:
    """Return every possible syllable in lower case, with its tone mark in the old style.

    The first call builds the set, which takes 20 ms.
    """
    spelt: set[str] = set()
    for toneless, parts in toneless_syllables().items():
        before, vowel, after = toneless[: parts.old], toneless[parts.old], toneless[parts.old + 1 :]
        tones = range(len(TONES)) if is_tone_allowed(parts.rhyme, 0) else _CHECKED_TONES
        spelt.update(before + add_tone(vowel, tone) + after for tone in tones)
    return frozenset(spelt)


@cache
def unmarked_syllables() -> frozenset[str]:
    """Return every possible syllable without its marks: `duong` for đường, dương and dượng."""
    return frozenset(toneless.translate(_UNMARKED) for toneless in toneless_syllables())


def is_unmarked_syllable(text: str) -> bool:
    """Return whether a text is in `unmarked_syllables`, without building that set."""
    rhymes = _unmarked_rhymes_by_initial()
    return any(rhyme in rhymes.get(initial, ()) for initial, rhyme in _divisions(text))


@cache
def toneless_syllables() -> dict[str, TonelessSyllable]:
    """Return the parts of every syllable by its spelling without a tone mark; do not change the table.

    A few spellings can be divided in two ways: `giên` is gi + ên or gi + iên. The table has the first way.
    """
    table: dict[str, TonelessSyllable] = {}
    for initial, rhyme in initials_and_rhymes():
        # gi + i- is written with one i: gì, gìn, giếng.
        written = initial[:1] + rhyme if initial == "gi" and rhyme[0] == "i" else initial + rhyme
        table.setdefault(written, _with_tone_indices(initial, rhyme, len(written) - len(rhyme)))
    return table


@cache
def _unmarked_rhymes_by_initial() -> dict[str, set[str]]:
    """Return `rhymes_by_initial` without marks."""
    unmarked: dict[str, set[str]] = {}
    for initial, rhymes in rhymes_by_initial().items():
        unmarked_rhymes = {rhyme.translate(_UNMARKED) for rhyme in rhymes}
        unmarked.setdefault(initial.translate(_UNMARKED), set()).update(unmarked_rhymes)
    return unmarked


@lru_cache(maxsize=1 << 13)
def _toneless_syllable(written: str) -> TonelessSyllable | None:
    """Return the entry of one spelling in `toneless_syllables`, or None, without building that table.

    A search looks up few spellings. Building the whole table would usually take longer.
    """
    for initial, rhyme in _divisions(written):
        if rhyme in rhymes_by_initial().get(initial, ()):
            return _with_tone_indices(initial, rhyme, len(written) - len(rhyme))
    return None


def _with_tone_indices(initial: str, rhyme: str, rhyme_start: int) -> TonelessSyllable:
    """Return the parts of a syllable whose rhyme begins at the index `rhyme_start` of its spelling."""
    old, new = _tone_indices(rhyme)
    return TonelessSyllable(initial, rhyme, rhyme_start + old, rhyme_start + new)


def _divisions(written: str) -> Iterator[tuple[str, str]]:
    """Yield each division of a spelling into an initial and a rest, `qu` and `gi` first.

    The rest is not checked. An initial has at most three letters.
    """
    opening = written[:2]
    if opening in ("qu", "gi"):
        yield opening, written[2:]
    if opening == "gi":  # the rhyme may share the i: giếng is gi + iêng
        yield opening, written[1:]
    for length in range(4):
        yield written[:length], written[length:]


@cache
def _tone_indices(rhyme: str) -> tuple[int, int]:
    """Return the index in the rhyme of the letter that bears the tone mark, in the old and the new style."""
    vowels = len(rhyme.rstrip("bcdghmnpt"))
    shaped = [index for index in range(vowels) if rhyme[index] in _SHAPED_VOWELS]
    if shaped:
        return shaped[-1], shaped[-1]
    if vowels == 1:
        return 0, 0
    if vowels < len(rhyme):  # a consonant follows: the last vowel, as in hoàn, huỳnh
        return vowels - 1, vowels - 1
    if vowels == 3:  # ngoài, khuỷu
        return 1, 1
    return (0, 1) if rhyme in ("oa", "oe", "uy") else (0, 0)


@cache
def _toned_letters() -> dict[str, tuple[str, int]]:
    """Return a table from each lower-case vowel with a tone mark to the vowel without it and the tone."""
    return {add_tone(vowel, tone): (vowel, tone) for vowel in _VOWELS for tone in range(1, len(TONES))}
