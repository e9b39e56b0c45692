"""The texts of the tags of a page, such as `<meta property="og:title" content="Chợ nổi">`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.html import HtmlElement

_MAX_META_TAGS: Final = 1000
"""The number of meta tags of a page that are read."""

_MAX_CHARACTERS: Final = 2000
"""The length of the longest text of a tag. A longer one is no value of metadata."""

_MAX_NAME_CHARACTERS: Final = 500
"""The length of the beginning of a class or id that is read."""

_META_KEYS: Final = ("property", "name", "itemprop")


def meta_values(root: HtmlElement) -> Mapping[str, str]:
    """Return the first value of each meta tag that is not blank, by its name in lower case."""
    values: dict[str, str] = {}
    for tag in islice(root.iter("meta"), _MAX_META_TAGS):
        content = one_line(tag.get("content"))
        for key in _META_KEYS:
            if content and (name := tag.get(key)):
                values.setdefault(name.strip().lower(), content)
    return values


def all_meta_values(root: HtmlElement, names: Collection[str]) -> Iterator[str]:
    """Yield the values of all meta tags with one of the names, which are in lower case. They may be long."""
    for tag in islice(root.iter("meta"), _MAX_META_TAGS):
        if any((tag.get(key) or "").strip().lower() in names for key in _META_KEYS):
            yield tag.get("content") or ""


def names_of(element: HtmlElement) -> str:
    """Return the class and the id of an element, of each only the beginning."""
    return f"{element.get('class', '')[:_MAX_NAME_CHARACTERS]} {element.get('id', '')[:_MAX_NAME_CHARACTERS]}"


def first_of(values: Mapping[str, str], *names: str) -> str:
    """Return the value of the first of the names that has one, or ""."""
    return next((values[name] for name in names if name in values), "")


def text_of(element: HtmlElement | None) -> str:
    """Return the text in an element on one line, or "" if it is too long for a value of metadata."""
    if element is None:
        return ""
    text, length = [], 0
    for part in element.itertext():
        text.append(part)
        length += len(part)
        if length > 4 * _MAX_CHARACTERS:
            return ""
    return one_line("".join(text))


def one_line(text: str | None) -> str:
    """Return a text with single spaces as its white space, or "" if it is too long."""
    line = " ".join((text or "")[: 4 * _MAX_CHARACTERS].split())
    return line if len(line) <= _MAX_CHARACTERS else ""
