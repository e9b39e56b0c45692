"""How frequent are the terms of a query? What planning asks of an index; each question is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Term, WeightedField, WeightedTerm
from searchidx.planning.constants import Scoring, idf
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics


class LayerStatistics(dict[str, int]):
    """The document frequencies of the terms of one layer of some text fields, looked up when first needed.

    A term that stands in bodies has its frequency in bodies; only a term that stands in no body has its
    frequency in titles. The two are not added up, because a document may have a term in both.
    """

    __slots__ = ("_fields", "_index")

    def __init__(self, names: Sequence[str], weights: Sequence[float], index: TermStatistics) -> None:
        self._fields = list(map(WeightedField, names, weights))
        self._index = index

    def __missing__(self, text: str) -> int:
        frequencies = (self._index.document_frequency(Term(name, text)) for name, _ in reversed(self._fields))
        self[text] = frequency = next(filter(None, frequencies), 0)
        return frequency

    def weighted_terms(self, text: str) -> tuple[WeightedTerm, ...]:
        """Return the term in each of the fields, with the weight of the field."""
        return tuple([WeightedTerm(Term(name, text), weight) for name, weight in self._fields])


class FieldStatistics:
    """The statistics of each layer of the text fields in which a stretch is looked for."""

    __slots__ = ("exact", "folded", "pairs", "words")

    def __init__(self, fields: Sequence[str], index: TermStatistics, scoring: Scoring) -> None:
        field_layers = [layers(name) for name in fields]
        weights = [scoring.field_weight(name) for name in fields]
        self.exact = LayerStatistics([names.exact for names in field_layers], weights, index)
        self.folded = LayerStatistics([names.folded for names in field_layers], weights, index)
        self.words = LayerStatistics([names.words for names in field_layers], weights, index)
        self.pairs = LayerStatistics([names.pairs for names in field_layers], weights, index)


class SyllableIdf(dict[str, float]):
    """The idf of syllables without accents in the bodies, looked up when first needed."""

    __slots__ = ("_index",)

    def __init__(self, index: TermStatistics) -> None:
        self._index = index

    def __missing__(self, folded: str) -> float:
        frequency = self._index.document_frequency(Term(layers("body").folded, folded))
        syllable_idf = self[folded] = idf(frequency, self._index.document_count())
        return syllable_idf


class QueryStatistics:
    """What one plan asks of an index, each thing once, and the constants by which it is weighed."""

    __slots__ = ("_by_fields", "document_count", "index", "scoring", "syllable_idf")

    def __init__(self, index: TermStatistics, scoring: Scoring) -> None:
        self.index = index
        self.scoring = scoring
        self.document_count = index.document_count()
        self.syllable_idf = SyllableIdf(index)
        self._by_fields: dict[tuple[str, ...], FieldStatistics] = {}

    def of_fields(self, fields: tuple[str, ...]) -> FieldStatistics:
        """Return the statistics of the layers of some text fields."""
        statistics = self._by_fields.get(fields)
        if statistics is None:
            statistics = self._by_fields[fields] = FieldStatistics(fields, self.index, self.scoring)
        return statistics
