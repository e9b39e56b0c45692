"""The parts of an article's page: title, header, agency tag, body, byline, footer.

`furniture`, `bylines` and `dates` recognise furniture in a single line. This module decides at which places
of the page furniture may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.bylines import ends_sentence, is_credit, is_signature
from searchidx.files.readers.dates import DateLine, date_line
from searchidx.files.readers.furniture import agency_tag, is_age_or_link, is_count, is_footer_line, is_rule
from searchidx.files.readers.headline import headline
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

    def furniture(self) -> dict[str, str | list[str]]:
        """Return name -> text or lines of the header, agency, byline and footer. Empty parts are omitted."""
        parts: dict[str, str | list[str]] = {
            "header": list(self.header),
            "agency": self.agency,
            "byline": self.byline,
            "footer": list(self.footer),
        }
        return {name: part for name, part in parts.items() if part}


def split_article(text: str) -> ArticleParts | None:
    r"""Return the parts of an article's page, or None if all lines are blank. Lines must end with `\n`.

    The first line that is not blank is the title. If this line has more than 300 codepoints, it stays in the
    body, and the title is made from its beginning. Furniture is searched only at both ends of the
    text, so the body is one unbroken piece of the text.
    """
    all_lines = text.split("\n")
    line_numbers = [number for number, line in enumerate(all_lines) if strip_blanks(line)]
    if not line_numbers:
        return None
    lines = [strip_blanks(all_lines[number]) for number in line_numbers]
    # The order of the lines is title, header, body, byline, footer. A derived title has no line.
    derived = len(lines[0]) > _MAX_TITLE_LENGTH
    body_start = 0 if derived else 1 + _header_length(lines[1:])
    footer_start = len(lines) - _footer_length(lines[max(body_start, 1) :])
    body_end = footer_start - _byline_length(lines[body_start:footer_start])
    body = ""
    if body_start < body_end:
        body_lines = all_lines[line_numbers[body_start] : line_numbers[body_end - 1] + 1]
        body = strip_blanks("\n".join(body_lines))
    agency = agency_tag(body)
    body = body[len(agency) :].lstrip()
    return ArticleParts(
        title=headline(strip_blanks(body.partition("\n")[0])) if derived else lines[0],
        body=body,
        date=_page_date(lines[: max(body_start, 1 + _DATE_SEARCH_LINES)], lines[footer_start:]),
        header=tuple(lines[1:body_start]),
        agency=agency,
        byline="\n".join(lines[body_end:footer_start]),
        footer=tuple(lines[footer_start:]),
        derived=derived,
    )


def _header_length(lines: Sequence[str]) -> int:
    """Return the number of lines below the title that are furniture or dates."""
    for number, line in enumerate(lines[:_MAX_FURNITURE_LINES]):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_furniture = is_rule(line) or is_age_or_link(line) or is_count(line, following)
        if not is_furniture and date_line(line) is None:
            return number
    return min(len(lines), _MAX_FURNITURE_LINES)


def _footer_length(lines: Sequence[str]) -> int:
    """Return the number of lines at the end that are furniture or labelled dates."""
    last_lines = lines[: -_MAX_FURNITURE_LINES - 1 : -1]
    for number, line in enumerate(last_lines):
        if not (is_rule(line) or is_footer_line(line) or _is_labelled_date(line)):
            return number
    return len(last_lines)


def _byline_length(lines: Sequence[str]) -> int:
    """Return the number of lines at the end of the body that name the author.

    A line that looks like a signature may be an item of a list. It is a signature only if the line before it
    ends a sentence.
    """
    for length in range(_MAX_BYLINE_LINES, 0, -1):
        closing = lines[len(lines) - length :]
        if len(lines) > length and all(is_credit(line) or is_signature(line) for line in closing):
            if ends_sentence(lines[-length - 1]):
                return length
            if all(is_credit(line) for line in closing):
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
