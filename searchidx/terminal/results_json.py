"""The answer as JSON (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchidx.terminal.messages import printable_json

if TYPE_CHECKING:
    from searchidx.model import Hit, Results

FORMAT = 1
"""Version of the object; raised when a key changes its meaning or goes away."""


def as_json(results: Results) -> str:
    """Return the answer as one line of JSON; offsets count code points of the string beside them."""
    return printable_json(
        {
            "format": FORMAT,
            "query": results.query,
            "total": results.total,
            "complete": results.complete,
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
        "complete": hit.complete,
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
