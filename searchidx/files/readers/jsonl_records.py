"""From the JSON object of a line to a document: known keys become fields, all others go to `extra`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.article_parts import split_article
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.headline import headline
from searchidx.files.readers.whitespace import strip_blanks, with_line_feeds
from searchidx.model import Document
from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

_TEXT_KEYS: Final = ("body", "text")
"""The keys that may have the text of an article. The first key whose value is not blank is used."""

_PLAIN_KEYS: Final = ("source", "category", "url")
"""The keys whose values become fields unchanged."""

KEYS: Final = frozenset(("id", "title", *_TEXT_KEYS, "date", *_PLAIN_KEYS))
"""All keys that are known, as docs/articles.md lists them."""


class RecordError(Exception):
    """The error for a record that is not an article.

    `advice` says what to do. It is empty if `reason` makes that clear.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        self.reason = reason
        self.advice = advice


def to_document(record: Mapping[str, Any], fallback_id: str, path: str) -> Document:
    """Return the article of a record. Raises RecordError if the record is not an article.

    If the record has no id, the article has the id `fallback_id`. Values that do not fit a field stay in
    `extra`. If the body begins with the title, it is a whole page, and its furniture is removed as in a
    `.txt` file. An article without a title gets the beginning of its body as title, or its id if the body is
    empty.
    """
    if record.keys().isdisjoint(("title", *_TEXT_KEYS)):
        raise RecordError('no article: it has neither "title" nor "body" nor "text"')
    extra = dict(record)
    identifier = escape_unprintable(_take_text(extra, "id").strip()) or fallback_id
    title = strip_blanks(_take_text(extra, "title"))
    body = _take_text(extra, "body")
    if not strip_blanks(body):
        body = _take_text(extra, "text")
    body = with_line_feeds(body)
    date = _take_date(extra)
    plain_fields = {key: _take_plain(extra, key) for key in _PLAIN_KEYS}
    if title:
        body, date = _take_off_furniture(title, body, date, extra)
    title = title or headline(strip_blanks(_first_line(strip_blanks(body)))) or identifier
    return Document(identifier, title, body, date, **plain_fields, path=path, extra=extra)


def has_unread_text(record: Mapping[str, Any]) -> bool:
    """Return whether the text of a record with a title seems to be under an unknown key.

    The result is True if the record has no key for the text, and has an unknown key whose value is longer
    than the title. The values of a headline without text are shorter, such as an author or a number of views.
    """
    if not record.keys().isdisjoint(_TEXT_KEYS):
        return False
    title_length = len(str(record["title"] or ""))
    return any(len(str(record[key])) > title_length for key in record.keys() - KEYS)


def unread_date(document: Document) -> object:
    """Return the value of `date` in the record of a document if it is not readable as a date.

    The result is None if the document has a date, or if the value is blank or missing.
    """
    value = document.extra.get("date") if document.date is None else None
    return None if isinstance(value, str) and not value.strip() else value


def _take_text(extra: dict[str, Any], key: str) -> str:
    """Remove a value and return it as text, with null as "". Raises RecordError for other types."""
    value = extra.pop(key, None)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise RecordError(f'"{key}" is not text but {type(value).__name__}', "write it as a string")
    return str(value)


def _take_plain(extra: dict[str, Any], key: str) -> str:
    """Remove a string, number or null and return it as text. Leave other values in `extra` and return ""."""
    value = extra.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        return ""
    return _take_text(extra, key)


def _take_date(extra: dict[str, Any]) -> datetime.date | None:
    """Return the day of `date`, or None. Remove a value of `date` that is null, empty, or only an ISO day."""
    value = extra.get("date")
    date = parse_date(value.strip()) if isinstance(value, str) else None
    if value in (None, "") or (date and value == date.isoformat()):
        extra.pop("date", None)
    return date


def _take_off_furniture(
    title: str, body: str, date: datetime.date | None, extra: dict[str, Any]
) -> tuple[str, datetime.date | None]:
    """Return the body without its furniture, and the date. The furniture is added to `extra`.

    If `date` is None, the date of the page is returned. The body is not changed if it does not begin with the
    title, if it has only furniture below the title, or if `extra` already has one of the keys of the
    furniture.
    """
    if strip_blanks(_first_line(body.lstrip())) != title:
        return body, date
    parts = split_article(body)
    if parts is None or not parts.body or not extra.keys().isdisjoint(parts.furniture()):
        return body, date
    extra.update(parts.furniture())
    return parts.body, date or parts.date


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
