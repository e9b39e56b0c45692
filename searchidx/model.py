"""The values that flow through searchidx: documents in, results out."""

from __future__ import annotations

import datetime  # noqa: TC003  (typing.get_type_hints works on public values)
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field
from typing import Any

Mark = tuple[int, int]
"""Start and end of a highlighted stretch, in code points of the string that it stands beside."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `id` is its identity in an index; `extra` holds whatever else its source said.

    `body` is what is searched and quoted. Furniture of the page (date line, agency tag, tail) that a
    reader recognised is kept in `extra`, so that nothing of the article is lost.
    """

    id: str
    title: str
    body: str
    date: datetime.date | None = None
    source: str = ""
    category: str = ""
    url: str = ""
    path: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a document's text and the stretches of it that the query matched."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one signal (a term in its fields, a pair, ...) gave to the score of a hit."""

    signal: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document: its rank from 1, its score, and what to show of it.

    `complete` tells whether it matches the query whole or only in part (a relaxed match).
    """

    rank: int
    score: float
    document: Document
    title_marks: tuple[Mark, ...]
    snippet: Snippet
    complete: bool = True
    explanation: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A better supported way to write the query, and why: "accents", "spelling" or "keyboard"."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one search; `total` counts all matching documents, `hits` is the page asked for.

    `complete` counts those that match the whole query. `relaxed` says that others, which match only in part,
    are in the total, as fewer than asked for match whole (so it may grow from page to page). They follow, but
    for queries of over four syllables.
    `took` is in seconds.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    complete: int
    relaxed: bool
    suggestion: Suggestion | None
    took: float
