"""Recognition and conversion of TCVN3 and VNI font letters in Unicode text, paragraph by paragraph.

Each line is a paragraph. Each chunk of a line (the text between two blanks) is read in two ways: as it is,
and as a font shows it. A chunk that is a syllable only as the font shows it is evidence for font letters. A
chunk beyond ASCII that is a syllable only as it is shows that the line has proper Unicode:

- A line with enough evidence for a font, and nothing against it, is converted.
- A line with much evidence for a font that also has words in proper Unicode is converted word by word.
- A line with too little evidence, such as a title of two words, follows the lines next to it.

Text in French, German or Polish has many words that are syllables in neither reading.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Final, NamedTuple

from analyzers.encodings.font_letters import Font, fonts
from analyzers.encodings.plausibility import bare_word, is_plausible_word
from analyzers.orthography import is_syllable, letters

_FREQUENT: Final = ("®", "µ", "¸", "©", "Ö", "ø", "ö", "ä")
"""Nearly every font paragraph of more than a few words has one of these, and few other texts have one."""

_SUSPECT_LETTERS: Final = "¡-¿ÄÅÆËÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ"
_SUSPECT: Final = re.compile(
    f"[{_SUSPECT_LETTERS}âÂáÁàÀãÃêÊéÉèÈ]"
    f"(?:(?<=[{_SUSPECT_LETTERS}])|(?<=[aA].)|(?<=[eE][âÂáÁàÀãÃ])|(?<=[oO][âÂ]))"
)
"""A character, or the second of a pair of letters, that is hardly ever in proper Vietnamese text.

