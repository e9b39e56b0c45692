"""Which syllables can be spelt in Vietnamese, and on which letter does a tone's mark stand?

A written syllable is an initial (may be empty), a rhyme, and a tone that is a mark on one letter of the
rhyme: `nghiêng` is ngh + iêng without a mark, `thủy` is th + uy + hỏi.

**Source**: the spelling rules of quốc ngữ as dictionaries apply them (Hoàng Phê, "Từ điển vần" and "Chính tả
tiếng Việt"; Quyết định 240/QĐ of the Ministry of Education, 1984):

- c/k/q, g/gh and ng/ngh are chosen by the vowel that follows, `qu` and `gi` are initials;
- a rhyme that ends in -p, -t, -c or -ch bears only sắc or nặng;
- the mark stands on the vowel that has a shape of its own (ă â ê ô ơ ư; in ươ on ơ); else on the last vowel
  of a rhyme that ends in a consonant, on the middle one of three vowels, and on the first of two. Only in
  open oa, oe and uy do the styles differ: the old one marks the first vowel (`hòa`), the new one the second
  (`hoà`).

The table holds what can be spelt, which is more than what is in use. Nothing is built on import.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Final, Literal, NamedTuple

from analyzers.alphabet import VIETNAMESE_LETTERS

ToneStyle = Literal["old", "new"]

TONES: Final = ("ngang", "huyền", "sắc", "hỏi", "ngã", "nặng")
"""The six tones; a tone is its index here, 0 being the tone without a mark."""

_TONE_MARKS: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""The combining mark of each tone."""

_CHECKED_TONES: Final = (2, 5)
"""The tones of rhymes that end in a stop: sắc and nặng."""

_VOWELS: Final = "aăâeêioôơuưy"
_SHAPED_VOWELS: Final = frozenset("ăâêôơư")
"""Vowels that differ from a plain letter by more than a tone; they attract the tone mark."""

# Initials by the rhymes that they stand before: all, those with a front vowel, those without.
_INITIALS_ANYWHERE: Final = "b ch d đ h kh l m n nh p ph r s t th tr v x"
_INITIALS_BEFORE_FRONT: Final = "k gh ngh"
_INITIALS_BEFORE_BACK: Final = "c g ng"

_RHYMES_FRONT: Final = """
    e em en eng eo ep et ec  ê ênh êm ên êu êp êt êch
    i ia im in inh ip it ich iu iêc iêm iên iêng iêp iêt iêu
"""
_RHYMES_BACK: Final = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    o oc oi om on ong oong ooc op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
# Rhymes that open with the glide /w/, which is written o before a, ă, e and u before other vowels.
_RHYMES_GLIDE: Final = """
    oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt  oe oem oen oeo oet
    uâng uân uât uây  uê uêch uên uênh uêt uêu  uơ  uy uya uych uynh uyt uyu uyp uyên uyêt
"""
# After `qu`, which has the glide in it: qua, quăn, quê, quý.
_RHYMES_AFTER_QU: Final = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e em en eng eo et ec  ê êch ên ênh êt êu  i ich in inh it ip iu iên iêt  ơ ơi ơn ơt  ôc
    y ych ynh yt yên yêt yêu yn yp yu
