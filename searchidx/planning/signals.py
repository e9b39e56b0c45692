"""Which signals make up the score of a document, before any rescoring?

The weight of every signal contains the inverse document frequency and the saturation limit (docs/ranking.md).
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from analyzers.fold import folded_term
from searchidx.engines.plan import Signal, Term, WeightedTerm
from searchidx.planning.statistics import idf
from searchidx.planning.words import segment_words
from searchidx.schema import FURNITURE, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.forms.form import OtherForm, Positions
    from searchidx.planning.statistics import FieldStatistics, LayerStatistics, QueryStatistics
    from searchidx.planning.stretches import Stretch


def signals(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[OtherForm],
    statistics: QueryStatistics,
) -> tuple[Signal, ...]:
    """Return the signals of syllables, words and other forms, which apply to all matching documents.

    The signals of each stretch come first, in order, then the signals of the forms. Signals with the
    weight 0 are left out. `spellings` has the likely spellings of each syllable of each stretch.
    """
    found: list[Signal] = []
    for stretch, row in zip(stretches, spellings, strict=True):
        found += _syllable_signals(stretch, row, statistics)
        found += _word_signals(stretch, row, statistics)
    for form in _scored_forms(forms):
        found += _form_signals(form, statistics)
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
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield the signals of the folded syllables and of the likely spellings.

    There is one signal for each folded syllable whose certainty is below 1, and one for each distinct
    `Spellings`. The certainty decides how the weight of a syllable is divided between its two signals.
    """
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields.exact).items():
        if uncertainty := 1 - certainty:
            weight = statistics.scoring.syllable_weight * uncertainty
            yield _folded_signal(folded, stretch, weight, statistics)
    folded_by_spellings = {
        spellings: syllable.folded for syllable, spellings in zip(stretch.syllables, row, strict=True)
    }
    for distinct, folded in folded_by_spellings.items():
        furniture_weight = statistics.furniture.weight(stretch.fields, folded)
        yield _spelt_signal(distinct, fields.exact, furniture_weight, statistics)


def _certain_syllable_signals(
    stretch: Stretch, row: Sequence[Spellings], statistics: QueryStatistics
) -> Iterator[Signal]:
    """Yield a signal for each folded syllable whose certainty is 1."""
    fields = statistics.of_fields(stretch.fields)
    for folded, certainty in _certainties(stretch, row, fields.exact).items():
        if certainty == 1:
            yield _folded_signal(folded, stretch, statistics.scoring.other_accents_weight, statistics)


def _spelt_signal(
    spellings: Spellings, exact: LayerStatistics, furniture_weight: float, statistics: QueryStatistics
) -> Signal:
    """Return the signal that scores all likely spellings of a syllable together, as one term.

    The share of a spelling is its probability divided by the probability of the best spelling. Occurrences
    and document frequency of a spelling are multiplied by its share. The weight of the signal is proportional
    to the sum of the probabilities. It is 0 if no document contains any of the spellings.
    """
    document_frequency = total = 0.0
    terms: list[WeightedTerm] = []
    for text, probability in spellings.ranked:
        share = probability / spellings.best_probability
        document_frequency += share * exact[text]
        total += probability
        terms += [WeightedTerm(term, weight * share) for term, weight in exact.weighted_terms(text)]
        if furniture_weight:
            terms.append(WeightedTerm(Term(layers(FURNITURE).exact, text), furniture_weight * share))
    weight = statistics.scoring.syllable_weight * total * idf(document_frequency, statistics.document_count)
    return _signal(f"={spellings.best}", tuple(terms), weight if document_frequency else 0.0, statistics)


