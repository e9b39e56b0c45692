"""The pairs of neighbouring syllables in texts, as exact terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzers.spans import chunk_tokens
from searchidx.engines.plan import Alternatives, Pattern
from searchidx.highlight.candidates import Candidates
from searchidx.highlight.chunk_matches import has_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.highlight.candidates import Chunk


def neighbours(texts: Sequence[str], folded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a pair of exact terms for each occurrence of two neighbouring syllables in the texts.

    Every pair of two of the `folded` terms is yielded, in any accents. Some pairs with other terms are
    yielded too. Each part of a code is a syllable, but the whole code is not.
    """
    candidates = Candidates([Pattern((Alternatives(folded=frozenset(folded)),), (), 1.0)])
    for text, chunks in zip(texts, candidates.chunks_by_text(texts), strict=True):
        yield from _neighbours_in_text(text, chunks)


def _neighbours_in_text(text: str, chunks: Iterable[Chunk]) -> Iterator[tuple[str, str]]:
    previous_term, read_to = "", 0
    for start, end in chunks:
        if previous_term and has_tokens(text, read_to, start):
            previous_term = ""
        previous_position = -1
        for _, _, position, _, term in chunk_tokens(text[start:end]):
            if position != previous_position:  # otherwise the token is a whole code, after its first part
                if previous_term:
                    yield previous_term, term
                previous_term, previous_position = term, position
        read_to = end
