"""Further passages of a text, which are shown together with the best one and do not overlap.

Each further passage is chosen like the best one, in the parts of the text that no passage shows yet. As in
Lucene's UnifiedHighlighter, what one passage shows does not count less in the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final

from searchidx.highlight.best_passage import MAX_CORE_MATCHES, cores, greatest_weights, passage, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.chunk_matches import Match

MIN_WEIGHT_SHARE: Final = 0.25
"""The least weight of the core of a further passage, as a share of the heaviest pattern that matches.

If a text has the rare words of a query, no further passage shows only the most common ones.
"""

_WEIGHT_DIGITS: Final = 9
"""Weights that are equal when they are rounded to this number of digits differ by rounding errors only."""

_UNKNOWN: Final = -1
"""The end of a core that was not weighed yet."""

Span = tuple[int, int]
"""(start, end): the passage `text[start:end]`, in codepoints."""


def further_passages(
    text: str,
    matches: Sequence[Match],
    patterns: Mapping[int, Pattern],
    best: Span,
    count: int,
    length: int,
) -> list[Span]:
    """Return at most `count` further passages, in descending order of the weights of their cores.

    Of cores with the same weight, the first comes first. No two passages overlap, and each of the returned
    passages has at least one match. `best` is the best passage. The other arguments are those of `best_core`.

    A core is weighed only if the upper bound of its weight is the highest. It is weighed again if a passage
    that was chosen later has cut it. The time is therefore linear in the number of matches.
    """
    min_weight = MIN_WEIGHT_SHARE * max([patterns[number].weight for _, _, number in matches], default=0)
    by_match = list(cores(matches, greatest_weights(patterns), length))
    # (negative weight, first match, end) of each core that may be worth showing, the heaviest first.
    queue = [
        (-round(max_weight, _WEIGHT_DIGITS), first, _UNKNOWN)
        for first, _, max_weight in by_match
        if max_weight >= min_weight and max_weight > 0
    ]
    heapify(queue)
    spans: list[Span] = []
    edges = [*best]  # the starts and ends of all passages so far, in ascending order
    while queue and len(spans) < count:
        _, first, core_end = heappop(queue)
        core_start, first_end, _ = matches[first]
        edge = bisect_right(edges, core_start)
        # The gap between two passages, or before the first or after the last, in which the core begins.
        gap_start = edges[edge - 1] if edge else 0
        gap_end = edges[edge] if edge < len(edges) else len(text)
        if edge % 2 or first_end > gap_end:  # the first match is in no gap
            continue
        if core_end == _UNKNOWN or core_end > gap_end:
            _, end, _ = by_match[first]
            candidates = matches[first : min(end, first + MAX_CORE_MATCHES)]
            weight, last_end = weigh(text, [match for match in candidates if match[1] <= gap_end], patterns)
            if weight >= min_weight:
                heappush(queue, (-round(weight, _WEIGHT_DIGITS), first, max(last_end, first_end)))
        else:
            start, end = passage(
                text[gap_start:gap_end], core_start - gap_start, core_end - gap_start, length
            )
            spans.append((gap_start + start, gap_start + end))
            edges[edge:edge] = spans[-1]
    return spans