"""
# After these initials y may be written for i where it is the whole rhyme. Without an initial it also opens
# yê-.
_INITIALS_BEFORE_Y: Final = "h k l m n s t th v"
_RHYMES_Y_ALONE: Final = "y yêm yên yêng yêt yêu"


class Syllable(NamedTuple):
    """The parts of one written syllable, in lower case.

    `tone` is an index of `TONES`, `tone_index` the index of the letter that bears the tone's mark, or would
    bear it.
    """

    initial: str
    rhyme: str
    tone: int
    tone_index: int


class TonelessSyllable(NamedTuple):
    """A syllable without its tone.

    `old` and `new` are the indices of the letter that bears a tone's mark in the old and in the new style.
    """

    initial: str
    rhyme: str
    old: int
    new: int


def is_syllable(text: str) -> bool:
    """Return whether `text` (NFC, lower case) is a possible syllable, in either tone placement."""
    return split_syllable(text) is not None


def split_syllable(text: str) -> Syllable | None:
    """Return the parts of a syllable (NFC, lower case), or None if the orthography does not allow it."""
    bare, tone, tone_index = strip_tone(text)
    base = _base(bare)
    if base is None or not tone_allowed(base.rhyme, tone):
        return None
    if tone and tone_index not in (base.old, base.new):
        return None
    return Syllable(base.initial, base.rhyme, tone, tone_index if tone else base.old)


def strip_tone(text: str) -> tuple[str, int, int]:
    """Return a text (NFC, lower case) without its tone mark, the tone, and the index of its letter.

    Without a mark the tone is 0 and the index -1. So they are where there are two marks: then nothing is
    guessed, and the text is returned as it is.
    """
    tones = _toned_letters()
    tone, tone_index, bare = 0, -1, text
    for index, letter in enumerate(text):
        toned = tones.get(letter)
        if toned is not None:
            if tone:
                return text, 0, -1
            plain, tone = toned
            tone_index = index
            bare = text[:index] + plain + text[index + 1 :]
    return bare, tone, tone_index


def place_tone(bare: str, tone: int, style: ToneStyle = "old") -> str | None:
    """Return a toneless syllable (NFC, lower case) with a tone's mark, or None if that is no syllable.

    The old style writes `hòa`, `thủy`, the new one `hoà`, `thuỷ`; they differ only in open oa, oe and uy.
    """
    base = _base(bare)
    if base is None or not tone_allowed(base.rhyme, tone):
        return None
    index = base.old if style == "old" else base.new
    return bare[:index] + add_tone(bare[index], tone) + bare[index + 1 :]


def add_tone(vowel: str, tone: int) -> str:
    """Return a toneless vowel, of either case, with a tone's mark."""
    return unicodedata.normalize("NFC", vowel + _TONE_MARKS[tone])


def tone_allowed(rhyme: str, tone: int) -> bool:
    """Return whether a rhyme can bear a tone; one that ends in a stop bears only sắc and nặng."""
    return tone in _CHECKED_TONES if rhyme.endswith(("p", "t", "c", "ch")) else 0 <= tone < len(TONES)


@cache
def letters() -> frozenset[str]:
    """Return the letters of Vietnamese, composed, and those of English, in both cases."""
    ascii_letters = "abcdefghijklmnopqrstuvwxyz"
    return frozenset(ascii_letters + ascii_letters.upper() + VIETNAMESE_LETTERS)


@cache
def syllables() -> frozenset[str]:
    """Return every possible syllable, in lower case and the old tone placement. Building them takes 20 ms."""
    spelt: set[str] = set()
    for bare, base in toneless_syllables().items():
        before, vowel, after = bare[: base.old], bare[base.old], bare[base.old + 1 :]
        tones = range(len(TONES)) if tone_allowed(base.rhyme, 0) else _CHECKED_TONES
        spelt.update(before + add_tone(vowel, tone) + after for tone in tones)
    return frozenset(spelt)


@cache
def unmarked_syllables() -> frozenset[str]:
    """Return every syllable as it is typed without any mark: `duong` for đường, dương and dượng."""
    marks = str.maketrans("ăâđêôơư", "aadeoou")
    return frozenset(bare.translate(marks) for bare in toneless_syllables())


@cache
def toneless_syllables() -> dict[str, TonelessSyllable]:
    """Return the parts of every syllable by its spelling without a tone mark; do not change the table."""
    table: dict[str, TonelessSyllable] = {}
    for initial, rhyme in _initials_and_rhymes():
        # gi + i- is written with one i: gì, gìn, giếng.
        written = initial[:1] + rhyme if initial == "gi" and rhyme[0] == "i" else initial + rhyme
        table.setdefault(written, _base_of(initial, rhyme, len(written) - len(rhyme)))
    return table


