"""Blanks and line ends."""

from __future__ import annotations

import pytest

from searchidx.files.readers.whitespace import strip_blanks, with_line_feeds


@pytest.mark.parametrize("blank", " \t\n\r\x0b\x85\xa0\u2003\u3000\ufeff\u200b\u2060\u200e\u200f")
def test_blanks_are_stripped_at_the_ends_only(blank: str) -> None:
    """White space and invisible characters are blanks."""
    assert strip_blanks(f"{blank}a{blank}b{blank}{blank}") == f"a{blank}b"


@pytest.mark.parametrize("character", "a-|.\u0302\u200c")
def test_what_shows_is_not_stripped(character: str) -> None:
    """Signs, marks and the joiners that shape letters stay."""
    assert strip_blanks(f" {character} ") == character


def test_every_line_end_becomes_a_line_feed() -> None:
    r"""`\r\n` is one line end, `\n\r` are two."""
    assert with_line_feeds("a\r\nb\rc\nd\n\re\r\r\n") == "a\nb\nc\nd\n\ne\n\n"
