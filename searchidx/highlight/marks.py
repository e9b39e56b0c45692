"""The marks of a text: its matches, joined if a reader sees them as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.highlight.shown_text import decode_entities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.highlight.chunk_matches import Match
    from searchidx.model import Mark


def joined_marks(text: str, matches: Iterable[Match]) -> tuple[Mark, ...]:
    """Return the marks of a text, in ascending order and without overlaps.

    `matches` are in ascending order. Overlapping matches, neighbouring words of one line, and the parts of a
    code become one mark.
    """
    joined: list[Mark] = []
    for start, end, _ in matches:
        if joined:
            mark_start, mark_end = joined[-1]
            if start <= mark_end or _is_joint(text[mark_end:start]):
                joined[-1] = mark_start, max(mark_end, end)
                continue
        joined.append((start, end))
    return tuple(joined)


def _is_joint(between: str) -> bool:
    """Return whether the text between two matches joins them: blanks of one line, or one sign as in NĐ-CP.

    An entity counts as the characters that it means.
    """
    if "&" in between:
        between = decode_entities(between)
    return "\n" not in between and (between.isspace() or (len(between) == 1 and not between.isalnum()))
