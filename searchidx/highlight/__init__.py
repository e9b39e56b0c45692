"""From a document's text and a plan to marks and a snippet. Knows no engine and no query text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchidx.highlight.candidates import Candidates
from searchidx.highlight.matches import MatchFinder
from searchidx.highlight.passage import best_window, passage
from searchidx.model import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.highlight.candidates import Span
    from searchidx.highlight.matches import Match
    from searchidx.model import Mark

__all__ = ["SNIPPET_LENGTH", "Candidates", "MatchFinder", "marks", "snippet", "snippets"]

SNIPPET_LENGTH = 240
"""Code points of a snippet at the most, its ellipses apart."""

_ELLIPSIS = "…"
_BLANKS = re.compile(r"[^\S ]\s*|\s{2,}")


def marks(text: str, finder: MatchFinder, chunks: Iterable[Span] | None = None) -> tuple[Mark, ...]:
    """Return all stretches of the text that match; neighbours and the parts of a code are one mark.

    `chunks` are the text's candidates, where they are known already.
    """
    return _merged(text, finder.find(text, chunks))


def snippet(text: str, finder: MatchFinder, length: int = SNIPPET_LENGTH) -> Snippet:
    """Return the passage that shows most of the query, marked; the text's beginning if nothing matches."""
    return snippets([text], [finder], [None], length)[0]


def snippets(
    texts: Sequence[str],
    finders: Sequence[MatchFinder],
    chunks: Sequence[Iterable[Span] | None],
    length: int = SNIPPET_LENGTH,
) -> list[Snippet]:
    """Return the snippet of each text, by its own finder and its candidates, where they are known already.

    Step by step for all of them: each step finds its code in the processor's cache, which takes a tenth off.
    """
    found = [finder.find(text, of) for text, finder, of in zip(texts, finders, chunks, strict=True)]
    windows = [
        best_window(text, matches, finder.patterns, length)
        for text, matches, finder in zip(texts, found, finders, strict=True)
    ]
    spans = [passage(text, *window, length) for text, window in zip(texts, windows, strict=True)]
    return [
        _shown(text, start, end, _merged(text, [one for one in matches if start <= one[0] and one[1] <= end]))
        for text, (start, end), matches in zip(texts, spans, found, strict=True)
    ]


def _merged(text: str, matches: Iterable[Match]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for start, end, _ in matches:
        if merged and (start <= merged[-1][1] or _joined(text[merged[-1][1] : start])):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _joined(between: str) -> bool:
    """Whether two matches belong together: blanks of one line between them, or one sign as in NĐ-CP."""
    return "\n" not in between and (between.isspace() or (len(between) == 1 and not between.isalnum()))


def _shown(text: str, start: int, end: int, marked: Sequence[Mark]) -> Snippet:
    """Return the passage with its blanks evened out, ellipses where it is cut, and the marks moved along."""
    before = _ELLIPSIS if start > 0 and not text[:start].isspace() else ""
    after = _ELLIPSIS if end < len(text) and not text[end:].isspace() else ""
    shown = text[start:end]
    shift = len(before) - start
    moved = tuple((first + shift, last + shift) for first, last in marked)
    if not shown.isprintable() or "  " in shown:  # of blanks, only the plain one can be printed
        moved = tuple(_moved(shown, moved, len(before)))
        shown = _BLANKS.sub(" ", shown)
    return Snippet(f"{before}{shown}{after}", moved)


def _moved(shown: str, marked: Iterable[Mark], length: int) -> Iterator[Mark]:
    """Yield the marks where they stand once blanks are evened out, behind `length` more characters."""
    longer = ((blank.end() + length, len(blank[0]) - 1) for blank in _BLANKS.finditer(shown))
    lost = [(end, count) for end, count in longer if count]
    for first, last in marked:
        yield (
            first - sum(count for end, count in lost if end <= first),
            last - sum(count for end, count in lost if end <= last),
        )
