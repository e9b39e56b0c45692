"""Which of a few syllables stand side by side in some texts, and how they are spelt there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzers.spans import chunk_tokens
from searchidx.engines.plan import Alternatives, Pattern
from searchidx.highlight.candidates import Candidates
from searchidx.highlight.matches import has_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.highlight.candidates import Span


def neighbours(texts: Sequence[str], folded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the exact terms of neighbours in the texts: all pairs of which both, without accents, are given.

    Some other pairs come with them. Of a code only the parts count.
    """
    slot = Alternatives(folded=frozenset(folded))
    candidates = Candidates([Pattern((slot,), (), 1.0)])
    for text, chunks in zip(texts, candidates.page(texts), strict=True):
        yield from _in_text(text, candidates.chunks(text) if chunks is None else chunks)


def _in_text(text: str, chunks: Iterable[Span]) -> Iterator[tuple[str, str]]:
    last, before = "", 0
    for start, end in chunks:
        if last and has_tokens(text, before, start):
            last = ""
        position = -1
        for _, _, place, _, term in chunk_tokens(text[start:end]):
            if place != position:
                if last:
                    yield last, term
                last, position = term, place
        before = end
