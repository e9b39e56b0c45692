"""Splitting of texts into chunks, the text between blanks, with one call of `str.split`.

No token and no piece extends across a blank, so each distinct chunk is analysed only once. A line break,
which is a piece for pyvi, and the boundary between two texts are also chunks. The texts "a b\\nc" and "d"
give

    BOUNDARY a b BREAK c BOUNDARY d BOUNDARY

The chunks BREAK and BOUNDARY are the compatibility ideographs U+F900 and U+F901. If a text contains one of
these two characters, the character is replaced by its NFC form, which is another ideograph. The result is the
same, because texts are normalised to NFC later anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK_CHUNK = "\uf900"
"""The chunk of a line break."""

BOUNDARY_CHUNK = "\uf901"
"""The chunk that is placed before, between and after texts."""

_BREAK_CHUNK_NFC = "\u8c48"
_BOUNDARY_CHUNK_NFC = "\u66f4"
_SPACED_BOUNDARY = f" {BOUNDARY_CHUNK} "


def split_into_chunks(texts: Sequence[str]) -> list[str]:
    """Return the chunks of all texts in order, with the chunks of line breaks and of text boundaries.

    There is a boundary before the first text, between texts, and after the last text.
    """
    joined = _SPACED_BOUNDARY.join(["", *(_without_markers(text) for text in texts), ""])
    return joined.replace("\n", f" {BREAK_CHUNK} ").split()


def _without_markers(text: str) -> str:
    """Replace the characters of BREAK_CHUNK and BOUNDARY_CHUNK in a text by their NFC forms."""
    return text.replace(BREAK_CHUNK, _BREAK_CHUNK_NFC).replace(BOUNDARY_CHUNK, _BOUNDARY_CHUNK_NFC)
