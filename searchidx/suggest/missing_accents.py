"""Missing accents: which unaccented syllables of a query were meant with accents?

`planning/accents/` computes how probable each spelling is. This module decides whether the most probable
spellings are certain enough to be suggested.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analyzers.orthography import may_be_syllable
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.suggest.evidence import dominant_pairs
from searchidx.suggest.misspellings import min_correction_documents
from searchidx.suggest.query_parts import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.suggest.evidence import Evidence, SpellingFrequencies
    from searchidx.suggest.query_parts import QueryPart

_MIN_PROBABILITY_WITHOUT_ACCENTS: Final = 0.9
"""The least probability of each spelling in a stretch without accents."""

_PROBABILITY_LIMIT_AMONG_ACCENTS: Final = 0.9
"""In a stretch with some accents, a spelling must be more probable than this to replace a syllable."""

_MIN_PROBABILITY_UNDISPUTED: Final = 0.5
"""The least probability of each spelling in a stretch whose pairs are undisputed (see `_are_clear`)."""

_MIN_PROBABILITY_ALONE: Final = 0.97
"""The least probability of the spelling in a stretch of a single syllable, which has no neighbours."""

_MAX_UNACCENTED_DOCUMENTS: Final = 2
"""A pair is in use without accents only if more than this number of documents contain it unaccented."""

_MIN_ACCENTED_RATIO: Final = 50
"""The upper limit of the ratio of accented to unaccented documents of a pair in use without accents."""


def restore_accents(stretches: Sequence[Sequence[QueryPart]], evidence: Evidence) -> list[Replacement]:
    """Return a replacement for each part of the stretches that lacks accents, in the order of the parts.

    The list is empty if any stretch is in doubt, because restoring only some accents would not improve the
    query.
    """
    syllables = {part.syllable.folded for parts in stretches for part in parts}
    by_stretch = [_restore_stretch(parts, syllables, evidence) for parts in stretches]
    if None in by_stretch:
        return []
    return [replacement for replacements in by_stretch for replacement in replacements or ()]


def _restore_stretch(
    parts: Sequence[QueryPart], syllables: Set[str], evidence: Evidence
) -> list[Replacement] | None:
    """Return the replacements in one stretch, or None if the stretch is in doubt.

    A stretch with some typed accents is never in doubt, because its unaccented syllables usually mean
    themselves. One of them is replaced only if the accented term is far more frequent than the typed term
    next to the neighbours. `syllables` are the folded syllables of the whole query.
    """
    typed = [part.syllable for part in parts]
    frequencies = evidence.passage_frequencies(syllables)
    spellings = weigh_spellings(typed, frequencies, missing_accents_share(typed))
    terms = [
        part.term if part.fixed else spelling.best for part, spelling in zip(parts, spellings, strict=True)
    ]
    changed = [index for index, part in enumerate(parts) if terms[index] != part.term]
    if any(syllable.accented for syllable in typed):
        changed = [
            index
            for index in changed
            if spellings[index].best_probability > _PROBABILITY_LIMIT_AMONG_ACCENTS
            and _prevails(parts, terms, index, evidence)
        ]
    elif len(parts) == 1:
        if spellings[0].best_probability < _MIN_PROBABILITY_ALONE:
            return None
    elif (
        not _are_clear(parts, terms, spellings, frequencies.counted_pairs)
        or _is_used_unaccented(parts, terms, evidence)
        or not all(_occurs_next_to_syllable(terms, index, evidence) for index in changed)
    ):
        return None
    return [Replacement(parts[index], terms[index]) for index in changed]


def _are_clear(
    parts: Sequence[QueryPart],
    terms: Sequence[str],
    spellings: Sequence[Spellings],
    counted_pairs: Iterable[SpellingFrequencies],
) -> bool:
    """Return whether every spelling is probable, or every pair of neighbouring syllables is undisputed.

    A pair is undisputed if it dominates in `counted_pairs`: few documents contain the pair in other accents.
    The second rule serves small corpora, in which no spelling is probable but each pair may occur in one
    accentuation only. The second rule requires `_MIN_PROBABILITY_UNDISPUTED` of fixed parts too.
    """
    if all(
        part.fixed or spelling.best_probability >= _MIN_PROBABILITY_WITHOUT_ACCENTS
        for part, spelling in zip(parts, spellings, strict=True)
    ):
        return True
    if any(spelling.best_probability < _MIN_PROBABILITY_UNDISPUTED for spelling in spellings):
        return False
    pairs = [f"{left} {right}" for left, right in _native_pairs(terms)]
    return bool(pairs) and dominant_pairs(counted_pairs).issuperset(pairs)


def _is_used_unaccented(parts: Sequence[QueryPart], terms: Sequence[str], evidence: Evidence) -> bool:
    """Return whether some pair of neighbours is also in use without accents: `Nha Trang` for `Nhà Trắng`.

    Let u be the document frequency of the typed pair, and a the document frequency of the accented pair. The
    pair is in use without accents if `_MAX_UNACCENTED_DOCUMENTS` < u < a < `_MIN_ACCENTED_RATIO` * u. A pair
    whose spelling does not change has u = a, so it is never in use without accents.
    """
    unaccented = [evidence.pair_documents(*pair) for pair in pairwise([part.term for part in parts])]
    accented = [evidence.pair_documents(*pair) for pair in pairwise(terms)]
    return any(
        _MAX_UNACCENTED_DOCUMENTS
        < unaccented_documents
        < accented_documents
        < _MIN_ACCENTED_RATIO * unaccented_documents
        for unaccented_documents, accented_documents in zip(unaccented, accented, strict=True)
    )


def _prevails(parts: Sequence[QueryPart], terms: Sequence[str], index: int, evidence: Evidence) -> bool:
    """Return whether the term at `index` is frequent next to its neighbours, compared with the typed term.

    The document frequencies of the pairs on both sides are added up.
    """
    typed = [*terms[:index], parts[index].term, *terms[index + 1 :]]
    sides = [slice(start, start + 2) for start in (index - 1, index) if 0 <= start < len(parts) - 1]
    unaccented_documents = sum(evidence.pair_documents(*typed[side]) for side in sides)
    accented_documents = sum(evidence.pair_documents(*terms[side]) for side in sides)
    return accented_documents >= min_correction_documents(parts[index].term, unaccented_documents, evidence)


def _occurs_next_to_syllable(terms: Sequence[str], index: int, evidence: Evidence) -> bool:
    """Return whether the corpus or a passage contains the term at `index` next to a neighbouring syllable.

    Both terms of the pair must be Vietnamese syllables, so `it` in `hp it` has no neighbouring syllable.
    """
    return any(
        evidence.pair_documents(left, right) or evidence.is_in_passages(left, right)
        for left, right in _native_pairs(terms[max(0, index - 1) : index + 2])
    )


def _native_pairs(terms: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of neighbours that are both Vietnamese syllables, with accents or without."""
    return [
        (left, right) for left, right in pairwise(terms) if may_be_syllable(left) and may_be_syllable(right)
    ]
