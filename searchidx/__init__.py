"""Full-text search for collections of Vietnamese articles.

This is the public API, described in docs/library.md. `Index` creates, changes and searches an index; `read`
reads articles from files. A name is imported when it is first used, so `import searchidx` takes no time.
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
        PeriodError,
        QuerySyntaxError,
        ReadError,
        SearchError,
        SynonymsError,
        WorkerError,
    )
    from searchidx.files.readers import read
    from searchidx.index import Index
    from searchidx.model import Contribution, Document, Hit, MarkedDocument, Results, Snippet, Suggestion
    from searchidx.synonyms.rules import Synonyms

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
    "MarkedDocument",
    "PeriodError",
    "QuerySyntaxError",
    "ReadError",
    "Results",
    "SearchError",
    "Snippet",
    "Suggestion",
    "Synonyms",
    "SynonymsError",
    "WorkerError",
    "read",
]

_MODULE_OF_NAME = {
    "Contribution": "model",
    "Document": "model",
    "DocumentError": "errors",
    "Hit": "model",
    "Index": "index",
    "IndexExistsError": "errors",
    "IndexFormatError": "errors",
    "IndexLockedError": "errors",
    "IndexMissingError": "errors",
    "MarkedDocument": "model",
    "PeriodError": "errors",
    "QuerySyntaxError": "errors",
    "ReadError": "errors",
    "Results": "model",
    "SearchError": "errors",
    "Snippet": "model",
    "Suggestion": "model",
    "Synonyms": "synonyms.rules",
    "SynonymsError": "errors",
    "WorkerError": "errors",
    "read": "files.readers",
}


if not TYPE_CHECKING:  # A type checker would assume that this function defines any name.

    def __getattr__(name: str) -> Any:
        """Import a public name, or a module that defines public names, on its first use."""
        if name in _MODULE_OF_NAME.values():
            return importlib.import_module(f"{__name__}.{name}")
        if name not in _MODULE_OF_NAME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF_NAME[name]}"), name)
        globals()[name] = value
        return value
