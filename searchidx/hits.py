"""Matches to hits: the documents with their marks and snippets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.highlight import Candidates, MatchFinder, marks, snippets
from searchidx.model import Hit
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import ScoredDocument, Searcher
    from searchidx.engines.plan import Plan
    from searchidx.model import Document, Mark, Snippet

_TOGETHER = 32
"""Hits whose texts are looked through together: some 100 KB."""


class HitPresenter:
    """Makes hits of matches; the finders are shared, since the texts of an answer share their words."""

    def __init__(self, searcher: Searcher, planned: Plan, *, explain: bool) -> None:
        self._searcher = searcher
        self._plan = planned
        self._explain = explain
        self._candidates = Candidates(planned.patterns)
        self._finders: dict[tuple[str, bool], MatchFinder] = {}

    def hits(self, matches: Sequence[ScoredDocument], rank: int) -> Iterator[Hit]:
        """Yield what to show of the matches, the first of which has the rank."""
        for first in range(0, len(matches), _TOGETHER):
            yield from self._hits(matches[first : first + _TOGETHER], rank + first)

    def _hits(self, matches: Sequence[ScoredDocument], rank: int) -> Iterator[Hit]:
        documents = [self._searcher.document(match.number) for match in matches]
        shown = self._shown(documents, [match.complete for match in matches])
        bare = [
            at
            for at, (match, (title_marks, body)) in enumerate(zip(matches, shown, strict=True))
            if match.complete and not (title_marks or body.marks)
        ]
        if bare:  # these were typed without accents
            again = self._shown([documents[at] for at in bare], [False] * len(bare))
            for at, better in zip(bare, again, strict=True):
                shown[at] = better
        for at, (match, document, (title_marks, body)) in enumerate(
            zip(matches, documents, shown, strict=True)
        ):
            explanation = self._searcher.explain(self._plan, match.number) if self._explain else ()
            yield Hit(rank + at, match.score, document, title_marks, body, match.complete, explanation)

    def _shown(
        self, documents: Sequence[Document], as_typed: Sequence[bool]
    ) -> list[tuple[tuple[Mark, ...], Snippet]]:
        """Return the marks of the title and the snippet of each document."""
        texts = [text for document in documents for text in (document.title, document.body)]
        chunks = self._candidates.page(texts)
        finders = [self._finder(field, as_typed=typed) for typed in as_typed for field in TEXT_FIELDS]
        titles = map(marks, texts[::2], finders[::2], chunks[::2])
        return list(zip(titles, snippets(texts[1::2], finders[1::2], chunks[1::2]), strict=True))

    def _finder(self, field: str, *, as_typed: bool) -> MatchFinder:
        key = field, as_typed
        if key not in self._finders:
            made = MatchFinder(self._plan.patterns, field, complete=as_typed)
            alike = (other for other in self._finders.values() if other.patterns == made.patterns)
            self._finders[key] = next(alike, made)  # what one has read of a text, the other need not read
        return self._finders[key]