The pattern begins with all these characters, because `re` then scans a text fast.
"""

_SHORT_TEXT_CHARACTERS: Final = 300
"""In texts up to this number of characters, any suspect character is followed up."""

_CHUNK: Final = re.compile("(?:\\S|\x85)+")
"""A chunk. U+0085 is a blank in Unicode, but the sign … in windows-1252."""

_LONE_SIGNS: Final = frozenset("·§»©")
"""Signs that stay if they are a chunk by themselves, such as bullets. As letters they are no word."""

_MIN_FITTING: Final = 2
"""The number of different chunks that must be syllables only as a font shows them, to convert a line."""

_MIN_TELLING_IN_MIXED_LINE: Final = 3
"""The number of different chunks that are evidence and telling, to convert a line that has proper Unicode."""

_COMPATIBLE_SIGNS: Final = frozenset("ª¹º")
"""Signs that `normalize` replaces by letters and digits, as in `Lª`. They are not in proper Unicode words."""

_FOREIGN_WORDS: Final = frozenset({"où", "haï", "laïc", "caïn", "thaï", "aún"})
"""Words of other languages that the VNI fonts show as syllables, in lower case. They are no evidence."""

_MAX_CHUNK_CHARACTERS: Final = 64
"""A longer chunk beyond ASCII is no evidence for a font, and is not cached."""


class _Kind(Enum):
    """What the two readings of a chunk say."""

    FONT = auto()  # a syllable only as the fonts show it
    EITHER = auto()  # a syllable in both readings
    UNICODE = auto()  # a syllable only as it is
    NAME = auto()  # no syllable, but the fonts show Vietnamese letters in place of signs: `L¾k` for Lắk
    NEITHER = auto()  # something else
    SYLLABLE = auto()  # a syllable in ASCII
    FOREIGN = auto()  # another word in ASCII
    OTHER = auto()  # a sign, a number, an abbreviation or a single letter


_DECISIONS: Final = {_Kind.FONT: True, _Kind.UNICODE: False}
"""Whether a chunk of a mixed line is in font letters. Chunks of other kinds follow their neighbours."""


class _Chunk(NamedTuple):
    """A chunk of a line: what its two readings say, and how a font shows it."""

    text: str
    kind: _Kind
    converted: str
    is_telling: bool


def convert_font_text(text: str) -> tuple[str, str]:
    r"""Return a text with its font letters converted, and the name of the fonts.

    The name is `tcvn3 font`, `vni font` or `tcvn3 font, vni font`. It is empty if no line is in font letters,
    and then the text is returned unchanged. Other lines stay unchanged, and so does the number of lines. A
    short title may have too little evidence by itself. As the first line of its article it is recognised:

    `"HuÕ\nThµnh phè n»m bªn s«ng." -> "Huế\nThành phố nằm bên sông."`
    """
    if not _may_hold_font_letters(text):
        return text, ""
    lines = text.split("\n")
    evident = [_evident_font(line) for line in lines]
    found = [font for font in fonts() if font in evident]
    converted = [
        line if font is None else _convert_line(line, font)
        for line, font in zip(lines, _with_open_lines(lines, evident, found), strict=True)
    ]
    return "\n".join(converted), ", ".join(font.name for font in found)


def _may_hold_font_letters(text: str) -> bool:
    """Return whether it pays to look at the lines of a text. Most texts are refused in microseconds."""
    if text.isascii():
        return False
    if len(text) <= _SHORT_TEXT_CHARACTERS:
        return _SUSPECT.search(text) is not None
    return any(map(text.__contains__, _FREQUENT))


def _evident_font(line: str) -> Font | None:
    """Return the font of a line that has enough evidence by itself, else None."""
    if not _SUSPECT.search(line):
        return None
    chunks = _CHUNK.findall(line)
    if len(chunks) < _MIN_FITTING:
        return None
    suspects = [chunk for chunk in chunks if _SUSPECT.search(chunk)]
    weights = {font: _evidence(line, font) for font in fonts() if _has_font_letters(suspects, font)}
    best = max(weights, key=weights.__getitem__, default=None)
    return best if best is not None and weights[best] else None


def _has_font_letters(chunks: Iterable[str], font: Font) -> bool:
    return any(_read(chunk, font).kind is _Kind.FONT for chunk in chunks)


def _evidence(line: str, font: Font) -> int:
    """Return the number of different chunks that are evidence for a font, or 0 if the line is not in it."""
    chunks = _chunks(line, font)
    counts = Counter(chunk.kind for chunk in chunks)
    fitting = {chunk.converted: chunk.is_telling for chunk in chunks if chunk.kind is _Kind.FONT}
    telling = sum(fitting.values())
    if counts[_Kind.UNICODE]:
        return len(fitting) if telling >= _MIN_TELLING_IN_MIXED_LINE else 0
    fits = (
        len(fitting) >= _MIN_FITTING
        and telling > 0
        and 4 * counts[_Kind.NEITHER] <= len(fitting)
        and counts[_Kind.FOREIGN] <= len(fitting) + telling + counts[_Kind.SYLLABLE]
    )
    return len(fitting) if fits else 0


def _with_open_lines(
    lines: Sequence[str], evident: Sequence[Font | None], found: Sequence[Font]
) -> Sequence[Font | None]:
    """Return the fonts of the lines, also of those lines that follow the lines next to them."""
    for font in found:
        decided = [
            True if known is font else _may_be_in_font(line, font) if known is None else False
            for line, known in zip(lines, evident, strict=True)
        ]
        evident = [
            font if follows else known
            for follows, known in zip(_follow_neighbours(decided), evident, strict=True)
        ]
    return evident


def _may_be_in_font(line: str, font: Font) -> bool | None:
    """Return False for a line that is not in the letters of a font, and None for one that may be."""
    if line.isascii():
        return None
    kinds = {chunk.kind for chunk in _chunks(line, font)}
    return False if _Kind.UNICODE in kinds or _Kind.NEITHER in kinds else None


def _convert_line(line: str, font: Font) -> str:
    """Return a line as a font shows it, except chunks in proper Unicode and the chunks next to them."""
    chunks = _chunks(line, font)
    if any(chunk.kind is _Kind.UNICODE for chunk in chunks):
        decided = _follow_neighbours([_DECISIONS.get(chunk.kind) for chunk in chunks])
    else:
        decided = [True] * len(chunks)
    pairs = iter(zip(chunks, decided, strict=True))
    return font.restore(_CHUNK.sub(lambda _: _chosen(*next(pairs)), line))


def _chosen(chunk: _Chunk, is_in_font: bool) -> str:
    return chunk.converted if is_in_font else chunk.text


def _follow_neighbours(decided: Sequence[bool | None]) -> list[bool]:
    """Return the decisions, with each None replaced by the nearest decisions before and after it.

    It becomes True if both are True, or if there is only one and it is True.
    """
    before = _carried(decided)
    after = _carried(decided[::-1])[::-1]
    return [
        (left is not False and right is not False and (left or right) is True)
        for left, right in zip(before, after, strict=True)
    ]


def _carried(decided: Sequence[bool | None]) -> list[bool | None]:
    """Return the decisions with each None replaced by the nearest decision before it."""
    carried: list[bool | None] = []
    last: bool | None = None
    for own in decided:
        last = last if own is None else own
        carried.append(last)
    return carried


def _chunks(line: str, font: Font) -> list[_Chunk]:
    return [_read(chunk, font) for chunk in _CHUNK.findall(line)]


def _read(chunk: str, font: Font) -> _Chunk:
    if chunk.isascii() or len(chunk) <= _MAX_CHUNK_CHARACTERS:
        return _read_short(chunk, font)
    return _Chunk(chunk, _Kind.NEITHER, font.convert(chunk), False)


@lru_cache(maxsize=1 << 13)
def _read_short(chunk: str, font: Font) -> _Chunk:
    converted = chunk if chunk in _LONE_SIGNS else font.convert(chunk)
    return _Chunk(chunk, _kind(chunk, converted, font), converted, font.telling.search(chunk) is not None)


def _kind(chunk: str, converted: str, font: Font) -> _Kind:
    as_it_is, as_shown = bare_word(chunk), bare_word(converted)
    if as_it_is.isascii() and as_shown.isascii():
        return _ascii_kind(as_it_is)
    if chunk == converted and not any(letter.isalpha() and not letter.isascii() for letter in chunk):
        return _Kind.OTHER
    fits_unicode = is_plausible_word(as_it_is) and _COMPATIBLE_SIGNS.isdisjoint(as_it_is)
    fits_font = is_plausible_word(as_shown)
    if len(as_shown) <= 1:
        return _Kind.UNICODE if fits_unicode and not fits_font else _Kind.OTHER
    is_quoted = as_it_is.isascii()  # the signs « and » are ô and ằ in the fonts: `t«` is tô
    if fits_font:
        is_either = fits_unicode and not is_quoted
        return _Kind.EITHER if is_either or as_it_is.lower() in _FOREIGN_WORDS else _Kind.FONT
    if fits_unicode and not is_quoted:
        return _Kind.UNICODE
    shows_letters = letters().issuperset(as_shown) and font.telling.search(chunk)
    return _Kind.NAME if shows_letters else _Kind.NEITHER


def _ascii_kind(word: str) -> _Kind:
    is_counted = len(word) > 1 and word.isalpha() and not word.isupper()
    if not is_counted:
        return _Kind.OTHER
    return _Kind.SYLLABLE if is_syllable(word.lower()) else _Kind.FOREIGN
