"""Results to lines: for people (`human`) and for programs (`as_json`). Knows no search and no terminal."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from searchidx.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from searchidx.ingest import Failure, Report
    from searchidx.model import Document, Hit, Mark, Results

JSON_FORMAT = 1
"""Version of the object that `as_json` makes; raised when a key changes its meaning or goes away."""

_NARROWEST = 10
_LONGEST_EXCERPT = 60


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
        yield from _wrapped(f"Did you mean: {style.title(_visible(results.suggestion.text))}", columns)
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
        return f"No article matches: {_visible(results.query).strip() or 'the query is empty'} ({took})"
    return f"{_shown(results)}{_partly(results)} ({took})"


def _shown(results: Results) -> str:
    articles = _count(results.total, "article")
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
        yield style.faint(_visible(part))
    if hit.snippet.text:
        yield marked(hit.snippet.text, hit.snippet.marks, style.mark)
    if hit.explanation:
        given = sorted(hit.explanation, key=lambda part: -part.score)
        for score, signal in [(hit.score, "score"), *((part.score, part.signal) for part in given)]:
            if score:
                yield style.faint(f"{score:8.4f}  {_visible(signal)}")


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
        pieces += [text[place:start] and other(_visible(text[place:start])), mark(_visible(text[start:end]))]
        place = end
    rest = text[place:]
    return "".join([*pieces, rest and other(_visible(rest))])


def _visible(text: str) -> str:
    return text if text.isprintable() else _controls().sub(" ", text)


@cache
def _controls() -> re.Pattern[str]:
    """What a terminal would obey or hide instead of showing, and what no encoding can write."""
    return re.compile(
        r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
        r"\ud800-\udfff\U000e0000-\U000e007f]"
    )


def _wrapped(text: str, columns: int, hanging: str = "") -> list[str]:
    return wrapped(text, max(columns, _NARROWEST), hanging)


def article(document: Document, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines that show one document whole, with everything its source said."""
    if document.title:
        yield from _wrapped(style.title(_visible(document.title)), columns)
    yield from table(_facts(document), style, columns)
    if document.body:
        yield ""
    for line in document.body.splitlines():
        yield from _wrapped(_visible(line), columns) or [""]


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
    shown = [(_visible(name), _visible(_text(value))) for name, value in rows]
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
    return _plain_json(value)


def message(error: Exception | str) -> str:
    """Return what to tell of an error, safe to print."""
    return "\n".join(map(_visible, f"searchidx: {error}".split("\n")))


def failures(failed: Iterable[Failure]) -> Iterator[str]:
    """Yield what to tell of the files that could not be read, or not whole."""
    for failure in failed:
        yield from map(message, failure.first)
        if more := failure.count - len(failure.first):
            yield _visible(f"searchidx: {failure.path}: {_count(more, 'more error')}")


def progress(articles: int, files: int, total: int, *, seconds: float) -> str:
    """Return how far indexing is; never shorter than it was before."""
    return f"{_count(articles, 'article')}, {files:,} of {_count(total, 'file')}, {seconds:.0f} s"


def summary(report: Report) -> Iterator[str]:
    """Yield the lines that tell what an indexing run did."""
    for path, encoding in report.conversions:
        yield _visible(f"{path}: converted from {encoding}")
    for path, encoding in report.damaged:
        yield _visible(f"{path}: read as {encoding}, with letters that could not be read (\ufffd)")
    if first := report.first_unread_date:
        place = f"{first.path}, line {first.line}: {_excerpt(first.value)}"
        dates = _count(report.unread_dates, "date")
        yield _visible(f"{dates} could not be read, as in {place}; write dates as 2021-11-24")
    if bare := report.first_unread_text:
        keys = _cut(", ".join(bare.keys))
        have = f"{_count(report.unread_texts, 'article')} {'has' if report.unread_texts == 1 else 'have'}"
        place = f"{bare.path}, line {bare.line} (keys: {keys})"
        yield _visible(f'{have} a title only, as in {place}; write the text as "body"')
    files = f"Files: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged"
    errors = sum(failure.count for failure in report.failures)
    failed = f"; {_count(errors, 'error')}" if errors else ""
    yield f"{files}, {report.vanished:,} gone{failed}"
    if report.removed:
        yield f"Removed {_count(report.removed, 'article')} that no file holds any more"
    if report.repeated:
        yield f"{_count(report.repeated, 'article')} took the place of another one with the same id"
    taken = _count(report.articles, "article")
    yield f"Indexed {taken} in {report.seconds:.1f} s; the index holds {report.total:,}"


def _excerpt(value: object) -> str:
    """Return a value as JSON writes it, its beginning where it is long."""
    return _cut(_plain_json(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[:_LONGEST_EXCERPT]}…"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def as_json(results: Results) -> str:
    """Return the answer as one line of JSON; offsets count code points of the string beside them."""
    return _plain_json(
        {
            "format": JSON_FORMAT,
            "query": results.query,
            "total": results.total,
            "complete": results.complete,
            "relaxed": results.relaxed,
            "suggestion": results.suggestion and results.suggestion.text,
            "took_ms": round(results.took * 1000, 3),
            "hits": [_hit_object(hit) for hit in results.hits],
        }
    )


def _hit_object(hit: Hit) -> dict[str, Any]:
    document = hit.document
    found: dict[str, Any] = {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "complete": hit.complete,
        "id": document.id,
        "title": document.title,
        "date": document.date and document.date.isoformat(),
        "source": document.source,
        "category": document.category,
        "path": document.path,
        "url": document.url,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "snippet": {"text": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]},
    }
    if hit.explanation:
        found["explanation"] = [{"signal": part.signal, "score": part.score} for part in hit.explanation]
    return found


def _plain_json(value: object) -> str:
    """Return JSON in letters as they are; control characters, which stand in strings only, are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else _controls().sub(lambda found: json.dumps(found[0])[1:-1], text)
