"""From the keys and values of a record to a document: known keys become attributes, others go to `extra`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.entities import decode_entities
from searchidx.files.readers.headline import headline
from searchidx.files.readers.keys import AUTHOR_KEYS, TEXT_KEYS
from searchidx.files.readers.page_parts.article_parts import first_line_of, split_page
from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.whitespace import strip_blanks, with_line_feeds
from searchidx.model import Document
from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLAIN_KEYS: Final = ("source", "category", "url")
"""The keys whose values become attributes. Only entities in them are decoded, except in the address."""

KEYS: Final = frozenset(("id", "title", *TEXT_KEYS, "date", *_PLAIN_KEYS, *AUTHOR_KEYS))
"""All keys that are known, as docs/articles.md lists them."""


NAME_THE_KEYS: Final = "map its keys, as in title=headline body=content.text"
"""The advice for a record whose keys are not known."""


class RecordError(ContentError):
    """The error for a record that is not an article. The records after it can be read."""


def to_document(
    record: Mapping[str, Any], fallback_id: str, path: str, *, has_entities: bool = True
) -> Document:
    """Return the article of a record. Raises RecordError if the record is not an article.

    If the record has no id, the article has the id `fallback_id`. Values that do not fit an attribute stay in
    `extra`. If the body is a whole page (`split_page`), its furniture is separated as in a `.txt` file, and
    gives the date and the author that the record does not have. An article without a title gets the beginning
    of its body as title, or its id if the body is empty. If the texts have HTML entities, they are decoded,
    and a title or a body that is HTML is read as a browser shows it.
    """
    if record.keys().isdisjoint(("title", *TEXT_KEYS)):
        raise RecordError('it is no article: it has neither "title" nor "body" nor "text"', NAME_THE_KEYS)
    decoded = decode_entities if has_entities else str
    extra = dict(record)
    identifier = escape_unprintable(_take_text(extra, "id").strip()) or fallback_id
    title = _take_text(extra, "title")
    title = strip_blanks(_title_without_tags(title) if has_entities else title)
    body = _take_text(extra, "body")
    if not strip_blanks(body):
        body = _take_text(extra, "text")
    body = with_line_feeds(body)
    body = _body_without_tags(body) if has_entities else body
    date, author = _take_date(extra), _take_author(extra, decoded)
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
        decoded(source),
        decoded(category),
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
    if not record.keys().isdisjoint(TEXT_KEYS):
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


def _title_without_tags(title: str) -> str:
    """Return a title with its entities decoded, and without its tags if it is HTML."""
    if "</" in title:
        from searchidx.files.readers.markup.html_values import has_elements, html_text

        if has_elements(title):
            return html_text(title).replace("\n", " ")
    return decode_entities(title)


def _body_without_tags(body: str) -> str:
    """Return a body with its entities decoded, and without its tags if it is HTML."""
    if body.lstrip().startswith("<"):
        from searchidx.files.readers.markup.html_values import html_text, is_html

        if is_html(body):
            return html_text(body)
    return decode_entities(body)


def _take_plain(extra: dict[str, Any], key: str) -> str:
    """Remove a string, number or null and return it as text. Leave other values in `extra` and return ""."""
    value = extra.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        return ""
    return _take_text(extra, key)


def _take_date(extra: dict[str, Any]) -> datetime.date | None:
    """Return the date of `date`, or None.

    Remove a value of `date` that is a date, null, empty, or its ISO text, which says nothing more.
    """
    value = extra.get("date")
    if isinstance(value, datetime.date):
        del extra["date"]
        return value
    date = parse_date(value.strip()) if isinstance(value, str) else None
    if value in (None, "") or (date and value == date.isoformat()):
        extra.pop("date", None)
    return date


def _take_author(extra: dict[str, Any], decoded: Callable[[str], str]) -> str:
    """Return the authors of the first key that has any, joined by `, `, or "".

    Remove the value if it is a string or a list of strings, unless it is a byline with more than the names.
    """
    for key in filter(extra.__contains__, AUTHOR_KEYS):
        value = extra[key]
        names = [strip_blanks(decoded(name)) for name in _names(value)]
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
