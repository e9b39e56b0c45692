"""What does a run of `searchidx index` report: its progress, its failures and its outcome?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.messages import count, message, printable_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchidx.files.ingest import FileFailure, IndexingReport

_MAX_EXCERPT_CHARACTERS = 60
"""How much is shown of a value that could not be read."""


def failures(failed: Iterable[FileFailure]) -> Iterator[str]:
    """Yield what to tell of the files that could not be read, or not whole."""
    for failure in failed:
        yield from map(message, failure.first)
        if more := failure.count - len(failure.first):
            yield blank_unprintable(f"searchidx: {failure.path}: {count(more, 'more error')}")


def progress(articles: int, files: int, total: int, *, seconds: float) -> str:
    """Return the line that shows how far indexing is.

    It replaces the line before it on the terminal, so it must never get shorter; counts only grow.
    """
    return f"{count(articles, 'article')}, {files:,} of {count(total, 'file')}, {seconds:.0f} s"


def summary(report: IndexingReport) -> Iterator[str]:
    """Yield the lines that tell what an indexing run did."""
    for path, encoding in report.conversions:
        yield blank_unprintable(f"{path}: converted from {encoding}")
    for path, encoding in report.damaged:
        yield blank_unprintable(f"{path}: read as {encoding}, with letters that could not be read (\ufffd)")
    if first := report.first_unread_date:
        place = f"{first.path}, line {first.line}: {_excerpt(first.value)}"
        dates = count(report.unread_dates, "date")
        yield blank_unprintable(f"{dates} could not be read, as in {place}; write dates as 2021-11-24")
    if bare := report.first_unread_text:
        keys = _cut(", ".join(bare.keys))
        have = f"{count(report.unread_texts, 'article')} {'has' if report.unread_texts == 1 else 'have'}"
        place = f"{bare.path}, line {bare.line} (keys: {keys})"
        yield blank_unprintable(f'{have} a title only, as in {place}; write the text as "body"')
    files = f"Files: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged"
    errors = sum(failure.count for failure in report.failures)
    error_count = f"; {count(errors, 'error')}" if errors else ""
    yield f"{files}, {report.vanished:,} gone{error_count}"
    if report.removed:
        yield f"Removed {count(report.removed, 'article')} that no file holds any more"
    if report.repeated:
        yield f"{count(report.repeated, 'article')} took the place of another one with the same id"
    indexed = count(report.articles, "article")
    yield f"Indexed {indexed} in {report.seconds:.1f} s; the index holds {report.total:,}"


def _excerpt(value: object) -> str:
    """Return a value as JSON, cut if it is long."""
    return _cut(printable_json(value))


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_EXCERPT_CHARACTERS else f"{text[:_MAX_EXCERPT_CHARACTERS]}…"
