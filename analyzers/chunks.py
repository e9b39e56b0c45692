"""Texts to whitespace-delimited chunks, at the speed of `str.split`.

Nothing that the analysis looks at reaches over whitespace, so a chunk is analysed once however often it
occurs. A line break, which pyvi takes for a piece, and the boundary between two texts become chunks of their
own: two compatibility ideographs that every text is freed of first (NFC replaces them anyway).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK_CHUNK = "\uf900"
BOUNDARY_CHUNK = "\uf901"
_BREAK_NFC = "\u8c48"
_BOUNDARY_NFC = "\u66f4"
_BOUNDARY = f" {BOUNDARY_CHUNK} "


def chunked(texts: Sequence[str]) -> list[str]:
    """Return the chunks of the texts: BREAK_CHUNK for each line break, BOUNDARY_CHUNK around each text."""
    joined = _BOUNDARY.join(["", *(_freed(text) for text in texts), ""])
    return joined.replace("\n", f" {BREAK_CHUNK} ").split()


def _freed(text: str) -> str:
    return text.replace(BREAK_CHUNK, _BREAK_NFC).replace(BOUNDARY_CHUNK, _BOUNDARY_NFC)
