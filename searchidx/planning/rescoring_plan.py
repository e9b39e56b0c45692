"""How are the best documents rescored? `plan_rescoring` makes the `Rescoring` of a plan.

Rescoring adds to a score according to the positions of the query's syllables in the document.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import RescoredForm, Rescoring, SyllablePair, SyllableTerms, Term, WeightedField
from searchidx.planning.replacing_forms import terms_in_any_spelling
from searchidx.planning.terms import i_y_twins
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Boost
    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.replacing_forms import ReplacingForm
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.terms import QuerySyllable


MAX_FIXED_EXCESS: Final = 0.5
"""The maximum excess of a pair whose syllables gain nothing for being near each other (`PairStatistics`).

The syllables of such a pair occur nearly always side by side. If they are only near each other, they usually
belong to two different occurrences of the pair.
"""


class SyllableKey(NamedTuple):
    """The identity of a syllable of a query: its folded term, and the text fields in which it is searched.

    Syllables with equal keys are scored as one.
    """

    folded: str
    fields: tuple[str, ...]


def plan_rescoring(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    statistics: QueryStatistics,
    *,
    often_unaccented: bool,
    forms: Sequence[Sequence[ReplacingForm]] = (),
    boosts: tuple[Boost, ...] = (),
) -> Rescoring | None:
    """Return the rescoring by the syllables of the stretches, or None if there are no syllables.

    `spellings` has the likely spellings of each syllable of each stretch. If the index has many unaccented
    articles (`often_unaccented`), the unaccented form of each syllable counts too. `forms` has the other
    forms of each stretch (`replacing_forms`), or is empty.
    """
    texts = _texts_by_syllable(stretches, spellings, often_unaccented=often_unaccented)
    if not texts:
        return None
    scoring = statistics.scoring
    numbers = {key: number for number, key in enumerate(texts)}
    pairs = _pairs(stretches, spellings, numbers, statistics)
    weights = [statistics.syllable_idf[key.folded] for key in texts]
    title_idf_sum = sum([weight for weight, key in zip(weights, texts, strict=True) if "title" in key.fields])
    return Rescoring(
        depth=scoring.rescore_depth,
        fields=tuple([WeightedField(name, scoring.field_weight(name)) for name in TEXT_FIELDS]),
        syllables=tuple(
            [
                SyllableTerms(_exact_terms(key.fields, texts[key]), weight)
                for key, weight in zip(texts, weights, strict=True)
            ]
        ),
        pairs=pairs,
        near_distance=scoring.near_distance,
        passages=scoring.passages,
        coverage=WeightedField("title", scoring.coverage_weight * title_idf_sum),
        similarity=scoring.similarity_weight * sum(weights),
        boosts=boosts,
        forms=_forms(stretches, forms, numbers, pairs, statistics),
    )


def _texts_by_syllable(
    stretches: Sequence[Stretch], spellings: Sequence[Sequence[Spellings]], *, often_unaccented: bool
) -> dict[SyllableKey, dict[str, None]]:
    """Return a dictionary from each distinct syllable of the query to its exact terms, in order.

    The inner dictionaries are used as ordered sets of terms.
    """
    texts: dict[SyllableKey, dict[str, None]] = {}
    for stretch, row in zip(stretches, spellings, strict=True):
        for syllable, possible in zip(stretch.syllables, row, strict=True):
            of_syllable = texts.setdefault(SyllableKey(syllable.folded, stretch.fields), {})
            of_syllable |= dict.fromkeys(_texts(syllable, possible, often_unaccented=often_unaccented))
    return texts


def _texts(syllable: QuerySyllable, spellings: Spellings, *, often_unaccented: bool) -> list[str]:
    """Return the likely spellings and their i/y twins. If `often_unaccented`, add the unaccented syllable."""
    texts = [spelling.text for spelling in spellings.ranked]
    texts += [twin for text in texts for twin in i_y_twins(text)]
    return [*texts, syllable.folded] if often_unaccented else texts


def _exact_terms(fields: Sequence[str], texts: Iterable[str]) -> tuple[Term, ...]:
    return tuple([Term(layers(name).exact, text) for name in fields for text in texts])


def _pairs(
    stretches: Sequence[Stretch],
    spellings: Sequence[Sequence[Spellings]],
    numbers: dict[SyllableKey, int],
    statistics: QueryStatistics,
) -> tuple[SyllablePair, ...]:
    """Return the distinct pairs of neighbouring syllables of the query.

    `numbers` has the index of each syllable in `Rescoring.syllables`. If a pair occurs more than once in the
    query, the first occurrence decides the spellings and weights of the pair.
    """
    pairs: dict[tuple[int, int], SyllablePair] = {}
    for stretch, row in zip(stretches, spellings, strict=True):
        fields = statistics.of_fields(stretch.fields)
        keys = [SyllableKey(syllable.folded, stretch.fields) for syllable in stretch.syllables]
        for (left_key, left), (right_key, right) in pairwise(zip(keys, row, strict=True)):
            first, second = numbers[left_key], numbers[right_key]
            if (first, second) not in pairs:
                excess = fields.pair(left, right).excess
                has_near = first != second and excess > MAX_FIXED_EXCESS
                pairs[first, second] = SyllablePair(
                    f"{left.best} {right.best}",
                    first,
                    second,
                    _adjacent_weight(excess, statistics),
                    _near_weight(left_key.folded, right_key.folded, statistics) if has_near else 0.0,
                )
    return tuple(pairs.values())


def _adjacent_weight(excess: float, statistics: QueryStatistics) -> float:
    """Return the weight of a pair with this excess in documents that contain its syllables side by side."""
    return statistics.scoring.pair_weight * excess * statistics.scoring.saturation_limit


def _near_weight(left: str, right: str, statistics: QueryStatistics) -> float:
    """Return the weight of two syllables that are near each other, by the idf of the commoner syllable."""
    scoring = statistics.scoring
    commoner = min(statistics.syllable_idf[left], statistics.syllable_idf[right])
    return scoring.near_weight * commoner * scoring.saturation_limit


def _forms(
    stretches: Sequence[Stretch],
    forms: Sequence[Sequence[ReplacingForm]],
    numbers: dict[SyllableKey, int],
    pairs: Sequence[SyllablePair],
    statistics: QueryStatistics,
) -> tuple[RescoredForm, ...]:
    """Return the forms that mean as much as what was typed.

    `numbers` has the index of each syllable in `Rescoring.syllables`.
    """
    pair_numbers = {(pair.first, pair.second): number for number, pair in enumerate(pairs)}
    return tuple(
        [
            _rescored_form(replacing, stretch, numbers, pair_numbers, statistics)
            for stretch, of_stretch in zip(stretches, forms, strict=bool(forms))
            for replacing in of_stretch
            if replacing.share == 1
        ]
    )


def _rescored_form(
    replacing: ReplacingForm,
    stretch: Stretch,
    numbers: dict[SyllableKey, int],
    pair_numbers: dict[tuple[int, int], int],
    statistics: QueryStatistics,
) -> RescoredForm:
    """Return a form as rescoring finds it.

    The replaced syllables share those positions of the form that have none of the other typed syllables, so
    that a title covers as much of the query in the one form as in the other.
    """
    positions, replaced = replacing.form.positions, replacing.replaced
    typed = range(replacing.first, replacing.end)
    fields = statistics.of_fields(stretch.fields)
    # For each syllable of the stretch, its index in `Rescoring.syllables`.
    indices = [numbers[SyllableKey(syllable.folded, stretch.fields)] for syllable in stretch.syllables]
    new_positions = max(0, len(positions) - (len(typed) - len(replaced)))
    return RescoredForm(
        tuple([tuple([term for term, _ in terms_in_any_spelling(texts, fields)]) for texts in positions]),
        tuple(dict.fromkeys([indices[number] for number in sorted(replaced)])),
        tuple(dict.fromkeys([pair_numbers[pair] for pair in pairwise([indices[at] for at in typed])])),
        statistics.scoring.form_pair_share,
        new_positions / len(replaced) if replaced else 0.0,
    )
