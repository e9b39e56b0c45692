"""How a plan ranks: the signals that add up to a score. No matching here."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from searchidx.engines.plan import Signal, WeightedTerm
from searchidx.planning.scoring import idf
from searchidx.planning.words import segment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import LayerStatistics, QueryStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.synonyms import Synonym


def signals(
    runs: Sequence[Stretch],
    readings: Sequence[Sequence[Spellings]],
    synonyms: Sequence[Synonym],
    counts: QueryStatistics,
) -> tuple[Signal, ...]:
    """Return the summands of the score; each saturates at k1 + 1 times its weight, as BM25 has it."""
    found: list[Summand] = []
    for run, read in zip(runs, readings, strict=True):
        found += _syllables(run, read, counts)
        found += _words(run, read, counts)
    for synonym in synonyms:
        found += _other_form(synonym, counts)
    return _of_weight(found, counts)


def partial_signals(
    runs: Sequence[Stretch], readings: Sequence[Sequence[Spellings]], counts: QueryStatistics
) -> tuple[Signal, ...]:
    """Return what other accents than those that were typed give to a document without the typed ones."""
    found: list[Summand] = []
    for run, read in zip(runs, readings, strict=True):
        found += _other_accents(run, read, counts)
    return _of_weight(found, counts)


Summand = tuple[str, tuple["WeightedTerm", ...], float]
"""The name, the terms and the weight of a signal that is not saturated yet."""


def _of_weight(found: Iterable[Summand], counts: QueryStatistics) -> tuple[Signal, ...]:
    full = counts.scoring.k1 + 1
    return tuple([Signal(name, terms, weight * full) for name, terms, weight in found if weight > 0])


def _syllables(run: Stretch, read: Sequence[Spellings], counts: QueryStatistics) -> Iterator[Summand]:
    """Yield what the syllables give: as they were likely meant, and in any accents for the rest."""
    scope = counts.of_fields(run.fields)
    for folded, certainty in _certainties(run, read, scope.exact).items():
        if certainty < 1:
            yield _summand(folded, scope.folded, counts.scoring.syllables * (1 - certainty), counts)
    for forms in dict.fromkeys([reading.ranked for reading in read]):
        yield _meant(forms, scope.exact, counts)


def _other_accents(run: Stretch, read: Sequence[Spellings], counts: QueryStatistics) -> Iterator[Summand]:
    """Yield what the syllables that were meant for sure give in any accents."""
    scope = counts.of_fields(run.fields)
    for folded, certainty in _certainties(run, read, scope.exact).items():
        if certainty == 1:
            yield _summand(folded, scope.folded, counts.scoring.other_accents, counts)


def _meant(forms: Sequence[tuple[str, float]], exact: LayerStatistics, counts: QueryStatistics) -> Summand:
    """The likely spellings of a syllable as one term, in which each counts by how likely it is."""
    likeliest, best = forms[0]
    frequency = total = 0.0
    terms: list[WeightedTerm] = []
    for form, probability in forms:
        share = probability / best
        frequency += share * exact[form]
        total += probability
        terms += [WeightedTerm(term, weight * share) for term, weight in exact.weighted_terms(form)]
    worth = counts.scoring.syllables * total * idf(frequency, counts.document_count)
    return f"={likeliest}", tuple(terms), worth if frequency else 0.0


def _certainties(run: Stretch, read: Sequence[Spellings], exact: LayerStatistics) -> dict[str, float]:
    """How sure the spellings are for each syllable without accents; 0 where no article has them."""
    sure: dict[str, float] = {}
    for syllable, reading in zip(run.syllables, read, strict=True):
        certainty, known = 0.0, False
        for form, probability in reading.ranked:
            certainty += probability
            known = known or exact[form] > 0
        certainty = min(1.0, certainty) if known else 0.0
        sure[syllable.folded] = max(sure.get(syllable.folded, 0.0), certainty)
    return sure


def _words(run: Stretch, read: Sequence[Spellings], counts: QueryStatistics) -> Iterator[Summand]:
    """Yield what the words give, as the articles divide their syllables."""
    forms = [reading.best for reading in read]
    found: dict[str, float] = {}
    for start, end in segment_words(forms, counts.index):
        word = "_".join(forms[start:end])
        certainty = min([reading.probability for reading in read[start:end]])
        found[word] = max(found.get(word, 0.0), certainty)
    layer = counts.of_fields(run.fields).words
    for word, certainty in found.items():
        yield _summand(word, layer, counts.scoring.words * certainty, counts)


def _summand(text: str, layer: LayerStatistics, weight: float, counts: QueryStatistics) -> Summand:
    return text, layer.weighted_terms(text), weight * idf(layer[text], counts.document_count)


def _other_form(synonym: Synonym, counts: QueryStatistics) -> Iterator[Summand]:
    """Yield what the other form of a stretch gives: a short form itself, a long one by its pairs.

    Together it is worth a share of what the rarer form would be worth as a syllable.
    """
    name = f"{' '.join(synonym.typed)} = {' '.join(synonym.other)}"
    scope = counts.of_fields(synonym.fields)
    short = min(synonym.typed, synonym.other, key=len)
    frequency = max([scope.exact[text] for text in short])
    worth = counts.scoring.synonyms * idf(frequency, counts.document_count)
    if len(synonym.other) == 1:
        yield name, scope.exact.weighted_terms(synonym.other[0]), worth
        return
    pairs = [f"{left} {right}" for left, right in pairwise(synonym.other)]
    for pair in dict.fromkeys(pairs):
        yield name, scope.pairs.weighted_terms(pair), worth / len(pairs)