def _certainties(stretch: Stretch, row: Sequence[Spellings], exact: LayerStatistics) -> dict[str, float]:
    """Return the certainty of each distinct folded syllable, from 0 to 1.

    The certainty is the sum of the probabilities of the likely spellings, or 0 if no document contains any of
    these spellings. If a syllable occurs more than once, its greatest certainty is used.
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
    """Yield a signal for each distinct word of a stretch. The syllables of a word have their best spellings.

    The certainty of a word is the smallest probability of these spellings. If a word occurs more than once,
    its greatest certainty is used.
    """
    syllables = [spellings.best for spellings in row]
    certainties: dict[str, float] = {}
    for start, end in segment_words(syllables, statistics.index):
        word = "_".join(syllables[start:end])
        certainty = min([spellings.best_probability for spellings in row[start:end]])
        certainties[word] = max(certainties.get(word, 0.0), certainty)
    layer = statistics.of_fields(stretch.fields).words
    for word, certainty in certainties.items():
        yield _term_signal(word, layer, statistics.scoring.word_weight * certainty, statistics)


def _scored_forms(forms: Sequence[OtherForm]) -> list[OtherForm]:
    """Return the forms that have signals.

    A form of a prefix has none. A form has none either if it has all syllables of the typed form, whose
    signals then score it already: `28 tháng 4` has all syllables of `28/4`. A part of such a form has none.
    Otherwise `39 độ C`, which has the form `39 độ`, would rank above the typed `39°C`.
    """
    longer = [(form.start, terms) for form in forms if (terms := _terms(form)).issuperset(form.typed)]
    return [
        form
        for form in forms
        if form.is_scored
        and not any(form.start == start and terms.issuperset(_terms(form)) for start, terms in longer)
    ]


def _terms(form: OtherForm) -> frozenset[str]:
    return frozenset([term for terms in form.positions for term in terms])


def _form_signals(form: OtherForm, statistics: QueryStatistics) -> Iterator[Signal]:
    """Yield the signals of another form.

    A form of one syllable has one signal. A longer form has one signal for each of its pairs, and the pairs
    share the weight. The idf is computed from the most frequent syllable of the shorter form, but for a
    common pair such as `thế giới` it is only the idf of the pair. Another spelling has at most the weight of
    the typed syllables, so that a rare spelling does not rank above them.
    """
    scoring, fields = statistics.scoring, statistics.of_fields(form.fields)
    weight = scoring.form_weight * idf(_form_frequency(form, fields), statistics.document_count)
    if form.is_spelling:
        typed_idf = sum([statistics.syllable_idf[folded_term(term)] for term in form.typed])
        weight = min(weight, scoring.syllable_weight * typed_idf)
    if len(form.positions) == 1:
        yield _signal(form.name, _terms_in_any_spelling(form.positions[0], fields), weight, statistics)
        return
    pairs = [tuple([" ".join(pair) for pair in product(*sides)]) for sides in pairwise(form.positions)]
    for texts in dict.fromkeys(pairs):
        pair_idf = idf(sum([fields.pairs[text] for text in texts]), statistics.document_count)
        terms = tuple([term for text in texts for term in fields.pairs.weighted_terms(text)])
        yield _signal(form.name, terms, min(weight, scoring.form_weight * pair_idf) / len(pairs), statistics)


def _form_frequency(form: OtherForm, fields: FieldStatistics) -> int:
    """Return the document frequency of the most frequent syllable of the shorter one of the two forms."""
    typed: Positions = tuple([(term,) for term in form.typed])
    short = min(typed, form.positions, key=len)
    return max([sum([fields.exact[term] for term in terms]) for terms in short])


def _terms_in_any_spelling(texts: Sequence[str], fields: FieldStatistics) -> tuple[WeightedTerm, ...]:
    """Return the terms of alternatives at one position: those without accents match in any accents."""
    terms: list[WeightedTerm] = []
    for text in texts:
        terms += (fields.folded if text == folded_term(text) else fields.exact).weighted_terms(text)
    return tuple(terms)


def _folded_signal(folded: str, stretch: Stretch, weight: float, statistics: QueryStatistics) -> Signal:
    """Return the signal that scores a syllable in any accents."""
    layer = statistics.of_fields(stretch.fields).folded
    terms = layer.weighted_terms(folded)
    if furniture_weight := statistics.furniture.weight(stretch.fields, folded):
        terms += (WeightedTerm(Term(layers(FURNITURE).folded, folded), furniture_weight),)
    return _signal(folded, terms, weight * idf(layer[folded], statistics.document_count), statistics)


def _term_signal(text: str, layer: LayerStatistics, weight: float, statistics: QueryStatistics) -> Signal:
    weight *= idf(layer[text], statistics.document_count)
    return _signal(text, layer.weighted_terms(text), weight, statistics)


def _signal(name: str, terms: tuple[WeightedTerm, ...], weight: float, statistics: QueryStatistics) -> Signal:
    return Signal(name, terms, weight * statistics.scoring.saturation_limit)
