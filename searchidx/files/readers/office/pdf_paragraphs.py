"""From the lines of pages to paragraphs: furniture is removed, and broken lines and words are joined.

A PDF has no paragraphs. Sizes, places and ends of lines show where one ends.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, dropwhile, pairwise, takewhile
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.orthography import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.files.readers.office.pdf_lines import Line

_EDGE_LINES: Final = 2
"""The number of lines at the top and at the bottom of a page that may be running headers or footers."""

_MIN_FURNITURE_PAGES: Final = 3
_MIN_FURNITURE_SHARE: Final = 0.4
"""A line is furniture if this number and this share of the pages have it.

Left pages may have other headers than right pages.
"""

_LARGE: Final = 1.15
"""Text that is this many times the usual size is a heading."""

_SAME_SIZE: Final = 0.1
"""The greatest difference of sizes in a paragraph, as a share of the size."""

_WIDE_GAP: Final = 1.35
"""A distance of this many times the usual distance of lines separates paragraphs."""

_HEADING_DISTANCE: Final = 1.2
"""The usual distance of the lines of a heading, as a multiple of its size."""

_INDENTATION: Final = 0.8
"""The least indentation of the first line of a paragraph, as a share of the size."""

_SHORT_SENTENCE: Final = 0.85
_SHORT: Final = 0.7
"""A line whose length is less than this share of a full line ends its paragraph.

The first share is for lines that end a sentence, and the second one for all lines.
"""

_SENTENCE_END: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_ITEM: Final = re.compile(r"[-–—•●▪■◦*+]\s|\(?(\d{1,3}|[a-zđ]|[ivx]{1,4})[.)]\s", re.IGNORECASE)
"""The mark of an item of a list."""

_BROKEN_WORD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN: Final = "\u00ad"
_LATIN_1_LETTER: Final = re.compile(r"[\u00a1-\u00ac\u00ae-\u00ff]")
_OTHER_LETTER: Final = re.compile(r"[\u0100-\u1eff]")
_DIGITS: Final = re.compile(r"\d+")


class Layout(NamedTuple):
    """What is usual in a file: the size of text, the distance of lines, and the codepoints of a full line."""

    size: float
    distance: float
    length: int


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of the pages without running headers and footers and page numbers.

    These are the first and last lines of pages that many pages have, if numbers are not compared. If nothing
    else is on the pages, all lines are returned.
    """
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_furniture_key(line) for line in _edges(lines)})
    least = max(_MIN_FURNITURE_PAGES, _MIN_FURNITURE_SHARE * len(pages))
    furniture = {key for key, count in counts.items() if count >= least}
    others = [_without_edges(lines, furniture) for lines in pages]
    return others if any(others) else [list(lines) for lines in pages]


def layout_of(pages: Sequence[Sequence[Line]]) -> Layout:
    """Return what is usual on pages, of which one at least must have lines."""
    lengths: Counter[float] = Counter()
    for line in chain.from_iterable(pages):
        lengths[round(line.size, 1)] += len(line.text)
    size = lengths.most_common(1)[0][0]
    body = [[line for line in lines if _are_equal(line.size, size)] for lines in pages]
    distances = [above.y - line.y for lines in body for above, line in pairwise(lines) if above.y > line.y]
    line_lengths = sorted(len(line.text) for line in chain.from_iterable(body))
    return Layout(
        size=size,
        distance=median(distances) if distances else 0.0,
        length=line_lengths[len(line_lengths) * 9 // 10],
    )


def large_title(lines: Sequence[Line], layout: Layout) -> str:
    """Return the largest text of a page, or "" if none is larger than the body. The page must have lines."""
    largest = max(line.size for line in lines)
    if largest < _LARGE * layout.size:
        return ""
    from_title = dropwhile(lambda line: line.size < largest, lines)
    return _join([line.text for line in takewhile(lambda line: _are_equal(line.size, largest), from_title)])


def page_paragraphs(lines: Sequence[Line], layout: Layout) -> list[str]:
    """Return the paragraphs of a page."""
    groups: list[list[str]] = []
    for above, line in zip((None, *lines), lines, strict=False):
        if above is None or _begins_paragraph(above, line, layout):
            groups.append([])
        groups[-1].append(line.text)
    return [_join(group) for group in groups]


def _furniture_key(line: Line) -> str:
    return _DIGITS.sub("0", line.text.casefold())


def _edges(lines: Sequence[Line]) -> list[Line]:
    return [*lines[:_EDGE_LINES], *lines[_EDGE_LINES:][-_EDGE_LINES:]]


def _without_edges(lines: Sequence[Line], furniture: set[str]) -> list[Line]:
    """Return the lines without the furniture at both ends."""
    last = len(lines) - _EDGE_LINES
    return [
        line
        for number, line in enumerate(lines)
        if _EDGE_LINES <= number < last or _furniture_key(line) not in furniture
    ]


def _are_equal(size: float, other: float) -> bool:
    """Return whether two sizes are so near that text of them may be in one paragraph."""
    return abs(size - other) <= _SAME_SIZE * max(size, other)


def _begins_paragraph(above: Line, line: Line, layout: Layout) -> bool:
    """Return whether a line begins a paragraph, and does not continue the line above."""
    if not _are_equal(above.size, line.size):
        return True
    distance = above.y - line.y
    is_heading = line.size >= _LARGE * layout.size
    usual_distance = _HEADING_DISTANCE * line.size if is_heading else layout.distance
    if distance > _WIDE_GAP * usual_distance:
        return True
    if is_heading:
        return False
    ends_sentence = _SENTENCE_END.search(above.text) is not None
    if distance <= 0:  # The line is in the next column or cell.
        return ends_sentence or not line.text[0].islower()
    if _ITEM.match(line.text):
        return True
    is_indented = line.x - above.x > _INDENTATION * line.size
    is_short = len(above.text) < layout.length * (_SHORT_SENTENCE if ends_sentence else _SHORT)
    return is_short or (is_indented and ends_sentence)


def _join(texts: Sequence[str]) -> str:
    """Return the lines of a paragraph as one line, in which words that were broken are whole."""
    whole = "".join(texts)
    # In fonts of TCVN3, the code of the soft hyphen is the letter ư.
    has_soft_hyphens = not _LATIN_1_LETTER.search(whole) or _OTHER_LETTER.search(whole) is not None
    ended = [
        above if has_soft_hyphens and above.endswith(_SOFT_HYPHEN) else _with_end(above, text)
        for above, text in pairwise(texts)
    ]
    joined = "".join((*ended, texts[-1]))
    return joined.replace(_SOFT_HYPHEN, "") if has_soft_hyphens else joined


def _with_end(above: str, text: str) -> str:
    """Return a line as it is before the text of the next line: with a blank, with its hyphen, or without.

    A hyphen between two syllables, as in `công-ty` and `Ki-ép`, and before a capital or digit is kept. Any
    other hyphen was made by a program that broke a word at the end of the line.
    """
    if not above.endswith("-") or above.endswith(" -") or not text[0].isalnum():
        return f"{above} "
    broken, rest = _BROKEN_WORD.search(above), _FIRST_WORD.match(text)
    if broken is None or rest is None or not rest[0][0].islower():
        return above
    is_name = is_syllable(broken[1].lower()) and is_syllable(rest[0].lower())
    return above if is_name else above[:-1]
