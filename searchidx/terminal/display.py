"""What can the terminal at hand show: in which styles, and in how many columns?"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_COLUMNS = 80
"""The width of lines where there is no terminal, or it does not say how wide it is."""

MAX_COLUMNS = 100
"""The width of lines on wider terminals: longer lines are hard to read."""


class Style(NamedTuple):
    """How the parts of a line are set off: each function takes a text and returns it with its style."""

    mark: Callable[[str], str]
    title: Callable[[str], str]
    faint: Callable[[str], str]


def _sgr(parameters: str) -> Callable[[str], str]:
    """Return a function that puts a text between the escape sequences of a style (SGR)."""
    return lambda text: f"\x1b[{parameters}m{text}\x1b[0m"


PLAIN = Style(mark=lambda text: f"[{text}]", title=str, faint=str)
"""Marks in brackets, and nothing else."""

COLOR = Style(mark=_sgr("1;31"), title=_sgr("1"), faint=_sgr("2"))
"""Marks in bold red, titles in bold."""


def choose_style(color: str) -> Style:
    """Return the style for stdout, given the option `--color`: "always", "never" or "auto"."""
    colored = color == "always" or (
        color == "auto"
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    return COLOR if colored else PLAIN


def line_columns(stream: TextIO) -> int:
    """Return how many columns a line on the stream may take.

    The answer is that of `shutil.get_terminal_size`, whose module takes 2 ms to import.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return min(int(columns), MAX_COLUMNS)
    try:
        return min(os.get_terminal_size(stream.fileno()).columns or DEFAULT_COLUMNS, MAX_COLUMNS)
    except (OSError, ValueError):  # The stream is no terminal, or no file at all.
        return DEFAULT_COLUMNS
