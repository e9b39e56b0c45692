"""What planning asks of an index, each thing once a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Term
from searchidx.planning.scoring import Scoring, idf
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.statistics import Lexicon


class Layer(dict[str, int]):
    """How many documents have each term of a layer, in the last of some text fields that has it."""

    __slots__ = ("_fields", "_lexicon")

    def __init__(self, fields: Sequence[tuple[str, float]], lexicon: Lexicon) -> None:
        self._fields = fields
        self._lexicon = lexicon

    def __missing__(self, text: str) -> int:
        found = 0
        for name, _ in reversed(self._fields):
            if found := self._lexicon.frequency(Term(name, text)):
                break
        self[text] = found
        return found

    def everywhere(self, text: str) -> tuple[tuple[Term, float], ...]:
        """Return the term in each of the fields, with the field's weight."""
        return tuple([(Term(name, text), weight) for name, weight in self._fields])


class Scope:
    """The layers of the text fields that a run is sought in."""

    __slots__ = ("exact", "folded", "pairs", "words")

    def __init__(self, fields: Sequence[str], lexicon: Lexicon, scoring: Scoring) -> None:
        each = [(layers(name), scoring.of_field(name)) for name in fields]
        self.exact = Layer([(names.exact, weight) for names, weight in each], lexicon)
        self.folded = Layer([(names.folded, weight) for names, weight in each], lexicon)
        self.words = Layer([(names.words, weight) for names, weight in each], lexicon)
        self.pairs = Layer([(names.pairs, weight) for names, weight in each], lexicon)


class Rarities(dict[str, float]):
    """The idf of folded syllables in the bodies."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, folded: str) -> float:
        frequency = self._lexicon.frequency(Term(layers("body").folded, folded))
        found = self[folded] = idf(frequency, self._lexicon.count())
        return found


class Counts:
    """What one plan asks of an index, each thing once, and the constants that it weighs it by."""

    __slots__ = ("_scopes", "documents", "lexicon", "rarity", "scoring")

    def __init__(self, lexicon: Lexicon, scoring: Scoring) -> None:
        self.lexicon = lexicon
        self.scoring = scoring
        self.documents = lexicon.count()
        self.rarity = Rarities(lexicon)
        self._scopes: dict[tuple[str, ...], Scope] = {}

    def within(self, fields: tuple[str, ...]) -> Scope:
        """Return the frequencies in some text fields."""
        found = self._scopes.get(fields)
        if found is None:
            found = self._scopes[fields] = Scope(fields, self.lexicon, self.scoring)
        return found
