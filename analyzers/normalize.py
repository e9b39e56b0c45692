"""One spelling of Vietnamese text: NFC, no invisible characters, no look-alikes, one tone placement.

Compatibility characters become plain ones (see `compatibility`). Then words are repaired. The first two
repairs apply only if the result is a Vietnamese syllable, so words of other languages stay unchanged. The
repairs are tried in this order, and only the first that succeeds is applied:

    move the tone mark                    vịêt, viêṭ -> việt, thuỷ -> thủy
      and correct the horns               trưòng -> trường, qưyết -> quyết
    replace look-alikes by Latin letters  Viеt with a Cyrillic е -> Viet
    replace U+00D0 by Đ                   HÐND -> HĐND (no syllable, but not Icelandic either)
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

from analyzers.compatibility import compatible
from analyzers.composition import nfc
from analyzers.invisible import without_invisible
from analyzers.orthography import TONE_MARKS, ToneStyle, letters, place_tone, split_syllable, strip_tone

_FOREIGN_LETTERS: Final = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff"
"""The characters beyond ASCII of words that may need repair: Latin, Greek and Cyrillic letters, and marks."""

_REPAIRABLE_LETTERS: Final = f"A-Za-z{_FOREIGN_LETTERS}"

_LOOKALIKES: Final = (
    ("аеорсухіјѕԁһ", "aeopcyxijsdh"),
    ("АЕОРСУХІЈЅԀҺВКМНТ", "AEOPCYXIJSDHBKMHT"),
    ("οανιɑɡı", "oaviagi"),
    ("ΟΑΝΙⱭΒΕΗΚΜΡΤΥΧ", "OANIABEHKMPTYX"),
    ("ðɖÐƉ", "đđĐĐ"),
)
"""Look-alikes and their Latin letters. Cyrillic comes first, then Greek, then the Đ of other alphabets."""

_VOWELS: Final = frozenset("aeiouy")
"""The vowels without their marks."""

_HORNED: Final = frozenset("ơư")
_VIETNAMESE_SHAPES: Final = frozenset("đĐ\u0302\u0306\u031b")
"""Đ, and the circumflex, breve and horn of Vietnamese vowels."""

_PALI_WORD: Final = "[^aeiouy]?[aiou]m\u0323"
"""A short word of Pali or Sanskrit with ṃ: `oṃ`, `taṃ`. `Phaṃ` is none: it is the Vietnamese name Phạm."""

_MAX_WORD_LETTERS: Final = 12
"""Words of more characters are not repaired. The longest syllable, nghiêng, has 7 letters."""

_MAX_VARIANTS: Final = 7
"""`i_y_variants` returns at most this number: a term with three exchangeable syllables has seven variants."""


def normalize(text: str) -> str:
    """Return the text in one spelling, its case kept: `thuỷ` -> `thủy`, `vịêt` -> `việt`, `Ðảng` -> `Đảng`.

    NFC and NFD input give the same output. Normalising the output again changes nothing.
    """
    return tone_style(text, "old")


def tone_style(text: str, style: ToneStyle) -> str:
    """Return the normalised text with tone marks as in `hòa`, `thủy` (old) or as in `hoà`, `thuỷ` (new)."""
    if text.isascii():
        return text
    if letters().issuperset(text):  # a single composed word, the most frequent argument
        return _spell(text, style)
    visible = without_invisible(text)
    composed = nfc(visible)
    return _words().sub(lambda word: _spell(word[0], style), compatible(composed))


def term(chunk: str) -> str:
    """Return the exact index term of one token: normalised and in lower case. `term(term(x)) == term(x)`."""
    if chunk.isascii():
        return chunk.lower()
    if letters().issuperset(lowered := chunk.lower()):
        return _spell(lowered, "old")
    # Lower-casing İ gives an i with a combining dot, but every small i has a dot.
    lowered = re.sub("i\u0307+", "i", normalize(chunk).lower())
    return normalize(lowered)


def i_y_variants(term: str) -> tuple[str, ...]:
    """Return the other spellings of a term with i for y or y for i: `kĩ` -> `kỹ`, `thi sĩ` -> `thi sỹ`.

    Queries match these variants too, although `normalize` keeps them apart. The letters are exchanged only in
    the rhymes i and y after h, k, l, m, s, t and v, and in i, it, inh and ich after qu. In these rhymes both
    letters spell the same word (Quyết định 240/QĐ of the Ministry of Education, 1984). `tai` and `tay` are
    different words and have no variants. At most seven variants are returned, without the term itself.
    """
    pieces = re.split(r"([ _]+)", term)
    choices = [(piece, *_other_i(piece)) for piece in pieces]
    return tuple("".join(variant) for variant in islice(product(*choices), 1, 1 + _MAX_VARIANTS))


@lru_cache(maxsize=1 << 14)
def _spell(word: str, style: ToneStyle) -> str:
    """Return one composed word after the first repair that succeeds, or unchanged."""
    if len(word) > _MAX_WORD_LETTERS:
        return word
    repaired = _with_tone_in_place(word, style) or _with_tone_in_place(_without_lookalikes(word), style)
    return repaired or _with_d_stroke(word)


def _with_tone_in_place(word: str, style: ToneStyle) -> str | None:
    """Return the word with its tone mark on the right letter, its case kept, or None if it is no syllable."""
    bare, lowered = word, word.lower()
    toneless, tone, _ = strip_tone(lowered)
    placed = place_tone(toneless, tone, style) if len(lowered) == len(word) else None
    if placed is None and not letters().issuperset(word):  # the tone mark may be on a consonant
        bare, tone = _without_tone(word)
        toneless = bare.lower()
        if len(toneless) != len(bare):
            return None
        placed = place_tone(toneless, tone, style)
    if placed is None and not _HORNED.isdisjoint(toneless):
        placed = _placed_with_horns(toneless, tone, style)
    if placed is None:
        return None
    return "".join(new.upper() if old.isupper() else new for old, new in zip(bare, placed, strict=True))


def _without_tone(word: str) -> tuple[str, int]:
    """Return a word without its tone mark, on whatever letter it is, and the tone: `viêṭ` -> (`viêt`, 5).

    A word without a tone mark, with more than one, or with a letter of another alphabet is returned unchanged
    with the tone 0.
    """
    decomposed = unicodedata.normalize("NFD", word)
    indices = [index for index, character in enumerate(decomposed) if character in TONE_MARKS]
    if len(indices) != 1 or _is_foreign_letter(decomposed, indices[0]):
        return word, 0
    index = indices[0]
    bare = unicodedata.normalize("NFC", decomposed[:index] + decomposed[index + 1 :])
    return bare, TONE_MARKS.index(decomposed[index])


def _is_foreign_letter(decomposed: str, index: int) -> bool:
    """Return whether the tone mark at an index belongs to a consonant of another alphabet: `ṣe`, `ña`, `oṃ`.

    A consonant with the mark is taken for a letter if Unicode has it composed, and if the word has none of
    ăâđêôơư. After the vowel it is taken for a letter only in short words of Pali: `hoaṭ` is hoạt.
    """
    start = index
    while start > 0 and unicodedata.combining(decomposed[start]):
        start -= 1
    consonant = decomposed[start].lower()
    if consonant in _VOWELS:
        return False
    is_letter = len(unicodedata.normalize("NFC", consonant + decomposed[index])) == 1
    if not is_letter or not _VIETNAMESE_SHAPES.isdisjoint(decomposed):
        return False
    is_final = not _VOWELS.isdisjoint(decomposed[:start].lower())
    return not is_final or re.fullmatch(_PALI_WORD, decomposed.lower()) is not None


def _placed_with_horns(toneless: str, tone: int, style: ToneStyle) -> str | None:
    """Return `place_tone` of a word with one horn more or less, or None if no syllable results.

    If uơ or ưo makes no syllable, one horn of ươ is missing: nuớc, trưòng. After q, and before â, ê, ô and y,
    no syllable has ư: qưyết, thưyền, bưồn.
    """
    horned = toneless.replace("uơ", "ươ").replace("ưo", "ươ")
    placed = place_tone(horned, tone, style)
    return placed or place_tone(_wrong_horns().sub("u", toneless), tone, style)


def _without_lookalikes(word: str) -> str:
    """Replace the look-alikes of a word that has a Latin letter. A Russian or Greek word stays unchanged."""
    if not any(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in word):
        return word
    decomposed = unicodedata.normalize("NFD", word)  # the Cyrillic ѐ is a look-alike of e and a grave accent
    return unicodedata.normalize("NFC", decomposed.translate(_lookalikes()))


def _with_d_stroke(word: str) -> str:
    """Replace U+00D0 by Đ unless the word may be Icelandic or Faroese: `Ðắk`, `ÐHQG`, `HÐND`, `NÐ`.

    No word of these two languages begins with Ð, and all have a vowel.
    """
    lower = word.lower()
    begins = word[0] in "ÐƉ" and not any(letter in "þæœ" for letter in lower[1:])
    is_abbreviation = word.isupper() and not any(letter in "aeiouyáéíóúýæöø" for letter in lower)
    return word.replace("Ð", "Đ").replace("Ɖ", "Đ") if begins or is_abbreviation else word


def _other_i(piece: str) -> tuple[str, ...]:
    """Return the syllable with y for i or i for y, or nothing if the two spellings are not the same word."""
    syllable = split_syllable(piece)
    if syllable is None or not _is_exchangeable(syllable.initial, syllable.rhyme):
        return ()
    toneless, tone, _ = strip_tone(piece)
    index = syllable.tone_index
    exchanged = toneless[:index] + ("y" if toneless[index] == "i" else "i") + toneless[index + 1 :]
    placed = place_tone(exchanged, tone)
    return () if placed is None else (placed,)


def _is_exchangeable(initial: str, rhyme: str) -> bool:
    if initial == "qu":
        return rhyme in ("i", "y", "it", "yt", "inh", "ynh", "ich", "ych")
    return rhyme in ("i", "y") and initial in ("h", "k", "l", "m", "s", "t", "v")


@cache
def _wrong_horns() -> re.Pattern[str]:
    return re.compile("(?<=q)ư|ư(?=[âêôy])")


@cache
def _lookalikes() -> dict[int, str]:
    return {
        ord(lookalike): letter
        for lookalikes, latin in _LOOKALIKES
        for lookalike, letter in zip(lookalikes, latin, strict=True)
    }


@cache
def _words() -> re.Pattern[str]:
    # Matches words with a letter beyond ASCII. With the look-behind, a match can begin only at the start of a
    # word, so a long sequence of ASCII letters takes linear time.
    return re.compile(f"(?<![{_REPAIRABLE_LETTERS}])[A-Za-z]*+[{_FOREIGN_LETTERS}][{_REPAIRABLE_LETTERS}]*+")
