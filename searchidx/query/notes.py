"""Which words of a query look like fields that do not exist? A note says how to write them instead.

Such words are searched as words, because a pasted text may have them. A note is the only difference.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING, Final

from analyzers.composition import nfc
from searchidx.errors import QuerySyntaxError
from searchidx.query.characters import to_ascii_signs
from searchidx.query.dates import read_dates
from searchidx.query.fields import FIELDS
from searchidx.query.tokens import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.query.tokens import QueryToken

MAX_NOTES: Final = 5
"""The maximum number of notes on one query."""

_FIELD_LIKE: Final = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*){2,}):(?=[-+#@./]?[\w(\"“„«])")
"""Two letters or more before a colon, and a word, a quote or a parenthesis directly after it.

One sign may come before the word, as in `folder:/home`. An address such as `http://vn` does not match.
"""

_FIELD_OF_NAME: Final = {
    name: field
    for field, names in {
        "title": "headline heading intitle",
        "body": "text content intext inbody",
        "source": "site domain publisher newspaper nguon nguồn",
        "category": "section topic cat",
        "date": "day month year published ngay ngày",
    }.items()
    for name in names.split()
}
"""The fields by the names that other search engines and Vietnamese writers give them."""

_FIRST_DAY_NAMES: Final = ("after", "since", "from")
_LAST_DAY_NAMES: Final = ("until", "till", "to")
_NEXT_DAY_NAME: Final = "before"
"""The names that other search engines give to the first day of a range, its last day, and the day after."""

_SENTENCE_ENDS: Final = ".,;!?…"


def unknown_field_notes(
    query: str, tokens: Iterable[QueryToken], keywords: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return a note on each name that looks like a field but is none, at most `MAX_NOTES` in query order.

    A name looks like a field if it begins a word outside quotes, and if a colon and a text directly follow.
    It must also consist of small ASCII letters, or be a name that other search engines have for one of the
    fields. Pasted text hardly ever has such names: of 116,859 titles, two have one (`web:Hãy vào`).
    """
    plain = to_ascii_signs(query)
    notes: dict[str, None] = {}
    for token in tokens:
        if token.kind in (TokenKind.WORD, TokenKind.PREFIX) and token.field is None:
            found = _FIELD_LIKE.match(plain, token.start)
            note = found and _note(nfc(found[1]), plain[found.end() : token.end], (*FIELDS, *keywords))
            if note:
                notes[note] = None
                if len(notes) == MAX_NOTES:
                    break
    return tuple(notes)


def _note(name: str, value: str, fields: tuple[str, ...]) -> str | None:
    """Return the note on a name and the text after its colon, or None if there is nothing to note."""
    lowered = name.lower()
    if lowered in fields:
        return None
    problem = f"There is no field {name}:, so it was searched as a word."
    instead = _date_instead(lowered, value.rstrip(_SENTENCE_ENDS))
    if instead is not None:
        return f"{problem} Write date:{instead} instead."
    field = _FIELD_OF_NAME.get(lowered)
    if field is not None:
        return f"{problem} Write {field}: instead of {name}:."
    if not (name.isascii() and name.islower()):
        return None
    *others, last = [f"{field}:" for field in fields]
    return f"{problem} The fields are {', '.join(others)} and {last}."


def _date_instead(name: str, value: str) -> str | None:
    """Return the text after `date:` that has the meaning of a name and a value, or None if it has none."""
    try:
        first = read_dates(value, 0, len(value)).first
    except QuerySyntaxError:
        return None
    is_date = _FIELD_OF_NAME.get(name) == "date"
    if is_date or ".." in value:
        is_known = is_date or name in (*_FIRST_DAY_NAMES, *_LAST_DAY_NAMES, _NEXT_DAY_NAME)
        return value if is_known else None
    if name in _FIRST_DAY_NAMES:
        return f"{value}.."
    if name in _LAST_DAY_NAMES:
        return f"..{value}"
    if name == _NEXT_DAY_NAME and first is not None and first > datetime.date.min:
        return f"..{_shortest(first - datetime.timedelta(days=1))}"
    return None


def _shortest(last: datetime.date) -> str:
    """Return the shortest date that ends with this day: a year, a month or the day itself."""
    if last.day < calendar.monthrange(last.year, last.month)[1]:
        return last.isoformat()
    return last.isoformat()[: len("2020" if last.month == 12 else "2020-12")]
