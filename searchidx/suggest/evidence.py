"""The evidence for a correction: how often the corpus and the best documents contain syllables and pairs."""

from __future__ import annotations

from collections import Counter
from copy import copy
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import unmarked_syllables
from searchidx.engines.plan import Term, TermPrefix
from searchidx.schema import layers
from searchidx.suggest.neighbours import neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence, Set

    from searchidx.engines.base import TermStatistics

    ReadPassages = Callable[[], Sequence[str]]

_BODY: Final = layers("body")
_TITLE: Final = layers("title")

_CORPUS_OCCURRENCES: Final = 2.0
"""The weight of the whole corpus, expressed as a number of occurrences in the passages."""

_DOMINANT_SHARE: Final = 0.9
"""A spelling of a pair dominates if it has more than this share of the documents with the pair."""

_MAX_NEIGHBOUR_SPELLINGS: Final = 4
"""The number of accentuations, the most frequent first, that an unaccented neighbour may stand for."""


class SpellingFrequencies(NamedTuple):
    """The spellings of two neighbours ("left right"), and the document frequency of each spelling."""

    pairs: Sequence[str]
    document_frequencies: Sequence[int]


def dominant_pairs(counted: Iterable[SpellingFrequencies]) -> frozenset[str]:
    """Return the spellings ("left right") with more than `_DOMINANT_SHARE` of the counts of their pair."""
    dominant: set[str] = set()
    for pairs, document_frequencies in counted:
        limit = _DOMINANT_SHARE * sum(document_frequencies)
        dominant.update(pair for pair, df in zip(pairs, document_frequencies, strict=True) if df > limit)
    return frozenset(dominant)


class PassagePairs:
    """Counts of neighbouring syllables in some passages. The first call of `counts` reads the passages."""

    def __init__(self, read_passages: ReadPassages, syllables: Iterable[str]) -> None:
        """Prepare to count pairs of the `syllables`, which are given without accents."""
        self._read_passages = cache(read_passages)
        self._syllables = frozenset(syllables)
        self._counts: Counter[str] | None = None

    def counts(self, syllables: Set[str]) -> Counter[str]:
        """Return how often each pair of exact terms ("left right") occurs in the passages.

        `syllables` are given without accents. Every pair of two of these syllables is counted, in any
        accents. The result may also contain pairs with other syllables. The counts of those pairs may be too
        low.
        """
        if self._counts is None or not self._syllables.issuperset(syllables):
            self._syllables = self._syllables.union(syllables)
            self._counts = Counter(map(" ".join, neighbours(self._read_passages(), self._syllables)))
        return self._counts


