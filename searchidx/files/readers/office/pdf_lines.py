"""The lines of a page of a PDF, with their places on the page."""

from __future__ import annotations

import math
import re
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from analyzers.composition import nfc
from searchidx.files.readers.content_errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject

_MAX_PAGE_SECONDS: Final = 10.0
"""The processor time after which reading of a page stops. A page of text takes a hundredth of a second."""

_LIGATURES: Final = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
)

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, which programs write for glyphs without a letter."""

_PRIVATE_USE: Final = re.compile(r"[\ue000-\uf8ff]")
"""Glyphs of fonts of symbols. Most of them are the marks of items of a list."""

_BULLET: Final = "•"


class Line(NamedTuple):
    """A line of text, and where it begins, in points. A greater `y` is higher on the page.

    The place and the size are those of the first letters or digits, because marks of items may be raised.
    """

    text: str
    x: float
    y: float
    size: float


def page_lines(page: PageObject) -> list[Line]:
    """Return the lines of a page that are not blank, in the order of the page's content.

    Raises:
        ContentError: if the page takes more than 10 seconds of processor time.
        Exception: any exception, if the page is damaged, as pypdf's documentation warns.
    """
    collector = _Collector()
    page.extract_text(visitor_operand_before=collector.check_time, visitor_text=collector.add)
    return collector.lines()


class _Collector:
    """Collects the pieces of text that pypdf finds. A piece may have line breaks, and be a part of a line."""

    def __init__(self) -> None:
        self._deadline = time.process_time() + _MAX_PAGE_SECONDS
        self._lines: list[Line] = []
        self._texts: list[str] = []
        self._place: tuple[float, float, float] | None = None
        self._is_place_of_word = False

    def check_time(self, *_: object) -> None:
        """Stop reading if it takes too long. pypdf calls this before each operator of the page."""
        if time.process_time() > self._deadline:
            raise ContentError("it takes too long to read", "print the file to a new PDF")

    def add(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        """Add a piece of text at the place that two matrices of PDF give."""
        first, *others = text.split("\n")
        self._add_part(first, cm, tm, size)
        for part in others:
            self._end_line()
            self._add_part(part, cm, tm, size)

    def lines(self) -> list[Line]:
        """End the last line, and return all lines."""
        self._end_line()
        return self._lines

    def _add_part(self, part: str, cm: Sequence[float], tm: Sequence[float], size: float) -> None:
        is_word = any(map(str.isalnum, part))
        if (is_word and not self._is_place_of_word) or (self._place is None and part.strip()):
            self._place, self._is_place_of_word = _place(cm, tm, size), is_word
        self._texts.append(part)

    def _end_line(self) -> None:
        text = _PRIVATE_USE.sub(_BULLET, _CONTROLS.sub("", "".join(self._texts)))
        text = nfc(text.translate(_LIGATURES))
        if self._place is not None and (text := " ".join(text.split())):
            self._lines.append(Line(text, *self._place))
        self._texts.clear()
        self._place, self._is_place_of_word = None, False


def _place(cm: Sequence[float], tm: Sequence[float], size: float) -> tuple[float, float, float]:
    """Return the place (x, y) and the size of a text, so that its line is horizontal even if it is turned.

    `tm` maps from text space to user space, and `cm` from there to the page. Both are (a, b, c, d, e, f).
    """
    # The direction of the line on the page, and the place of its beginning.
    right = (tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3])
    up = (tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    length = math.hypot(*right) or 1.0
    cosine, sine = right[0] / length, right[1] / length
    return x * cosine + y * sine, y * cosine - x * sine, abs(size) * math.hypot(*up)
