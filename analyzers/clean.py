"""Cleaning of a chunk: HTML entities are decoded, invisible characters left out, and letters composed (NFC).

Compatibility characters become plain ones, too (see `compatibility`). `Vi&#7879;t` becomes `Việt`. Tokens are
shown in the caller's own text, so every character of the clean text comes with its offsets in the chunk.
Character i of the clean text was `chunk[starts[i]:ends[i]]`:

    clean text   V     i     ệ     t
    starts       0     1     2     9
    ends         1     2     9     10
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.compatibility import plain_spellings
from analyzers.composition import nfc
from analyzers.invisible import INVISIBLE
from analyzers.orthography import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, as the inside of a character class of a regular expression."""

MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57\u0d62-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18-\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d\u180f-\u193b"
    "\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2"
    "\u1cd4-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099-\u309a\ua66f-\ua672"
    "\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953"
    "\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5-\uaaf6\uabe3-\uabea\uabec-\uabed\ufb1e"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000110ba\U00011127\U00011131\U00011132\U0001133e\U00011347\U00011357"
    "\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
)
"""Marks that may follow a letter within a word, as the inside of a character class of a regular expression.

Generated from Unicode's general category M. Some ranges include letters, which are part of words anyway.
Beyond the first plane only the marks that NFC composes are listed.
"""

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_SECTION_CHARACTERS = 64
"""The least length of all sections of a text but the last. Only sections that NFC changes are composed."""


class CleanText(NamedTuple):
    """A clean chunk. The character `text[i]` was `chunk[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def is_unchanged(self) -> bool:
        """Whether no character was replaced or left out. It may be False for an unknown entity, too."""
        return isinstance(self.starts, range)

    def chunk_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the chunk of `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def clean(chunk: str) -> CleanText:
    """Return the clean text of a chunk.

    HTML entities are decoded, invisible characters left out, and compatibility characters replaced. The text
    is in NFC. It may have blanks, although the chunk has none: `&nbsp;`, or the blank of `1½`, `1 1/2`.
    """
    decoded = _unchanged_text(chunk)
    if is_common(chunk):
        return decoded
    if not chunk.isascii() or "&" in chunk:
        match = _unclean().search(chunk)
        decoded = decoded if match is None else _decode(chunk)
    return _in_plain_characters(_composed(decoded))


def compose(text: str) -> CleanText:
    """Return the text in NFC as a `CleanText`. Its `starts` and `ends` are offsets in the given text.

    Entities are not decoded, and no character is left out.
    """
    return _composed(_unchanged_text(text))


def is_common(text: str) -> bool:
    """Return whether a text has only composed Vietnamese letters, digits and common signs.

    Such a text needs no cleaning.
    """
    return _common().issuperset(text)


@cache
def _common() -> frozenset[str]:
    return letters() | frozenset(" 0123456789.,:;!?()[]-/+%*=@\"'“”‘’–—…")


@cache
def _unclean() -> re.Pattern[str]:
    return re.compile(rf"[{INVISIBLE}]+|{_ENTITY}")


def _unchanged_text(text: str) -> CleanText:
    return CleanText(text, range(len(text)), range(1, len(text) + 1))


def _decode(chunk: str) -> CleanText:
    """Decode entities and leave out invisible characters.

    Every character that an entity decodes to has the offsets of the whole entity.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    offset = 0
    for match in _unclean().finditer(chunk):
        start, end = match.span()
        characters = _entity_characters(match[0])
        parts += (chunk[offset:start], characters)
        starts += [*range(offset, start), *[start] * len(characters)]
        ends += [*range(offset + 1, start + 1), *[end] * len(characters)]
        offset = end
    parts.append(chunk[offset:])
    starts += range(offset, len(chunk))
    ends += range(offset + 1, len(chunk) + 1)
    return CleanText("".join(parts), starts, ends)


def _entity_characters(unclean: str) -> str:
    """Return the characters for a match of `_unclean`.

    A known entity is decoded, and an unknown entity is returned unchanged. For invisible characters the
    result is "".
    """
    if unclean[0] != "&":
        return ""
    import html  # imported only when needed: its table of names is large, and few texts have entities

    characters = html.unescape(unclean)
    return unclean if characters == unclean else _unclean().sub("", characters)


def _in_plain_characters(composed: CleanText) -> CleanText:
    """Replace compatibility characters. All characters for one character have its offsets."""
    spellings = plain_spellings(composed.text)
    if spellings is None:
        return composed
    starts: list[int] = []
    ends: list[int] = []
    for spelling, start, end in zip(spellings, composed.starts, composed.ends, strict=True):
        starts += [start] * len(spelling)
        ends += [end] * len(spelling)
    return _composed(CleanText("".join(spellings), starts, ends))


def _composed(decoded: CleanText) -> CleanText:
    return decoded if nfc(decoded.text) == decoded.text else _compose_clusters(decoded)


def _compose_clusters(decoded: CleanText) -> CleanText:
    """Compose the sections that NFC changes, cluster by cluster.

    A cluster is a character with the marks that follow it. Every character of a composed cluster has the
    offsets of the whole cluster.
    """
    text = decoded.text
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for first, stop in _clusters(text, 0, len(text), _SECTION_CHARACTERS):
        section = text[first:stop]
        if nfc(section) == section:
            parts.append(section)
            starts += decoded.starts[first:stop]
            ends += decoded.ends[first:stop]
            continue
        for head, tail in _clusters(text, first, stop, 1):
            cluster = nfc(text[head:tail])
            parts.append(cluster)
            starts += [decoded.starts[head]] * len(cluster)
            ends += [decoded.ends[tail - 1]] * len(cluster)
    return CleanText("".join(parts), starts, ends)


def _clusters(text: str, start: int, end: int, min_characters: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of consecutive parts of `text[start:end]` that can be composed separately.

    Each part has `min_characters` characters and all characters after them that may compose with them. The
    last part may be shorter.
    """
    while start < end:
        stop = min(start + min_characters, end)
        while stop < end and _may_compose(text[stop]):
            stop += 1
        yield start, stop
        start = stop


def _may_compose(character: str) -> bool:
    """Return whether NFC may join a mark, or a Hangul vowel or final, to the character before it."""
    return character >= "\u0300" and (
        unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
    )
