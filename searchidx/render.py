"""Results to lines: for people (`human`) and for programs (`as_json`). Knows no search and no terminal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchidx.ingest import Report
    from searchidx.model import Document, Hit, Mark, Results

JSON_FORMAT = 1
"""Version of the object that `as_json` makes; raised when a key changes its meaning or goes away."""

_INDENT = 3
_NARROWEST = 20
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Style:
    """How to set off the parts of a line."""

    mark: Callable[[str], str]
    title: Callable[[str], str]
    faint: Callable[[str], str]


def _sgr(code: str) -> Callable[[str], str]:
    return lambda text: f"\x1b[{code}m{text}\x1b[0m"


PLAIN = Style(mark=lambda text: f"[{text}]", title=str, faint=str)
COLOR = Style(mark=_sgr("1;33"), title=_sgr("1"), faint=_sgr("2"))


def human(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of an answer, wrapped to so many columns."""
    yield from _wrapped(style.faint(_headline(results)), columns)
    if results.suggestion is not None:
        yield from _wrapped(f"Did you mean: {style.title(_visible(results.suggestion.text))}", columns)
    partial = False
    for hit in results.hits:
        if not hit.complete and not partial:
            partial = True
            yield ""
            yield style.faint("Only part of the query:")
        yield ""
        yield from _hit_lines(hit, style, columns)


def _headline(results: Results) -> str:
    took = f"{results.took * 1000:.0f} ms"
    if not results.total:
        return f"No article matches: {_visible(results.query)} ({took})"
    also = ", with those that match in part" if results.relaxed else ""
    return f"{_articles(results.total)}{also} ({took})"


def _hit_lines(hit: Hit, style: Style, columns: int) -> Iterator[str]:
    document = hit.document
    number = f"{hit.rank}. ".ljust(_INDENT)
    title = marked(document.title, hit.title_marks, style.mark, style.title) or style.faint("(no title)")
    for place, line in enumerate(_wrapped(title, columns - len(number))):
        yield (" " * len(number) if place else number) + line
    facts = [str(document.date or ""), document.source, document.category, document.id]
    body = [
        style.faint(_visible(" · ".join(fact for fact in facts if fact))),
        marked(hit.snippet.text, hit.snippet.marks, style.mark),
        *(style.faint(f"{part.score:8.4f}  {_visible(part.signal)}") for part in hit.explanation),
    ]
    for text in body:
        yield from (" " * len(number) + line for line in _wrapped(text, columns - len(number)))


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
    """Return the text without characters that a terminal would obey instead of showing."""
    return _CONTROLS.sub(" ", text)


def _wrapped(text: str, columns: int) -> list[str]:
    from wcwidth import wrap  # 25 ms that --json and the library never pay

    return wrap(text, max(columns, _NARROWEST), break_on_hyphens=False)


def article(document: Document, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines that show one document whole, with everything its source said."""
    if document.title:
        yield from _wrapped(style.title(_visible(document.title)), columns)
    facts = {
        "id": document.id,
        "date": document.date,
        "source": document.source,
        "category": document.category,
        "url": document.url,
        "path": document.path,
    }
    for name, value in [*facts.items(), *document.extra.items()]:
        if value not in (None, "", [], ()):
            shown = value if isinstance(value, str) else _plain_json(value)
            yield from _wrapped(style.faint(_visible(f"{name}: {shown}")), columns)
    yield ""
    for line in document.body.split("\n"):
        yield from _wrapped(_visible(line), columns) or [""]


def summary(report: Report) -> Iterator[str]:
    """Yield the lines that tell what an indexing run did."""
    for path, encoding in report.conversions:
        yield f"{_visible(path)}: converted from {encoding}"
    files = f"Files: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged"
    failed = f"; {len(report.errors):,} errors" if report.errors else ""
    yield f"{files}, {report.vanished:,} gone{failed}"
    yield f"Indexed {_articles(report.articles)} in {report.seconds:.1f} s; the index holds {report.total:,}"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def as_json(results: Results) -> str:
    """Return the answer as one line of JSON; offsets count code points of the string beside them."""
    return _plain_json(
        {
            "format": JSON_FORMAT,
            "query": results.query,
            "total": results.total,
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
    return json.dumps(value, ensure_ascii=False, default=str)
