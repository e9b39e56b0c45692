"""How frequent are the terms of a query? Each document frequency is looked up in the index only once."""

from __future__ import annotations

from itertools import pairwise
from math import log1p
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import Term, WeightedField, WeightedTerm
from searchidx.planning.terms import i_y_twins
from searchidx.schema import FURNITURE, TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.constants import Scoring


_FURNITURE: Final = layers(FURNITURE)
"""The names of the layers of the furniture, of which an index has only the first two."""


def idf(document_frequency: float, documents: int) -> float:
    """Return the inverse document frequency of BM25: ln(1 + (N - df + 0.5) / (df + 0.5)).

    `document_frequency` (df) may be a fraction, because less probable spellings count in part. It may also
    exceed `documents` (N), because document frequencies include deleted documents for a while. df is then set
    to N.
    """
    if document_frequency > documents:
        document_frequency = documents
    return log1p((documents - document_frequency + 0.5) / (document_frequency + 0.5))


class LayerStatistics(dict[str, int]):
    """The document frequencies of terms in one layer of one or more text fields, looked up when first needed.

    The keys are the texts of terms. A term that no document contains has the value 0.

    If both title and body are searched, the document frequency of a term is the number of bodies that contain
    it, or of titles if no body does. The two numbers are not added, because a document may have a term in
    both. If neither has a term, the number of documents with the term in the field `fallback` counts.
    """

    __slots__ = ("_fallback", "_fields", "_index")

    def __init__(
        self, names: Sequence[str], weights: Sequence[float], index: TermStatistics, fallback: str = ""
    ) -> None:
        self._fields = list(map(WeightedField, names, weights))
        self._fallback = fallback
        self._index = index

    def __missing__(self, text: str) -> int:
        document_frequencies = (
            self._index.document_frequency(Term(name, text)) for name, _ in reversed(self._fields)
        )
        document_frequency = next(filter(None, document_frequencies), 0)
        if not document_frequency and self._fallback:
            document_frequency = self._index.document_frequency(Term(self._fallback, text))
        self[text] = document_frequency
        return document_frequency

    def weighted_terms(self, text: str) -> tuple[WeightedTerm, ...]:
        """Return one term for each field, in the order of the fields, with the weight of the field."""
        return tuple([WeightedTerm(Term(name, text), weight) for name, weight in self._fields])


class FurnitureStatistics(dict[str, int]):
    """The document frequencies of folded syllables in furniture, looked up when first needed.

    They decide whether terms of the furniture are added to a plan, so that a query has no more work if its
    syllables occur in no furniture.
    """

    __slots__ = ("_index", "_weight")

    def __init__(self, index: TermStatistics, weight: float) -> None:
        self._index, self._weight = index, weight

    def __missing__(self, folded: str) -> int:
        document_frequency = self[folded] = self._index.document_frequency(Term(_FURNITURE.folded, folded))
        return document_frequency

    def weight(self, fields: Sequence[str], folded: str) -> float:
        """Return the weight of an occurrence of a syllable in furniture, or 0 if it has no occurrence.

        `fields` are the text fields that are searched. The furniture is searched only if these are all.
        """
        return self._weight if self[folded] and fields == TEXT_FIELDS else 0.0


class PairStatistics(NamedTuple):
    """What the index says about two neighbouring syllables of a query, in their likely spellings.

    `frequency` is the document frequency of the pair, and `idf` its inverse document frequency. `excess` is
    the difference between `idf` and the idf of the rarer syllable, or 0 if the pair has the lower idf. The
    more often the two syllables occur together, the smaller is the excess.
    """

    frequency: int
    idf: float
    excess: float


