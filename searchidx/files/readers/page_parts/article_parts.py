"""The parts of an article's page: title, header, agency tag, body, byline, footer.

`furniture`, `bylines` and `dates` recognise furniture in a single line. This module decides at which places
of the page furniture may be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.dates import DateLine, date_line
from searchidx.files.readers.headline import headline
from searchidx.files.readers.page_parts.bylines import is_credit, is_signature
from searchidx.files.readers.page_parts.closing_lines import may_be_signed
from searchidx.files.readers.page_parts.furniture import (
    MAX_LINE_LENGTH,
    agency_tag,
    aggregator_bar,
    is_age_or_link,
    is_count,
    is_footer_line,
    is_link,
    is_rule,
    may_be_publisher,
)
from searchidx.files.readers.whitespace import strip_blanks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

_MAX_TITLE_LENGTH: Final = 300
"""The length of the longest title in codepoints. A longer first line is text of the body."""

_MAX_FURNITURE_LINES: Final = 12
"""The greatest number of lines of a header or footer, without blank lines."""

_DATE_SEARCH_LINES: Final = 4
"""The number of lines below the title that are searched for a date, whether or not they are in the header."""

_MAX_BYLINE_LINES: Final = 2
"""The greatest number of lines of a byline."""


@dataclass(frozen=True, slots=True)
class ArticleParts:
    r"""The parts of a page. Title, header, agency, body, byline and footer are in the order of the text.

    If the first line is too long for a title, `derived` is True, and the title is made from the beginning of
    the body. The lines of a byline are joined by `\n`.
    """

    title: str
    body: str = ""
    date: datetime.date | None = None
    header: tuple[str, ...] = ()
    agency: str = ""
    byline: str = ""
    footer: tuple[str, ...] = ()
    derived: bool = False

    def furniture(self) -> str:
        """Return the lines of the header, agency, byline and footer, in this order."""
        return "\n".join(filter(None, (*self.header, self.agency, self.byline, *self.footer)))


def split_article(text: str) -> ArticleParts | None:
    r"""Return the parts of an article's page, or None if all lines are blank. Lines must end with `\n`.

    The first line that is not blank is the title. If this line has more than 300 codepoints, it stays in the
    body, and the title is made from its beginning. Furniture is searched only at both ends of the
    text, so the body is one unbroken piece of the text.
    """
    text = strip_blanks(text)
    if not text:
        return None
    first_line, _, below = text.partition("\n")
    if len(first_line) > _MAX_TITLE_LENGTH:
        parts = _split("", text)
        return replace(parts, title=headline(strip_blanks(first_line_of(parts.body))), derived=True)
    return _split(strip_blanks(first_line), below)


def split_page(title: str, body: str) -> ArticleParts | None:
    """Return the parts of the body of a record if the body is a whole web page, or else None.

    Such a body begins with the title of the article, or with furniture of a news aggregator. A crawler may
    have joined the lines of the page.
    """
    text = strip_blanks(body)
    first_line, _, below = text.partition("\n")
    if strip_blanks(first_line) == title:
        return _split(title, below)
    if text.startswith(title) and aggregator_bar(below := text[len(title) :].lstrip()):
        return _split(title, below)
    return _split(title, text) if _begins_as_page(text) else None


def first_line_of(text: str) -> str:
    """Return the text up to its first line end."""
    return text.partition("\n")[0]


def _split(title: str, text: str) -> ArticleParts:
    """Return the parts of the text below a title. Without a title, the first line belongs to the body."""
    all_lines = text.split("\n")
    line_numbers = [number for number, line in enumerate(all_lines) if strip_blanks(line)]
    lines = [strip_blanks(all_lines[number]) for number in line_numbers]
    # The order of the lines is header, body, byline, footer.
    first_in_body = 0 if title else 1  # the number of lines that are certainly part of the body
    body_start = _header_length(lines) if title else 0
    footer_start = len(lines) - _footer_length(lines[max(body_start, first_in_body) :])
    body_end = footer_start - _byline_length(lines[body_start:footer_start])
    body = ""
    if body_start < body_end:
        body_lines = all_lines[line_numbers[body_start] : line_numbers[body_end - 1] + 1]
        body = strip_blanks("\n".join(body_lines))
    bar = aggregator_bar(body)
    body = body[len(bar) :].lstrip()
    agency = agency_tag(body)
    body = body[len(agency) :].lstrip()
    return ArticleParts(
        title=title,
        body=body,
        date=_page_date(
            [title, *lines[: max(body_start, first_in_body + _DATE_SEARCH_LINES)]], lines[footer_start:]
        ),
        header=(*lines[:body_start], *filter(None, map(strip_blanks, bar.split("\n")))),
        agency=agency,
        byline="\n".join(lines[body_end:footer_start]),
        footer=tuple(lines[footer_start:]),
    )


def _header_length(lines: Sequence[str]) -> int:
    """Return the number of lines below the title that are furniture or dates.

    A publisher may precede the furniture of a news aggregator.
    """
    length = _furniture_length(lines)
    if length == 0 and lines and may_be_publisher(lines[0]):
        below = lines[1 : 1 + _furniture_length(lines[1:_MAX_FURNITURE_LINES])]
        return 1 + len(below) if any(map(is_link, below)) else 0
    return length


def _furniture_length(lines: Sequence[str]) -> int:
    """Return the number of lines at the beginning that are furniture or dates."""
    for number, line in enumerate(lines[:_MAX_FURNITURE_LINES]):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_furniture = is_rule(line) or is_age_or_link(line) or is_count(line, following)
        if not is_furniture and date_line(line) is None:
            return number
    return min(len(lines), _MAX_FURNITURE_LINES)


def _begins_as_page(text: str) -> bool:
    """Return whether a text begins with furniture of a news aggregator, on one line or several."""
    if "\n" not in text[: MAX_LINE_LENGTH + 1]:
        return bool(aggregator_bar(text))
    first_lines = map(strip_blanks, text.split("\n", _MAX_FURNITURE_LINES)[:_MAX_FURNITURE_LINES])
    lines = list(filter(None, first_lines))
    return bool(aggregator_bar(text)) or any(map(is_age_or_link, lines[: _header_length(lines)]))


def _footer_length(lines: Sequence[str]) -> int:
    """Return the number of lines at the end that are furniture or labelled dates."""
    last_lines = lines[: -_MAX_FURNITURE_LINES - 1 : -1]
    for number, line in enumerate(last_lines):
        if not (is_rule(line) or is_footer_line(line) or _is_labelled_date(line)):
            return number
    return len(last_lines)


def _byline_length(lines: Sequence[str]) -> int:
    """Return the number of lines at the end of the body that name the author.

    A line that looks like a signature may be an item of a list, or an answer. It is a signature only if
    running text precedes it.
    """
    for length in range(_MAX_BYLINE_LINES, 0, -1):
        closing = lines[len(lines) - length :]
        if len(lines) <= length:
            continue
        are_credits = [is_credit(line) for line in closing]
        if all(are_credits):
            return length
        are_bylines = all(
            credit or is_signature(line) for credit, line in zip(are_credits, closing, strict=True)
        )
        if are_bylines and may_be_signed(lines[:-length]):
            return length
    return 0


def _is_labelled_date(line: str) -> bool:
    date = date_line(line)
    return date is not None and date.labelled


def _page_date(top: Sequence[str], footer: Sequence[str]) -> datetime.date | None:
    """Return the first date in the lines at the top of a page, or else in its footer, or None.

    In the footer, only a date with a label is used. The date of an update is used only if there is no other
    date.
    """
    dates: list[DateLine] = [date for line in top if (date := date_line(line))]
    dates += [date for line in footer if (date := date_line(line)) and date.labelled]
    dates.sort(key=lambda date: date.updated)
    return dates[0].date if dates else None
