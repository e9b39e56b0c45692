"""What planning asks of an index, each thing once a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Term, WeightedTerm
from searchidx.planning.scoring import Scoring, idf
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import TermStatistics


class LayerStatistics(dict[str, int]):
    """How many documents have each term of a layer, in the last of some text fields that has it."""

    __slots__ = ("_fields", "_index")

    def __init__(self, fields: Sequence[tuple[str, float]], index: TermStatistics) -> None:
        self._fields = fields
        self._index = index

    def __missing__(self, text: str) -> int:
        found = 0
        for name, _ in reversed(self._fields):
            if found := self._index.document_frequency(Term(name, text)):
                break
        self[text] = found
        return found

    def weighted_terms(self, text: str) -> tuple[WeightedTerm, ...]:
        """Return the term in each of the fields, with the field's weight."""
        return tuple([WeightedTerm(Term(name, text), weight) for name, weight in self._fields])


class FieldStatistics:
    """The layers of the text fields that a run is sought in."""

    __slots__ = ("exact", "folded", "pairs", "words")

    def __init__(self, fields: Sequence[str], index: TermStatistics, scoring: Scoring) -> None:
        each = [(layers(name), scoring.of_field(name)) for name in fields]
        self.exact = LayerStatistics([(names.exact, weight) for names, weight in each], index)
        self.folded = LayerStatistics([(names.folded, weight) for names, weight in each], index)
        self.words = LayerStatistics([(names.words, weight) for names, weight in each], index)
        self.pairs = LayerStatistics([(names.pairs, weight) for names, weight in each], index)


class SyllableRarity(dict[str, float]):
    """The idf of folded syllables in the bodies."""

    __slots__ = ("_index",)

    def __init__(self, index: TermStatistics) -> None:
        self._index = index

    def __missing__(self, folded: str) -> float:
        frequency = self._index.document_frequency(Term(layers("body").folded, folded))
        found = self[folded] = idf(frequency, self._index.document_count())
        return found


class QueryStatistics:
    """What one plan asks of an index, each thing once, and the constants that it weighs it by."""

    __slots__ = ("_scopes", "document_count", "index", "scoring", "syllable_idf")

    def __init__(self, index: TermStatistics, scoring: Scoring) -> None:
        self.index = index
        self.scoring = scoring
        self.document_count = index.document_count()
        self.syllable_idf = SyllableRarity(index)
        self._scopes: dict[tuple[str, ...], FieldStatistics] = {}

    def of_fields(self, fields: tuple[str, ...]) -> FieldStatistics:
        """Return the frequencies in some text fields."""
        found = self._scopes.get(fields)
        if found is None:
            found = self._scopes[fields] = FieldStatistics(fields, self.index, self.scoring)
        return found
