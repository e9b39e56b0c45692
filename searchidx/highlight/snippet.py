"""The snippet of a text: its best passage as it is shown, with ellipses, single blanks and marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searchidx.highlight.best_passage import best_core, passage
from searchidx.highlight.marks import joined_marks
from searchidx.model import Snippet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.matches import Match
    from searchidx.model import Mark

MAX_SNIPPET_CHARACTERS: Final = 240
"""The largest number of codepoints of the text that a snippet shows. Its ellipses are not counted."""

_ELLIPSIS: Final = "…"
_UNEVEN_BLANKS: Final = re.compile(r"[^\S ]\s*|\s{2,}")


def snippets(
    texts: Sequence[str], matches: Sequence[Sequence[Match]], patterns: Sequence[Mapping[int, Pattern]]
) -> list[Snippet]:
    """Return the snippet of each text: the passage that shows most of the query, with its marks.

    `matches` has the matches of each text in ascending order. `patterns` has for each text the patterns that
    the snippet should show, by their numbers. A text without matches is shown from its beginning.

    Each step runs for all texts before the next step. This is a tenth faster, because the code of a step
    stays in the processor's cache.
    """
    cores = [
        best_core(text, of_text, weighed, MAX_SNIPPET_CHARACTERS)
        for text, of_text, weighed in zip(texts, matches, patterns, strict=True)
    ]
    passages = [passage(text, *core, MAX_SNIPPET_CHARACTERS) for text, core in zip(texts, cores, strict=True)]
    return [
        _shown(text, start, end, of_text)
        for text, (start, end), of_text in zip(texts, passages, matches, strict=True)
    ]


def _shown(text: str, start: int, end: int, matches: Iterable[Match]) -> Snippet:
    """Return the snippet `text[start:end]`: with ellipses if text is left out, single blanks, and marks.

    Only matches that lie wholly in the passage are marked.
    """
    inside = [match for match in matches if start <= match[0] and match[1] <= end]
    before = _ELLIPSIS if start > 0 and not text[:start].isspace() else ""
    after = _ELLIPSIS if end < len(text) and not text[end:].isspace() else ""
    shown = text[start:end]
    shift = len(before) - start
    shown_marks = tuple(
        [(mark_start + shift, mark_end + shift) for mark_start, mark_end in joined_marks(text, inside)]
    )
    if not shown.isprintable() or "  " in shown:  # the space is the only whitespace that is printable
        shown_marks = tuple(_marks_in_even_text(shown, shown_marks, len(before)))
        shown = _UNEVEN_BLANKS.sub(" ", shown)
    return Snippet(f"{before}{shown}{after}", shown_marks)


def _marks_in_even_text(shown: str, shown_marks: Iterable[Mark], before: int) -> Iterator[Mark]:
    """Yield the marks with their offsets after each group of blanks became one space.

    `before` is the number of characters in front of the shown text.
    """
    blanks = ((blank.end() + before, len(blank[0]) - 1) for blank in _UNEVEN_BLANKS.finditer(shown))
    shortened = [(blank_end, lost) for blank_end, lost in blanks if lost]
    for start, end in shown_marks:
        yield (
            start - sum(lost for blank_end, lost in shortened if blank_end <= start),
            end - sum(lost for blank_end, lost in shortened if blank_end <= end),
        )
