"""From the documents of a page of results to hits, which show their marks and snippets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.highlight import Candidates, MatchFinder, joined_marks, patterns_of_field, snippets
from searchidx.model import Hit
from searchidx.schema import FURNITURE, TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.engines.base import ScoredDocument, Searcher
    from searchidx.engines.plan import Pattern, Plan
    from searchidx.highlight import TextMatches
    from searchidx.highlight.matches import Match
    from searchidx.model import Document, Mark, Snippet

    _FoundMatches = tuple[TextMatches, TextMatches]

BATCH_HITS: Final = 32
"""The number of hits whose texts, about 100 KB, are searched for matches together."""


class _ArticleMatches(NamedTuple):
    """The matches of an article that may be marked, and the patterns that its snippet should show."""

    title: Sequence[Match]
    body: Sequence[Match]
    patterns: Mapping[int, Pattern]


class _Finders(NamedTuple):
    """The finders of the patterns that are marked in titles, and of those that are marked in bodies."""

    title: MatchFinder
    body: MatchFinder


class _Excerpt(NamedTuple):
    """The parts of a hit that depend on the query: the marks of the title, and the snippet."""

    title_marks: tuple[Mark, ...]
    snippet: Snippet

    @property
    def is_marked(self) -> bool:
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
        title_patterns, body_patterns = [patterns_of_field(plan.patterns, field) for field in TEXT_FIELDS]
        body_finder = MatchFinder(body_patterns)
        title_finder = body_finder if title_patterns == body_patterns else MatchFinder(title_patterns)
        self._finders = _Finders(title_finder, body_finder)

    def hits(self, page: Sequence[ScoredDocument], rank: int) -> Iterator[Hit]:
        """Yield the hit of each document of a page, in order. `rank` is the rank of the first hit."""
        for first in range(0, len(page), BATCH_HITS):
            yield from self._hits(page[first : first + BATCH_HITS], rank + first)

    def _hits(self, batch: Sequence[ScoredDocument], first_rank: int) -> Iterator[Hit]:
        documents = [self._searcher.document(scored.number) for scored in batch]
        excerpts = self._excerpts(documents, [scored.complete for scored in batch])
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
            )

    def _excerpts(self, documents: Sequence[Document], complete: Sequence[bool]) -> list[_Excerpt]:
        """Return the excerpt of each document. `complete` says for each whether it is a complete match.

        In a partial match, all patterns are marked. In a complete match, weak patterns, which match in any
        accents, are marked only if no other pattern is. Such an article was written without accents. If
        neither title nor body has a match, the snippet shows the furniture.
        """
        matches = self._find(documents, complete, self._finders)
        all_patterns = self._finders.body.patterns
        excerpts = _cut_out(documents, _strong(matches, complete, self._finders.body))
        self._show_furniture(excerpts, documents, complete)
        unmarked = [
            index
            for index, (excerpt, is_complete) in enumerate(zip(excerpts, complete, strict=True))
            if is_complete and not excerpt.is_marked
        ]
        if unmarked:
            with_weak = [
                _ArticleMatches(title.with_weak(), body.with_weak(), all_patterns)
                for title, body in [matches[index] for index in unmarked]
            ]
            better = _cut_out([documents[index] for index in unmarked], with_weak)
            for index, excerpt in zip(unmarked, better, strict=True):
                excerpts[index] = excerpt
        return excerpts

    def _show_furniture(
        self, excerpts: list[_Excerpt], documents: Sequence[Document], complete: Sequence[bool]
    ) -> None:
        """Replace the excerpts without marks by excerpts of the furniture, if the furniture has marks."""
        unmarked = [
            index
            for index, (excerpt, document) in enumerate(zip(excerpts, documents, strict=True))
            if document.furniture and not excerpt.is_marked
        ]
        if not unmarked:
            return
        finder = MatchFinder(patterns_of_field(self._plan.patterns, FURNITURE))
        # Copies of the documents, with the furniture in the place of the body.
        copies = [replace(documents[index], title="", body=documents[index].furniture) for index in unmarked]
        are_complete = [complete[index] for index in unmarked]
        matches = self._find(copies, are_complete, _Finders(finder, finder))
        for index, excerpt in zip(
            unmarked, _cut_out(copies, _strong(matches, are_complete, finder)), strict=True
        ):
            if excerpt.is_marked:
                excerpts[index] = excerpt

    def _find(
        self, documents: Sequence[Document], complete: Sequence[bool], finders: _Finders
    ) -> list[_FoundMatches]:
        """Return the matches in the title and in the body of each document.

        In complete matches, the matches of weak patterns are held back.
        """
        titles = [document.title for document in documents]
        bodies = [document.body for document in documents]
        chunks = self._candidates.chunks_by_text([*titles, *bodies])
        return [
            (
                finders.title.find(title, title_chunks, hold_weak_back=is_complete),
                finders.body.find(body, body_chunks, hold_weak_back=is_complete),
            )
            for title, title_chunks, body, body_chunks, is_complete in zip(
                titles, chunks[: len(titles)], bodies, chunks[len(titles) :], complete, strict=True
            )
        ]


def _strong(
    matches: Sequence[_FoundMatches], complete: Sequence[bool], finder: MatchFinder
) -> list[_ArticleMatches]:
    """Return the matches that are not held back, with the patterns that a complete or partial match shows."""
    return [
        _ArticleMatches(
            title.matches, body.matches, finder.strong_patterns if is_complete else finder.patterns
        )
        for (title, body), is_complete in zip(matches, complete, strict=True)
    ]


def _cut_out(documents: Sequence[Document], matches: Sequence[_ArticleMatches]) -> list[_Excerpt]:
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
