"""The values of the public API: documents go in, results come out.

All of them are frozen dataclasses, so threads can share them.
"""

from __future__ import annotations

import datetime  # noqa: TC003  (typing.get_type_hints works on public values)
from collections.abc import Iterator, Mapping  # noqa: TC003
from dataclasses import dataclass, field
from typing import Any, Literal, overload

Mark = tuple[int, int]
"""(start, end): the highlighted part `text[start:end]` of a string. Both offsets count codepoints from 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        id: identifies the document in an index. It must not be empty. A document that is added with the same
            id replaces this one.
        title: the headline, which is searched.
        body: the text, which is searched. Snippets are taken from it.
        date: the day of publication, or None. It may be a `datetime.datetime`, which also has the time, with
            or without a time zone. Queries such as `date:2021` search the day, and a document without a date
            never matches them. Among the documents of one day, the time decides which is newer. Day and time
            count as they are written, whatever the time zone is. The index stores the offset of the zone.
        source: the publisher. Queries such as `source:vtv` search it.
        category: the section. Queries such as `category:"thể thao"` search it.
        url: the address of the article. Queries such as `url:vtv.vn/the-thao` search its beginning.
        path: the file of the article. Queries such as `path:tin/2021` search its names.
        extra: further data: strings, numbers, booleans, None, lists and dictionaries. `read` puts there
            whatever else a record contains. Only the keyword fields of one's own are searched in it.
        author: the names of the authors. Queries such as `author:"Lâm Uyên"` search it.
        furniture: the lines of a page that are neither title nor body, such as the date line and the byline,
            joined by line feeds. It is searched like title and body, but weighs less.
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
    author: str = ""
    furniture: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the body of a document, or of its furniture if the query occurs nowhere else.

    Attributes:
        text: the passage, with every group of blanks as one space, and with an ellipsis at each end at which
            text is left out. Without the ellipses, it has at most 240 codepoints, or `snippet_length` of the
            search.
        marks: the parts of `text` that match the query, in ascending order and without overlaps.
    """

    text: str
    marks: tuple[Mark, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the snippet as a dictionary that `json.dumps` takes, with the keys `text` and `marks`."""
        return {"text": self.text, "marks": [list(mark) for mark in self.marks]}


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document, and where the words of a query occur in it.

    Marks are in ascending order and do not overlap. Their offsets count codepoints of the texts as stored.

    Attributes:
        document: the document with all of its attributes.
        title_marks: the parts of `document.title` that match the query.
        body_marks: the parts of `document.body` that match the query.
        furniture_marks: the parts of `document.furniture` that match the query.
    """

    document: Document
    title_marks: tuple[Mark, ...] = ()
    body_marks: tuple[Mark, ...] = ()
    furniture_marks: tuple[Mark, ...] = ()


Sort = Literal["relevance", "newest", "oldest"]
"""The order of the hits of a search: by their scores, or by their dates."""


Copies = Literal["all", "fold"]
"""What a search does with copies, which have nearly the same text: show all, or only the best of a story."""


Unit = Literal["year", "month", "day"]
"""A unit of time by which documents are counted."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One summand of a hit's score. Here a *signal* is any summand, including the summands of rescoring.

    Attributes:
        signal: the name of the summand, such as a term or a pair of terms. docs/ranking.md lists the names.
        score: the value of the summand.
    """

    signal: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One document of a page of results.

    Attributes:
        rank: the number of the hit in the ranking, counted from 1 over all pages.
        score: how well the document matches. Scores can be compared only within one answer.
        document: the document with all of its attributes.
        title_marks: the parts of `document.title` that match the query, in ascending order and without
            overlaps.
        snippet: the passage of `document.body` that shows most of the query. If neither title nor body
            shows any of it, the passage is from `document.furniture`. The snippet is empty if the document
            has nothing to show, or if no snippets were asked for.
        complete: True if the document matches the whole query, False if only some of its words.
        explanation: all summands of the score, of signals and of rescoring. They add up to `score`. It
            is empty if nothing in the query adds to scores (see `Results.hits`), or if the search was called
            without `explain=True`.
        copies: the ids of the articles that are folded under this one, in the order of indexing: the other
            articles of its story that match. It is empty without `copies="fold"`.
        snippets: all snippets that are not empty, at most `snippets` of the search, in the order of the text.
            `snippet` is one of them. They do not overlap, and all are from the body, or all are from the
            furniture. All except `snippet` show at least one match.
    """

    rank: int
    score: float
    document: Document
    title_marks: tuple[Mark, ...]
    snippet: Snippet
    complete: bool = True
    explanation: tuple[Contribution, ...] = ()
    copies: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as a dictionary that `json.dumps` takes. docs/json.md describes its keys."""
        document = self.document
        # "2021-11-24", or "2021-11-24T22:26:00+07:00" if the document has a time.
        iso_date = document.date.isoformat() if document.date else ""
        members: dict[str, Any] = {
            "rank": self.rank,
            "score": round(self.score, 6),
            "complete": self.complete,
            "id": document.id,
            "title": document.title,
            "date": iso_date[:10] or None,
            "time": iso_date[11:] or None,
            "source": document.source,
            "category": document.category,
            "author": document.author,
            "path": document.path,
            "url": document.url,
            "title_marks": [list(mark) for mark in self.title_marks],
            "snippet": self.snippet.to_dict(),
            "snippets": [snippet.to_dict() for snippet in self.snippets],
            "copies": list(self.copies),
        }
        if self.explanation:
            members["explanation"] = [
                {"signal": part.signal, "score": part.score} for part in self.explanation
            ]
        return members


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A spelling of the query that the articles support better.

    Attributes:
        text: the new query.
        kind: the kind of mistake that was corrected: "accents" (missing accents), "spelling" (a misspelling)
            or "keyboard" (text typed for Telex or VNI). With the last two, `text` may have restored accents
            too.
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one search: one page of hits, and the number of documents that match.

    It is a sequence of its hits: `for hit in results`, `len(results)`, `results[0]`, `results[:3]`.

    A *complete match* is a document that matches the whole query, a *partial match* a document that matches
    only some of its words. If the query has at most four different syllables, partial matches are added only
    if there are fewer than ten complete matches, and are ranked after them. If the query has more syllables,
    complete and partial matches are one ranking.

    Attributes:
        query: the query exactly as typed.
        hits: the page of hits, best first. Only words and phrases that should occur in title, body or
            furniture add to scores, and so do the complete syllables of a prefix such as `"công an th*"`. If
            a query has none, as in `date:2021`, `source:vtv` or `công*`, all scores are 0, and the newest
            documents are first. A query that contains nothing to search for has no hits.
        total: the number of complete matches, plus the number of partial matches if they were added. It is
            the same on every page.
        complete: the number of complete matches.
        relaxed: True if `total` includes partial matches.
        suggestion: a better spelling of the query, or None. Only a first page (`offset=0`) has one.
        took: the duration of the search, in seconds.
        notes: sentences for the user about words that look like fields but are none, as in `before:2020`.
            They say how to write them instead. The words were searched as words.
        corrected: the corrected query whose results are shown, or None if the results are those of `query`.
            The results of a correction are shown if few documents match `query` completely and clearly more
            match the correction. This is the same on every page. `hits`, `total`, `complete` and `relaxed`
            are then those of the correction, and there is no suggestion.
        typed_complete: the number of complete matches of `query`. Without a correction it equals `complete`.
        facets: for each facet that was asked for, its values with the number of complete matches that have
            them. The values of a keyword field are as they were written, the most frequent first. Years
            (`2021`), months (`2021-11`) and days are in the order of time. Copies count, even if folded.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    complete: int
    relaxed: bool
    suggestion: Suggestion | None
    took: float
    notes: tuple[str, ...] = ()
    corrected: str | None = None
    typed_complete: int = 0
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return each hit as a dictionary that `json.dumps` takes (`Hit.to_dict`)."""
        return [hit.to_dict() for hit in self.hits]
