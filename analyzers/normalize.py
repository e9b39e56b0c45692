"""One spelling of Vietnamese text: NFC, no invisible characters, no look-alikes, one tone placement.

A word is repaired only if it is a Vietnamese syllable after the repair, so words of other languages stay as
they are. The repairs, the first that gives a syllable being taken:

    the tone mark is put in its place     vịêt -> việt, thuỷ -> thủy, trưòng -> trường
    look-alikes become Latin letters      Viеt with a Cyrillic е -> Viet
    U+00D0 becomes Đ                      Ðảng -> Đảng, HÐND -> HĐND (no syllable, but no Icelandic either)
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

from analyzers.orthography import ToneStyle, letters, place_tone, split_syllable, strip_tone

_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Default-ignorable characters of Unicode, as the inside of a regular expression's class.

They are the soft hyphen, the grapheme joiner, zero-width spaces and joiners, direction marks, the word joiner
and invisible operators, variation selectors, and the byte order mark.
"""

_FOREIGN_LETTERS: Final = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff"
"""Latin, Greek and Cyrillic letters beyond ASCII, and combining marks: what a damaged word may be made of."""

_LETTERS: Final = f"A-Za-z{_FOREIGN_LETTERS}"

_LOOKALIKES: Final = (
    ("аеорсухіјѕԁһ", "aeopcyxijsdh"),
    ("АЕОРСУХІЈЅԀҺВКМНТ", "AEOPCYXIJSDHBKMHT"),
    ("οανιɑɡı", "oaviagi"),
    ("ΟΑΝΙⱭΒΕΗΚΜΡΤΥΧ", "OANIABEHKMPTYX"),
    ("ðɖÐƉ", "đđĐĐ"),
)
"""Greek and Cyrillic letters drawn as Latin ones, and the Đ of other alphabets (Icelandic, African)."""

_MAX_WORD_LETTERS: Final = 12
"""Longer words are not repaired. The longest syllable, nghiêng, has 7 letters, and loose marks add some."""

_MAX_VARIANTS: Final = 7
"""`i_y_variants` returns no more than these, which three syllables have."""


def normalize(text: str) -> str:
    """Return the text in one spelling, its case kept: `thuỷ` -> `thủy`, `vịêt` -> `việt`, `Ðảng` -> `Đảng`.

    NFC and NFD input give the same output, and normalising twice changes nothing more.
    """
    return tone_style(text, "old")


def tone_style(text: str, style: ToneStyle) -> str:
    """Return what `normalize` does, with tones as in `hòa`, `thủy` (old) or in `hoà`, `thuỷ` (new)."""
    if text.isascii():
        return text
    if letters().issuperset(text):  # one composed word, as most texts are
        return _spell(text, style)
    visible = _invisible().sub("", text)
    composed = unicodedata.normalize("NFC", visible)
    return _words().sub(lambda word: _spell(word[0], style), composed)


def term(chunk: str) -> str:
    """Return the exact index term of one token: normalised and in lower case. A term is its own term."""
    if chunk.isascii():
        return chunk.lower()
    if letters().issuperset(lowered := chunk.lower()):
        return _spell(lowered, "old")
    # İ in lower case is an i and a combining dot, which says nothing more once the letter is small.
    lowered = re.sub("i\u0307+", "i", normalize(chunk).lower())
    return normalize(lowered)


def i_y_variants(term: str) -> tuple[str, ...]:
    """Return the other spellings of a term whose syllables end in /i/: `kĩ` -> `kỹ`, `thi sĩ` -> `thi sỹ`.

    This is a weaker equality, meant for queries. Only an i or y that is the whole rhyme after h, k, l, m, s,
    t, v or qu is exchanged, where both letters spell one word (Quyết định 240/QĐ of the Ministry of
    Education, 1984): `tai` and `tay`, `thúi` and `thúy` stay apart. A term of many syllables has at most
    seven variants.
    """
    pieces = re.split(r"([ _]+)", term)
    choices = [(piece, *_other_i(piece)) for piece in pieces]
    return tuple("".join(variant) for variant in islice(product(*choices), 1, 1 + _MAX_VARIANTS))


@lru_cache(maxsize=1 << 14)
def _spell(word: str, style: ToneStyle) -> str:
    if len(word) > _MAX_WORD_LETTERS:
        return word
    repaired = _with_tone_in_place(word, style) or _with_tone_in_place(_without_lookalikes(word), style)
    return repaired or _with_d_stroke(word)


def _with_tone_in_place(word: str, style: ToneStyle) -> str | None:
    """Return the word with its tone mark in place, its case kept, or None if it is no syllable."""
    lowered = word.lower()
    if len(lowered) != len(word):
        return None
    bare, tone, _ = strip_tone(lowered)
    # Before a consonant uơ and ưo are no rhymes, but a half-typed ươ: nuớc, trưòng.
    horned = bare.replace("uơ", "ươ").replace("ưo", "ươ")
    placed = place_tone(bare, tone, style) or place_tone(horned, tone, style)
    if placed is None:
        return None
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, placed, strict=True))


def _without_lookalikes(word: str) -> str:
    """Return the word in Latin letters if it has one already; a Russian or Greek word stays as it is."""
    if not any(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in word):
        return word
    decomposed = unicodedata.normalize("NFD", word)  # ѐ is a look-alike with a grave
    return unicodedata.normalize("NFC", decomposed.translate(_lookalikes()))


def _with_d_stroke(word: str) -> str:
    """Return the word with Đ for U+00D0 where it is no Icelandic or Faroese one: `Ðắk`, `ÐHQG`, `HÐND`, `NÐ`.

    No word of those languages begins with Ð, and none is written without a vowel.
    """
    lower = word.lower()
    begins = word[0] in "ÐƉ" and not any(letter in "þæœ" for letter in lower[1:])
    is_abbreviation = word.isupper() and not any(letter in "aeiouyáéíóúýæöø" for letter in lower)
    return word.replace("Ð", "Đ").replace("Ɖ", "Đ") if begins or is_abbreviation else word


def _other_i(piece: str) -> tuple[str, ...]:
    """Return the syllable with y for i, or i for y; nothing where they do not spell one word."""
    syllable = split_syllable(piece)
    if syllable is None or not _is_exchangeable(syllable.initial, syllable.rhyme):
        return ()
    bare, tone, _ = strip_tone(piece)
    index = syllable.tone_index
    exchanged = bare[:index] + ("y" if bare[index] == "i" else "i") + bare[index + 1 :]
    placed = place_tone(exchanged, tone)
    return () if placed is None else (placed,)


def _is_exchangeable(initial: str, rhyme: str) -> bool:
    if initial == "qu":
        return rhyme in ("i", "y", "it", "yt", "inh", "ynh", "ich", "ych")
    return rhyme in ("i", "y") and initial in ("h", "k", "l", "m", "s", "t", "v")


@cache
def _lookalikes() -> dict[int, str]:
    return {
        ord(lookalike): letter
        for lookalikes, latin in _LOOKALIKES
        for lookalike, letter in zip(lookalikes, latin, strict=True)
    }


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{_INVISIBLE}]+")


@cache
def _words() -> re.Pattern[str]:
    # Words with a letter beyond ASCII. The look-behind lets a match begin only at the start of a word, so
    # that a long run of plain letters takes linear time.
    return re.compile(f"(?<![{_LETTERS}])[A-Za-z]*+[{_FOREIGN_LETTERS}][{_LETTERS}]*+")
