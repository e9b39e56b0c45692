"""How are results, articles and tables shown to people?

Functions take values of the library, a style and a width in columns, and yield lines. They do not search, and
do not depend on click or on a terminal. All text from articles is made safe to print here.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.messages import count, printable_json
from searchidx.terminal.wrap import wrap_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from searchidx.model import Document, Hit, Mark, Results
    from searchidx.terminal.display import Style

MIN_COLUMNS = 10
"""The least width of a column of text. On a narrower terminal, lines are wider than the terminal."""


def result_lines(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of an answer: the number of matching articles, the suggestion, and the hits.

    Ranks are in a gutter to the left of the hits. The lines of hits are wrapped to the remaining columns.
    """
    yield from _wrap(style.faint(_headline(results)), columns)
    if results.suggestion is not None:
        suggestion = style.title(blank_unprintable(results.suggestion.text))
        yield from _wrap(f"Did you mean: {suggestion}", columns)
    gutter = max((len(f"{hit.rank}. ") for hit in results.hits), default=0)
    for hit in results.hits:
        margin = f"{hit.rank}. ".rjust(gutter)
        yield ""
        for block in _hit_blocks(hit, style, columns - gutter):
            for line in _wrap(block, columns - gutter):
                yield margin + line
                margin = " " * gutter


def _headline(results: Results) -> str:
    milliseconds = results.took * 1000
    time = f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"
    if results.total:
        return f"{_page_of_total(results)}{_completeness(results)} ({time})"
    query = blank_unprintable(results.query).strip() or "the query is empty"
    return f"No article matches: {query} ({time})"


def _page_of_total(results: Results) -> str:
    articles = count(results.total, "article")
    if not results.hits:
        return f"{articles}, none of them shown"
    if len(results.hits) == results.total:
        return articles
    first, last = results.hits[0].rank, results.hits[-1].rank
    return f"{first:,}–{last:,} of {articles}" if first < last else f"Article {first:,} of {results.total:,}"


def _completeness(results: Results) -> str:
    if not results.relaxed:
        return ""
    return f", {results.complete:,} of them complete" if results.complete else ", partial matches only"


def _hit_blocks(hit: Hit, style: Style, columns: int) -> Iterator[str]:
    """Yield the title, the facts and id, the snippet and the explanation of a hit, not yet wrapped."""
    document = hit.document
    yield mark_text(document.title, hit.title_marks, style.mark, style.title) or style.faint("(no title)")
    partial = "" if hit.complete else "partial match"
    facts = _join_facts(_format_date(document.date), document.source, document.category, partial)
    # The id follows the facts if the line has room for it. Otherwise it has its own line, so that it is
    # not broken.
    line = _join_facts(facts, document.id)
    for block in [line] if len(line) <= columns else filter(None, [facts, document.id]):
        yield style.faint(blank_unprintable(block))
    if hit.snippet.text:
        yield mark_text(hit.snippet.text, hit.snippet.marks, style.mark)
    if hit.explanation:
        contributions = sorted(hit.explanation, key=lambda contribution: -contribution.score)
        scores = [("score", hit.score), *((part.signal, part.score) for part in contributions)]
        for name, score in scores:
            if score:
                yield style.faint(f"{score:8.4f}  {blank_unprintable(name)}")


def _join_facts(*facts: str) -> str:
    return " · ".join(filter(None, facts))


def _format_date(date: datetime.date | None) -> str:
    """Return a date as Vietnamese readers write it, such as 24/11/2021."""
    return f"{date.day:02}/{date.month:02}/{date.year}" if date else ""


def mark_text(
    text: str,
    marks: Sequence[Mark],
    style_mark: Callable[[str], str],
    style_rest: Callable[[str], str] = str,
) -> str:
    """Return a text that is safe to print, with one style for its marks and another for the rest.

    `marks` must be in ascending order and must not overlap.
    """
    pieces: list[str] = []
    end_of_last = 0
    for start, end in marks:
        before = text[end_of_last:start]
        pieces.append(before and style_rest(blank_unprintable(before)))
        pieces.append(style_mark(blank_unprintable(text[start:end])))
        end_of_last = end
    after = text[end_of_last:]
    pieces.append(after and style_rest(blank_unprintable(after)))
    return "".join(pieces)


def _wrap(text: str, columns: int, hanging: str = "") -> list[str]:
    return wrap_text(text, max(columns, MIN_COLUMNS), hanging)


def article_lines(document: Document, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of a whole article: its title, a table of its other fields, and its body."""
    if document.title:
        yield from _wrap(style.title(blank_unprintable(document.title)), columns)
    yield from table_lines(_article_facts(document), style, columns)
    if document.body:
        yield ""
    for line in document.body.splitlines():
        yield from _wrap(blank_unprintable(line), columns) or [""]


def _article_facts(document: Document) -> list[tuple[str, object]]:
    """Return the names and values of all fields of an article except its title and body.

    The date is shown once. If `extra` has a "date", or a "header" that contains the day, its text replaces
    the date.
    """
    extra = dict(document.extra)
    date: object = document.date
    if "date" in extra:
        date = extra.pop("date")
    elif document.date and _format_date(document.date) in _format_value(extra.get("header")):
        date = extra.pop("header")
    return [
        ("id", document.id),
        ("date", date),
        ("source", document.source),
        ("category", document.category),
        ("url", document.url),
        ("path", document.path),
        *extra.items(),
    ]


def table_lines(rows: Iterable[tuple[str, object]], style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of a table of names and values. All values begin in the same column.

    Rows with an empty value are left out. A value without a blank is never broken, so that it can be copied.
    """
    texts = [(blank_unprintable(name), blank_unprintable(_format_value(value))) for name, value in rows]
    shown = [(name, value) for name, value in texts if value]
    width = max((len(name) for name, _ in shown), default=0) + 2
    for name, value in shown:
        line = f"{style.faint(name.ljust(width))}{value}"
        yield from _wrap(line, columns, hanging=" " * width) if " " in value else [line]


def _format_value(value: object) -> str:
    if isinstance(value, datetime.date):
        return _format_date(value)
    if isinstance(value, list | tuple):
        return " · ".join(map(_format_value, value))
    if value is None or isinstance(value, str):
        return value or ""
    return printable_json(value)
