"""How are the results of a search shown to people?

Results, a style and a width in columns go in, and lines come out. All text from articles is made safe to
print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.printable import blank_unprintable
from searchidx.terminal.wording import count, format_date
from searchidx.terminal.wrap import fit_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from searchidx.model import Hit, Mark, Results
    from searchidx.terminal.display import Style


def result_lines(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of an answer: the number of articles, the correction or suggestion, notes, the hits.

    Ranks are in a gutter to the left of the hits. The lines of hits are wrapped to the remaining columns.
    """
    yield from fit_text(style.faint(_headline(results)), columns)
    yield from _remarks(results, style, columns)
    yield from _hit_lines(results.hits, style, columns)


def similar_lines(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of the articles that are like one article, whose title is the query of the results."""
    title = blank_unprintable(results.query).strip() or "(no title)"
    if not results.total:
        headline = f"No article is like “{title}”"
    elif not results.hits:
        headline = f"{count(results.total, 'article')} like “{title}”, none of them shown"
    else:
        headline = f"{_page_of_total(results)} like “{title}”"
    yield from fit_text(style.faint(f"{headline} ({_duration(results)})"), columns)
    yield from _hit_lines(results.hits, style, columns)


def _remarks(results: Results, style: Style, columns: int) -> Iterator[str]:
    """Yield the lines of the correction or suggestion and of the notes."""
    if results.corrected is not None:
        yield from fit_text(_correction(results, results.corrected, style), columns)
    if results.suggestion is not None:
        suggestion = style.title(blank_unprintable(results.suggestion.text))
        yield from fit_text(f"Did you mean: {suggestion}", columns)
    for note in results.notes:
        yield from fit_text(f"Note: {blank_unprintable(note)}", columns)


def _hit_lines(hits: Sequence[Hit], style: Style, columns: int) -> Iterator[str]:
    """Yield an empty line and the lines of each hit, with its rank in a gutter."""
    gutter = max((len(f"{hit.rank}. ") for hit in hits), default=0)
    for hit in hits:
        margin = f"{hit.rank}. ".rjust(gutter)
        yield ""
        for block in _hit_blocks(hit, style, columns - gutter):
            for line in fit_text(block, columns - gutter):
                yield margin + line
                margin = " " * gutter


def _correction(results: Results, corrected: str, style: Style) -> str:
    """Return the sentence that says whose results are shown, and how many articles have what was typed."""
    shown, typed = style.title(blank_unprintable(corrected)), blank_unprintable(results.query).strip()
    if not results.typed_complete:
        return f"Results for “{shown}”; nothing is written “{typed}”"
    verb = "has" if results.typed_complete == 1 else "have"
    articles = count(results.typed_complete, "article")
    return f"Results for “{shown}”; only {articles} {verb} “{typed}” (shown with --exactly)"


def _headline(results: Results) -> str:
    if results.total:
        return f"{_page_of_total(results)}{_completeness(results)} ({_duration(results)})"
    query = blank_unprintable(results.query).strip() or "the query is empty"
    return f"No article matches: {query} ({_duration(results)})"


def _duration(results: Results) -> str:
    milliseconds = results.took * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"


def _page_of_total(results: Results) -> str:
    articles = count(results.total, "article")
    if not results.hits:
        return f"{articles}, none of them shown"
    copies = sum(len(hit.copies) for hit in results.hits)
    if len(results.hits) + copies == results.total:
        return articles
    first, last = results.hits[0].rank, results.hits[-1].rank
    shown = f"{first:,}–{last:,} of {articles}" if first < last else f"Article {first:,} of {results.total:,}"
    return f"{shown} (with copies)" if copies else shown


def _completeness(results: Results) -> str:
    if not results.relaxed:
        return ""
    return f", {results.complete:,} of them complete" if results.complete else ", partial matches only"


def _hit_blocks(hit: Hit, style: Style, columns: int) -> Iterator[str]:
    """Yield the title, the facts and id, the snippet, the number of copies and the explanation of a hit.

    The blocks are not wrapped yet.
    """
    document = hit.document
    yield mark_text(document.title, hit.title_marks, style.mark, style.title) or style.faint("(no title)")
    partial = "" if hit.complete else "partial match"
    facts = _join_facts(
        format_date(document.date), document.source, document.category, document.author, partial
    )
    # The id follows the facts if the line has room for it. Otherwise it has its own line, so that it is
    # not broken.
    line = _join_facts(facts, document.id)
    for block in [line] if len(line) <= columns else filter(None, [facts, document.id]):
        yield style.faint(blank_unprintable(block))
    if hit.snippet.text:
        yield mark_text(hit.snippet.text, hit.snippet.marks, style.mark)
    if hit.copies:
        yield style.faint(f"+{len(hit.copies):,} similar")
    if hit.explanation:
        contributions = sorted(hit.explanation, key=lambda contribution: -contribution.score)
        scores = [("score", hit.score), *((part.signal, part.score) for part in contributions)]
        for name, score in scores:
            if score:
                yield style.faint(f"{score:8.4f}  {blank_unprintable(name)}")


def _join_facts(*facts: str) -> str:
    return " · ".join(filter(None, facts))


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
