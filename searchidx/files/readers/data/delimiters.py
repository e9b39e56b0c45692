"""Which character divides the cells of a `.csv` or `.tsv` file? The first rows decide, and not the suffix."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import Final, NamedTuple

_CANDIDATES: Final = (",", ";", "\t", "|")

_SAMPLE_ROWS: Final = 20
"""The number of rows that are compared."""

_NAMED_DELIMITER: Final = re.compile(r'"?sep=(?P<delimiter>[^\r\n"])"?[,;\t]*(?:\r\n|\r|\n)')
"""The first line of a file for Excel, which names the delimiter. Excel does not count it as a row."""


class Delimiter(NamedTuple):
    """A delimiter, and the length of the line before the first row that names it, or 0."""

    character: str
    line_length: int = 0


def find_delimiter(beginning: str, usual: str) -> Delimiter:
    """Return the delimiter of a file, whose beginning is given.

    `usual` is the delimiter of files with this suffix. It is chosen if no other fits better.
    """
    if named := _NAMED_DELIMITER.match(beginning):
        return Delimiter(named["delimiter"], named.end())
    candidates = sorted(_CANDIDATES, key=lambda candidate: candidate != usual)
    return Delimiter(max(candidates, key=lambda candidate: _fitness(beginning, candidate)))


def _fitness(beginning: str, delimiter: str) -> tuple[bool, float, int]:
    """Return how well a delimiter fits, as values to compare.

    The header must have several columns. Then the share of the rows with as many cells as the header counts,
    and then the number of columns. A delimiter in texts gives each row another number of cells.
    """
    rows = islice(filter(None, _rows(beginning, delimiter)), _SAMPLE_ROWS)
    counts = [len(row) for row in rows] or [0]
    columns = counts[0]
    return columns > 1, Counter(counts)[columns] / len(counts), columns


def _rows(beginning: str, delimiter: str) -> list[list[str]]:
    """Return the complete rows of a beginning, and at least one row if there is any."""
    lines = io.StringIO(beginning, newline="")
    rows: list[list[str]] = []
    try:
        rows.extend(islice(csv.reader(lines, delimiter=delimiter), _SAMPLE_ROWS + 1))
    except csv.Error:  # a cell that is too long
        return rows
    return rows[:-1] if len(rows) > 1 and not beginning.endswith("\n") else rows
