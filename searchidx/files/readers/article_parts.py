"""The parts of an article's page: title, header, agency tag, body, byline, footer.

Text goes in, parts come out; files are not read here. What a single line is, `furniture`, `bylines` and
`dates` tell; this module decides where on the page each of these lines may stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.bylines import ends_sentence, is_credit, is_signature
from searchidx.files.readers.dates import DateLine, date_line
from searchidx.files.readers.furniture import agency_tag, is_age_or_link, is_count, is_rule, is_tail
from searchidx.files.readers.headline import headline
from searchidx.files.readers.whitespace import strip_blanks

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

_MAX_TITLE_LENGTH: Final = 300
"""The length of the longest title in code points; a longer first line is a text without line ends."""

_MAX_FURNITURE_LINES: Final = 12
"""How many lines a header may have at most, and how many a footer; blank lines do not count."""

_DATE_SEARCH_LINES: Final = 4
"""In how many lines below the title a date line is looked for, whether or not they are the header."""

_MAX_BYLINE_LINES: Final = 2
"""How many lines a byline may have at most."""


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The parts of a page; one after the other they are all that the text said.

    The title of a text that has no title line is `derived`: it repeats the beginning of the body.
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
        """Return what was left out of the body, by the names of the parts; empty parts are left out."""
        parts: dict[str, str | list[str]] = {
            "header": list(self.header),
            "agency": self.agency,
            "byline": self.byline,
            "footer": list(self.footer),
        }
        return {name: part for name, part in parts.items() if part}


def split_article(text: str) -> ArticleParts | None:
    r"""Return the parts of an article's page, whose lines end with `\n`; None if all lines are blank.

    The first line that is not blank is the title. A first line of more than 300 code points is no title: it
    stays in the body, and its beginning becomes the title. Furniture is looked for at both ends only; the
    body is one unbroken piece of the text.
    """
    all_lines = text.split("\n")
    line_numbers = [number for number, line in enumerate(all_lines) if strip_blanks(line)]
    if not line_numbers:
        return None
    lines = [strip_blanks(all_lines[number]) for number in line_numbers]
    # The title line is followed by the header, the body, the byline and the footer.
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
    """Return how many lines below the title are furniture."""
    for number, line in enumerate(lines[:_MAX_FURNITURE_LINES]):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_furniture = is_rule(line) or is_age_or_link(line) or is_count(line, following)
        if not is_furniture and date_line(line) is None:
            return number
    return min(len(lines), _MAX_FURNITURE_LINES)


def _footer_length(lines: Sequence[str]) -> int:
    """Return how many lines at the end are furniture."""
    last_lines = lines[: -_MAX_FURNITURE_LINES - 1 : -1]
    for number, line in enumerate(last_lines):
        if not (is_rule(line) or is_tail(line) or _is_labelled_date(line)):
            return number
    return len(last_lines)


def _byline_length(lines: Sequence[str]) -> int:
    """Return how many lines at the end of the body tell who wrote it.

    A signature, which could also be an item of a list, counts only after a line that ends a sentence.
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
    """Return the first date of the top of a page, else of its footer; dates of updates count last."""
    dates: list[DateLine] = [date for line in top if (date := date_line(line))]
    dates += [date for line in footer if (date := date_line(line)) and date.labelled]
    dates.sort(key=lambda date: date.updated)
    return dates[0].date if dates else None
