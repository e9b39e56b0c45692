"""From the JSON object of a line to a document: known keys become attributes, all others go to `extra`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.article_parts import first_line_of, split_page
from searchidx.files.readers.authors import author_of
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.entities import decode_entities
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
"""The keys whose values become attributes. Only entities in them are decoded, except in the address."""

_AUTHOR_KEYS: Final = ("author", "authors", "byline", "creator", "tac_gia", "tacgia", "tác giả")
"""The keys that may have the authors of an article. The first key whose value has a name is used."""

KEYS: Final = frozenset(("id", "title", *_TEXT_KEYS, "date", *_PLAIN_KEYS, *_AUTHOR_KEYS))
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

    If the record has no id, the article has the id `fallback_id`. Values that do not fit an attribute stay in
    `extra`. If the body is a whole page (`split_page`), its furniture is separated as in a `.txt` file, and
    gives the date and the author that the record does not have. An article without a title gets the beginning
    of its body as title, or its id if the body is empty.
    """
    if record.keys().isdisjoint(("title", *_TEXT_KEYS)):
        raise RecordError('no article: it has neither "title" nor "body" nor "text"')
    extra = dict(record)
    identifier = escape_unprintable(_take_text(extra, "id").strip()) or fallback_id
    title = strip_blanks(decode_entities(_take_text(extra, "title")))
    body = _take_text(extra, "body")
    if not strip_blanks(body):
        body = _take_text(extra, "text")
    body = decode_entities(with_line_feeds(body))
    date, author = _take_date(extra), _take_author(extra)
    source, category, url = (_take_plain(extra, key) for key in _PLAIN_KEYS)
    furniture = ""
    if title and (parts := split_page(title, body)) and (parts.body or parts.furniture()):
        body, furniture = parts.body, parts.furniture()
        date, author = date or parts.date, author or author_of(parts.byline)
    return Document(
        identifier,
        title or headline(strip_blanks(first_line_of(strip_blanks(body)))) or identifier,
        body,
        date,
        decode_entities(source),
        decode_entities(category),
        url,
        path,
        extra,
        author,
        furniture,
    )


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
    """Return the date of `date`, or None.

    Remove a value of `date` that is null, empty, or the ISO text of the date, which has nothing else to say.
    """
    value = extra.get("date")
    date = parse_date(value.strip()) if isinstance(value, str) else None
    if value in (None, "") or (date and value == date.isoformat()):
        extra.pop("date", None)
    return date


def _take_author(extra: dict[str, Any]) -> str:
    """Return the authors of the first key that has any, joined by `, `, or "".

    Remove the value if it is a string or a list of strings, unless it is a byline with more than the names.
    """
    for key in filter(extra.__contains__, _AUTHOR_KEYS):
        value = extra[key]
        names = [strip_blanks(decode_entities(name)) for name in _names(value)]
        whole = author = ", ".join(dict.fromkeys(filter(None, names)))
        if key == "byline":
            author = author_of(whole) or whole
        if author:
            is_plain = all(isinstance(item, str) for item in (value if isinstance(value, list) else [value]))
            if is_plain and author == whole:
                del extra[key]
            return author
    return ""


def _names(value: object) -> list[str]:
    """Return the names in a string, in an object with a `name`, or in a list of these, or else []."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [name for item in value for name in _names(item)] if isinstance(value, list) else []
