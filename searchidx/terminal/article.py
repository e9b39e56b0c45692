"""How is a whole article shown to people?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.tables import table_lines
from searchidx.terminal.wrap import fit_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.model import Document
    from searchidx.terminal.display import Style


def article_lines(document: Document, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of a whole article: its title, a table of its other fields, and its body."""
    if document.title:
        yield from fit_text(style.title(blank_unprintable(document.title)), columns)
    yield from table_lines(_article_facts(document), style, columns)
    if document.body:
        yield ""
    for line in document.body.splitlines():
        yield from fit_text(blank_unprintable(line), columns) or [""]


def _article_facts(document: Document) -> list[tuple[str, object]]:
    """Return the names and values of all fields of an article except its title and body.

    If `extra` has a "date", its text is the date in the words of the file, and replaces the date.
    """
    extra = dict(document.extra)
    date = extra.pop("date", document.date)
    return [
        ("id", document.id),
        ("date", date),
        ("source", document.source),
        ("category", document.category),
        ("author", document.author),
        ("url", document.url),
        ("path", document.path),
        *extra.items(),
        ("furniture", document.furniture.split("\n")),
    ]
