"""What adds up to the score of every matching document: the signals of a plan.

Every weight contains the inverse document frequency and the saturation limit (docs/ranking.md).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from searchidx.engines.plan import Signal, WeightedTerm
from searchidx.planning.constants import idf
from searchidx.planning.words import segment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import LayerStatistics, QueryStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.synonyms import Synonym


def signals(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    synonyms: Sequence[Synonym],
    statistics: QueryStatistics,
) -> tuple[Signal, ...]:
    """Return the signals by which all documents are scored: those of syllables, words and synonyms.

    `spellings` holds one value for each syllable of each stretch.
    """
    every: list[Signal] = []
    for stretch, row in zip(stretches, spellings, strict=True):
        every += _syllable_signals(stretch, row, statistics)
        every += _word_signals(stretch, row, statistics)
    for synonym in synonyms:
        every += _synonym_signals(synonym, statistics)
    return _with_weight(every)


def other_accents_signals(
    stretches: Sequence[Stretch], spellings: Sequence[Sequence[Spellings]], statistics: QueryStatistics
) -> tuple[Signal, ...]:
    """Return the further signals of documents that have the syllables in other accents than were meant.

    `spellings` holds one value for each syllable of each stretch.
    """
    every: list[Signal] = []
    for stretch, row in zip(stretches, spellings, strict=True):
        every += _certain_syllable_signals(stretch, row, statistics)
    return _with_weight(every)


def _with_weight(every: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple([signal for signal in every if signal.weight > 0])


def _syllable_signals(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield the signals of the syllables: without accents as far as these are uncertain, and as spelt."""
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields.exact).items():
        if uncertainty := 1 - certainty:
            weight = statistics.scoring.syllables * uncertainty
            yield _term_signal(folded, fields.folded, weight, statistics)
    for distinct in dict.fromkeys(row):
        yield _spelt_signal(distinct, fields.exact, statistics)


def _certain_syllable_signals(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield a signal for each syllable whose spelling is certain, in any accents."""
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields.exact).items():
        if certainty == 1:
            yield _term_signal(folded, fields.folded, statistics.scoring.other_accents, statistics)


def _spelt_signal(spellings: Spellings, exact: LayerStatistics, statistics: QueryStatistics) -> Signal:
    """Return the likely spellings of a syllable as one term, in which each counts relative to the best.

    A spelling that is half as probable as the best one counts half. So does its document frequency in that of
    the term. The weight of the signal is in proportion to the sum of the probabilities; it is 0 where no
    document has any of the spellings.
    """
    frequency = total = 0.0
    terms: list[WeightedTerm] = []
    for text, probability in spellings.ranked:
        share = probability / spellings.probability
        frequency += share * exact[text]
        total += probability
        terms += [WeightedTerm(term, weight * share) for term, weight in exact.weighted_terms(text)]
    weight = statistics.scoring.syllables * total * idf(frequency, statistics.document_count)
    return _signal(f"={spellings.best}", tuple(terms), weight if frequency else 0.0, statistics)


def _certainties(stretch: Stretch, row: Sequence[Spellings], exact: LayerStatistics) -> dict[str, float]:
    """Return by syllable without accents the sum of the probabilities of its likely spellings, at most 1.

    It is 0 where no document has any of the spellings. Of a repeated syllable, the greatest certainty counts.
    """
    certainties: dict[str, float] = {}
    for syllable, spellings in zip(stretch.syllables, row, strict=True):
        certainty, in_index = 0.0, False
        for text, probability in spellings.ranked:
            certainty += probability
            in_index = in_index or exact[text] > 0
        certainty = min(1.0, certainty) if in_index else 0.0
        certainties[syllable.folded] = max(certainties.get(syllable.folded, 0.0), certainty)
    return certainties


def _word_signals(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield the signals of the words; the least certain syllable of a word tells how certain it is."""
    syllables = [spellings.best for spellings in row]
    certainties: dict[str, float] = {}
    for start, end in segment_words(syllables, statistics.index):
        word = "_".join(syllables[start:end])
        certainty = min([spellings.probability for spellings in row[start:end]])
        certainties[word] = max(certainties.get(word, 0.0), certainty)
    layer = statistics.of_fields(stretch.fields).words
    for word, certainty in certainties.items():
        yield _term_signal(word, layer, statistics.scoring.words * certainty, statistics)


def _synonym_signals(synonym: Synonym, statistics: QueryStatistics) -> Iterator[Signal]:
    """Yield the signals of the other form of an abbreviation: a short form itself, a long form by its pairs.

    Their idf is that of the short form; of a short form of several syllables, that of the commonest.
    """
    name = f"{' '.join(synonym.typed)} = {' '.join(synonym.expansion)}"
    fields = statistics.of_fields(synonym.fields)
    short = min(synonym.typed, synonym.expansion, key=len)
    frequency = max([fields.exact[syllable] for syllable in short])
    weight = statistics.scoring.synonyms * idf(frequency, statistics.document_count)
    if len(synonym.expansion) == 1:
        yield _signal(name, fields.exact.weighted_terms(synonym.expansion[0]), weight, statistics)
        return
    pairs = [f"{left} {right}" for left, right in pairwise(synonym.expansion)]
    for pair in dict.fromkeys(pairs):
        yield _signal(name, fields.pairs.weighted_terms(pair), weight / len(pairs), statistics)


def _term_signal(text: str, layer: LayerStatistics, weight: float, statistics: QueryStatistics) -> Signal:
    weight *= idf(layer[text], statistics.document_count)
    return _signal(text, layer.weighted_terms(text), weight, statistics)


def _signal(name: str, terms: tuple[WeightedTerm, ...], weight: float, statistics: QueryStatistics) -> Signal:
    return Signal(name, terms, weight * statistics.scoring.saturation_limit)
