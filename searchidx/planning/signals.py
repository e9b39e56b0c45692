"""Which signals make up the score of a document, before any rescoring?

The weight of every signal contains the inverse document frequency and the saturation limit (docs/ranking.md).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from searchidx.engines.plan import Signal, Term, WeightedTerm
from searchidx.planning.replacing_forms import FormEvidence
from searchidx.planning.statistics import idf
from searchidx.planning.words import segment_words
from searchidx.schema import FURNITURE, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.replacing_forms import ReplacingForm
    from searchidx.planning.statistics import FieldStatistics, LayerStatistics, QueryStatistics
    from searchidx.planning.stretches import Stretch


def signals(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[Sequence[ReplacingForm]],
    statistics: QueryStatistics,
) -> tuple[Signal, ...]:
    """Return the signals of syllables and words, which apply to all matching documents.

    A signal also has the terms of the other forms of its syllables, so that what was typed and its other
    forms saturate together. The signals are in the order of the stretches. Signals with the weight 0 are
    left out. `spellings` has the likely spellings of each syllable of each stretch, and `forms` has the other
    forms of each stretch (`replacing_forms`).
    """
    found: list[Signal] = []
    for stretch, row, replacing in zip(stretches, spellings, forms, strict=True):
        found += _syllable_signals(stretch, row, replacing, statistics)
        found += _word_signals(stretch, row, replacing, statistics)
    return _with_weight(found)


def other_accents_signals(
    stretches: Sequence[Stretch], spellings: Sequence[Sequence[Spellings]], statistics: QueryStatistics
) -> tuple[Signal, ...]:
    """Return a signal for each distinct syllable of a stretch whose certainty is 1 (see `_certainties`).

    The term of the signal is the folded syllable, so that the signal scores the syllable in any accents. The
    result of `signals` has no signal of this kind for these syllables. Signals with the weight 0 are left
    out. `spellings` has the likely spellings of each syllable of each stretch.
    """
    found: list[Signal] = []
    for stretch, row in zip(stretches, spellings, strict=True):
        found += _certain_syllable_signals(stretch, row, statistics)
    return _with_weight(found)


def _with_weight(found: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple([signal for signal in found if signal.weight > 0])


def _syllable_signals(
    stretch: Stretch,
    row: Sequence[Spellings],
    replacing: Sequence[ReplacingForm],
    statistics: QueryStatistics,
) -> Iterator[Signal]:
    """Yield the signals of the folded syllables and of the likely spellings.

    There is one signal for each folded syllable whose certainty is below 1, and one for each distinct
    `Spellings`. The certainty decides how the weight of a syllable is divided between its two signals.
    """
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields).items():
        if uncertainty := 1 - certainty:
            weight = statistics.scoring.syllable_weight * uncertainty
            yield _folded_signal(folded, stretch, weight, statistics)
    numbers: dict[Spellings, list[range]] = {}
    for number, spellings in enumerate(row):
        numbers.setdefault(spellings, []).append(range(number, number + 1))
    for distinct, occurrences in numbers.items():
        folded = stretch.syllables[occurrences[0].start].folded
        furniture_weight = statistics.furniture.weight(stretch.fields, folded)
        evidence = _evidence(stretch, replacing, occurrences, statistics)
        yield _spelt_signal(distinct, fields, furniture_weight, evidence, statistics)


def _certain_syllable_signals(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield a signal for each folded syllable whose certainty is 1."""
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields).items():
        if certainty == 1:
            yield _folded_signal(folded, stretch, statistics.scoring.other_accents_weight, statistics)


def _spelt_signal(
    spellings: Spellings,
    fields: FieldStatistics,
    furniture_weight: float,
    evidence: FormEvidence,
    statistics: QueryStatistics,
) -> Signal:
    """Return the signal that scores all likely spellings of a syllable, and its other forms, as one term.

    The share of a spelling is its probability divided by the probability of the best spelling. Occurrences
    and document frequency of a spelling are multiplied by its share. A twin of a spelling has
    `Scoring.twin_weight` of its share. The weight of the signal is proportional to the sum of the
    probabilities. If no document contains any of the spellings, the document frequency is that of the other
    forms, and the weight is 0 if there are no forms.
    """
    total = sum([probability for _, probability in spellings.ranked])
    shares = {text: probability / spellings.best_probability for text, probability in spellings.ranked}
    for text, share in list(shares.items()):
        for twin in fields.twins(text):
            shares.setdefault(twin, share * statistics.scoring.twin_weight)
    terms, document_frequency = _shared_terms(shares, fields.exact, furniture_weight)
    # A form may be another spelling of the syllable, which has its terms already.
    own = {term for term, _ in terms}
    terms += [weighted for weighted in evidence.terms if weighted.term not in own]
    document_frequency = document_frequency or evidence.document_frequency
    weight = statistics.scoring.syllable_weight * total * idf(document_frequency, statistics.document_count)
    return _signal(f"={spellings.best}", tuple(terms), weight if document_frequency else 0.0, statistics)


