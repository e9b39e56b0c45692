"""The text of a passage as it is shown: HTML entities decoded, single blanks, and marks that move along."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.model import Mark

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""An HTML entity, as `analyzers.clean` decodes it."""

_MAX_ENTITY_CHARACTERS: Final = 34
"""The length of the longest match of `_ENTITY`."""

_UNEVEN_BLANKS: Final = re.compile(r"[^\S ]\s*|\s{2,}")


class ShownText(NamedTuple):
    """A text and its marks, which are ascending offsets in this text."""

    text: str
    marks: tuple[Mark, ...]


def as_shown(text: str, marks: tuple[Mark, ...]) -> ShownText:
    """Return the text with its entities decoded and each group of blanks replaced by one space.

    `marks` are marks in `text` that begin and end neither within an entity nor within a group of blanks.
    """
    shown = ShownText(text, marks)
    if "&" in text:
        shown = _substitute(shown, _ENTITY, lambda entity: decode_entities(entity[0]))
    # The space is the only whitespace that is printable.
    if not shown.text.isprintable() or "  " in shown.text:
        shown = _substitute(shown, _UNEVEN_BLANKS, lambda _: " ")
    return shown


def decode_entities(text: str) -> str:
    """Return the text with its entities decoded. Unknown entities stay as they are."""
    import html  # imported only when needed: its table of names is large, and few texts have entities

    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def entity_around(text: str, position: int) -> tuple[int, int] | None:
    """Return start and end of the entity that a cut at the position would part, or None if there is none."""
    start = text.rfind("&", max(0, position - _MAX_ENTITY_CHARACTERS), position)
    entity = _ENTITY.match(text, start) if start >= 0 else None
    return entity.span() if entity and position < entity.end() else None


def _substitute(
    shown: ShownText, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> ShownText:
    """Return the text with every match of the pattern replaced, and its marks with their new offsets."""
    pieces: list[str] = []
    ends = [0]  # the end of each match in the old text, after a first 0
    lost = [0]  # the number of characters that the text loses up to each of the ends
    for match in pattern.finditer(shown.text):
        replacement = replace(match)
        pieces += shown.text[ends[-1] : match.start()], replacement
        ends.append(match.end())
        lost.append(lost[-1] + len(match[0]) - len(replacement))
    pieces.append(shown.text[ends[-1] :])

    def moved(offset: int) -> int:
        return offset - lost[bisect_right(ends, offset) - 1]

    return ShownText("".join(pieces), tuple([(moved(start), moved(end)) for start, end in shown.marks]))
