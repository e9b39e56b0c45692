"""Plain BM25 rankings to compare with: one bag of terms a document, whole arrays, nothing clever.

Okapi BM25 in Lucene's form: idf = ln(1 + (N - df + .5) / (df + .5)), k1 1.2, b .75, lengths not rounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING

import numpy as np

from analyzers.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

K1, B = 1.2, 0.75


def syllables(texts: Sequence[str]) -> list[list[str]]:
    r"""Return what engines without Vietnamese make of texts: lower-cased runs of `\w` of the NFC text."""
    return [re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()) for text in texts]


def folded_syllables(texts: Sequence[str]) -> list[list[str]]:
    """Return the same without accents."""
    return syllables([fold(text) for text in texts])


def words(texts: Sequence[str]) -> list[list[str]]:
    """Return pyvi's words, lower-cased, punctuation left out."""
    from analyzers.segment import (
        default_segmenter,
    )  # identical to pyvi's own tokenizer, which is too slow here

    cut = default_segmenter().tokenize_all(texts)
    return [[word for word in text.lower().split() if any(map(str.isalnum, word))] for text in cut]


class Bm25:
    """An inverted file of integer terms that knows every posting's weight."""

    def __init__(self, terms: NDArray[np.int64], documents: NDArray[np.int64], size: int) -> None:
        self._size = size
        self._terms, numbers = np.unique(terms, return_inverse=True)
        postings, frequencies = np.unique(numbers * size + documents, return_counts=True)
        numbers, self._documents = np.divmod(postings, size)
        self._bounds = np.searchsorted(numbers, np.arange(len(self._terms) + 1))
        lengths = np.bincount(documents, minlength=size)
        df = np.diff(self._bounds)
        idf = np.log1p((size - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
        self._weights = idf[numbers] * frequencies / (frequencies + norm[self._documents])

    def scores(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return every document's score; a term that the query has twice counts twice."""
        scores = np.zeros(self._size)
        places = np.searchsorted(self._terms, terms)
        for term, place in zip(terms.tolist(), places.tolist(), strict=True):
            if place < len(self._terms) and self._terms[place] == term:
                at = slice(self._bounds[place], self._bounds[place + 1])
                scores[self._documents[at]] += self._weights[at]
        return scores


class Baseline:
    """Documents ranked by BM25 over their tokens, plus a weighted BM25 over pairs of neighbouring tokens."""

    def __init__(
        self,
        ids: Sequence[str],
        texts: Sequence[str],
        tokenize: Callable[[Sequence[str]], list[list[str]]],
        pairs: float = 0.0,
    ) -> None:
        self._ids, self._tokenize, self._pairs = ids, tokenize, pairs
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        tokens = tokenize(texts)
        flat = chain.from_iterable(tokens)
        terms = np.fromiter((numbers[token] for token in flat), np.int64, sum(map(len, tokens)))
        documents = np.repeat(np.arange(len(texts)), list(map(len, tokens)))
        self._numbers = dict(numbers)
        self._single = Bm25(terms, documents, len(texts))
        same = documents[1:] == documents[:-1]
        self._paired = Bm25(_neighbours(terms)[same], documents[1:][same], len(texts)) if pairs else None

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the best documents; ties in the order of the collection."""
        (tokens,) = self._tokenize([query])
        terms = np.array([self._numbers.get(token, -1) for token in tokens], np.int64)
        scores = self._single.scores(terms[terms >= 0])
        if self._paired is not None and len(terms):
            known = (terms[1:] >= 0) & (terms[:-1] >= 0)
            scores += self._pairs * self._paired.scores(_neighbours(terms)[known])
        found = np.flatnonzero(scores)
        best = found[np.argsort(-scores[found], kind="stable")][:limit]
        return [(self._ids[number], float(scores[number])) for number in best.tolist()]


def _neighbours(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    return (terms[:-1] << 32) | terms[1:]