def _certainties(stretch: Stretch, row: Sequence[Spellings], fields: FieldStatistics) -> dict[str, float]:
    """Return the certainty of each distinct folded syllable, from 0 to 1.

    The certainty is the sum of the probabilities of the likely spellings, or 0 if no document contains any of
    these spellings or of their twins. If a syllable occurs more than once, its greatest certainty is used.
    """
    certainties: dict[str, float] = {}
    for syllable, spellings in zip(stretch.syllables, row, strict=True):
        certainty, in_index = 0.0, False
        for text, probability in spellings.ranked:
            certainty += probability
            in_index = in_index or fields.exact[text] > 0 or bool(fields.twins(text))
        certainty = min(1.0, certainty) if in_index else 0.0
        certainties[syllable.folded] = max(certainties.get(syllable.folded, 0.0), certainty)
    return certainties


def _word_signals(
    stretch: Stretch,
    row: Sequence[Spellings],
    replacing: Sequence[ReplacingForm],
    statistics: QueryStatistics,
) -> Iterator[Signal]:
    """Yield a signal for each distinct word of a stretch. The syllables of a word have their best spellings.

    The certainty of a word is the smallest probability of these spellings. If a word occurs more than once,
    its greatest certainty is used.
    """
    fields = statistics.of_fields(stretch.fields)
    syllables = [spellings.best for spellings in row]
    # For each syllable, its best spelling and the twins of this spelling, the most frequent one first.
    written = [
        sorted([text, *fields.twins(text)], key=lambda each: -fields.exact[each]) for text in syllables
    ]
    certainties: dict[str, float] = {}
    numbers: dict[str, list[range]] = {}
    for start, end in segment_words([texts[0] for texts in written], statistics.index):
        word = "_".join(syllables[start:end])
        certainty = min([spellings.best_probability for spellings in row[start:end]])
        certainties[word] = max(certainties.get(word, 0.0), certainty)
        numbers.setdefault(word, []).append(range(start, end))
    for word, certainty in certainties.items():
        weight = statistics.scoring.word_weight * certainty
        evidence = _evidence(stretch, replacing, numbers[word], statistics)
        first = numbers[word][0]
        twins = set(map("_".join, product(*written[first.start : first.stop]))) - {word}
        yield _word_signal(word, sorted(twins), fields.words, weight, evidence, statistics)


def _evidence(
    stretch: Stretch,
    replacing: Sequence[ReplacingForm],
    occurrences: Sequence[range],
    statistics: QueryStatistics,
) -> FormEvidence:
    """Return the terms of the other forms of a syllable or word, as they are scored.

    `occurrences` has the numbers of its syllables wherever it occurs in the stretch. An occurrence of a form
    counts `Scoring.form_weight` times as much as an occurrence of what was typed. The document frequency is
    that of the most frequent form. Forms that share a term are scored as one.
    """
    form_weight, fields = statistics.scoring.form_weight, statistics.of_fields(stretch.fields)
    syllables = stretch.syllables[occurrences[0].start : occurrences[0].stop]
    weights: dict[Term, float] = {}
    document_frequency = 0
    for form in replacing:
        if any(map(form.replaces, occurrences)):
            # The signal of a syllable has the typed term already. A form adds only its other choices.
            typed = {syllables[0].exact} if len(syllables) == 1 else set()
            evidence = form.evidence_without(typed, fields)
            for term, weight in evidence.terms:
                weights[term] = max(weights.get(term, 0.0), weight * form.share * form_weight)
            document_frequency = max(document_frequency, evidence.document_frequency)
    return FormEvidence(tuple(map(WeightedTerm, weights, weights.values())), document_frequency)


def _folded_signal(folded: str, stretch: Stretch, weight: float, statistics: QueryStatistics) -> Signal:
    """Return the signal that scores a syllable in any accents."""
    layer = statistics.of_fields(stretch.fields).folded
    terms = layer.weighted_terms(folded)
    if furniture_weight := statistics.furniture.weight(stretch.fields, folded):
        terms += (WeightedTerm(Term(layers(FURNITURE).folded, folded), furniture_weight),)
    return _signal(folded, terms, weight * idf(layer[folded], statistics.document_count), statistics)


def _word_signal(
    word: str,
    twins: Sequence[str],
    layer: LayerStatistics,
    weight: float,
    evidence: FormEvidence,
    statistics: QueryStatistics,
) -> Signal:
    """Return the signal that scores a word, its `twins` and its other forms as one term."""
    shares = {word: 1.0, **dict.fromkeys(twins, statistics.scoring.twin_weight)}
    terms, document_frequency = _shared_terms(shares, layer)
    weight *= idf(document_frequency or evidence.document_frequency, statistics.document_count)
    return _signal(word, (*terms, *evidence.terms), weight, statistics)


def _shared_terms(
    shares: Mapping[str, float], layer: LayerStatistics, furniture_weight: float = 0.0
) -> tuple[list[WeightedTerm], float]:
    """Return the terms of texts that are scored as one, and the sum of their document frequencies.

    The weights of the terms and the document frequencies are multiplied by the share of each text. A text
    also has a term in furniture, unless `furniture_weight` is 0.
    """
    terms: list[WeightedTerm] = []
    document_frequency = 0.0
    for text, share in shares.items():
        document_frequency += share * layer[text]
        terms += [WeightedTerm(term, weight * share) for term, weight in layer.weighted_terms(text)]
        if furniture_weight:
            terms.append(WeightedTerm(Term(layers(FURNITURE).exact, text), furniture_weight * share))
    return terms, document_frequency


def _signal(name: str, terms: tuple[WeightedTerm, ...], weight: float, statistics: QueryStatistics) -> Signal:
    return Signal(name, terms, weight * statistics.scoring.saturation_limit)