class PassageFrequencies:
    """Document frequencies for restoring the accents of one stretch, adjusted to the passages.

    `counted_pairs` records what was returned for pairs in bodies, one entry for each call. An entry has all
    spellings of two neighbours, because `spelling_probabilities` (`planning/accents/markov.py`) looks them up
    by one call.
    """

    def __init__(self, statistics: TermStatistics, passages: PassagePairs, syllables: Set[str]) -> None:
        """Prepare to count pairs of the `syllables`, which are given without accents."""
        self._statistics = statistics
        self._passages = passages
        self._syllables = syllables
        self.counted_pairs: list[SpellingFrequencies] = []

    def document_count(self) -> int:
        """Return the number of documents. Deleted and replaced documents never count."""
        return self._statistics.document_count()

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return the document frequency of each text, in order, adjusted to the passages for pairs in bodies.

        For pairs, `texts` must be all spellings of two neighbours. If any text occurs in the passages, the
        share of each text is estimated by Dirichlet smoothing, with the corpus as the prior (Zhai and
        Lafferty, "A study of smoothing methods for language models", 2001):

            (c + m * df / sum(df)) / (sum(c) + m)

        c counts occurrences in the passages, and m is `_CORPUS_OCCURRENCES`. The shares are multiplied by
        sum(df) + sum(c) and rounded.
        """
        counts = self._statistics.document_frequencies(field, texts)
        if field != _BODY.pairs:
            return counts
        in_passages = self._passages.counts(self._syllables)
        shown = sum(map(in_passages.__getitem__, in_passages.keys() & texts))
        if shown:
            # The formula above, multiplied by sum(df) + sum(c).
            total = sum(counts)
            scale = (total + shown) / (shown + _CORPUS_OCCURRENCES)
            per_document = _CORPUS_OCCURRENCES / max(1, total)
            counts = [
                round(scale * (in_passages[text] + per_document * count))
                for text, count in zip(texts, counts, strict=True)
            ]
        self.counted_pairs.append(SpellingFrequencies(texts, counts))
        return counts


class Evidence:
    """The document frequencies of syllables, pairs and words, and the passages of the best documents.

    Unless a method says otherwise, a document frequency is the number of bodies that contain a term, or the
    number of titles if no body contains the term. The passages contain words of the query, with the accents
    that these words have in the best documents.
    """

    def __init__(
        self, statistics: TermStatistics, read_passages: ReadPassages, syllables: Collection[str]
    ) -> None:
        """Prepare the evidence for a query with these `syllables`, which are given without accents."""
        self._statistics = statistics
        self._syllables = syllables
        self._passages = PassagePairs(read_passages, syllables)
        self._document_frequencies: dict[Term, int] = {}
        self._spellings: dict[str, tuple[str, ...]] = {}

    def with_passages(self, read_passages: ReadPassages) -> Evidence:
        """Return this evidence with other passages. Both share what was looked up in the corpus."""
        evidence = copy(self)
        evidence._passages = PassagePairs(read_passages, self._syllables)
        return evidence

    def document_count(self) -> int:
        """Return the number of documents. Deleted and replaced documents never count."""
        return self._statistics.document_count()

    def passage_frequencies(self, syllables: Set[str]) -> PassageFrequencies:
        """Return document frequencies adjusted to the passages, for syllables given without accents."""
        return PassageFrequencies(self._statistics, self._passages, syllables)

    def syllable_documents(self, syllable: str) -> int:
        """Return the document frequency of an exact syllable. Deleted documents may still count."""
        return self._document_frequency(_BODY.exact, syllable) or self._document_frequency(
            _TITLE.exact, syllable
        )

    def pair_documents(self, left: str, right: str) -> int:
        """Return the document frequency of a pair of exact syllables. Deleted documents may still count."""
        pair = f"{left} {right}"
        return self._document_frequency(_BODY.pairs, pair) or self._document_frequency(_TITLE.pairs, pair)

    def word_documents(self, left: str, right: str) -> int:
        """Return the document frequency of the word that two exact syllables form, or 0 if they form none.

        Deleted documents may still count.
        """
        word = f"{left}_{right}"
        return self._document_frequency(_BODY.words, word) or self._document_frequency(_TITLE.words, word)

    def long_word_documents(self, word: str) -> int:
        """Return the number of bodies with a word of several exact syllables, such as `phạm_minh_chính`."""
        return self._document_frequency(_BODY.words, word)

    def folded_documents(self, syllable: str) -> int:
        """Return the number of bodies that contain a syllable in any accents, given without accents."""
        return self._document_frequency(_BODY.folded, syllable)

    def pairs_documents(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Return, for each pair of terms, the sum of the document frequencies in bodies of its spellings."""
        spelt = [list(product(self.spellings(left), self.spellings(right))) for left, right in pairs]
        texts = [f"{left} {right}" for of_pair in spelt for left, right in of_pair]
        frequencies = iter(self._statistics.document_frequencies(_BODY.pairs, texts))
        return [sum(islice(frequencies, len(of_pair))) for of_pair in spelt]

    def frequent(self, terms: Iterable[str], min_documents: int) -> list[str]:
        """Return the distinct terms that occur in enough bodies, in their order.

        An unaccented syllable may occur in any accents. Two terms with a blank are always returned.
        """
        distinct = list(dict.fromkeys(terms))
        folded = [term for term in distinct if term in unmarked_syllables()]
        exact = [term for term in distinct if term not in unmarked_syllables()]
        documents = dict(
            zip(folded, self._statistics.document_frequencies(_BODY.folded, folded), strict=True)
        )
        documents |= zip(exact, self._statistics.document_frequencies(_BODY.exact, exact), strict=True)
        return [term for term in distinct if " " in term or documents[term] >= min_documents]

    def is_in_passages(self, left: str, right: str) -> bool:
        """Return whether a passage contains the pair of exact syllables."""
        return f"{left} {right}" in self._passages.counts({folded_term(left), folded_term(right)})

    def spellings(self, term: str) -> tuple[str, ...]:
        """Return the spellings that a term may stand for, the term itself first.

        An accented term may stand for its spellings with y for i or i for y, even if no document contains
        them: `kĩ` -> `("kĩ", "kỹ")`. An unaccented term may stand for its accentuations in the corpus. At
        most the `_MAX_NEIGHBOUR_SPELLINGS` most frequent accentuations are returned.
        """
        spellings = self._spellings.get(term)
        if spellings is None:
            spellings = self._spellings[term] = self._find_spellings(term)
        return spellings

    def _find_spellings(self, term: str) -> tuple[str, ...]:
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

    def following_terms(self, left: str, prefix: str, limit: int) -> Sequence[str]:
        """Return at most `limit` exact terms that start with the prefix and directly follow `left` in bodies.

        The terms whose pairs with `left` are most frequent come first.
        """
        return self._statistics.following_terms(_BODY.pairs, left, TermPrefix(_BODY.exact, prefix), limit)

    def _document_frequency(self, field: str, text: str) -> int:
        term = Term(field, text)
        document_frequency = self._document_frequencies.get(term)
        if document_frequency is None:
            document_frequency = self._document_frequencies[term] = self._statistics.document_frequency(term)
        return document_frequency
