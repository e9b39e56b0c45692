"""Which characters of an article are blank, and how are line ends written?"""

from __future__ import annotations

from typing import Final

_WHITE_SPACE: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""All characters that Python counts as white space. The last one is U+3000."""

_BLANKS: Final = _WHITE_SPACE + "\ufeff\u200b\u2060\u200e\u200f"
"""White space and invisible characters: byte order mark, zero-width space, word joiner, direction marks."""


CELL_SEPARATOR: Final = " | "
"""The text between the cells of a row of a table that becomes a line."""


def strip_blanks(text: str) -> str:
    """Return the text without white space and invisible characters at its ends."""
    return text.strip(_BLANKS)


def with_line_feeds(text: str) -> str:
    r"""Return the text with every line end (`\r\n`, `\r`) written as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy_lines(text: str) -> str:
    r"""Return the lines of a text that are not blank, with single spaces in place of other white space.

    Only `\n` ends a line.
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))
