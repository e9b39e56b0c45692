"""Texts in the old 8-bit encodings, for tests of readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def encoded(text: str, decoder: Callable[[bytes], str]) -> bytes:
    """A text in the encoding of a decoder. Each of its characters must be one byte of the encoding."""
    codes = {decoder(bytes([code])): code for code in reversed(range(256))}
    return bytes(codes[character] for character in text)
