"""What do the properties of a document mean? Programs fill in titles, authors and dates that mean nothing."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from analyzers.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_TITLE_LENGTH: Final = 300
"""The length of the longest title in codepoints, as in a text file."""

_PLACEHOLDER: Final = re.compile(
    r"microsoft (word|powerpoint|excel|office)( document| presentation)?\b.*"
    r"|(new )?(microsoft )?(word |powerpoint )?(document|doc|presentation|slide|book|template)[ _-]*\(?\d*\)?"
    r"|(untitled|no title|title|blank|normal|tai lieu|khong ten|khong co tieu de|chua dat ten)[ _-]*\(?\d*\)?"
    r"|cong hoa xa hoi chu nghia viet nam(\W*doc lap.*)?|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc"
)
"""Folded titles that programs fill in, and the motto of Vietnam, with which official papers begin."""

_FILE_NAME: Final = re.compile(
    r".*\.(docx?|dotx?|odt|rtf|txt|pdf|html?|tex|dvi|ps|pptx?|xlsx?|indd|qxd|pmd|wps|cdr|ai|tmp)"
    r"|[^\s]*[\d_][^\s]*"
)
"""Folded titles that are names of files: with a suffix, or one word with digits or `_`."""

_NO_AUTHORS: Final = frozenset(
    (
        *("acer", "admin", "administrator", "asus", "author", "computer", "dell", "guest", "home", "hp"),
        *("lenovo", "may tinh", "microsoft", "microsoft office user", "nguoi dung", "none", "office"),
        *("owner", "pc", "python-docx", "tac gia", "unknown", "user", "user name", "windows user"),
    )
)
"""Folded names of authors that programs and computers have."""

_LETTERS: Final = re.compile(r"[^\W\d_]")

_FRACTION: Final = re.compile(r"(?<=:\d\d)[.,]\d+")
"""The fraction of a second in a time."""

_FIRST_YEAR: Final = 1980
"""Dates of earlier years are those of clocks that were not set."""


_DATES_OF_TEMPLATES: Final = ("2013-12-23T23:15:00+00:00",)
"""The dates of the templates of programs, which stay in all files that are made of them: python-docx."""


def meaningful_title(title: str) -> str:
    """Return the title in a document's properties, or "" if it is a placeholder or the name of a file."""
    plain = " ".join(title.split())
    folded = fold(plain).lower()
    is_title = (
        len(plain) <= _MAX_TITLE_LENGTH
        and len(_LETTERS.findall(plain)) > 1
        and "\ufffd" not in plain
        and not _PLACEHOLDER.fullmatch(folded)
        and not _FILE_NAME.fullmatch(folded)
    )
    return plain if is_title else ""


def meaningful_authors(names: Iterable[str]) -> list[str]:
    """Return the names that are not those of programs or computers. A name may be several, divided by `;`."""
    parted = (" ".join(part.split()) for name in names for part in name.split(";"))
    return [name for name in parted if name and fold(name).lower() not in _NO_AUTHORS]


def meaningful_date(date: str) -> str:
    """Return a date in ISO form as `isoformat` writes it, or "" if it has no meaning.

    A date has none before 1980, and if it is that of a template.

    `"2021-11-24T08:00:00.000Z" -> "2021-11-24T08:00:00+00:00"`
    """
    plain = _FRACTION.sub("", date.strip())
    try:
        parsed = datetime.datetime.fromisoformat(plain)
    except ValueError:
        return ""
    if parsed.year < _FIRST_YEAR:
        return ""
    date = parsed.isoformat() if "T" in plain else parsed.date().isoformat()
    return "" if date in _DATES_OF_TEMPLATES else date


def tags_of(keywords: Iterable[str]) -> list[str]:
    """Return the keywords of a document, which may be divided by `,` or `;`, each once."""
    parted = (" ".join(tag.split()) for text in keywords for tag in re.split("[,;]", text))
    return list(dict.fromkeys(filter(None, parted)))
