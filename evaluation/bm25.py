"""How good is plain BM25? Baselines that rank by one kind of token, and optionally by pairs of tokens.

The weights are those of Okapi BM25 as in Lucene, but with exact document lengths. The contribution of a term
to the score of a document of `length` tokens is

    idf * tf / (tf + k1 * (1 - b + b * length / average length)),  idf = ln(1 + (N - df + 0.5) / (df + 0.5))

with the term frequency tf, the document frequency df and the number of documents N.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING, Final

import numpy as np

from analyzers.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

K1: Final = 1.2
"""How slowly the contribution of further occurrences of a term saturates. Lucene's default."""

B: Final = 0.75
"""How strongly scores are normalised by the document length, from 0 to 1. Lucene's default."""


def syllables(texts: Sequence[str]) -> list[list[str]]:
    r"""Return the tokens of an engine without support for Vietnamese: lower-cased `\w+` of the NFC text."""
    return [re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()) for text in texts]


def folded_syllables(texts: Sequence[str]) -> list[list[str]]:
    """Return the tokens of `syllables` without accents."""
    return syllables([fold(text) for text in texts])


def words(texts: Sequence[str]) -> list[list[str]]:
    """Return the words that pyvi finds, lower-cased and without punctuation."""
    # pyvi is too slow here. This segmenter returns the same strings, which `evaluation.identity` checks.
    from analyzers.segment import default_segmenter

    segmented = default_segmenter().tokenize_all(texts)
    return [[word for word in text.lower().split() if any(map(str.isalnum, word))] for text in segmented]


class Bm25:
    """Posting lists of integer terms. Each posting has a BM25 weight.

    `terms` and `documents` have the term and the document of each token. Documents are in `range(size)`.
    """

    def __init__(self, terms: NDArray[np.int64], documents: NDArray[np.int64], size: int) -> None:
        self._size = size
        # The distinct terms in ascending order, and for each token the rank of its term among them.
        self._terms, ranks = np.unique(terms, return_inverse=True)
        # One key for each posting, rank * size + document, in ascending order, and its term frequency.
        postings, frequencies = np.unique(ranks * size + documents, return_counts=True)
        posting_ranks, self._documents = np.divmod(postings, size)
        # The term of rank r has the postings in range(bounds[r], bounds[r + 1]).
        self._bounds = np.searchsorted(posting_ranks, np.arange(len(self._terms) + 1))
        document_frequencies = np.diff(self._bounds)
        idf = np.log1p((size - document_frequencies + 0.5) / (document_frequencies + 0.5))
        lengths = np.bincount(documents, minlength=size)
        length_norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
        self._weights = idf[posting_ranks] * frequencies / (frequencies + length_norms[self._documents])

    def scores(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the score of every document, an array of length `size`. Repeated terms count repeatedly."""
        scores = np.zeros(self._size)
        ranks = np.searchsorted(self._terms, terms)
        for term, rank in zip(terms.tolist(), ranks.tolist(), strict=True):
            if rank < len(self._terms) and self._terms[rank] == term:
                postings = slice(self._bounds[rank], self._bounds[rank + 1])
                scores[self._documents[postings]] += self._weights[postings]
        return scores


class Baseline:
    """A baseline: BM25 of tokens plus `pair_weight` * BM25 of pairs of neighbouring tokens."""

    def __init__(
        self,
        ids: Sequence[str],
        texts: Sequence[str],
        tokenize: Callable[[Sequence[str]], list[list[str]]],
        pair_weight: float = 0.0,
    ) -> None:
        self._ids, self._tokenize, self._pair_weight = ids, tokenize, pair_weight
        term_numbers: defaultdict[str, int] = defaultdict(count().__next__)
        tokens = tokenize(texts)
        all_tokens = chain.from_iterable(tokens)
        terms = np.fromiter((term_numbers[token] for token in all_tokens), np.int64, sum(map(len, tokens)))
        documents = np.repeat(np.arange(len(texts)), list(map(len, tokens)))
        self._term_numbers = dict(term_numbers)
        self._single = Bm25(terms, documents, len(texts))
        in_one_text = documents[1:] == documents[:-1]
        self._paired = (
            Bm25(_pairs(terms)[in_one_text], documents[1:][in_one_text], len(texts)) if pair_weight else None
        )

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of at most `limit` documents, the best first.

        Ties are in the order of the texts. Documents with the score 0 are left out.
        """
        (tokens,) = self._tokenize([query])
        terms = np.array([self._term_numbers.get(token, -1) for token in tokens], np.int64)
        scores = self._single.scores(terms[terms >= 0])
        if self._paired is not None and len(terms):
            both_indexed = (terms[1:] >= 0) & (terms[:-1] >= 0)
            scores += self._pair_weight * self._paired.scores(_pairs(terms)[both_indexed])
        matching = np.flatnonzero(scores)
        best = matching[np.argsort(-scores[matching], kind="stable")][:limit]
        return [(self._ids[number], float(scores[number])) for number in best.tolist()]


def _pairs(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return an integer for each pair of neighbouring terms: first term << 32 | second term."""
    return (terms[:-1] << 32) | terms[1:]
