"""What the corpus and the best documents say about the syllables of a query and their neighbours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from searchidx.engines.plan import Term
from searchidx.schema import layers
from searchidx.suggest.neighbours import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from searchidx.engines.base import TermStatistics

_BODY: Final = layers("body")
_TITLE: Final = layers("title")

_CORPUS_OCCURRENCES: Final = 2.0
"""Occurrences in the passages that the whole corpus counts for, where the passages show any."""

_DOMINANT_SHARE: Final = 0.9
"""A spelling of a pair dominates if more than this share of the documents with the pair have it."""

_MAX_NEIGHBOUR_SPELLINGS: Final = 4
"""A neighbour that was typed without accents is tried in this many accentuations, the most frequent ones."""


class PairCounts(NamedTuple):
    """All spellings of two neighbours, and the number of documents that each of them counts for."""

    pairs: Sequence[str]
    counts: Sequence[int]


def dominant_pairs(counted: Iterable[PairCounts]) -> frozenset[str]:
    """Return the spellings beside which hardly any other one of the same pair is written."""
    dominant: set[str] = set()
    for pairs, counts in counted:
        limit = _DOMINANT_SHARE * sum(counts)
        dominant.update(pair for pair, count in zip(pairs, counts, strict=True) if count > limit)
    return frozenset(dominant)


class PassagePairs:
    """How often syllables stand side by side in some passages; these are read when they are asked about."""

    def __init__(self, passages: Sequence[str], syllables: Iterable[str]) -> None:
        """Take the passages, and the syllables without accents that are to be looked for at once."""
        self._passages = passages
        self._syllables = frozenset(syllables)
        self._counts: Counter[str] | None = None

    def counts(self, syllables: Set[str]) -> Counter[str]:
        """Return the counts by pairs ("left right"), complete for pairs of the syllables in any accents."""
        if self._counts is None or not self._syllables.issuperset(syllables):
            self._syllables = self._syllables.union(syllables)
            self._counts = Counter(map(" ".join, neighbours(self._passages, self._syllables)))
        return self._counts


class PassageFrequencies:
    """Document frequencies for spelling one stretch, in which the pairs of the passages count most.

    `counted_pairs` keeps the counts of pairs that were returned, one entry for each two neighbours.
    """

    def __init__(self, statistics: TermStatistics, passages: PassagePairs, syllables: Set[str]) -> None:
        """Take the syllables of the stretch, without accents."""
        self._statistics = statistics
        self._passages = passages
        self._syllables = syllables
        self.counted_pairs: list[PairCounts] = []

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._statistics.document_count()

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return the document frequencies; those of pairs in bodies by what the passages show, if any.

        The `texts` of pairs are all spellings of two neighbours. The share of each spelling is
        (its occurrences in the passages + 2 * its share in the corpus) / (occurrences of all in the passages
        + 2), scaled to a number of documents.
        """
        counts = self._statistics.document_frequencies(field, texts)
        if field != _BODY.pairs:
            return counts
        in_passages = self._passages.counts(self._syllables)
        shown = sum(map(in_passages.__getitem__, in_passages.keys() & texts))
        if shown:
            total = sum(counts)
            scale = (total + shown) / (shown + _CORPUS_OCCURRENCES)
            per_document = _CORPUS_OCCURRENCES / max(1, total)
            counts = [
                round(scale * (in_passages[text] + per_document * count))
                for text, count in zip(texts, counts, strict=True)
            ]
        self.counted_pairs.append(PairCounts(texts, counts))
        return counts


class Evidence:
    """Document frequencies of syllables, pairs and words, each asked for once a query, and the passages.

    `passages` show the words of the query as typed where the best documents have them: there the accents of
    neighbours can be read off.
    """

    def __init__(self, statistics: TermStatistics, passages: Sequence[str], syllables: Iterable[str]) -> None:
        """Take the syllables of the query, without accents, for which the passages are read."""
        self._statistics = statistics
        self._passages = PassagePairs(passages, syllables)
        self._frequencies: dict[Term, int] = {}

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._statistics.document_count()

    def passage_frequencies(self, syllables: Set[str]) -> PassageFrequencies:
        """Return the frequencies by which syllables, given without accents, are spelt."""
        return PassageFrequencies(self._statistics, self._passages, syllables)

    def syllable_documents(self, syllable: str) -> int:
        """Return in how many bodies, or else titles, the exact syllable stands."""
        return self._frequency(_BODY.exact, syllable) or self._frequency(_TITLE.exact, syllable)

    def pair_documents(self, left: str, right: str) -> int:
        """Return in how many bodies, or else titles, the exact syllables stand side by side."""
        pair = f"{left} {right}"
        return self._frequency(_BODY.pairs, pair) or self._frequency(_TITLE.pairs, pair)

    def word_documents(self, left: str, right: str) -> int:
        """Return in how many bodies, or else titles, the exact syllables are one word."""
        word = f"{left}_{right}"
        return self._frequency(_BODY.words, word) or self._frequency(_TITLE.words, word)

    def is_in_passages(self, left: str, right: str) -> bool:
        """Return whether the exact syllables stand side by side in a passage."""
        return f"{left} {right}" in self._passages.counts({folded_term(left), folded_term(right)})

    def spellings(self, term: str) -> tuple[str, ...]:
        """Return what a term may stand for, itself first.

        With accents, it may stand for its i/y twin, without accents for its most frequent accentuations.
        """
        if folded_term(term) != term:
            return (term, *i_y_variants(term))
        documents = {
            spelling: self.syllable_documents(spelling)
            for spelling in accentuations(term)
            if spelling != term
        }
        in_use = [spelling for spelling in documents if documents[spelling]]
        in_use.sort(key=lambda spelling: (-documents[spelling], spelling))
        return (term, *in_use[:_MAX_NEIGHBOUR_SPELLINGS])

    def terms_with_prefix(self, prefix: str, limit: int) -> Sequence[str]:
        """Return at most `limit` exact terms of bodies that start with the prefix, most frequent first."""
        return self._statistics.terms_with_prefix(_BODY.exact, prefix, limit)

    def _frequency(self, field: str, text: str) -> int:
        term = Term(field, text)
        frequency = self._frequencies.get(term)
        if frequency is None:
            frequency = self._frequencies[term] = self._statistics.document_frequency(term)
        return frequency
