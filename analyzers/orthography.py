"""The Vietnamese syllable: initial, rhyme and tone, and every spelling that the rules allow.

Source: the spelling rules of quốc ngữ as dictionaries apply them (Hoàng Phê, "Từ điển vần" and "Chính tả
tiếng Việt"; Quyết định 240/QĐ of the Ministry of Education, 1984): c/k/q, g/gh and ng/ngh are chosen by the
vowel that follows, `qu` and `gi` are initials, and a rhyme that ends in -p, -t, -c or -ch bears only sắc or
nặng. The table holds what can be spelt, which is more than what is in use. Nothing is built on import.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Final, Literal, NamedTuple

ToneStyle = Literal["old", "new"]

TONES: Final = ("ngang", "huyền", "sắc", "hỏi", "ngã", "nặng")
"""The six tones; a tone is its index here, 0 being the tone without a mark."""

_TONE_MARKS: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_CHECKED_TONES: Final = (2, 5)
_VOWELS: Final = "aăâeêioôơuưy"
_SHAPED_VOWELS: Final = frozenset("ăâêôơư")
_ACCENTED: Final = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

# Initials by the rhymes they stand before: any vowel, front vowels only, all but front vowels.
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
# A rhyme that opens with the glide /w/, written o before a, ă, e and u before the rest.
_RHYMES_GLIDE: Final = """
    oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt  oe oem oen oeo oet
    uâng uân uât uây  uê uêch uên uênh uêt uêu  uơ  uy uya uych uynh uyt uyu uyp uyên uyêt
"""
# After `qu` the glide is part of the initial: qua, quăn, quê, quý.
_RHYMES_AFTER_QU: Final = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e em en eng eo et ec  ê êch ên ênh êt êu  i ich in inh it ip iu iên iêt  ơ ơi ơn ơt  ôc
    y ych ynh yt yên yêt yêu yn yp yu
"""
# y as the whole rhyme is a spelling of /i/ after these; after no initial it also opens yê-.
_INITIALS_BEFORE_Y: Final = "h k l m n s t th v"
_RHYMES_Y_ALONE: Final = "y yêm yên yêng yêt yêu"


class Syllable(NamedTuple):
    """One written syllable, lower-case: `tone` indexes `TONES`, `at` is the letter that bears its mark."""

    initial: str
    rhyme: str
    tone: int
    at: int


class _Base(NamedTuple):
    """A toneless spelling, and which of its letters bears the mark in the old and in the new style."""

    initial: str
    rhyme: str
    old: int
    new: int


def is_syllable(text: str) -> bool:
    """Whether `text` (NFC, lower-case) is a possible syllable, in the old or the new tone placement."""
    return split_syllable(text) is not None


def split_syllable(text: str) -> Syllable | None:
    """Initial, rhyme and tone of a lower-case NFC syllable; None where the orthography does not allow it."""
    bare, tone, at = strip_tone(text)
    base = _base(bare)
    if base is None or not tone_allowed(base.rhyme, tone) or (tone and at not in (base.old, base.new)):
        return None
    return Syllable(base.initial, base.rhyme, tone, at if tone else base.old)


def strip_tone(text: str) -> tuple[str, int, int]:
    """The lower-case text without its tone mark, the tone, and the index of the letter that bore it.

    Tone 0 (and index -1) where there is no mark; also where there are two, so that nothing is guessed.
    """
    tones = _toned_letters()
    tone, at, bare = 0, -1, text
    for index, letter in enumerate(text):
        found = tones.get(letter)
        if found is not None:
            if tone:
                return text, 0, -1
            plain, tone = found
            at = index
            bare = text[:index] + plain + text[index + 1 :]
    return bare, tone, at


def place_tone(bare: str, tone: int, style: ToneStyle = "old") -> str | None:
    """The toneless lower-case syllable with its mark where the style puts it; None if it is no syllable.

    The old style writes `hòa`, `thủy`, the new one `hoà`, `thuỷ`; they differ in open oa, oe, uy alone.
    """
    base = _base(bare)
    if base is None or not tone_allowed(base.rhyme, tone):
        return None
    at = base.old if style == "old" else base.new
    return bare[:at] + add_tone(bare[at], tone) + bare[at + 1 :]


def add_tone(vowel: str, tone: int) -> str:
    """One toneless vowel, of either case, with a tone."""
    return unicodedata.normalize("NFC", vowel + _TONE_MARKS[tone])


