"""Texts to chunks, which is what stands between blanks, at the speed of `str.split`.

Nothing that the analysis looks for reaches over a blank, so a chunk is analysed once however often it occurs.
Two things become chunks of their own: a line break, which pyvi takes for a piece, and the boundary between
two texts. The texts "a b\\nc" and "d" give

    BOUNDARY a b BREAK c BOUNDARY d BOUNDARY

Both are written as compatibility ideographs, U+F900 and U+F901. Where the texts have these themselves, they
are replaced by the ideographs that NFC makes of them anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK_CHUNK = "\uf900"
"""The chunk of a line break."""

BOUNDARY_CHUNK = "\uf901"
"""The chunk before, between and after texts."""

_BREAK_CHUNK_NFC = "\u8c48"
_BOUNDARY_CHUNK_NFC = "\u66f4"
_BOUNDARY = f" {BOUNDARY_CHUNK} "


def chunked(texts: Sequence[str]) -> list[str]:
    """Return the chunks of the texts, with those of line breaks and of the boundaries around each text."""
    joined = _BOUNDARY.join(["", *(_without_markers(text) for text in texts), ""])
    return joined.replace("\n", f" {BREAK_CHUNK} ").split()


def _without_markers(text: str) -> str:
    return text.replace(BREAK_CHUNK, _BREAK_CHUNK_NFC).replace(BOUNDARY_CHUNK, _BOUNDARY_CHUNK_NFC)
