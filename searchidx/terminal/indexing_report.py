"""How are the progress, the failures and the outcome of `searchidx index` put into words?"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.json_text import printable_json
from searchidx.terminal.wording import count, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from searchidx.files.readers.remarks import (
        CountedRemarks,
        Failure,
        Note,
        PassedOver,
        UnreadDate,
        UnreadText,
    )
    from searchidx.files.report import IndexingReport

_MAX_LISTED_TYPES = 10
"""The number of types of files without a reader that are named. Files of other types are only counted."""

_MAX_EXCERPT_CHARACTERS = 60
"""The number of characters of an unreadable value that are shown."""


def failures(failures_by_file: Iterable[CountedRemarks[Failure]]) -> Iterator[str]:
    """Yield a line for each failure that was kept, and a line with the number of a file's other failures."""
    for file_failures in failures_by_file:
        for failure in file_failures.first:
            yield message(str(failure))
        if more := file_failures.count - len(file_failures.first):
            path = file_failures.first[0].path
            yield blank_unprintable(f"searchidx: {path}: {count(more, 'more error')}")


def progress(articles: int, files: int, total: int, *, seconds: float) -> str:
    """Return the line that shows the progress of indexing.

    Each line is printed over the previous line, and covers all of it: the numbers only grow, so no line is
    shorter than the previous line.
    """
    return f"{count(articles, 'article')}, {files:,} of {count(total, 'file')}, {seconds:.0f} s"


def summary(report: IndexingReport) -> Iterator[str]:
    """Yield the lines that report the outcome of a run: remarks on files, then counts."""
    for converted in report.conversions:
        yield blank_unprintable(f"{converted.path}: converted from {converted.encoding}")
    for damaged in report.damages:
        characters = "characters that could not be read (\ufffd)"
        yield blank_unprintable(f"{damaged.path}: read as {damaged.encoding}, with {characters}")
    yield from map(blank_unprintable, map(_note_line, report.notes))
    for date in report.unread_dates.first:
        dates = count(report.unread_dates.count, "date")
        place = f"{_where(date)}: {_excerpt(date.value)}"
        yield blank_unprintable(f"{dates} could not be read, as in {place}; write dates as 2021-11-24")
    for text in report.unread_texts.first:
        articles = report.unread_texts.count
        have = f"{count(articles, 'article')} {'has' if articles == 1 else 'have'}"
        place = f"{_where(text)} (keys: {_cut(', '.join(text.keys))})"
        yield blank_unprintable(
            f"{have} a title only, as in {place}; name the key of the text: --map body=KEY"
        )
    files = f"Files: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged"
    errors = sum(failure.count for failure in report.failures)
    error_count = f"; {count(errors, 'error')}" if errors else ""
    yield f"{files}, {report.gone:,} gone{error_count}"
    yield from map(blank_unprintable, passed_over_lines(report.passed_over))
    if report.removed:
        yield f"Removed {count(report.removed, 'article')} that no file holds any more"
    if report.without_articles:
        without = count(len(report.without_articles), "file")
        yield blank_unprintable(f"No articles: {without}, such as {report.without_articles[0]}")
    for repeated in report.repeated.first:
        replacing = f"{count(report.repeated.count, 'article')} replaced another article with the same id"
        yield blank_unprintable(f"{replacing}, as {repeated.id} in {repeated.path} did")
    indexed = count(report.articles, "article")
    yield f"Indexed {indexed} in {report.seconds:.1f} s; the index holds {report.total:,}"


def passed_over_lines(passed_over: Iterable[CountedRemarks[PassedOver]]) -> Iterator[str]:
    """Yield a line for the files whose extras are missing, and a line for those of types without a reader."""
    from searchidx.files.readers.formats import install_command, save_as

    types_by_extra: dict[str, dict[str, int]] = {}
    for remarks in passed_over:
        remark = remarks.first[0]
        types_by_extra.setdefault(remark.extra, {})[remark.suffix] = remarks.count
    without_reader = types_by_extra.pop("", {})
    if types_by_extra:
        missing = {suffix: number for types in types_by_extra.values() for suffix, number in types.items()}
        yield f"Not read: {_listed_types(missing)}; to read them: {install_command(','.join(types_by_extra))}"
    if without_reader:
        others = [f"{suffix} as {other}" for suffix in without_reader if (other := save_as(suffix))]
        advice = f"; to read them, save {', '.join(others)}" if others else ""
        which = "which has" if sum(without_reader.values()) == 1 else "which have"
        yield f"Not read: {_listed_types(without_reader)}, {which} no reader{advice}"


def _listed_types(types: Mapping[str, int]) -> str:
    """Return the numbers of files by type: `60 .doc, 3 .bak files and 2 files without a suffix`."""
    by_number = sorted(((suffix, number) for suffix, number in types.items() if suffix), key=itemgetter(1))
    named = by_number[: -_MAX_LISTED_TYPES - 1 : -1]
    parts = []
    if named:
        files = "file" if [number for _, number in named] == [1] else "files"
        parts.append(f"{', '.join(f'{number:,} {suffix}' for suffix, number in named)} {files}")
    if others := sum(number for _, number in by_number[:-_MAX_LISTED_TYPES]):
        parts.append(f"{count(others, 'file')} of other types")
    if plain := types.get("", 0):
        parts.append(f"{count(plain, 'file')} without a suffix")
    return " and ".join(parts)


def _note_line(notes: CountedRemarks[Note]) -> str:
    """Return the line for notes of the same text, which names the first file and counts the others."""
    note = notes.first[0]
    if not note.text:
        return f"{count(notes.count, 'further note')} on files"
    others = f" and {count(notes.count - 1, 'more file')}" if notes.count > 1 else ""
    return f"{note.path}{others}: {note.text}"


def _where(remark: UnreadDate | UnreadText) -> str:
    return f"{remark.path}, {remark.place}" if remark.place else remark.path


def synonyms_line(rules: int) -> str:
    """Return the line that reports the number of rules that replaced the synonyms of the index."""
    return f"Synonyms: {count(rules, 'rule') if rules else 'none'}"


def _excerpt(value: object) -> str:
    """Return the beginning of a value in JSON."""
    return _cut(printable_json(value))


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_EXCERPT_CHARACTERS else f"{text[:_MAX_EXCERPT_CHARACTERS]}…"
