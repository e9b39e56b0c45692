"""`.csv` and `.tsv` files: the first row has the names of the columns, every other row is an article."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.content_errors import REST, ContentError
from searchidx.files.readers.data.columns import no_articles, unique_names
from searchidx.files.readers.data.delimited_rows import BrokenRow, Row, read_rows
from searchidx.files.readers.data.delimiters import find_delimiter
from searchidx.files.readers.data.known_keys import has_title_or_text
from searchidx.files.readers.data.text_blocks import TextBlocks
from searchidx.files.readers.data.unpacking import UnpackingError, unpacked_blocks
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Failure, Note
from searchidx.files.readers.whitespace import strip_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_MAX_COLUMNS: Final = 1000
"""The cells of a row after this number of columns are not read."""


def read_delimited(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of each row, and remarks on the delimiter, the encoding and rows that are broken.

    The id of an article without an id of its own ends with the number of its row, as a spreadsheet shows it:
    the header is row 1. Rows without text are skipped. Raises OSError.
    """
    return read_records(_read(content, keys), content, keys, own_keys=True)


def _read(content: Content, keys: Keys) -> Iterator[Record | Remark]:
    text = TextBlocks(unpacked_blocks(content))
    yield from _records(_rows(text, content), text, content, keys)


def _rows(text: TextBlocks, content: Content) -> Iterator[Row | Remark]:
    """Yield the rows that have text, a note on the delimiter, and failures of rows and of the file."""
    number = 0
    try:
        blocks = iter(text)
        beginning = next(blocks, "")
        usual = "\t" if ".tsv" in content.path.lower()[-len(".tsv.zst") :] else ","
        delimiter = find_delimiter(beginning, usual)
        if delimiter.character != usual and delimiter.character in beginning:
            name = "tab" if delimiter.character == "\t" else f'"{delimiter.character}"'
            yield Note(content.path, f"delimiter {name}")
        for row in read_rows(chain([beginning[delimiter.line_length :]], blocks), delimiter.character):
            number = row.number
            if isinstance(row, BrokenRow):
                yield _failure(row, content)
            elif any(map(strip_blanks, row.cells)):
                yield row
    except UnpackingError as error:
        yield error.failure(content.path, f"row {number + 1}", REST)


def _records(
    rows: Iterable[Row | Remark], text: TextBlocks, content: Content, keys: Keys
) -> Iterator[Record | Remark]:
    """Yield the record of each row after the header, and the remarks among the rows."""
    header: list[str] = []
    has_failed = False
    long_rows: list[int] = []
    """The numbers of the rows with more cells than the header."""
    for row in rows:
        if not isinstance(row, Row):
            has_failed |= isinstance(row, Failure)
            yield row
        elif not header:
            header = unique_names(row.cells[:_MAX_COLUMNS])
            if not has_title_or_text(dict.fromkeys(header, "x"), keys):
                yield no_articles(header, content.path)
                return
        else:
            if any(row.cells[len(header) :]):
                long_rows.append(row.number)
            yield Record(
                _values(header, row.cells), f"row {row.number}", f":{row.number}", text.label(row.cells)
            )
    if long_rows:
        yield _long_rows_note(long_rows, len(header), content)
    if not header and not has_failed:
        raise ContentError.empty("write the names of the columns in the first row")


def _values(header: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells by column. Cells after the last column are kept if they are not empty."""
    values = dict(zip(header, cells, strict=False))
    for number, cell in enumerate(cells[len(header) : _MAX_COLUMNS], start=len(header) + 1):
        if cell:
            values.setdefault(f"column {number}", cell)
    return values


def _failure(row: BrokenRow, content: Content) -> Failure:
    error = ContentError(row.reason, "write a quotation mark in a cell twice, and quote the cell")
    return error.failure(content.path, f"row {row.number}", REST if row.is_last else "")


def _long_rows_note(numbers: list[int], columns: int, content: Content) -> Note:
    rows = (
        f"row {numbers[0]} has"
        if len(numbers) == 1
        else f"row {numbers[0]} and {len(numbers) - 1:,} more have"
    )
    return Note(
        content.path,
        f'{rows} more cells than the header; they are kept as "column {columns + 1}" and so on; '
        "quote cells that contain the delimiter",
    )
