"""The excerpts of the documents of a page: the marks of their titles, and their snippets."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from searchidx.highlight import (
    ArticleFinder,
    Candidates,
    Snippets,
    joined_marks,
    snippets,
    unaccented_patterns,
)
from searchidx.schema import FURNITURE, TEXT_FIELDS
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import ScoredDocument, Searcher
    from searchidx.engines.plan import Plan
    from searchidx.highlight import ArticleMatches
    from searchidx.model import Document, Mark


class Excerpt(NamedTuple):
    """The parts of a hit that depend on the query: the marks of the title, and the snippets."""

    title_marks: tuple[Mark, ...]
    snippets: Snippets

    @property
    def is_marked(self) -> bool:
        """Whether the title or the best snippet has any mark."""
        return bool(self.title_marks or self.snippets.best.marks)


class ExcerptMaker:
    """Makes the excerpts of one answer. All texts of the answer share the analysis of their words.

    A document has at most `count` snippets (1 or more) that show at most `length` codepoints each.
    """

    def __init__(self, searcher: Searcher, plan: Plan, count: int, length: int) -> None:
        self._searcher = searcher
        self._plan = plan
        self._count = count
        self._length = length
        self._candidates = Candidates(plan.patterns)
        self._finder = ArticleFinder(plan.patterns, *TEXT_FIELDS)

    @cached_property
    def _unaccented_finder(self) -> ArticleFinder:
        return ArticleFinder(unaccented_patterns(self._plan.patterns), *TEXT_FIELDS)

    @cached_property
    def _furniture_finder(self) -> ArticleFinder:
        return ArticleFinder(self._plan.patterns, FURNITURE, FURNITURE)

    def excerpts(self, documents: Sequence[Document], batch: Sequence[ScoredDocument]) -> list[Excerpt]:
        """Return the excerpt of each document. `documents` are the stored documents of the batch.

        If neither title nor body has a match in the accents that were meant, the snippets show the furniture.
        The furniture must have such a match, or be the only text with a match.
        """
        matches = self._find(documents, batch, self._finders(batch))
        excerpts = self._cut_out(documents, matches)
        unmarked = [
            index
            for index, (document, of_article) in enumerate(zip(documents, matches, strict=True))
            if document.furniture and not of_article.are_meant
        ]
        if unmarked:
            # The unmarked documents with the furniture in the place of the body.
            stand_ins = [
                replace(documents[index], title="", body=documents[index].furniture) for index in unmarked
            ]
            found = self._find(
                stand_ins, [batch[index] for index in unmarked], [self._furniture_finder] * len(unmarked)
            )
            for index, of_furniture, excerpt in zip(
                unmarked, found, self._cut_out(stand_ins, found), strict=True
            ):
                if excerpt.snippets.best.marks and (of_furniture.are_meant or not excerpts[index].is_marked):
                    excerpts[index] = excerpts[index]._replace(snippets=excerpt.snippets)
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

    def _cut_out(self, documents: Sequence[Document], matches: Sequence[ArticleMatches]) -> list[Excerpt]:
        """Return the excerpt of each document that shows its matches."""
        bodies = snippets(
            [document.body for document in documents],
            [of_article.body for of_article in matches],
            [of_article.patterns for of_article in matches],
            count=self._count,
            length=self._length,
        )
        return [
            Excerpt(joined_marks(document.title, of_article.title), of_body)
            for document, of_article, of_body in zip(documents, matches, bodies, strict=True)
        ]
