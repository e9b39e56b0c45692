"""From the documents of a page of results to hits, which show their marks and snippets."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from searchidx.errors import SearchError
from searchidx.excerpts import Excerpt, ExcerptMaker
from searchidx.highlight import SNIPPET_LENGTH, Snippets
from searchidx.model import Hit, Snippet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import ScoredDocument, Searcher
    from searchidx.engines.plan import Plan
    from searchidx.model import Document

BATCH_HITS: Final = 32
"""The number of hits whose texts, about 100 KB, are searched for matches together."""

MAX_SNIPPETS: Final = 100
"""The largest number of snippets of a hit that a search may ask for."""

MIN_SNIPPET_LENGTH: Final = 20
MAX_SNIPPET_LENGTH: Final = 10_000
"""The bounds of the length of a snippet that a search may ask for, in codepoints."""


def check_snippets(snippets: int, snippet_length: int) -> None:
    """Raise SearchError if a search may not ask for so many snippets, or for snippets of this length."""
    if not 0 <= snippets <= MAX_SNIPPETS:
        raise SearchError(
            f"snippets={snippets}: a hit has 0 to {MAX_SNIPPETS} snippets; choose a number of these."
        )
    if not MIN_SNIPPET_LENGTH <= snippet_length <= MAX_SNIPPET_LENGTH:
        raise SearchError(
            f"snippet_length={snippet_length}: a snippet has {MIN_SNIPPET_LENGTH} to {MAX_SNIPPET_LENGTH:,} "
            "codepoints; choose a length of these."
        )


class HitPresenter:
    """Makes the hits of one answer.

    With `explain`, each hit has an explanation of its score. `snippets` is the largest number of snippets of
    a hit, and `snippet_length` the largest number of codepoints of each. Without snippets, there are no
    marks.
    """

    def __init__(
        self,
        searcher: Searcher,
        plan: Plan,
        *,
        explain: bool,
        snippets: int = 1,
        snippet_length: int = SNIPPET_LENGTH,
    ) -> None:
        self._searcher = searcher
        self._plan = plan
        self._explain = explain
        self._snippets = snippets
        self._snippet_length = snippet_length

    @cached_property
    def _excerpt_maker(self) -> ExcerptMaker:
        return ExcerptMaker(self._searcher, self._plan, self._snippets, self._snippet_length)

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
                excerpt.snippets.best,
                scored.complete,
                explanation,
                tuple([self._searcher.document(number).id for number in scored.copies]),
                excerpt.snippets.shown,
            )

    def _excerpts(self, documents: Sequence[Document], batch: Sequence[ScoredDocument]) -> list[Excerpt]:
        """Return the excerpt of each document. Without snippets, the excerpts are empty."""
        if not self._snippets:
            return [Excerpt((), Snippets(Snippet(""), ()))] * len(batch)
        return self._excerpt_maker.excerpts(documents, batch)
