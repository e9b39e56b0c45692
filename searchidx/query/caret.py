"""How is a place in a query shown? The query stands on one line, and a caret under the place on the next."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

COLUMNS: Final = 70
"""The widest window of a query that is shown, in columns, without its margin and ellipses."""

MIN_COLUMNS: Final = 6
"""The narrowest window, however narrow the terminal is."""

MARGIN: Final = "  "
"""What stands before the query and the caret."""

MARGIN_AND_ELLIPSES_COLUMNS: Final = len(MARGIN) + len("……")
"""How many columns are taken by what stands around the window."""

REACH: Final = 1000
"""How many code points on either side are looked at, which bounds the work for a query of any length."""


class _Cell(NamedTuple):
    """What is shown for one character, and how many columns it takes."""

    text: str
    columns: int


def pointing(query: str, position: int, columns: int = COLUMNS + MARGIN_AND_ELLIPSES_COLUMNS) -> str:
    """Return two lines: the query, or a window of it around the position, and a caret under the position.

    `position` is an offset in code points, from 0 to `len(query)`. The lines take at most `columns` columns
    of a terminal, or ten where that is less: combining marks take none, wide East Asian characters two. Tabs
    and line breaks are shown as blanks.
    """
    window = min(COLUMNS, max(MIN_COLUMNS, columns - MARGIN_AND_ELLIPSES_COLUMNS))
    first, last = max(0, position - REACH), position + REACH
    before = [_cell(character) for character in query[first:position]]
    after = [_cell(character) for character in query[position:last]]
    if after and after[0].columns == 0:  # a mark is shown on the character on which it stands
        while before and after[0].columns == 0:
            after.insert(0, before.pop())
    right = _fitting(after, max(window // 2, window - _width(before)))
    left = _fitting(before[::-1], window - _width(after[:right]))
    while 0 < left < len(before) and before[-left].columns == 0:  # no mark is shown without its character
        left -= 1
    shown_before = before[len(before) - left :]
    opening = "…" if first > 0 or left < len(before) else ""
    closing = "…" if last < len(query) or right < len(after) else ""
    line = opening + "".join(cell.text for cell in shown_before + after[:right]) + closing
    return f"{MARGIN}{line.rstrip()}\n{MARGIN}{' ' * (len(opening) + _width(shown_before))}^"


def _cell(character: str) -> _Cell:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return _Cell(" ", 1)
    if category == "Cf":  # invisible; and a mark that turns the writing direction would move the caret
        return _Cell("", 0)
    if category in ("Mn", "Me"):
        return _Cell(character, 0)
    if category in ("Cs", "Cn"):
        return _Cell("\N{REPLACEMENT CHARACTER}", 1)
    return _Cell(character, 2 if unicodedata.east_asian_width(character) in "WF" else 1)


def _width(cells: list[_Cell]) -> int:
    return sum(cell.columns for cell in cells)


def _fitting(cells: list[_Cell], columns: int) -> int:
    """Return how many of the first cells fit into the columns."""
    for count, cell in enumerate(cells):
        columns -= cell.columns
        if columns < 0:
            return count
    return len(cells)
