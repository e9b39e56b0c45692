"""A place in a query, shown: the query on one line and a caret under the place on the next."""

from __future__ import annotations

import unicodedata

COLUMNS = 70
"""The widest window of a query that is shown, without its margin and ellipses."""

_NARROWEST = 6
_MARGIN = "  "
_AROUND = len(_MARGIN) + len("……")
_REACH = 1000  # code points looked at on either side: bounds the work for any length of query


def pointing(query: str, position: int, columns: int = COLUMNS + _AROUND) -> str:
    """Two lines: the query, or a window of it around the place, and a caret under `position`.

    They take at most so many `columns`, or ten. `position` is a code point offset, `len(query)` standing for
    the end. Columns are those of a terminal: combining marks take none, wide East Asian characters two; tabs
    and line breaks are shown as blanks.
    """
    window = min(COLUMNS, max(_NARROWEST, columns - _AROUND))
    first, last = max(0, position - _REACH), position + _REACH
    before = [_cell(character) for character in query[first:position]]
    after = [_cell(character) for character in query[position:last]]
    if after and after[0][1] == 0:  # a mark is shown on the character that it stands on
        while before and after[0][1] == 0:
            after.insert(0, before.pop())
    right = _fitting(after, max(window // 2, window - _width(before)))
    left = _fitting(before[::-1], window - _width(after[:right]))
    while 0 < left < len(before) and before[-left][1] == 0:  # no mark without its character
        left -= 1
    shown_before = before[len(before) - left :]
    opening = "…" if first > 0 or left < len(before) else ""
    closing = "…" if last < len(query) or right < len(after) else ""
    line = opening + "".join(text for text, _ in shown_before + after[:right]) + closing
    return f"{_MARGIN}{line.rstrip()}\n{_MARGIN}{' ' * (len(opening) + _width(shown_before))}^"


def _cell(character: str) -> tuple[str, int]:
    """What to show for a character, and the columns it takes."""
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return " ", 1
    if category == "Cf":  # invisible; those that turn the writing direction would move the caret
        return "", 0
    if category in ("Mn", "Me"):
        return character, 0
    if category in ("Cs", "Cn"):
        return "\N{REPLACEMENT CHARACTER}", 1
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _width(cells: list[tuple[str, int]]) -> int:
    return sum(columns for _, columns in cells)


def _fitting(cells: list[tuple[str, int]], columns: int) -> int:
    """How many of the cells, from the first on, fit into so many columns."""
    for count, (_, width) in enumerate(cells):
        columns -= width
        if columns < 0:
            return count
    return len(cells)
