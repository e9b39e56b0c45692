"""Where does the word end that a head begins? The words of the index answer.

A proposal ends where a word or fixed expression ends. The head may end one itself, as `công an tỉnh` does, or
words that begin with its last syllable end it: `công an thành phố`.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.completion.followers import is_one_syllable
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.completion.heads import Head
    from searchidx.engines.base import TermStatistics

MAX_EXTENDED: Final = 8
"""The maximum number of heads for which longer words are looked up: the best ones."""

MAX_WORDS: Final = 2
"""The maximum number of longer words that are looked up for one head."""

WHOLE_WORD_SHARE: Final = 0.9
"""A head that ends a word in this share of its articles is not extended."""

_BODY: Final = layers("body")


class Ending(NamedTuple):
    """A head, and the rest of a word, which is empty if the head ends a word itself.

    `share` estimates the share of the head's articles that have this ending. `idf` is the inverse document
    frequency of the last word: people seldom type what nearly all articles have.
    """

    head: Head
    rest: tuple[str, ...]
    share: float
    idf: float

    @property
    def phrase(self) -> tuple[str, ...]:
        """All terms."""
        return self.head.phrase + self.rest

    @property
    def counted_phrase(self) -> tuple[str, ...]:
        """What is counted in titles: the last word before, if there is one, and all terms after it."""
        return self.head.counted_phrase + self.rest


def find_endings(heads: Sequence[Head], index: TermStatistics) -> list[Ending]:
    """Return the endings of the heads: each head itself, and up to `MAX_WORDS` longer words for some."""
    ends = _word_end_shares(heads, index)
    idfs = _idfs("exact", [head.phrase[-1] for head in heads], index)
    as_they_are = [Ending(head, (), end, idf) for head, end, idf in zip(heads, ends, idfs, strict=True)]
    unfinished = [head for head, end in zip(heads, ends, strict=True) if end < WHOLE_WORD_SHARE]
    return as_they_are + _longer(unfinished[:MAX_EXTENDED], index)


def _word_end_shares(heads: Sequence[Head], index: TermStatistics) -> list[float]:
    """Return for each head the share of the articles in which its last syllable ends a word.

    It is a word by itself, or with one or two syllables before it.
    """
    last = [head.phrase[-1] for head in heads]
    pairs = [" ".join(head.phrase[-2:]) for head in heads]
    shares = _shares("words", last, "exact", last, index)
    for length in (2, 3):
        words = ["_".join(head.phrase[-length:]) for head in heads]
        shares = list(map(max, shares, _shares("words", words, "pairs", pairs, index)))
    return shares


def _longer(heads: Sequence[Head], index: TermStatistics) -> list[Ending]:
    """Return the endings of heads whose last syllable begins a longer word."""
    found = [
        (head, word)
        for head in heads
        for word in index.terms_with_prefix(_BODY.words, f"{head.phrase[-1]}_", MAX_WORDS)
        if all(map(is_one_syllable, word.split("_")))
    ]
    words = [word for _, word in found]
    shares = _shares("words", words, "exact", [head.phrase[-1] for head, _ in found], index)
    return [
        Ending(head, tuple(word.split("_")[1:]), share, idf)
        for (head, word), share, idf in zip(found, shares, _idfs("words", words, index), strict=True)
    ]


def _shares(
    layer: str, texts: Sequence[str], of_layer: str, of_texts: Sequence[str], index: TermStatistics
) -> list[float]:
    """Return for each text of a layer its share of the bodies that have a text of another layer.

    The share is at most 1, and 0 if no body has the other text.
    """
    parts = index.document_frequencies(getattr(_BODY, layer), texts)
    totals = index.document_frequencies(getattr(_BODY, of_layer), of_texts)
    return [min(1.0, part / total) if total else 0.0 for part, total in zip(parts, totals, strict=True)]


def _idfs(layer: str, texts: Sequence[str], index: TermStatistics) -> list[float]:
    frequencies = index.document_frequencies(getattr(_BODY, layer), texts)
    return [log((index.document_count() + 1) / max(1, frequency)) for frequency in frequencies]