def tone_allowed(rhyme: str, tone: int) -> bool:
    """Whether a rhyme can bear a tone: one that ends in a stop bears only sắc and nặng."""
    return tone in _CHECKED_TONES if rhyme.endswith(("p", "t", "c", "ch")) else 0 <= tone < len(TONES)


@cache
def letters() -> frozenset[str]:
    """The letters of Vietnamese, composed, of both cases, and those of English."""
    ascii_letters = "abcdefghijklmnopqrstuvwxyz"
    return frozenset(ascii_letters + ascii_letters.upper() + _ACCENTED + _ACCENTED.upper())


@cache
def syllables() -> frozenset[str]:
    """Every possible syllable, lower-case, in the old tone placement (about 20 ms to build)."""
    found: set[str] = set()
    for bare, base in toneless_syllables().items():
        tones = _CHECKED_TONES if not tone_allowed(base.rhyme, 0) else range(len(TONES))
        found.update(
            bare[: base.old] + add_tone(bare[base.old], tone) + bare[base.old + 1 :] for tone in tones
        )
    return frozenset(found)


@cache
def unmarked_syllables() -> frozenset[str]:
    """Every syllable as it is typed without any mark: `duong` for đường, dương, dượng."""
    marks = str.maketrans("ăâđêôơư", "aadeoou")
    return frozenset(bare.translate(marks) for bare in toneless_syllables())


@cache
def toneless_syllables() -> dict[str, _Base]:
    """Every spelling without its tone mark, and its parts. For reading only."""
    table: dict[str, _Base] = {}
    for initial, rhyme in _pairs():
        # gi + i- is written with one i: gì, gìn, giếng.
        written = initial[:1] + rhyme if initial == "gi" and rhyme[0] == "i" else initial + rhyme
        start = len(written) - len(rhyme)
        old, new = _tone_places(rhyme)
        table.setdefault(written, _Base(initial, rhyme, start + old, start + new))
    return table


@lru_cache(maxsize=1 << 13)
def _base(written: str) -> _Base | None:
    """What `toneless_syllables` holds of one spelling; most searches meet too few to make the table."""
    for initial, rhyme in _readings(written):
        if rhyme in _rhymes().get(initial, ()):
            start = len(written) - len(rhyme)
            old, new = _tone_places(rhyme)
            return _Base(initial, rhyme, start + old, start + new)
    return None


def _readings(written: str) -> Iterator[tuple[str, str]]:
    """Yield initial and rhyme of all divisions of a spelling, the one that is meant before others."""
    opening = written[:2]
    if opening in ("qu", "gi"):
        yield opening, written[2:]
    if opening == "gi":  # the i of a rhyme may be written once
        yield opening, written[1:]
    for length in range(4):
        yield written[:length], written[length:]


@cache
def _rhymes() -> dict[str, set[str]]:
    """Each initial -> all rhymes that it stands before."""
    found: dict[str, set[str]] = {}
    for initials, rhymes in _blocks():
        for initial in initials:
            found.setdefault(initial, set()).update(rhymes)
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    """Initial and rhyme of every spelling; where one has two readings (`gia`), the right one comes first."""
    for initials, rhymes in _blocks():
        yield from product(initials, rhymes)


def _blocks() -> list[tuple[list[str], list[str]]]:
    """Initials, and rhymes that any of them stands before."""
    front, back, glide = _RHYMES_FRONT.split(), _RHYMES_BACK.split(), _RHYMES_GLIDE.split()
    anywhere = ["", *_INITIALS_ANYWHERE.split()]
    return [
        (["qu"], _RHYMES_AFTER_QU.split()),
        (["gi"], [rhyme for rhyme in (*front, *back) if rhyme not in ("ia", "iu")]),
        ([*anywhere, *_INITIALS_BEFORE_FRONT.split()], front),
        ([*anywhere, *_INITIALS_BEFORE_BACK.split()], back),
        ([*anywhere, "ng"], glide),
        (["g"], ["oa"]),  # góa, the one word of its kind; c before a glide is written qu
        (_INITIALS_BEFORE_Y.split(), ["y"]),
        ([""], _RHYMES_Y_ALONE.split()),
    ]


@cache
def _tone_places(rhyme: str) -> tuple[int, int]:
    """Index in the rhyme of the letter that bears the tone: (old style, new style)."""
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
    """Each lower-case vowel with a tone -> (the vowel without it, the tone)."""
    return {add_tone(vowel, tone): (vowel, tone) for vowel in _VOWELS for tone in range(1, len(TONES))}
