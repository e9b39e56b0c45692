"""Which syllables of a query does another form replace in an article, and how is the form found?

The ranking scores a form as if the typed syllables that it replaces occurred in its place:

    thành phố hồ chí minh    `TP.HCM` replaces all five syllables
    thành phố hồ chí minh    `TP Hồ Chí Minh` replaces `thành` and `phố`
    28 tháng 4               `28/4`, which may be `28/04`, replaces `tháng` and `4`

An article with both forms therefore gains no more than an article that has one of them as often.
"""

from __future__ import annotations

from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from analyzers.fold import folded_term
from searchidx.planning.statistics import idf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import WeightedTerm
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.forms.form import OtherForm
    from searchidx.planning.statistics import FieldStatistics, LayerStatistics, QueryStatistics
    from searchidx.planning.stretches import Stretch


class FormEvidence(NamedTuple):
    """The terms that show that a document has a form, and the number of documents with these terms.

    For a form of several syllables, these are its rarest pair: the engine has no posting lists of phrases.
    """

    terms: tuple[WeightedTerm, ...]
    document_frequency: int


class ReplacingForm(NamedTuple):
    """Another form of the syllables in `range(first, end)` of a stretch.

    `replaced` has the numbers of those syllables that a document with the form may lack. `share` says how
    much the form means, compared with what was typed: 1, or less for an abbreviation that has other meanings.
    """

    form: OtherForm
    first: int
    end: int
    replaced: frozenset[int]
    evidence: FormEvidence
    share: float

    def replaces(self, numbers: range) -> bool:
        """Return whether the form includes the syllables with these numbers, and may lack any of them."""
        includes = self.first <= numbers.start and numbers.stop <= self.end
        return includes and not self.replaced.isdisjoint(numbers)

    def evidence_without(self, typed: set[str], fields: FieldStatistics) -> FormEvidence:
        """Return the evidence that a document has a form without any of the typed terms.

        `28 04` is evidence of `04` for `4` in `28/4`, and `28 4` is not.
        """
        if any(not typed.isdisjoint(texts) for texts in self.form.positions):
            return _evidence(self.form, typed, fields)
        return self.evidence


def replacing_forms(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    forms: Sequence[OtherForm],
    statistics: QueryStatistics,
) -> list[list[ReplacingForm]]:
    """Return the forms of parts of each stretch. Both signals and rescoring score them.

    `spellings` has the likely spellings of each syllable of each stretch. No form is scored if
    `Scoring.form_weight` is 0. A form of a prefix is left out, and so is a part of a longer form that has all
    typed syllables. Otherwise `39 độ C`, which has the form `39 độ` as well as both typed syllables, would
    rank above the typed `39°C`.
    """
    scored: list[OtherForm] = []
    if statistics.scoring.form_weight:
        scored = [form for form in forms if form.is_scored and not _is_part_of_any(form, forms)]
    return [
        _of_stretch(stretch, row, scored, statistics)
        for stretch, row in zip(stretches, spellings, strict=True)
    ]


def _of_stretch(
    stretch: Stretch, row: Sequence[Spellings], forms: Sequence[OtherForm], statistics: QueryStatistics
) -> list[ReplacingForm]:
    fields = statistics.of_fields(stretch.fields)
    found: list[ReplacingForm] = []
    for form in forms:
        numbers = [
            number
            for number, syllable in enumerate(stretch.syllables)
            if form.start <= syllable.start < form.end and form.fields == stretch.fields
        ]
        if numbers:
            first, end = numbers[0], numbers[-1] + 1
            lacking = [
                number for number in numbers if (stretch.syllables[number].exact,) not in form.positions
            ]
            evidence = _evidence(form, set(), fields)
            share = 1.0 if form.is_certain else _share(evidence, row[first:end], fields, statistics)
            found.append(ReplacingForm(form, first, end, frozenset(lacking), evidence, share))
    return found


def _is_part_of_any(form: OtherForm, forms: Iterable[OtherForm]) -> bool:
    """Return whether a form is a part of any longer form that has all typed syllables."""
    size = len(form.positions)
    return any(
        form.positions == other.positions[offset : offset + size]
        for other in forms
        for offset in range(len(other.positions) - size + 1)
        if len(other.positions) > size and set(chain(*other.positions)).issuperset(form.typed)
    )


def terms_in_any_spelling(texts: Iterable[str], fields: FieldStatistics) -> tuple[WeightedTerm, ...]:
    """Return the terms of alternatives at one position: those without accents match in any accents."""
    terms: list[WeightedTerm] = []
    for text in texts:
        terms += _layer_of(text, fields).weighted_terms(text)
    return tuple(terms)


def _layer_of(text: str, fields: FieldStatistics) -> LayerStatistics:
    """Return the layer in which a term of a form is looked up: a term without accents has any accents."""
    return fields.folded if text == folded_term(text) else fields.exact


def _evidence(form: OtherForm, typed: set[str], fields: FieldStatistics) -> FormEvidence:
    """Return the evidence of a form. If the form can have any of the `typed` terms, it has others instead."""
    if len(form.positions) == 1:
        texts = [text for text in form.positions[0] if text not in typed]
        frequencies = [_layer_of(text, fields)[text] for text in texts]
        return FormEvidence(terms_in_any_spelling(texts, fields), sum(frequencies))
    sides = list(pairwise(form.positions))
    choices = [side for side in sides if any(not typed.isdisjoint(texts) for texts in side)] or sides
    pairs = [[" ".join(pair) for pair in product(*side) if typed.isdisjoint(pair)] for side in choices]
    frequency, rarest = min([(sum([fields.pairs[text] for text in texts]), texts) for texts in pairs])
    terms = tuple([term for text in rarest for term in fields.pairs.weighted_terms(text)])
    return FormEvidence(terms, frequency)


def _share(
    evidence: FormEvidence, row: Sequence[Spellings], fields: FieldStatistics, statistics: QueryStatistics
) -> float:
    """Return how much an uncertain form means: the quotient of its idf and that of what was typed, up to 1.

    `AI` in any accents is far more frequent than `trí tuệ nhân tạo`, and therefore has many other meanings.
    """
    of_form = idf(evidence.document_frequency, statistics.document_count)
    return min(1.0, of_form / fields.rarest_idf(row))
