"""How are results written as JSON? docs/json.md describes the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchidx.terminal.json_text import printable_json

if TYPE_CHECKING:
    from searchidx.model import Hit, Results

FORMAT = 1
"""The version of the JSON object. It is raised when a key is removed or changes its meaning."""


def results_as_json(results: Results) -> str:
    """Return the results as one line of JSON. Marks are offsets in codepoints of the marked string."""
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
            "hits": [_hit_object(hit) for hit in results.hits],
        }
    )


def _hit_object(hit: Hit) -> dict[str, Any]:
    document = hit.document
    members: dict[str, Any] = {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "complete": hit.complete,
        "id": document.id,
        "title": document.title,
        "date": document.date and document.date.isoformat(),
        "source": document.source,
        "category": document.category,
        "author": document.author,
        "path": document.path,
        "url": document.url,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "snippet": {"text": hit.snippet.text, "marks": [list(mark) for mark in hit.snippet.marks]},
    }
    if hit.explanation:
        members["explanation"] = [{"signal": part.signal, "score": part.score} for part in hit.explanation]
    return members
