"""One JSON object -> one Document: known keys to fields, all others to `extra`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.article import split_article, stripped
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.headline import headline
from searchidx.files.readers.text import with_line_feeds
from searchidx.model import Document
from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

_TEXT_FIELDS: Final = ("body", "text")
_PLAIN_FIELDS: Final = ("source", "category", "url")
KEYS: Final = frozenset(("id", "title", *_TEXT_FIELDS, "date", *_PLAIN_FIELDS))
"""The keys that are known, as docs/articles.md lists them."""


class RecordError(Exception):
    """The record is no article; the text says why, without the place."""


def to_document(record: Mapping[str, Any], fallback_id: str, path: str) -> Document:
    """The article of a record; what its fields cannot hold as it was stays in `extra`, raises RecordError.

    A body whose first line is the title is a whole page: its furniture is taken off as in a `.txt` file.
    An article whose text is empty is titled by its id; a record without any of the keys is none.
    """
    if record.keys().isdisjoint(("title", *_TEXT_FIELDS)):
        raise RecordError('no article: it has neither "title" nor "body" nor "text"')
    extra = dict(record)
    identifier = escape_unprintable(_text(extra, "id").strip()) or fallback_id
    title = stripped(_text(extra, "title"))
    body = _text(extra, "body")
    if not stripped(body):
        body = _text(extra, "text")
    body = with_line_feeds(body)
    date = _date(extra)
    fields = {name: _plain(extra, name) for name in _PLAIN_FIELDS}
    if title:
        body, date = _without_furniture(title, body, date, extra)
    title = title or headline(stripped(stripped(body).partition("\n")[0])) or identifier
    return Document(identifier, title, body, date, **fields, path=path, extra=extra)


def has_unread_text(record: Mapping[str, Any]) -> bool:
    """Whether the record has no key for its text, but an unknown one that holds more than its title.

    A list of headlines is none such, with authors and views beside them or not.
    """
    if not record.keys().isdisjoint(_TEXT_FIELDS):
        return False
    title = len(str(record["title"] or ""))
    return any(len(str(record[key])) > title for key in record.keys() - KEYS)


def unread_date(document: Document) -> object:
    """The `date` of the record that could not be read; None where it could, or is blank, or is not there."""
    value = document.extra.get("date") if document.date is None else None
    return None if isinstance(value, str) and not value.strip() else value


def _text(extra: dict[str, Any], name: str) -> str:
    """Take a field out as text; numbers are written as JSON writes them, null is nothing."""
    value = extra.pop(name, None)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RecordError(f'"{name}" is not text but {type(value).__name__}; write it as a string')
    return str(value)


def _plain(extra: dict[str, Any], name: str) -> str:
    """Take a field out if it is text; a value of another kind stays in `extra`."""
    value = extra.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        return ""
    return _text(extra, name)


def _date(extra: dict[str, Any]) -> datetime.date | None:
    """The day of `date`; what says more than the day, or cannot be read, stays in `extra`."""
    value = extra.get("date")
    date = parse_date(value.strip()) if isinstance(value, str) else None
    if value in (None, "") or (date and value == date.isoformat()):
        extra.pop("date", None)
    return date


def _without_furniture(
    title: str, body: str, date: datetime.date | None, extra: dict[str, Any]
) -> tuple[str, datetime.date | None]:
    """The body and the date of a body that is a whole page; what is taken off goes to `extra`."""
    if stripped(body.lstrip().partition("\n")[0]) != title:
        return body, date
    page = split_article(body)
    if page is None or not page.body or not extra.keys().isdisjoint(page.furniture()):
        return body, date
    extra.update(page.furniture())
    return page.body, date or page.date
