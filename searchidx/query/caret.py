"""How does an error message point to a position in a query? It shows a caret on the line below the query.

A long query is cut to a *window*, a span of characters around the position. The width of a window is measured
in terminal columns.
"""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

COLUMNS: Final = 70
"""The maximum width of the window, without margin and ellipses."""

MIN_WINDOW_COLUMNS: Final = 6
"""The minimum width of the window, even in a narrower terminal."""

MARGIN: Final = "  "
"""The indentation of both lines."""

MARGIN_AND_ELLIPSES_COLUMNS: Final = len(MARGIN) + len("……")
"""The number of columns that the margin and two ellipses take."""

REACH: Final = 1000
"""The number of codepoints that are read on either side of the position, however long the query is."""


class _Cell(NamedTuple):
    """The text that is shown for one character, and its width in columns."""

    text: str
    columns: int


def point_at(query: str, position: int, columns: int = COLUMNS + MARGIN_AND_ELLIPSES_COLUMNS) -> str:
    """Return a string of two lines: a window of the query, and a caret under the position.

    `position` is an offset in codepoints, from 0 to `len(query)` inclusive. The lines are at most `columns`
    wide, or ten columns if `columns` is less. Combining marks take no column, wide East Asian characters two.
    Tabs and line breaks are shown as blanks.
    """
    window = min(COLUMNS, max(MIN_WINDOW_COLUMNS, columns - MARGIN_AND_ELLIPSES_COLUMNS))
    # `before` has the cells within REACH before the position, and `after` has the cells from the position on.
    first, end = max(0, position - REACH), position + REACH
    before = [_cell(character) for character in query[first:position]]
    after = [_cell(character) for character in query[position:end]]
    if after and after[0].columns == 0:  # point to the character that carries the mark
        while before and after[0].columns == 0:
            after.insert(0, before.pop())
    # `right` and `left` are the numbers of cells that are shown on each side of the position.
    right = _fitting(after, max(window // 2, window - _width(before)))
    left = _fitting(before[::-1], window - _width(after[:right]))
    while 0 < left < len(before) and before[-left].columns == 0:  # show no mark without its character
        left -= 1
    shown_before = before[len(before) - left :]
    opening = "…" if first > 0 or left < len(before) else ""
    closing = "…" if end < len(query) or right < len(after) else ""
    line = opening + "".join(cell.text for cell in shown_before + after[:right]) + closing
    return f"{MARGIN}{line.rstrip()}\n{MARGIN}{' ' * (len(opening) + _width(shown_before))}^"


def _cell(character: str) -> _Cell:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return _Cell(" ", 1)
    if category == "Cf":  # invisible, and changes of the writing direction would move the caret
        return _Cell("", 0)
    if category in ("Mn", "Me"):
        return _Cell(character, 0)
    if category in ("Cs", "Cn"):
        return _Cell("\N{REPLACEMENT CHARACTER}", 1)
    return _Cell(character, 2 if unicodedata.east_asian_width(character) in "WF" else 1)


def _width(cells: list[_Cell]) -> int:
    return sum(cell.columns for cell in cells)


def _fitting(cells: list[_Cell], columns: int) -> int:
    """Return how many cells fit into the columns, counted from the first cell on."""
    for count, cell in enumerate(cells):
        columns -= cell.columns
        if columns < 0:
            return count
    return len(cells)
