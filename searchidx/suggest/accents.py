"""Missing accents: which syllables without accents get the accents that the corpus gives them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.suggest.evidence import dominant_pairs
from searchidx.suggest.misspellings import min_word_documents
from searchidx.suggest.query_parts import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from searchidx.planning.accents.spellings import Spellings
    from searchidx.suggest.evidence import Evidence, PairCounts
    from searchidx.suggest.query_parts import QueryPart

_MIN_PROBABILITY: Final = 0.9
"""The probability that each accentuation of a suggestion needs."""

_MIN_UNDISPUTED_PROBABILITY: Final = 0.5
"""The probability that is enough where each pair of neighbours dominates all of its other accentuations."""

_MIN_PROBABILITY_ALONE: Final = 0.97
"""The probability that a query of one syllable needs."""

_MAX_UNACCENTED_DOCUMENTS: Final = 2
"""A pair of neighbours that more documents have without accents may be meant so."""

_MIN_ACCENTED_RATIO: Final = 50
"""Such a pair counts as meant without accents unless documents with accents outnumber the others by this
factor.
"""


def restore_accents(stretches: Sequence[Sequence[QueryPart]], evidence: Evidence) -> list[Replacement]:
    """Return the parts that lack accents, with the accents that were meant.

    Nothing is returned if a stretch without any accents is in doubt.
    """
    syllables = {part.syllable.folded for parts in stretches for part in parts}
    by_stretch = [_restore_stretch(parts, syllables, evidence) for parts in stretches]
    if None in by_stretch:
        return []
    return [replacement for replacements in by_stretch for replacement in replacements or ()]


def _restore_stretch(
    parts: Sequence[QueryPart], syllables: Set[str], evidence: Evidence
) -> list[Replacement] | None:
    """Return the parts of a stretch that lack accents, with those meant; None if one of them is in doubt.

    Beside typed accents a syllable without accents is mostly meant so, unless it makes a pair only with them.
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
            if spellings[index].probability > _MIN_PROBABILITY and _prevails(parts, terms, index, evidence)
        ]
    elif len(parts) == 1:
        if spellings[0].probability < _MIN_PROBABILITY_ALONE:
            return None
    elif (
        not _are_clear(parts, terms, spellings, frequencies.counted_pairs)
        or _is_used_unaccented(parts, terms, evidence)
        or not all(_stands_beside_syllable(terms, index, evidence) for index in changed)
    ):
        return None
    return [Replacement(parts[index], terms[index]) for index in changed]


def _are_clear(
    parts: Sequence[QueryPart],
    terms: Sequence[str],
    spellings: Sequence[Spellings],
    counted_pairs: Iterable[PairCounts],
) -> bool:
    """Whether every spelling is probable, or every pair of neighbours dominates its other accentuations.

    A small corpus makes nothing probable, but may have each pair in one accentuation only.
    """
    if all(
        part.fixed or spelling.probability >= _MIN_PROBABILITY
        for part, spelling in zip(parts, spellings, strict=True)
    ):
        return True
    if any(spelling.probability < _MIN_UNDISPUTED_PROBABILITY for spelling in spellings):
        return False
    pairs = [f"{left} {right}" for left, right in _native_pairs(terms)]
    return bool(pairs) and dominant_pairs(counted_pairs).issuperset(pairs)


def _is_used_unaccented(parts: Sequence[QueryPart], terms: Sequence[str], evidence: Evidence) -> bool:
    """Whether some neighbours are written without accents too: Nha Trang is not always the Nhà Trắng.

    They are if several documents have them without accents, and more have them with accents, but not so many
    that the former can be slips. (Where fewer have them with accents, the spellings were not probable.)
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
    """Whether a term stands beside a neighbour, and hardly ever as it was typed."""
    typed = [*terms[:index], parts[index].term, *terms[index + 1 :]]
    sides = [slice(start, start + 2) for start in (index - 1, index) if 0 <= start < len(parts) - 1]
    unaccented_documents = sum(evidence.pair_documents(*typed[side]) for side in sides)
    accented_documents = sum(evidence.pair_documents(*terms[side]) for side in sides)
    return accented_documents >= min_word_documents(parts[index].term, unaccented_documents, evidence)


def _stands_beside_syllable(terms: Sequence[str], index: int, evidence: Evidence) -> bool:
    """Whether the corpus has a term beside a neighbour that is a syllable too (not so in `hp it`)."""
    return any(
        evidence.pair_documents(left, right) or evidence.is_in_passages(left, right)
        for left, right in _native_pairs(terms[max(0, index - 1) : index + 2])
    )


def _native_pairs(terms: Sequence[str]) -> list[tuple[str, str]]:
    """Return the neighbours that are both syllables of Vietnamese, with accents or without."""
    return [(left, right) for left, right in pairwise(terms) if _is_native(left) and _is_native(right)]


def _is_native(term: str) -> bool:
    return is_syllable(term) or term in unmarked_syllables()
