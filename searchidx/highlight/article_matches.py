"""The matches of an article that are marked: in the accents that were meant, or else in other accents.

The title and the body decide together whether a part of the query has a match in the accents that were meant.
`Pattern.accents` says what is marked if it has none.
"""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import MATCHING, MEANT, OTHER
from searchidx.highlight.matched_patterns import patterns_of_field
from searchidx.highlight.matches import MatchFinder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.candidates import Chunk
    from searchidx.highlight.chunk_matches import Match
    from searchidx.highlight.matches import TextMatches


# The items of a `HeldBack` and of a `Match`. Articles have hundreds of matches, so their loops run in C.
_MATCHES: Final = itemgetter(1)
_NUMBER: Final = itemgetter(2)


class ArticleMatches(NamedTuple):
    """The matches of an article that are marked, and the patterns that its snippet should show, by number."""

    title: Sequence[Match]
    body: Sequence[Match]
    patterns: Mapping[int, Pattern]

    @property
    def are_meant(self) -> bool:
        """Whether any of the matches is in the accents that were meant."""
        meant = {number for number, pattern in self.patterns.items() if pattern.accents == MEANT}
        return any(number in meant for _, _, number in (*self.title, *self.body))


class ArticleFinder:
    """Finds patterns in the titles and bodies of the articles of one answer."""

    def __init__(
        self, patterns: Sequence[Pattern], title_field: str, body_field: str, *, whole_texts: bool = False
    ) -> None:
        """Prepare to find the patterns in two text fields, given by their names.

        With `whole_texts`, very long texts are read to their ends (see `MatchFinder`).
        """
        self._patterns = patterns
        self._parts = [pattern.part for pattern in patterns]
        self._distinct_parts = set(self._parts)
        of_title, of_body = [patterns_of_field(patterns, field) for field in (title_field, body_field)]
        self._body_finder = MatchFinder(of_body, whole_texts=whole_texts)
        self._title_finder = self._untitled_finder = self._body_finder
        if of_title != of_body:
            self._title_finder = MatchFinder(of_title, whole_texts=whole_texts)
            # The beginning of a body is indexed as the title if there is no title.
            self._untitled_finder = MatchFinder(of_body | of_title, whole_texts=whole_texts)

    def find(
        self,
        title: str,
        title_chunks: Iterable[Chunk],
        body: str,
        body_chunks: Iterable[Chunk],
        *,
        complete: bool,
    ) -> ArticleMatches:
        """Return the matches of an article that are marked.

        The chunks are those of `Candidates.chunks`. `complete` says whether the article is a complete match.
        """
        body_finder = self._body_finder if title and not title.isspace() else self._untitled_finder
        in_title = self._title_finder.find(title, title_chunks)
        in_body = body_finder.find(body, body_chunks)
        chosen = self._chosen(in_title, in_body, complete=complete)
        if not chosen:
            return ArticleMatches(in_title.matches, in_body.matches, body_finder.meant_patterns)
        patterns = {
            number: pattern
            for number, pattern in body_finder.patterns.items()
            if pattern.accents == MEANT or number in chosen
        }
        return ArticleMatches(in_title.with_held_back(chosen), in_body.with_held_back(chosen), patterns)

    def _chosen(self, title: TextMatches, body: TextMatches, *, complete: bool) -> set[int]:
        """Return the numbers of those patterns whose matches that were held back are marked.

        These are the patterns of parts of numbers, if their part of the query has no other match, and then
        the patterns whose accents were not meant.
        """
        if not (title.held_back or body.held_back):
            return set()
        marked = set(map(_NUMBER, chain(title.matches, body.matches)))
        marked_parts = set(map(self._parts.__getitem__, marked))
        if marked_parts == self._distinct_parts:
            return set()
        held_back = chain.from_iterable(map(_MATCHES, chain(title.held_back, body.held_back)))
        matched = set(map(_NUMBER, held_back))
        chosen = self._unmarked(matched, MEANT, marked_parts)
        marked_parts.update(map(self._parts.__getitem__, chosen))
        chosen |= self._unmarked(matched, MATCHING, marked_parts)
        marked_parts.update(map(self._parts.__getitem__, chosen))
        if complete and marked_parts:
            return chosen
        return chosen | self._unmarked(matched, OTHER, marked_parts)

    def _unmarked(self, numbers: Iterable[int], accents: int, marked_parts: set[int]) -> set[int]:
        """Return the numbers whose patterns have the accents, and a part that is not marked."""
        return {
            number
            for number in numbers
            if self._patterns[number].accents == accents and self._parts[number] not in marked_parts
        }
