"""How are facets shown to people?

Each facet is a block of lines, and blocks are side by side:

    source           category       year
    804  VnExpress   1,203  Xã hội   196  2025
    399  Tuổi Trẻ    + 12 more     1,007  2026
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.printable import blank_unprintable
from searchidx.terminal.arguments import UNITS
from searchidx.terminal.wrap import MIN_COLUMNS, cut_text, pad_text, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.terminal.display import Style

SHOWN_VALUES: Final = 10
"""The number of values of a facet that are shown."""

MAX_VALUE_COLUMNS: Final = 40
"""A value that is wider is cut, so that blocks can stand side by side."""

_GAP: Final = 3
"""The number of blanks between two blocks."""


class _Block(NamedTuple):
    """The lines of one facet without styles, and the width of the widest one."""

    lines: list[str]
    columns: int


def facet_lines(facets: Mapping[str, Sequence[tuple[str, int]]], style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of all facets. As many blocks as fit the columns stand side by side."""
    blocks = [_block(name, counts, max(columns, MIN_COLUMNS)) for name, counts in facets.items()]
    for number, row in enumerate(_rows(blocks, columns)):
        if number:
            yield ""
        for line_number in range(max(len(block.lines) for block in row)):
            yield _line(row, line_number, style)


def _block(name: str, counts: Sequence[tuple[str, int]], columns: int) -> _Block:
    """Return the block of a facet: its most frequent values, and how many more there are.

    Units of time are in the order of time, and written as people write them: `11/2021` for `2021-11`.
    """
    most = sorted(counts, key=lambda counted: -counted[1])[:SHOWN_VALUES]
    if name in UNITS:
        most = [("/".join(reversed(value.split("-"))), number) for value, number in sorted(most)]
    numbers = [f"{number:,}" for _, number in most]
    gutter = max(map(len, numbers), default=0)
    lines = [cut_text(blank_unprintable(name), columns)]
    for (value, _), number in zip(most, numbers, strict=True):
        shown = cut_text(blank_unprintable(value), MAX_VALUE_COLUMNS)
        lines.append(cut_text(f"{number.rjust(gutter)}  {shown}", columns))
    if len(counts) > len(most):
        lines.append(f"+ {len(counts) - len(most):,} more")
    elif not counts:
        lines.append("none")
    return _Block(lines, max(map(width, lines)))


def _rows(blocks: Sequence[_Block], columns: int) -> Iterator[list[_Block]]:
    """Yield the blocks in rows. A row has as many blocks as fit the columns, but at least one."""
    row: list[_Block] = []
    for block in blocks:
        if row and sum(other.columns + _GAP for other in row) + block.columns > columns:
            yield row
            row = []
        row.append(block)
    if row:
        yield row


def _line(row: Sequence[_Block], number: int, style: Style) -> str:
    """Return a line of a row of blocks. The first line has the names of the facets."""
    cells = [
        pad_text(block.lines[number] if number < len(block.lines) else "", block.columns) for block in row
    ]
    cells[-1] = cells[-1].rstrip()
    return (" " * _GAP).join(map(style.title, cells) if not number else cells).rstrip()
