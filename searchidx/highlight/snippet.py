"""The snippets of a text: its best passages as they are shown, with ellipses and marks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.highlight.best_passage import best_core, passage
from searchidx.highlight.marks import joined_marks
from searchidx.highlight.shown_text import as_shown
from searchidx.model import Snippet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.chunk_matches import Match
    from searchidx.highlight.further_passages import Span

SNIPPET_LENGTH: Final = 240
"""The largest number of codepoints of the text that a snippet shows, unless a caller wants another number.

The ellipses are not counted. An entity counts as it is written in the text, although it is shown decoded.
"""

_ELLIPSIS: Final = "…"


class Snippets(NamedTuple):
    """The snippets of one text: the best one, and all of them in the order of the text.

    If there is nothing to show, `best` is an empty `Snippet`, and `shown` is empty.
    """

    best: Snippet
    shown: tuple[Snippet, ...]


def snippets(
    texts: Sequence[str],
    matches: Sequence[Sequence[Match]],
    patterns: Sequence[Mapping[int, Pattern]],
    *,
    count: int = 1,
    length: int = SNIPPET_LENGTH,
) -> list[Snippets]:
    """Return the snippets of each text: the passages that show most of the query, with their marks.

    A text has at most `count` snippets (1 or more) that show at most `length` codepoints each. Only the best
    snippet may be without a match: a text without matches is shown from its beginning.

    `matches` has the matches of each text in ascending order. `patterns` has for each text the patterns that
    the snippets should show, by their numbers.

    Each step runs for all texts before the next step. This is a tenth faster, because the code of a step
    stays in the processor's cache.
    """
    cores = [
        best_core(text, of_text, weighed, length)
        for text, of_text, weighed in zip(texts, matches, patterns, strict=True)
    ]
    best = [passage(text, *core, length) for text, core in zip(texts, cores, strict=True)]
    if count == 1:
        alone = [
            _shown(text, start, end, of_text)
            for text, (start, end), of_text in zip(texts, best, matches, strict=True)
        ]
        return [Snippets(snippet, (snippet,) if snippet.text else ()) for snippet in alone]
    # Most searches show one snippet.
    from searchidx.highlight.further_passages import further_passages

    return [
        _several(text, of_text, span, further_passages(text, of_text, weighed, span, count - 1, length))
        for text, of_text, weighed, span in zip(texts, matches, patterns, best, strict=True)
    ]


def _several(text: str, matches: Sequence[Match], best: Span, further: Sequence[Span]) -> Snippets:
    """Return the snippets of the best passage and of the further ones."""
    spans = sorted([best, *further])
    shown = tuple([_shown(text, start, end, matches) for start, end in spans])
    snippet = shown[spans.index(best)]
    return Snippets(snippet, shown if snippet.text else ())


def _shown(text: str, start: int, end: int, matches: Sequence[Match]) -> Snippet:
    """Return the snippet `text[start:end]` as it is shown, with ellipses if text is left out, and its marks.

    Only matches that lie wholly in the passage are marked.
    """
    begun = matches[bisect_left(matches, (start,)) : bisect_left(matches, (end,))]
    inside = [match for match in begun if match[1] <= end]
    before = _ELLIPSIS if start > 0 and not text[:start].isspace() else ""
    after = _ELLIPSIS if end < len(text) and not text[end:].isspace() else ""
    shown = as_shown(
        text[start:end],
        tuple(
            [(mark_start - start, mark_end - start) for mark_start, mark_end in joined_marks(text, inside)]
        ),
    )
    shift = len(before)
    marks = (
        shown.marks if not shift else tuple([(first + shift, last + shift) for first, last in shown.marks])
    )
    return Snippet(f"{before}{shown.text}{after}", marks)
