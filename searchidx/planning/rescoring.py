"""How the best documents are looked at again: by where the query's syllables stand in them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from searchidx.engines.plan import Rescoring, SyllablePair, SyllableTerms, Term, WeightedField
from searchidx.planning.scoring import idf
from searchidx.planning.terms import i_y_twins
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.planning.statistics import QueryStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.terms import QuerySyllable

Key = tuple[str, tuple[str, ...]]
"""What tells the syllables of a query apart: spelling without accents, and the fields searched."""


def plan_rescoring(
    runs: Sequence[Stretch],
    readings: Sequence[Sequence[Spellings]],
    counts: QueryStatistics,
    *,
    accentless: bool,
) -> Rescoring | None:
    """Return the second look for the syllables of the runs, as they were read; None when there are none.

    `accentless`: some articles are typed without accents, where those are looked for.
    """
    forms: dict[Key, dict[str, None]] = {}
    for run, read in zip(runs, readings, strict=True):
        for syllable, reading in zip(run.syllables, read, strict=True):
            spelt = forms.setdefault((syllable.folded, run.fields), {})
            spelt |= dict.fromkeys(_spellings(syllable, reading, accentless=accentless))
    if not forms:
        return None
    scoring = counts.scoring
    worth = [counts.syllable_idf[folded] for folded, _ in forms]
    titled = sum([weight for weight, (_, fields) in zip(worth, forms, strict=True) if "title" in fields])
    numbers = {key: number for number, key in enumerate(forms)}
    return Rescoring(
        depth=scoring.rescore_depth,
        fields=tuple([WeightedField(name, scoring.of_field(name)) for name in TEXT_FIELDS]),
        syllables=tuple(
            [
                SyllableTerms(
                    tuple([Term(layers(name).exact, form) for name in fields for form in spelt]), weight
                )
                for ((_, fields), spelt), weight in zip(forms.items(), worth, strict=True)
            ]
        ),
        pairs=_neighbours(runs, readings, numbers, counts),
        window=scoring.window,
        passages=scoring.passages,
        coverage=WeightedField("title", scoring.coverage * titled),
        similarity=scoring.similarity * sum(worth),
    )


def _spellings(syllable: QuerySyllable, reading: Spellings, *, accentless: bool) -> list[str]:
    """The exact terms that a syllable is looked for as."""
    forms = [form for form, _ in reading.ranked]
    others = [twin for form in forms for twin in i_y_twins(form)]
    return [*forms, *others, syllable.folded] if accentless else forms + others


def _neighbours(
    runs: Sequence[Stretch],
    readings: Sequence[Sequence[Spellings]],
    numbers: dict[Key, int],
    counts: QueryStatistics,
) -> tuple[SyllablePair, ...]:
    """Neighbours in their likely accents: worth what they are rarer together than the rarer of them alone."""
    found: dict[tuple[int, int], SyllablePair] = {}
    scoring, rarity, documents = counts.scoring, counts.syllable_idf, counts.document_count
    full = scoring.k1 + 1
    for run, read in zip(runs, readings, strict=True):
        scope = counts.of_fields(run.fields)
        for (one, left), (other, right) in pairwise(zip(run.syllables, read, strict=True)):
            pair = numbers[one.folded, run.fields], numbers[other.folded, run.fields]
            if pair in found:
                continue
            frequency = sum([scope.pairs[f"{a} {b}"] for a, _ in left.ranked for b, _ in right.ranked])
            rarer = min(scope.exact[left.best], scope.exact[right.best])
            beyond = max(0.0, idf(frequency, documents) - idf(rarer, documents))
            near = min(rarity[one.folded], rarity[other.folded]) if pair[0] != pair[1] else 0.0
            found[pair] = SyllablePair(
                f"{left.best} {right.best}", *pair, scoring.pairs * beyond * full, scoring.near * near * full
            )
    return tuple(found.values())
