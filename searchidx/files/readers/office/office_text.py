"""The text of an office file, put together from its paragraphs, tables and notes in the order of the file.

The readers of `.docx` and `.odt` files say what begins and ends, and this module makes paragraphs of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.files.readers.content import MAX_TEXT_LENGTH
from searchidx.files.readers.office.font_names import Piece, convert_by_name
from searchidx.files.readers.whitespace import CELL_SEPARATOR, tidy_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_CELL_LENGTH: Final = 300
"""The length in codepoints of the longest cell in a row that becomes a line. Longer cells are layout."""


class Paragraph(NamedTuple):
    """A paragraph, and its level: 0 for a title, 1 for a heading of the first level, None for text."""

    text: str
    level: int | None = None


class OfficeText:
    """The paragraphs of a file, which are added piece by piece.

    Whatever begins must also end: paragraphs, rows, cells and notes may be nested in each other. White space
    in a paragraph is joined to single spaces, but line breaks are kept.

    Attributes:
        encodings: the kinds of fonts from which text was converted: "tcvn3 font", "vni font".
        is_cut: whether the file has more than 16 Mi codepoints of text. The text after them is left out.
    """

    def __init__(self) -> None:
        self.encodings: set[str] = set()
        self.is_cut = False
        self._length = 0
        self._open_paragraphs: list[list[Piece]] = []
        self._rows: list[list[list[Paragraph]]] = []
        self._notes: list[Paragraph] = []
        # The paragraphs of the file, then those of each open cell or note, the innermost last.
        self._containers: list[list[Paragraph]] = [[]]

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that are not blank, and then those of the notes."""
        return self._containers[0] + self._notes

    def begin_paragraph(self) -> None:
        """Begin a paragraph. It may be in another one, as in a text box, and then becomes one before it."""
        self._open_paragraphs.append([])

    def add(self, text: str, font: str = "") -> None:
        """Add a text in a font to the innermost paragraph. Without a paragraph, the text is left out."""
        if not self._open_paragraphs or self.is_cut:
            return
        self._length += len(text)
        if self._length > MAX_TEXT_LENGTH:
            self.is_cut = True
        else:
            self._open_paragraphs[-1].append(Piece(text, font))

    def end_paragraph(self, level: int | None = None) -> None:
        """End the innermost paragraph, which is a title, a heading or text."""
        converted = convert_by_name(self._open_paragraphs.pop())
        self.encodings |= converted.fonts
        if text := tidy_lines(converted.text):
            self._containers[-1].append(Paragraph(text, level))

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the innermost row."""
        self._containers.append([])

    def end_cell(self) -> None:
        """End the innermost cell."""
        cell = self._containers.pop()
        if self._rows:
            self._rows[-1].append(cell)

    def end_row(self) -> None:
        """End the innermost row."""
        self._containers[-1].extend(_row_paragraphs(self._rows.pop()))

    def begin_note(self) -> None:
        """Begin a footnote or endnote."""
        self._containers.append([])

    def end_note(self) -> None:
        """End the innermost note."""
        self._notes.extend(self._containers.pop())


def _row_paragraphs(cells: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """Return the cells of a row as a line. If the table is only a layout, return the paragraphs of its cells.

    A table is a layout if only one cell of the row has text, or if a cell is long.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(sum(len(text) for text, _ in cell) > _MAX_CELL_LENGTH for cell in filled):
        return [paragraph for cell in filled for paragraph in cell]
    texts = (" ".join(" ".join(text.split()) for text, _ in cell) for cell in cells)
    return [Paragraph(CELL_SEPARATOR.join(texts))]