@lru_cache(maxsize=1 << 13)
def _base(written: str) -> TonelessSyllable | None:
    """Return the entry of `toneless_syllables` for one spelling without making that table.

    Most searches ask for too few spellings to make the table worth its time.
    """
    for initial, rhyme in _readings(written):
        if rhyme in _rhymes().get(initial, ()):
            return _base_of(initial, rhyme, len(written) - len(rhyme))
    return None


def _base_of(initial: str, rhyme: str, start: int) -> TonelessSyllable:
    """Return the parts of a spelling whose rhyme starts at `start`."""
    old, new = _tone_places(rhyme)
    return TonelessSyllable(initial, rhyme, start + old, start + new)


def _readings(written: str) -> Iterator[tuple[str, str]]:
    """Yield initial and rhyme of every division of a spelling; the right one comes before any other."""
    opening = written[:2]
    if opening in ("qu", "gi"):
        yield opening, written[2:]
    if opening == "gi":  # the i may be the rhyme's as well: giếng is gi + iêng
        yield opening, written[1:]
    for length in range(4):
        yield written[:length], written[length:]


@cache
def _rhymes() -> dict[str, set[str]]:
    """Return for each initial all rhymes that it stands before."""
    rhymes_by_initial: dict[str, set[str]] = {}
    for initials, rhymes in _blocks():
        for initial in initials:
            rhymes_by_initial.setdefault(initial, set()).update(rhymes)
    return rhymes_by_initial


def _initials_and_rhymes() -> Iterator[tuple[str, str]]:
    """Yield initial and rhyme of every spelling; where `gia` has two readings, the right one comes first."""
    for initials, rhymes in _blocks():
        yield from product(initials, rhymes)


def _blocks() -> list[tuple[list[str], list[str]]]:
    """Return blocks of the table: initials, and rhymes each of which may follow any of them."""
    front, back, glide = _RHYMES_FRONT.split(), _RHYMES_BACK.split(), _RHYMES_GLIDE.split()
    anywhere = ["", *_INITIALS_ANYWHERE.split()]
    return [
        (["qu"], _RHYMES_AFTER_QU.split()),
        (["gi"], [rhyme for rhyme in (*front, *back) if rhyme not in ("ia", "iu")]),
        ([*anywhere, *_INITIALS_BEFORE_FRONT.split()], front),
        ([*anywhere, *_INITIALS_BEFORE_BACK.split()], back),
        ([*anywhere, "ng"], glide),
        (["g"], ["oa"]),  # góa, the only word of its kind; c before a glide is written qu
        (_INITIALS_BEFORE_Y.split(), ["y"]),
        ([""], _RHYMES_Y_ALONE.split()),
    ]


@cache
def _tone_places(rhyme: str) -> tuple[int, int]:
    """Return the index in the rhyme of the letter that bears the tone, in the old and the new style."""
    vowels = len(rhyme.rstrip("bcdghmnpt"))
    shaped = [index for index in range(vowels) if rhyme[index] in _SHAPED_VOWELS]
    if shaped:
        return shaped[-1], shaped[-1]
    if vowels == 1:
        return 0, 0
    if vowels < len(rhyme):  # closed: the last vowel, as in hoàn, huỳnh
        return vowels - 1, vowels - 1
    if vowels == 3:  # ngoài, khuỷu
        return 1, 1
    return (0, 1) if rhyme in ("oa", "oe", "uy") else (0, 0)


@cache
def _toned_letters() -> dict[str, tuple[str, int]]:
    """Return for each lower-case vowel with a tone the vowel without it, and the tone."""
    return {add_tone(vowel, tone): (vowel, tone) for vowel in _VOWELS for tone in range(1, len(TONES))}
