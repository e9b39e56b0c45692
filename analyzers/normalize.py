"""One spelling of Vietnamese text: NFC, no invisible characters, no look-alikes, one tone placement.

Only a word that is a Vietnamese syllable after the repair is repaired, so words of other languages stay.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

from analyzers.orthography import ToneStyle, letters, place_tone, split_syllable, strip_tone

# The default-ignorable characters that are found in articles: soft hyphen, grapheme joiner, zero-width
# spaces and joiners, direction marks, word joiner and invisible operators, variation selectors, BOM.
_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# The letters a damaged Vietnamese word is made of: Latin, Greek and Cyrillic, with combining marks.
_FOREIGN_LETTERS: Final = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff"
_LETTERS: Final = f"A-Za-z{_FOREIGN_LETTERS}"

# Greek and Cyrillic letters drawn as Latin ones, and the Đ of other alphabets (Icelandic, African).
_LOOKALIKES: Final = (
    ("аеорсухіјѕԁһ", "aeopcyxijsdh"),
    ("АЕОРСУХІЈЅԀҺВКМНТ", "AEOPCYXIJSDHBKMHT"),
    ("οανιɑɡı", "oaviagi"),
    ("ΟΑΝΙⱭΒΕΗΚΜΡΤΥΧ", "OANIABEHKMPTYX"),
    ("ðɖÐƉ", "đđĐĐ"),
)
_MAX_LETTERS: Final = 12  # the longest syllable, nghiêng, has 7 letters; marks that do not compose add to it


def normalize(text: str) -> str:
    """The text in one spelling: `thuỷ` -> `thủy`, `vịêt` -> `việt`, `Ðảng` -> `Đảng`; case is kept.

    NFC and NFD input give the same output, and normalising twice changes nothing more.
    """
    return tone_style(text, "old")


def tone_style(text: str, style: ToneStyle) -> str:
    """Like `normalize`, in the old (`hòa`, `thủy`) or the new (`hoà`, `thuỷ`) placement of tone marks."""
    if text.isascii():
        return text
    if letters().issuperset(text):  # one composed word, as most are
        return _spell(text, style)
    visible = _invisible().sub("", text)
    composed = unicodedata.normalize("NFC", visible)
    return _words().sub(lambda word: _spell(word[0], style), composed)


def term(chunk: str) -> str:
    """The exact index term of one token: normalised and lower-cased; `term(term(x)) == term(x)`."""
    if chunk.isascii():
        return chunk.lower()
    if letters().issuperset(lowered := chunk.lower()):
        return _spell(lowered, "old")
    # İ lower-cases to i and a combining dot; the dot says nothing once the letter is small.
    lowered = re.sub("i\u0307+", "i", normalize(chunk).lower())
    return normalize(lowered)


def i_y_variants(term: str) -> tuple[str, ...]:
    """The other spellings of a term whose syllables end in /i/: `kĩ` -> `kỹ`, `thi sĩ` -> `thi sỹ`.

    A weaker equality for query time. Only an i or y that is the whole rhyme after h, k, l, m, s, t, v or qu
    is exchanged, where both spell one word (Quyết định 240/QĐ): `tai`/`tay` and `thúi`/`thúy` stay apart.
    At most seven variants, for a term of many syllables.
    """
    pieces = re.split(r"([ _]+)", term)
    choices = [(piece, *_other_i(piece)) for piece in pieces]
    return tuple("".join(variant) for variant in islice(product(*choices), 1, 8))


@lru_cache(maxsize=1 << 14)
def _spell(word: str, style: ToneStyle) -> str:
    if len(word) > _MAX_LETTERS:
        return word
    return _place(word, style) or _place(_without_lookalikes(word), style) or _with_d_stroke(word)


def _place(word: str, style: ToneStyle) -> str | None:
    """The word with its tone mark in place, letter by letter in its own case; None if it is no syllable."""
    lowered = word.lower()
    if len(lowered) != len(word):
        return None
    bare, tone, _ = strip_tone(lowered)
    # u and ơ (or ư and o) stand together closed only as a half-typed ươ: nuớc, trưòng.
    horned = bare.replace("uơ", "ươ").replace("ưo", "ươ")
    placed = place_tone(bare, tone, style) or place_tone(horned, tone, style)
    if placed is None:
        return None
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, placed, strict=True))


def _without_lookalikes(word: str) -> str:
    """The word in Latin letters, if at least one of it is; a Russian or Greek word stays as it is."""
    latin = any(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in word)
    bare = unicodedata.normalize("NFD", word)  # ѐ is a look-alike with a grave
    return unicodedata.normalize("NFC", bare.translate(_lookalikes())) if latin else word


def _with_d_stroke(word: str) -> str:
    """Đ for U+00D0 in names and abbreviations that are no syllables: `Ðắk`, `ÐHQG`, `HÐND`, `NÐ`.

    No word of Icelandic or Faroese begins with Ð, and none is written without a vowel.
    """
    rest = word.lower()[1:]
    starts = word[0] in "ÐƉ" and not any(letter in "þæœ" for letter in rest)
    consonants = word.isupper() and not any(letter in "aeiouyáéíóúýæöø" for letter in word.lower())
    return word.replace("Ð", "Đ").replace("Ɖ", "Đ") if starts or consonants else word


def _other_i(piece: str) -> tuple[str, ...]:
    syllable = split_syllable(piece)
    if syllable is None or not _exchangeable(syllable.initial, syllable.rhyme):
        return ()
    bare, tone, at = strip_tone(piece)
    at = syllable.at
    other = place_tone(bare[:at] + ("y" if bare[at] == "i" else "i") + bare[at + 1 :], tone)
    return () if other is None else (other,)


def _exchangeable(initial: str, rhyme: str) -> bool:
    if initial == "qu":
        return rhyme in ("i", "y", "it", "yt", "inh", "ynh", "ich", "ych")
    return rhyme in ("i", "y") and initial in ("h", "k", "l", "m", "s", "t", "v")


@cache
def _lookalikes() -> dict[int, str]:
    return {ord(odd): latin for odds, latins in _LOOKALIKES for odd, latin in zip(odds, latins, strict=True)}


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{_INVISIBLE}]+")


@cache
def _words() -> re.Pattern[str]:
    # Words with a letter beyond ASCII. The look-behind lets a match begin at the start of a word only,
    # which keeps a long run of plain letters linear.
    return re.compile(f"(?<![{_LETTERS}])[A-Za-z]*+[{_FOREIGN_LETTERS}][{_LETTERS}]*+")
