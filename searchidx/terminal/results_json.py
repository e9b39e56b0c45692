"""How are results written as JSON? docs/json.md describes the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.terminal.json_text import printable_json

if TYPE_CHECKING:
    from searchidx.model import Results

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
            "hits": results.to_dicts(),
        }
    )
