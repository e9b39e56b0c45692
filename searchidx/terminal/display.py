"""What can the terminal show: which styles, and how many columns?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_COLUMNS = 80
"""The width of lines if there is no terminal, or if its width is unknown."""

MAX_COLUMNS = 100
"""The greatest width of lines, even on a wider terminal, because longer lines are hard to read."""


class Style(NamedTuple):
    """The styles of the parts of a line. Each function takes a text and returns it with its style."""

    mark: Callable[[str], str]
    title: Callable[[str], str]
    faint: Callable[[str], str]


class Bars(NamedTuple):
    """The characters that bars consist of, both in ascending order.

    `lengths` are parts of one column of a lying bar, of which the last one fills the column. `heights` are
    standing bars.
    """

    lengths: str
    heights: str


BLOCKS = Bars(lengths="▏▎▍▌▋▊▉█", heights="▁▂▃▄▅▆▇█")
"""Bars of Unicode blocks, in steps of an eighth."""

SIGNS = Bars(lengths="#", heights="_.-=+*%#")
"""Bars of ASCII, for an encoding without blocks. Lying bars are in steps of a column."""


def choose_bars(encoding: str | None) -> Bars:
    """Return BLOCKS if the encoding of a stream can write them, else SIGNS."""
    try:
        "".join(BLOCKS).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return SIGNS
    return BLOCKS


def _sgr(parameters: str) -> Callable[[str], str]:
    """Return a function that puts a text between the escape sequences of a style (SGR)."""
    return lambda text: f"\x1b[{parameters}m{text}\x1b[0m"


PLAIN = Style(mark=lambda text: f"[{text}]", title=str, faint=str)
"""Marks in square brackets. Titles and faint parts have no style."""

COLOR = Style(mark=_sgr("1;31"), title=_sgr("1"), faint=_sgr("2"))
"""Marks in bold red, titles in bold, faint parts dimmed."""


def choose_style(color: str) -> Style:
    """Return the style for stdout. `color` is the option `--color`: "always", "never" or "auto".

    "auto" is COLOR if stdout is a terminal, unless NO_COLOR is set or TERM is "dumb".
    """
    colored = color == "always" or (
        color == "auto"
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    return COLOR if colored else PLAIN


def line_columns(stream: TextIO) -> int:
    """Return the number of columns that a line on the stream may take, at most MAX_COLUMNS.

    The environment variable COLUMNS comes before the width of the terminal, as in
    `shutil.get_terminal_size`. That function is not used, because importing `shutil` takes 2 ms.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return min(int(columns), MAX_COLUMNS)
    try:
        return min(os.get_terminal_size(stream.fileno()).columns or DEFAULT_COLUMNS, MAX_COLUMNS)
    except (OSError, ValueError):  # The stream is not a terminal, or not even a file.
        return DEFAULT_COLUMNS
