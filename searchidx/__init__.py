"""Full-text search for collections of Vietnamese articles.

Nothing is loaded until it is used: `Index` brings in the engine, `read` the readers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchidx.errors import (
        DocumentError,
        IndexExistsError,
        IndexFormatError,
        IndexLockedError,
        IndexMissingError,
        QuerySyntaxError,
        ReadError,
        SearchError,
        WorkerError,
    )
    from searchidx.files.readers import read
    from searchidx.index import Index
    from searchidx.model import Contribution, Document, Hit, Results, Snippet, Suggestion

__all__ = [
    "Contribution",
    "Document",
    "DocumentError",
    "Hit",
    "Index",
    "IndexExistsError",
    "IndexFormatError",
    "IndexLockedError",
    "IndexMissingError",
    "QuerySyntaxError",
    "ReadError",
    "Results",
    "SearchError",
    "Snippet",
    "Suggestion",
    "WorkerError",
    "read",
]

_MODULES = {
    "Contribution": "model",
    "Document": "model",
    "DocumentError": "errors",
    "Hit": "model",
    "Index": "index",
    "IndexExistsError": "errors",
    "IndexFormatError": "errors",
    "IndexLockedError": "errors",
    "IndexMissingError": "errors",
    "QuerySyntaxError": "errors",
    "ReadError": "errors",
    "Results": "model",
    "SearchError": "errors",
    "Snippet": "model",
    "Suggestion": "model",
    "WorkerError": "errors",
    "read": "files.readers",
}


if not TYPE_CHECKING:  # to whom any name would be one of ours

    def __getattr__(name: str) -> Any:
        """Import what is asked for on its first use."""
        if name in _MODULES.values():
            return importlib.import_module(f"{__name__}.{name}")
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value