class FieldStatistics:
    """The document frequencies in the four layers of the text fields in which a stretch is searched."""

    __slots__ = ("_by_pair", "_document_count", "exact", "folded", "pairs", "words")

    def __init__(self, fields: Sequence[str], index: TermStatistics, scoring: Scoring) -> None:
        field_layers = [layers(name) for name in fields]
        weights = [scoring.field_weight(name) for name in fields]
        exact, folded = _FURNITURE[:2] if fields == TEXT_FIELDS else ("", "")
        self.exact = LayerStatistics([names.exact for names in field_layers], weights, index, exact)
        self.folded = LayerStatistics([names.folded for names in field_layers], weights, index, folded)
        self.words = LayerStatistics([names.words for names in field_layers], weights, index)
        self.pairs = LayerStatistics([names.pairs for names in field_layers], weights, index)
        self._document_count = index.document_count()
        self._by_pair: dict[tuple[Spellings, Spellings], PairStatistics] = {}

    def pair(self, left: Spellings, right: Spellings) -> PairStatistics:
        """Return the statistics of the pair of two neighbours, which are computed only once.

        The document frequency of the pair is the sum over all its likely spellings, with i for y and y for i.
        The document frequency of a syllable is the sum of those of its best spelling and its `twins`.
        """
        pair = self._by_pair.get((left, right))
        if pair is None:
            pair = self._by_pair[left, right] = self._pair(left, right)
        return pair

    def rarest_idf(self, row: Sequence[Spellings]) -> float:
        """Return the idf of neighbouring syllables as typed: that of the rarest syllable or pair."""
        return max(
            [idf(self.exact[spellings.best], self._document_count) for spellings in row]
            + [self.pair(left, right).idf for left, right in pairwise(row)]
        )

    def _pair(self, left: Spellings, right: Spellings) -> PairStatistics:
        lefts, rights = self._written(left), self._written(right)
        frequency = sum([self.pairs[f"{before} {after}"] for before in lefts for after in rights])
        pair_idf = idf(frequency, self._document_count)
        rarer = min([self._frequency(spellings.best) for spellings in (left, right)])
        return PairStatistics(frequency, pair_idf, max(0.0, pair_idf - idf(rarer, self._document_count)))

    def twins(self, text: str) -> list[str]:
        """Return the `i_y_twins` of an exact term that some document has."""
        twins = i_y_twins(text)
        return [twin for twin in twins if self.exact[twin]] if twins else []

    def _written(self, spellings: Spellings) -> dict[str, None]:
        """Return the texts of the spellings and of their twins, as an ordered set."""
        texts = [spelling.text for spelling in spellings.ranked]
        return dict.fromkeys([*texts, *[twin for text in texts for twin in self.twins(text)]])

    def _frequency(self, text: str) -> int:
        return sum([self.exact[written] for written in (text, *self.twins(text))])


class SyllableIdf(dict[str, float]):
    """The idf of folded syllables in bodies, by their texts, looked up when first needed."""

    __slots__ = ("_index",)

    def __init__(self, index: TermStatistics) -> None:
        self._index = index

    def __missing__(self, folded: str) -> float:
        document_frequency = self._index.document_frequency(Term(layers("body").folded, folded))
        syllable_idf = self[folded] = idf(document_frequency, self._index.document_count())
        return syllable_idf


class QueryStatistics:
    """The index of a plan, the statistics that were looked up so far, and the constants of the ranking."""

    __slots__ = ("_by_fields", "document_count", "furniture", "index", "scoring", "syllable_idf")

    def __init__(self, index: TermStatistics, scoring: Scoring) -> None:
        self.index = index
        self.scoring = scoring
        self.document_count = index.document_count()
        self.syllable_idf = SyllableIdf(index)
        self.furniture = FurnitureStatistics(index, scoring.furniture_weight)
        self._by_fields: dict[tuple[str, ...], FieldStatistics] = {}

    def of_fields(self, fields: tuple[str, ...]) -> FieldStatistics:
        """Return the statistics of the layers of the given text fields."""
        statistics = self._by_fields.get(fields)
        if statistics is None:
            statistics = self._by_fields[fields] = FieldStatistics(fields, self.index, self.scoring)
        return statistics
