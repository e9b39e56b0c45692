"""The rows of a `.csv` or `.tsv` file, divided by the standard library's csv.

A quotation mark that is not closed would make one row of all rows after it. Such a row is a broken row, and
reading goes on with the line after its first line.
"""

from __future__ import annotations

import csv
import io
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.content import MAX_TEXT_LENGTH
from searchidx.files.readers.content_errors import size_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_ROW_LINES: Final = 1 << 18
"""The number of lines of the longest row that is read. It bounds the memory for very short lines."""

_MAX_REREAD_SIZE: Final = 64 << 20
"""How much of a file may be read again after broken rows: codepoints, and 64 more for each line.

It bounds the time for a file that was made to be slow.
"""

_LIMIT_LOCK: Final = threading.Lock()
"""Held while the greatest length of a cell is changed, which csv has once for the whole process."""


class Row(NamedTuple):
    """The cells of a row and its number, as a spreadsheet shows it: the first row is 1."""

    number: int
    cells: list[str]


class BrokenRow(NamedTuple):
    """The number of a row that cannot be read, and the reason. If it `is_last`, the rest was not read."""

    number: int
    reason: str
    is_last: bool = False


class _RowTooLongError(Exception):
    """The error for a row that has more characters or lines than a row may have."""


def read_rows(blocks: Iterable[str], delimiter: str) -> Iterator[Row | BrokenRow]:
    """Yield the rows of the text in the blocks. Empty lines are counted as rows, but not yielded."""
    lines = _Lines(blocks)
    number = 0
    budget = _MAX_REREAD_SIZE
    while True:
        number += lines.skip_empty_blocks()
        for cells in lines.divided_rows(delimiter):
            number += 1
            if cells:
                yield Row(number, cells)
        row = _read_row(lines, delimiter, number + 1)
        if row is None:
            return
        number += 1
        if isinstance(row, BrokenRow):
            budget -= lines.row_characters + 64 * len(lines.row)
            row = row._replace(is_last=budget < 0)
            lines.skip_first_line()
        if not isinstance(row, Row) or row.cells:
            yield row
        if budget < 0:
            return


class _Lines:
    r"""The lines of a text, for csv.reader. They end with `\n`, `\r` or `\r\n`, which is kept.

    A line that is longer than a row may be is given in parts.
    """

    def __init__(self, blocks: Iterable[str]) -> None:
        self.row: list[str] = []
        """The lines of the row that is being read."""
        self.row_characters = 0
        self.is_at_end = False
        """Whether a line was asked for after the last one."""
        self._blocks = iter(blocks)
        self._next_lines: list[str] = []
        """The lines that were divided and not yet read, the next one last."""
        self._beginning = ""
        """The beginning of a line, whose end is in the next block."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._next_lines and not self._divide_block():
            self.is_at_end = True
            raise StopIteration
        line = self._next_lines.pop()
        self.row.append(line)
        self.row_characters += len(line)
        if self.row_characters > MAX_TEXT_LENGTH or len(self.row) > _MAX_ROW_LINES:
            raise _RowTooLongError
        return line

    def skip_empty_blocks(self) -> int:
        """Skip the blocks that consist of empty lines, and return the number of these lines."""
        count = 0
        while not self._next_lines and not self._beginning.strip("\n"):
            block = next(self._blocks, "")
            if not block or block.strip("\n"):
                self._divide(block)
                break
            count += len(block)
        return count

    def divided_rows(self, delimiter: str) -> Iterator[list[str]]:
        """Yield the rows of the lines that were divided, up to a row that does not end or is broken.

        Most rows are read here, because csv is fast if it gets its lines from a list.
        """
        end = len(self._next_lines)
        reader = csv.reader(reversed(self._next_lines), delimiter=delimiter, strict=True)
        line_count = 0
        with suppress(csv.Error):
            for cells in reader:
                line_count = reader.line_num
                yield cells
        del self._next_lines[end - line_count :]

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row = []
        self.row_characters = 0

    def take_back(self, first: int = 0) -> None:
        """Give the lines of the row from the number `first` again."""
        self._next_lines.extend(reversed(self.row[first:]))
        self.row_characters -= sum(map(len, self.row[first:]))
        del self.row[first:]

    def skip_first_line(self) -> None:
        """Give the lines of the row again, except its first line."""
        self.take_back(1)
        while self.row[0][-1] not in "\r\n" and (self._next_lines or self._divide_block()):
            self.row[0] = self._next_lines.pop()

    def _divide_block(self) -> bool:
        """Divide the next block that ends a line into lines. Return whether there is a line."""
        for block in self._blocks:
            self._divide(block)
            if self._next_lines:
                return True
        if self._beginning:
            self._next_lines = [self._beginning]
            self._beginning = ""
        return bool(self._next_lines)

    def _divide(self, block: str) -> None:
        lines = list(io.StringIO(self._beginning + block, newline=""))
        self._beginning = lines.pop() if lines and len(lines[-1]) <= MAX_TEXT_LENGTH else ""
        self._next_lines = lines[::-1]


def _read_row(lines: _Lines, delimiter: str, number: int) -> Row | BrokenRow | None:
    """Return the next row, which may be broken, or None at the end."""
    lines.begin_row()
    try:
        cells = _next_cells(lines, delimiter)
    except _RowTooLongError:
        if len(lines.row) > 1:
            return BrokenRow(number, "a quotation mark in it is not closed, or it is too long")
        return BrokenRow(number, f"it is larger than {size_text(MAX_TEXT_LENGTH)}")
    except csv.Error:
        cells = _cells_of_line(lines, delimiter)
        if cells is None:
            return BrokenRow(number, "a quotation mark in it is not closed")
    return None if cells is None else Row(number, cells)


def _next_cells(lines: _Lines, delimiter: str) -> list[str] | None:
    """Return the cells of the next row, or None at the end. Raises csv.Error and _RowTooLongError."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error:
        if lines.row_characters <= csv.field_size_limit():
            raise
    lines.take_back()
    with _long_cells():
        return next(csv.reader(lines, delimiter=delimiter, strict=True), None)


def _cells_of_line(lines: _Lines, delimiter: str) -> list[str] | None:
    """Return the cells of a row with wrong quotation marks, or None if one of them is not closed.

    In files whose cells are divided by tabs, a quotation mark often has no other meaning than in a text.
    """
    if delimiter != "\t" and (len(lines.row) > 1 or lines.is_at_end):
        return None
    lines.take_back(1)
    with _long_cells():
        if delimiter == "\t":
            return next(csv.reader(lines.row, delimiter=delimiter, quoting=csv.QUOTE_NONE), None)
        return next(csv.reader(lines.row, delimiter=delimiter), None)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let csv read cells of any length that a row may have. Otherwise its limit is 131,072 characters."""
    with _LIMIT_LOCK:
        limit = csv.field_size_limit(MAX_TEXT_LENGTH)
        try:
            yield
        finally:
            csv.field_size_limit(limit)
