"""How a plan ranks: the signals that add up to a score. No matching here."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from searchidx.query.ast import Signal
from searchidx.query.compounds import words
from searchidx.query.weights import everywhere, frequency_in, idf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.query.accents import Reading
    from searchidx.query.lexicon import Lexicon
    from searchidx.query.runs import Run
    from searchidx.query.synonyms import Synonym
    from searchidx.query.weights import Scoring


def signals(
    runs: Sequence[Run],
    readings: Sequence[Sequence[Reading]],
    synonyms: Sequence[Synonym],
    lexicon: Lexicon,
    scoring: Scoring,
) -> tuple[Signal, ...]:
    """Return the summands of the score; each saturates at k1 + 1 times its weight, as BM25 has it."""
    found: list[Signal] = []
    for run, read in zip(runs, readings, strict=True):
        weigher = _Weigher(run, tuple(read), lexicon, scoring)
        found += [*weigher.syllables(), *weigher.words()]
    for synonym in synonyms:
        found += _other_form(synonym, lexicon, scoring)
    return _of_weight(found, scoring)


def partial_signals(
    runs: Sequence[Run], readings: Sequence[Sequence[Reading]], lexicon: Lexicon, scoring: Scoring
) -> tuple[Signal, ...]:
    """Return what other accents than those that were typed give to a document without the typed ones."""
    found: list[Signal] = []
    for run, read in zip(runs, readings, strict=True):
        found += _Weigher(run, tuple(read), lexicon, scoring).other_accents()
    return _of_weight(found, scoring)


def _of_weight(found: Sequence[Signal], scoring: Scoring) -> tuple[Signal, ...]:
    full = scoring.k1 + 1
    return tuple(signal._replace(weight=signal.weight * full) for signal in found if signal.weight > 0)


Forms = tuple[tuple[str, float], ...]


class _Weigher(NamedTuple):
    """Makes the signals of one run."""

    run: Run
    readings: tuple[Reading, ...]
    lexicon: Lexicon
    scoring: Scoring

    def syllables(self) -> Iterator[Signal]:
        """Yield what the syllables give: as they were likely meant, and in any accents for the rest."""
        sure = self._certainties()
        for folded, certainty in sure.items():
            if certainty < 1:
                yield self._signal(folded, "folded", folded, self.scoring.syllables * (1 - certainty))
        for forms in dict.fromkeys(reading.forms for reading in self.readings):
            yield self._meant(forms)

    def other_accents(self) -> Iterator[Signal]:
        """Yield what the syllables that were meant for sure give in any accents."""
        for folded, certainty in self._certainties().items():
            if certainty == 1:
                yield self._signal(folded, "folded", folded, self.scoring.other_accents)

    def _meant(self, forms: Forms) -> Signal:
        """The likely spellings of a syllable as one term, in which each counts by how likely it is."""
        best = forms[0][1]
        shares = [(form, share / best) for form, share in forms]
        frequency = sum(share * self._frequency("exact", form) for form, share in shares)
        terms = tuple(
            (term, weight * share)
            for form, share in shares
            for term, weight in everywhere(self.run.fields, "exact", form, self.scoring)
        )
        worth = self.scoring.syllables * sum(share for _, share in forms) * idf(frequency, self.lexicon)
        return Signal(f"={forms[0][0]}", terms, worth if frequency else 0.0)

    def _certainties(self) -> dict[str, float]:
        """How sure the spellings are for each syllable without accents; 0 where no article has them."""
        sure: dict[str, float] = {}
        for syllable, reading in zip(self.run.syllables, self.readings, strict=True):
            known = any(self._frequency("exact", form) for form, _ in reading.forms)
            certainty = min(1.0, sum(share for _, share in reading.forms)) if known else 0.0
            sure[syllable.folded] = max(sure.get(syllable.folded, 0.0), certainty)
        return sure

    def words(self) -> Iterator[Signal]:
        """Yield what the words give, as the articles divide their syllables."""
        forms = [reading.best for reading in self.readings]
        found: dict[str, float] = {}
        for start, end in words(forms, self.lexicon):
            word = "_".join(forms[start:end])
            certainty = min(reading.certainty for reading in self.readings[start:end])
            found[word] = max(found.get(word, 0.0), certainty)
        for word, certainty in found.items():
            yield self._signal(word, "words", word, self.scoring.words * certainty)

    def _signal(self, name: str, layer: str, text: str, weight: float) -> Signal:
        rarity = idf(self._frequency(layer, text), self.lexicon)
        return Signal(name, everywhere(self.run.fields, layer, text, self.scoring), weight * rarity)

    def _frequency(self, layer: str, text: str) -> int:
        return frequency_in(self.run.fields, layer, text, self.lexicon)


def _other_form(synonym: Synonym, lexicon: Lexicon, scoring: Scoring) -> Iterator[Signal]:
    """Yield what the other form of a stretch gives: a short form itself, a long one by its pairs.

    Together it is worth a share of what the rarer form would be worth as a syllable.
    """
    name = f"{' '.join(synonym.typed)} = {' '.join(synonym.other)}"
    short = min(synonym.typed, synonym.other, key=len)
    frequency = max(frequency_in(synonym.fields, "exact", text, lexicon) for text in short)
    worth = scoring.synonyms * idf(frequency, lexicon)
    if len(synonym.other) == 1:
        yield Signal(name, everywhere(synonym.fields, "exact", synonym.other[0], scoring), worth)
        return
    pairs = [f"{left} {right}" for left, right in pairwise(synonym.other)]
    for pair in dict.fromkeys(pairs):
        yield Signal(name, everywhere(synonym.fields, "pairs", pair, scoring), worth / len(pairs))
