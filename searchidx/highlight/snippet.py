"""The snippet of a text: its best passage as it is shown, with its blanks evened out and its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searchidx.highlight.best_passage import best_window, passage
from searchidx.highlight.marks import joined_marks
from searchidx.model import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.matches import Match
    from searchidx.model import Mark

MAX_SNIPPET_CHARACTERS: Final = 240
"""Code points of the text that a snippet shows at most; its ellipses are not counted."""

_ELLIPSIS: Final = "…"
_UNEVEN_BLANKS: Final = re.compile(r"[^\S ]\s*|\s{2,}")


def snippets(
    texts: Sequence[str], matches: Sequence[Sequence[Match]], patterns: Sequence[Mapping[int, Pattern]]
) -> list[Snippet]:
    """Return the snippet of each text: its passage that shows most of the query, marked.

    `matches` holds the matches of each text in order of their starts, `patterns` by their numbers those that
    are to be shown. A text without matches is shown from its beginning.

    Each step is taken for all texts before the next step: its code then stays in the processor's cache, which
    takes a tenth off the time.
    """
    windows = [
        best_window(text, of_text, weighed, MAX_SNIPPET_CHARACTERS)
        for text, of_text, weighed in zip(texts, matches, patterns, strict=True)
    ]
    passages = [
        passage(text, *window, MAX_SNIPPET_CHARACTERS) for text, window in zip(texts, windows, strict=True)
    ]
    return [
        _shown(text, start, end, of_text)
        for text, (start, end), of_text in zip(texts, passages, matches, strict=True)
    ]


def _shown(text: str, start: int, end: int, matches: Iterable[Match]) -> Snippet:
    """Return the passage with ellipses where it is cut, its blanks evened out, and the marks moved along."""
    inside = [(first, last, number) for first, last, number in matches if start <= first and last <= end]
    before = _ELLIPSIS if start > 0 and not text[:start].isspace() else ""
    after = _ELLIPSIS if end < len(text) and not text[end:].isspace() else ""
    shown = text[start:end]
    shift = len(before) - start
    shown_marks = tuple([(first + shift, last + shift) for first, last in joined_marks(text, inside)])
    if not shown.isprintable() or "  " in shown:  # of blanks, only the plain one can be printed
        shown_marks = tuple(_marks_in_even_text(shown, shown_marks, len(before)))
        shown = _UNEVEN_BLANKS.sub(" ", shown)
    return Snippet(f"{before}{shown}{after}", shown_marks)


def _marks_in_even_text(shown: str, shown_marks: Iterable[Mark], before: int) -> Iterator[Mark]:
    """Yield the marks where they stand once blanks are evened out; `before` characters precede the text."""
    blanks = ((blank.end() + before, len(blank[0]) - 1) for blank in _UNEVEN_BLANKS.finditer(shown))
    shortened = [(blank_end, lost) for blank_end, lost in blanks if lost]
    for start, end in shown_marks:
        yield (
            start - sum(lost for blank_end, lost in shortened if blank_end <= start),
            end - sum(lost for blank_end, lost in shortened if blank_end <= end),
        )
