"""How are answers written as JSON? Every answer is one object on one line.

docs/json.md describes the keys, and docs/schema/answer-1.json is the JSON Schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.keyword_values import values_of
from searchidx.terminal.json_text import printable_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.model import Results, Unit
    from searchidx.terminal.timeline import Timeline
    from searchidx.terminal.trends import Trend

FORMAT = 1
"""The version of the JSON objects. It is raised when a key is removed or changes its meaning."""


def results_as_json(results: Results, keywords: Sequence[str] = (), timeline: Timeline | None = None) -> str:
    """Return the answer of `search` or `similar`. Marks are offsets in codepoints of the marked string.

    `keywords` are the keyword fields of the index in addition to those that every index has.
    """
    hits = [
        hit.to_dict() | {"keywords": {name: values_of(hit.document, name) for name in keywords}}
        for hit in results
    ]
    return printable_json(
        {
            "format": FORMAT,
            "query": results.query,
            "total": results.total,
            "complete": results.complete,
            "relaxed": results.relaxed,
            "corrected": results.corrected,
            "typed_complete": results.typed_complete,
            "suggestion": results.suggestion and results.suggestion.text,
            "notes": list(results.notes),
            "took_ms": round(results.took * 1000, 3),
            "facets": {name: list(map(list, counts)) for name, counts in results.facets.items()},
            "timeline": None if timeline is None else _timeline(timeline),
            "hits": hits,
        }
    )


def terms_as_json(prefix: str, terms: Sequence[tuple[str, int]]) -> str:
    """Return the answer of `terms`: the terms that begin with a prefix, with their document frequencies."""
    return printable_json({"format": FORMAT, "prefix": prefix, "terms": list(map(list, terms))})


def completions_as_json(text: str, completions: Sequence[str]) -> str:
    """Return the answer of `complete`: what a text may go on to."""
    return printable_json({"format": FORMAT, "text": text, "completions": list(completions)})


def trends_as_json(trends: Sequence[Trend], unit: Unit) -> str:
    """Return the answer of `trends`: the total and the timeline of each query."""
    members = [
        {"query": trend.query, "total": trend.total, "timeline": _timeline(trend.timeline)}
        for trend in trends
    ]
    return printable_json({"format": FORMAT, "by": unit, "trends": members})


def _timeline(timeline: Timeline) -> list[list[object]]:
    return [[day.isoformat(), number] for day, number in timeline]
