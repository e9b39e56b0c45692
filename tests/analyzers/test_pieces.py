"""The pieces are those of pyvi."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from analyzers.composition import nfc
from analyzers.pieces import pieces
from tests.support.texts import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def pyvi_pieces() -> Callable[[str], tuple[str, list[str]]]:
    from pyvi.ViTokenizer import ViTokenizer

    cut: Callable[[str], tuple[str, list[str]]] = ViTokenizer.sylabelize
    return cut


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("TP.HCM:", ["TP.", "HCM", ":"]),
        ("1.000,5", ["1.000,5"]),
        ("(a.b@c.vn)", ["(", "a.b@c.vn", ")"]),
        ("==>x->y...", ["==>", "x", "->", "y", "..."]),
        ("http://x.vn/y,", ["http://x.vn/y,"]),
    ],
)
def test_pieces_of_a_chunk(chunk: str, expected: list[str]) -> None:
    """Abbreviations, numbers, addresses and arrows are one piece, and so is every other sign."""
    assert pieces(chunk) == expected


@pytest.mark.slow
@given(HOSTILE)
def test_pieces_as_pyvi_cuts_them(text: str) -> None:
    """For any chunk, the pieces are those of pyvi."""
    for chunk in text.split():
        assert pieces(nfc(chunk)) == pyvi_pieces()(chunk)[1]
