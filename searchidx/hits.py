"""From the documents of a page of results to hits, which show their marks and snippets."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import MEANT
from searchidx.highlight import ArticleFinder, Candidates, joined_marks, snippets, unaccented_patterns
from searchidx.model import Hit
from searchidx.schema import FURNITURE, TEXT_FIELDS
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import ScoredDocument, Searcher
    from searchidx.engines.plan import Plan
    from searchidx.highlight import ArticleMatches
    from searchidx.model import Document, Mark, Snippet

BATCH_HITS: Final = 32
"""The number of hits whose texts, about 100 KB, are searched for matches together."""


class _Excerpt(NamedTuple):
    """The parts of a hit that depend on the query: the marks of the title, and the snippet."""

    title_marks: tuple[Mark, ...]
    snippet: Snippet

    @property
    def is_marked(self) -> bool:
        """Whether the title or the snippet has any mark."""
        return bool(self.title_marks or self.snippet.marks)


class HitPresenter:
    """Makes the hits of one answer. All texts of the answer share the analysis of their words.

    With `explain`, each hit has an explanation of its score.
    """

    def __init__(self, searcher: Searcher, plan: Plan, *, explain: bool) -> None:
        self._searcher = searcher
        self._plan = plan
        self._explain = explain
        self._candidates = Candidates(plan.patterns)
        self._finder = ArticleFinder(plan.patterns, *TEXT_FIELDS)

    @cached_property
    def _unaccented_finder(self) -> ArticleFinder:
        return ArticleFinder(unaccented_patterns(self._plan.patterns), *TEXT_FIELDS)

    @cached_property
    def _furniture_finder(self) -> ArticleFinder:
        return ArticleFinder(self._plan.patterns, FURNITURE, FURNITURE)

    def hits(self, page: Sequence[ScoredDocument], rank: int) -> Iterator[Hit]:
        """Yield the hit of each document of a page, in order. `rank` is the rank of the first hit."""
        for first in range(0, len(page), BATCH_HITS):
            yield from self._hits(page[first : first + BATCH_HITS], rank + first)

    def _hits(self, batch: Sequence[ScoredDocument], first_rank: int) -> Iterator[Hit]:
        documents = [self._searcher.document(scored.number) for scored in batch]
        excerpts = self._excerpts(documents, batch)
        for rank, (scored, document, excerpt) in enumerate(
            zip(batch, documents, excerpts, strict=True), first_rank
        ):
            explanation = self._searcher.explain(self._plan, scored.number) if self._explain else ()
            yield Hit(
                rank,
                scored.score,
                document,
                excerpt.title_marks,
                excerpt.snippet,
                scored.complete,
                explanation,
                tuple([self._searcher.document(number).id for number in scored.copies]),
            )

    def _excerpts(self, documents: Sequence[Document], batch: Sequence[ScoredDocument]) -> list[_Excerpt]:
        """Return the excerpt of each document. `documents` are the stored documents of the batch.

        If neither title nor body has a match in the accents that were meant, the snippet shows the furniture.
        The furniture must have such a match, or be the only text with a match.
        """
        matches = self._find(documents, batch, self._finders(batch))
        excerpts = _cut_out(documents, matches)
        unmarked = [
            index
            for index, (document, of_article) in enumerate(zip(documents, matches, strict=True))
            if document.furniture and not _is_meant(of_article)
        ]
        if unmarked:
            # Copies of the documents with the furniture in the place of the body.
            copies = [
                replace(documents[index], title="", body=documents[index].furniture) for index in unmarked
            ]
            found = self._find(
                copies, [batch[index] for index in unmarked], [self._furniture_finder] * len(unmarked)
            )
            for index, of_furniture, excerpt in zip(unmarked, found, _cut_out(copies, found), strict=True):
                if excerpt.snippet.marks and (_is_meant(of_furniture) or not excerpts[index].is_marked):
                    excerpts[index] = excerpts[index]._replace(snippet=excerpt.snippet)
        return excerpts

    def _find(
        self,
        documents: Sequence[Document],
        batch: Sequence[ScoredDocument],
        finders: Sequence[ArticleFinder],
    ) -> list[ArticleMatches]:
        """Return the matches of each document, which its finder finds in the title and in the body."""
        titles = [document.title for document in documents]
        bodies = [document.body for document in documents]
        chunks = self._candidates.chunks_by_text([*titles, *bodies])
        return [
            finder.find(title, title_chunks, body, body_chunks, complete=scored.complete)
            for finder, title, title_chunks, body, body_chunks, scored in zip(
                finders,
                titles,
                chunks[: len(titles)],
                bodies,
                chunks[len(titles) :],
                batch,
                strict=True,
            )
        ]

    def _finders(self, batch: Sequence[ScoredDocument]) -> list[ArticleFinder]:
        """Return the finder for each document, because unaccented articles have patterns of their own."""
        (mark,) = IS_UNACCENTED.terms
        are_unaccented = self._searcher.contain(mark, [scored.number for scored in batch])
        finders = [self._finder] * len(batch)
        for index in compress(range(len(batch)), are_unaccented):
            finders[index] = self._unaccented_finder
        return finders


def _is_meant(matches: ArticleMatches) -> bool:
    """Return whether any of the matches is in the accents that were meant."""
    meant = {number for number, pattern in matches.patterns.items() if pattern.accents == MEANT}
    return any(number in meant for _, _, number in (*matches.title, *matches.body))


def _cut_out(documents: Sequence[Document], matches: Sequence[ArticleMatches]) -> list[_Excerpt]:
    """Return the excerpt of each document that shows its matches."""
    bodies = snippets(
        [document.body for document in documents],
        [of_article.body for of_article in matches],
        [of_article.patterns for of_article in matches],
    )
    return [
        _Excerpt(joined_marks(document.title, of_article.title), snippet)
        for document, of_article, snippet in zip(documents, matches, bodies, strict=True)
    ]
