"""How the best documents are looked at again: by where the query's syllables stand in them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from searchidx.engines.plan import Neighbours, Refinement, Term, Weighted
from searchidx.planning.scoring import idf
from searchidx.planning.terms import twins
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.accents.spellings import Reading
    from searchidx.planning.index_statistics import Counts
    from searchidx.planning.stretches import Run
    from searchidx.planning.terms import Syllable

Key = tuple[str, tuple[str, ...]]
"""What tells the syllables of a query apart: spelling without accents, and the fields searched."""


def refinement(
    runs: Sequence[Run], readings: Sequence[Sequence[Reading]], counts: Counts, *, accentless: bool
) -> Refinement | None:
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
    worth = [counts.rarity[folded] for folded, _ in forms]
    titled = sum([weight for weight, (_, fields) in zip(worth, forms, strict=True) if "title" in fields])
    numbers = {key: number for number, key in enumerate(forms)}
    return Refinement(
        pool=scoring.pool,
        fields=tuple([(name, scoring.of_field(name)) for name in TEXT_FIELDS]),
        syllables=tuple(
            [
                Weighted(tuple([Term(layers(name).exact, form) for name in fields for form in spelt]), weight)
                for ((_, fields), spelt), weight in zip(forms.items(), worth, strict=True)
            ]
        ),
        neighbours=_neighbours(runs, readings, numbers, counts),
        window=scoring.window,
        stretches=scoring.passages,
        coverage=("title", scoring.coverage * titled),
        similarity=scoring.similarity * sum(worth),
    )


def _spellings(syllable: Syllable, reading: Reading, *, accentless: bool) -> list[str]:
    """The exact terms that a syllable is looked for as."""
    forms = [form for form, _ in reading.forms]
    others = [twin for form in forms for twin in twins(form)]
    return [*forms, *others, syllable.folded] if accentless else forms + others


def _neighbours(
    runs: Sequence[Run],
    readings: Sequence[Sequence[Reading]],
    numbers: dict[Key, int],
    counts: Counts,
) -> tuple[Neighbours, ...]:
    """Neighbours in their likely accents: worth what they are rarer together than the rarer of them alone."""
    found: dict[tuple[int, int], Neighbours] = {}
    scoring, rarity, documents = counts.scoring, counts.rarity, counts.documents
    full = scoring.k1 + 1
    for run, read in zip(runs, readings, strict=True):
        scope = counts.within(run.fields)
        for (one, left), (other, right) in pairwise(zip(run.syllables, read, strict=True)):
            pair = numbers[one.folded, run.fields], numbers[other.folded, run.fields]
            if pair in found:
                continue
            frequency = sum([scope.pairs[f"{a} {b}"] for a, _ in left.forms for b, _ in right.forms])
            rarer = min(scope.exact[left.best], scope.exact[right.best])
            beyond = max(0.0, idf(frequency, documents) - idf(rarer, documents))
            near = min(rarity[one.folded], rarity[other.folded]) if pair[0] != pair[1] else 0.0
            found[pair] = Neighbours(
                f"{left.best} {right.best}", *pair, scoring.pairs * beyond * full, scoring.near * near * full
            )
    return tuple(found.values())
