"""Full-text search for collections of Vietnamese articles.

Nothing heavy is loaded until it is used: `Index` brings in the engine, `read` the readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from searchidx.model import Contribution, Document, Hit, Results, Snippet, Suggestion

if TYPE_CHECKING:
    from searchidx.index import Index
    from searchidx.readers import read

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


def __getattr__(name: str) -> Any:
    if name == "Index":
        from searchidx.index import Index

        return Index
    if name == "read":
        from searchidx.readers import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
