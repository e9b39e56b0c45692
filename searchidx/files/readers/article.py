"""The parts of an article's page: title, header, body, byline, footer. Pure: text in, parts out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.dates import DateLine, date_line
from searchidx.files.readers.furniture import (
    agency_tag,
    ends_sentence,
    is_collected,
    is_count,
    is_credit,
    is_rule,
    is_signature,
    is_tail,
)
from searchidx.files.readers.headline import headline

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

_WHITE: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BLANK: Final = (
    _WHITE + "\ufeff\u200b\u2060\u200e\u200f"
)  # and the invisible: byte order mark, joiners, marks
_LONGEST_TITLE: Final = 300  # code points; a longer first line is the text, saved without line ends
_MOST: Final = 12  # lines of a header or a footer
_DATE_REACH: Final = 4  # lines below the title in which a date line is looked for


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """Title, header, agency, body, byline and footer, one after the other, are all that the text said.

    Where the text has no title line its title is `derived`: a piece of the body, and the rest says it all.
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
        """What was left out of the body, by the name of its part; parts that are empty are left out."""
        parts: dict[str, str | list[str]] = {
            "header": list(self.header),
            "agency": self.agency,
            "byline": self.byline,
            "footer": list(self.footer),
        }
        return {name: part for name, part in parts.items() if part}


def split_article(text: str) -> ArticleParts | None:
    """Split an article whose first non-blank line is its title; None when every line is blank.

    A first line longer than 300 code points is no title: it stays in the body, its beginning is the title.
    Only lines at the two ends are taken for furniture; the body is one unbroken piece of the text.
    """
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if stripped(line)]
    if not filled:
        return None
    shown = [stripped(lines[number]) for number in filled]
    derived = len(shown[0]) > _LONGEST_TITLE
    start = 0 if derived else 1 + _header_length(shown[1 : 2 + _MOST])
    stop = len(shown) - _footer_length(shown[max(start, 1) :])
    end = stop - _byline_length(shown[start:stop])
    body = stripped("\n".join(lines[filled[start] : filled[end - 1] + 1])) if start < end else ""
    agency = agency_tag(body)
    body = body[len(agency) :].lstrip()
    return ArticleParts(
        title=headline(stripped(body.partition("\n")[0])) if derived else shown[0],
        body=body,
        date=_date(shown, start, stop),
        header=tuple(shown[1:start]),
        agency=agency,
        byline="\n".join(shown[end:stop]),
        footer=tuple(shown[stop:]),
        derived=derived,
    )


def stripped(line: str) -> str:
    """The line without the white space, no-break spaces and byte order marks at its ends."""
    return line.strip(_BLANK)


def _header_length(lines: Sequence[str]) -> int:
    for number, line in enumerate(lines[:_MOST]):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        known = is_rule(line) or is_collected(line) or is_count(line, following)
        if not known and date_line(line) is None:
            return number
    return min(len(lines), _MOST)


def _footer_length(lines: Sequence[str]) -> int:
    last = lines[: -_MOST - 1 : -1]
    for number, line in enumerate(last):
        if not (is_rule(line) or is_tail(line) or _is_labelled_date(line)):
            return number
    return len(last)


def _byline_length(body: Sequence[str]) -> int:
    """The closing lines that name who wrote: two or one, after a line that ends as a sentence does."""
    for length in (2, 1):
        closing = body[len(body) - length :]
        if len(body) > length and all(is_credit(line) or is_signature(line) for line in closing):
            if ends_sentence(body[-length - 1]):
                return length
            if all(is_credit(line) for line in closing):
                return length
    return 0


def _is_labelled_date(line: str) -> bool:
    found = date_line(line)
    return found is not None and found.labelled


def _date(shown: Sequence[str], start: int, stop: int) -> datetime.date | None:
    """The first date of the header, else of the first lines, else of the footer; an update comes last."""
    near_top = shown[: max(start, 1 + _DATE_REACH)]
    found: list[DateLine] = [date for line in near_top if (date := date_line(line))]
    found += [date for line in shown[stop:] if (date := date_line(line)) and date.labelled]
    found.sort(key=lambda date: date.updated)
    return found[0].date if found else None
