"""Which parts of a chunk does each of pyvi's pieces hold?

pyvi finds words in its own pieces, an index counts positions in parts (see `scan`). The two differ: in
`03/2019/NĐ-CP.` pyvi cuts the pieces 03, /, 2019, /, NĐ, -, CP. and the parts are 03, 2019, NĐ, CP. Here the
pieces are cut from the chunk as the model reads it, in one spelling, and each gets the number of parts that
begin in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from analyzers.normalize import tone_style
from analyzers.pieces import pieces
from analyzers.scan import exact_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.scan import CleanToken

_SYLLABLE_PIECE = re.compile(r"[^\W\d_]\w*\.?")
"""A piece that a word may hold: it begins with a letter, and a full stop may end it."""

MAX_WORD_SYLLABLES = 9
"""More joined pieces than this are no word; pyvi's word list has none that is longer."""


class AlignedPieces(NamedTuple):
    """The pieces of a chunk in the model's spelling, and how many parts begin in each of them."""

    pieces: Sequence[str]
    part_counts: Sequence[int]


def model_spelling(surface: str) -> str:
    """Return a surface as the model reads it: normalised, with the tone mark where pyvi's word list has it.

    The list knows `hoà bình` but not `hòa bình`. Word F1 on gold text is .001 higher than with the surface as
    found.
    """
    return tone_style(surface, "new")


def syllable_term(piece: str) -> str:
    """Return the term of a piece within a word (`TP.` gives `tp`), or "" if no word can hold the piece."""
    return exact_term(piece.rstrip(".")) if _SYLLABLE_PIECE.fullmatch(piece) else ""


def aligned_pieces(text: str, tokens: Sequence[CleanToken]) -> AlignedPieces:
    """Return the pieces of a clean chunk, given the tokens that `scan_chunk` finds in it."""
    # The parts by position: where a code shares the position of its first part, the part, which comes first,
    # wins.
    parts = {token.position: token for token in reversed(tokens)}
    # The chunk again, its parts in the model's spelling, and where each part starts in it, blanks not
    # counted.
    respelt: list[str] = []
    starts: list[int] = []
    length = end = 0
    for position in range(len(parts)):
        part = parts[position]
        gap = text[end : part.start]
        length += len("".join(gap.split()))
        starts.append(length)
        spelling = model_spelling(text[part.start : part.end])
        respelt += (gap, spelling)
        length += len(spelling)
        end = part.end
    respelt.append(text[end:])
    cut = [piece for chunk in "".join(respelt).split() for piece in pieces(chunk)]
    return AlignedPieces(cut, part_counts(cut, starts))


def part_counts(cut: Sequence[str], starts: Sequence[int]) -> Sequence[int]:
    """Return how many parts begin in each piece, given where the parts start in all pieces together."""
    if len(cut) == 1:
        return (len(starts),)
    counts, end, part = [], 0, 0
    for piece in cut:
        end += len(piece)
        first = part
        while part < len(starts) and starts[part] < end:
            part += 1
        counts.append(part - first)
    return counts
