"""Results and documents to lines for people. Knows no search and no terminal."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from searchidx.printable import blank_unprintable
from searchidx.terminal.messages import count, printable_json
from searchidx.terminal.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from searchidx.model import Document, Hit, Mark, Results

_NARROWEST = 10


class Style(NamedTuple):
    """How to set off the parts of a line."""

    mark: Callable[[str], str]
    title: Callable[[str], str]
    faint: Callable[[str], str]


def _sgr(code: str) -> Callable[[str], str]:
    return lambda text: f"\x1b[{code}m{text}\x1b[0m"


PLAIN = Style(mark=lambda text: f"[{text}]", title=str, faint=str)
COLOR = Style(mark=_sgr("1;31"), title=_sgr("1"), faint=_sgr("2"))


def human(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of an answer, wrapped to so many columns."""
    yield from _wrapped(style.faint(_headline(results)), columns)
    if results.suggestion is not None:
        yield from _wrapped(
            f"Did you mean: {style.title(blank_unprintable(results.suggestion.text))}", columns
        )
    gutter = max((len(f"{hit.rank}. ") for hit in results.hits), default=0)
    for hit in results.hits:
        number = f"{hit.rank}. ".rjust(gutter)
        yield ""
        for block in _hit_blocks(hit, style, columns - gutter):
            for line in _wrapped(block, columns - gutter):
                yield number + line
                number = " " * gutter


def _headline(results: Results) -> str:
    milliseconds = results.took * 1000
    took = f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"
    if not results.total:
        return (
            f"No article matches: {blank_unprintable(results.query).strip() or 'the query is empty'} ({took})"
        )
    return f"{_shown(results)}{_partly(results)} ({took})"


def _shown(results: Results) -> str:
    articles = count(results.total, "article")
    if not results.hits:
        return f"{articles}, none of them shown"
    if len(results.hits) == results.total:
        return articles
    first, last = results.hits[0].rank, results.hits[-1].rank
    return f"{first:,}–{last:,} of {articles}" if first < last else f"Article {first:,} of {results.total:,}"


def _partly(results: Results) -> str:
    if not results.relaxed:
        return ""
    return f", {results.complete:,} of them whole" if results.complete else ", in part only"


def _hit_blocks(hit: Hit, style: Style, columns: int) -> Iterator[str]:
    document = hit.document
    yield marked(document.title, hit.title_marks, style.mark, style.title) or style.faint("(no title)")
    partly = "" if hit.complete else "partial match"
    facts = " · ".join(filter(None, [_day(document.date), document.source, document.category, partly]))
    line = " · ".join(filter(None, [facts, document.id]))
    for part in [line] if len(line) <= columns else filter(None, [facts, document.id]):
        yield style.faint(blank_unprintable(part))
    if hit.snippet.text:
        yield marked(hit.snippet.text, hit.snippet.marks, style.mark)
    if hit.explanation:
        given = sorted(hit.explanation, key=lambda part: -part.score)
        for score, signal in [(hit.score, "score"), *((part.score, part.signal) for part in given)]:
            if score:
                yield style.faint(f"{score:8.4f}  {blank_unprintable(signal)}")


def _day(date: datetime.date | None) -> str:
    """Return a date as Vietnamese readers write it."""
    return f"{date.day:02}/{date.month:02}/{date.year}" if date else ""


def marked(
    text: str, marks: Sequence[Mark], mark: Callable[[str], str], other: Callable[[str], str] = str
) -> str:
    """Return the text, safe to print, with its marked stretches set off by `mark`, the rest by `other`."""
    pieces: list[str] = []
    place = 0
    for start, end in marks:
        pieces += [
            text[place:start] and other(blank_unprintable(text[place:start])),
            mark(blank_unprintable(text[start:end])),
        ]
        place = end
    rest = text[place:]
    return "".join([*pieces, rest and other(blank_unprintable(rest))])


def _wrapped(text: str, columns: int, hanging: str = "") -> list[str]:
    return wrapped(text, max(columns, _NARROWEST), hanging)


def article(document: Document, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines that show one document whole, with everything its source said."""
    if document.title:
        yield from _wrapped(style.title(blank_unprintable(document.title)), columns)
    yield from table(_facts(document), style, columns)
    if document.body:
        yield ""
    for line in document.body.splitlines():
        yield from _wrapped(blank_unprintable(line), columns) or [""]


def _facts(document: Document) -> list[tuple[str, object]]:
    """Return names and values of all that is known of a document; the date once, as its source gave it."""
    rest = dict(document.extra)
    header = _text(rest.get("header"))
    told = "date" if "date" in rest else "header" if document.date and _day(document.date) in header else ""
    return [
        ("id", document.id),
        ("date", rest.pop(told) if told else document.date),
        ("source", document.source),
        ("category", document.category),
        ("url", document.url),
        ("path", document.path),
        *rest.items(),
    ]


def table(rows: Iterable[tuple[str, object]], style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of a table of names and values; rows without a value are left out."""
    shown = [(blank_unprintable(name), blank_unprintable(_text(value))) for name, value in rows]
    shown = [(name, value) for name, value in shown if value]
    width = max((len(name) for name, _ in shown), default=0) + 2
    for name, value in shown:
        row = f"{style.faint(name.ljust(width))}{value}"
        yield from _wrapped(row, columns, hanging=" " * width) if " " in value else [row]


def _text(value: object) -> str:
    if isinstance(value, datetime.date):
        return _day(value)
    if isinstance(value, list | tuple):
        return " · ".join(map(_text, value))
    if value is None or isinstance(value, str):
        return value or ""
    return printable_json(value)
