"""The values that a user of the library meets: documents go in, results come out.

All of them are frozen dataclasses, so they can be shared between threads.
"""

from __future__ import annotations

import datetime  # noqa: TC003  (typing.get_type_hints works on public values)
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field
from typing import Any

Mark = tuple[int, int]
"""A highlighted part of a string: `text[start:end]`, counted in code points, as Python does."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    `id` identifies it in an index: a document added with the same id replaces it. `title` and `body` are
    searched, and snippets are taken from `body`. `date` is for queries such as `date:2021`, `source` and
    `category` for `source:vtv`. `url`, `path` and `extra` are kept and given back, but not searched.

    `read` puts into `extra` what else the file says. There are also the lines of the page that do not belong
    to the article, such as its date line and its byline, so that nothing is lost.
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
    """A passage of the body of a document: its text, and marks where it matches the query."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one signal added to the score of a hit.

    `signal` names it: a term, a pair of terms, the passage and so on (docs/ranking.md lists them).
    """

    signal: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One document of a page of results.

    `rank` counts from 1 over all pages. Scores can be compared within one answer only. `title_marks` are
    marks in `document.title`. `complete` tells whether the document matches the whole query; if not, it
    matches only some of its words. `explanation` is empty unless the search was called with `explain`; its
    scores add up to `score`.
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
    """A way to write the query that the articles support better.

    `text` is the new query. `kind` is what was changed: "accents", "spelling" or "keyboard" (Telex or VNI
    typing).
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one search: one page of hits, best first, and how many documents match.

    `complete` counts the documents that match the whole query, `total` all that match. If fewer documents
    match the whole query than were asked for, those that match only some of its words are found as well:
    `relaxed` is true then, they count in `total`, and `total` may grow from page to page. They are ranked
    after the complete matches if the query has at most four different syllables, and among them if it has
    more.

    `query` is the query as typed, `took` the time of the search in seconds. Only a first page has a
    `suggestion`.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    complete: int
    relaxed: bool
    suggestion: Suggestion | None
    took: float
