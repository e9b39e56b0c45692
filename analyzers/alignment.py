"""pyvi's pieces of a chunk in normal spelling, aligned with the chunk's parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analyzers.normalize import normalize
from analyzers.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.scan import Span

WORD_PIECE = re.compile(r"[^\W\d_]\w*\.?")
"""A piece that can be a syllable of a word; an abbreviation may carry its full stop."""

MAX_SYLLABLES = 9
"""The longest run of joined pieces that is a word; the word list goes no further."""


def normal_pieces(text: str, spans: Sequence[Span]) -> tuple[list[str], list[int]]:
    """Return the pieces of a clean chunk in normal spelling, and where each part starts in their concatenation."""
    parts: dict[int, Span] = {span.position: span for span in reversed(spans)}
    normal: list[str] = []
    starts: list[int] = []
    length = end = 0
    for position in range(len(parts)):
        part = parts[position]
        gap = text[end : part.start]
        length += len("".join(gap.split()))
        starts.append(length)
        spelt = normalize(text[part.start : part.end])
        normal += (gap, spelt)
        length += len(spelt)
        end = part.end
    normal.append(text[end:])
    return [piece for segment in "".join(normal).split() for piece in pieces(segment)], starts


def advances(cut: Sequence[str], starts: Sequence[int]) -> Sequence[int]:
    """How many of the parts begin in each piece."""
    if len(cut) == 1:
        return (len(starts),)
    taken, end, at = [], 0, 0
    for piece in cut:
        end += len(piece)
        first = at
        while at < len(starts) and starts[at] < end:
            at += 1
        taken.append(at - first)
    return taken
