"""pyvi's pieces of a chunk in one spelling, aligned with the chunk's parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analyzers.normalize import tone_style
from analyzers.pieces import pieces
from analyzers.scan import exact_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.scan import Span

_WORD_PIECE = re.compile(r"[^\W\d_]\w*\.?")
MAX_SYLLABLES = 9
"""The longest run of joined pieces that is a word; the word list goes no further."""


def model_spelling(surface: str) -> str:
    """Return a surface as the model reads it: normalised, its tone mark placed as in pyvi's word list.

    The list knows `hoà bình` and no `hòa bình`; F1 on the gold text is .001 higher so than as found.
    """
    return tone_style(surface, "new")


def syllable_name(piece: str) -> str:
    """Return the term by which a word names a piece (`TP.` is `tp`); "" for one that no word can hold."""
    return exact_term(piece.rstrip(".")) if _WORD_PIECE.fullmatch(piece) else ""


def normal_pieces(text: str, spans: Sequence[Span]) -> tuple[list[str], list[int]]:
    """Return a clean chunk's pieces as the model reads them, and where in all of them each part starts."""
    parts: dict[int, Span] = {span.position: span for span in reversed(spans)}
    normal: list[str] = []
    starts: list[int] = []
    length = end = 0
    for position in range(len(parts)):
        part = parts[position]
        gap = text[end : part.start]
        length += len("".join(gap.split()))
        starts.append(length)
        spelt = model_spelling(text[part.start : part.end])
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
