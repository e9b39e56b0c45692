"""Which accents were meant by a syllable that was typed without any? `likely_spellings` answers.

This module knows which spellings are possible; `markov.py` tells how probable each is.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.orthography import TONES, place_tone, toneless_syllables
from searchidx.planning.accents.markov import spelling_probabilities
from searchidx.planning.accents.questions import with_question_floor
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies
    from searchidx.planning.terms import QuerySyllable

MAX_WEIGHED_SPELLINGS: Final = 16
"""How many spellings of a syllable are weighed: the most frequent ones."""

MIN_FREQUENCY_RATIO: Final = 0.002
"""A spelling is not weighed if it is less frequent than this share of the most frequent one."""

MIN_POSSIBLE_PROBABILITY: Final = 0.01
"""Spellings that are less probable than this are dropped."""

MIN_LIKELY_PROBABILITY: Final = 0.1
"""Spellings that are less probable than this are not looked for, unless there is no better one."""

MAX_STROKES: Final = 3
"""An abbreviation with more letters d than this is not tried with đ in place of them."""

ACCENTED_SHARE_IN_PRINT: Final = 0.85
"""The share of accented syllables in printed text, among those that may have accents."""

MIN_FULLY_ACCENTED_SHARE: Final = 0.7
"""A query with at least this share of accented syllables has all its accents: print seldom has fewer."""

_BODY: Final = layers("body")


class Spelling(NamedTuple):
    """A spelling of a syllable (an exact term), and how probably it was meant."""

    text: str
    probability: float


class Spellings(NamedTuple):
    """The possible spellings of a syllable, the most probable first and equally probable ones ascending.

    A syllable whose spelling is certain has that one spelling, with the probability 1.
    """

    ranked: tuple[Spelling, ...]

    @staticmethod
    def certain(text: str) -> Spellings:
        """Return the spelling that is certainly meant."""
        return Spellings((Spelling(text, 1.0),))

    @staticmethod
    def of(probabilities: Mapping[str, float]) -> Spellings:
        """Return the spellings that are possible, by the probabilities of some."""
        ranked = sorted([(-probability, text) for text, probability in probabilities.items()])
        return Spellings(tuple([Spelling(text, -negated) for negated, text in ranked])).above(
            MIN_POSSIBLE_PROBABILITY
        )

    def above(self, least: float) -> Spellings:
        """Return the spellings that are at least so probable; the most probable one where none is."""
        if self.ranked[-1].probability >= least:
            return self
        kept = [spelling for spelling in self.ranked if spelling.probability >= least]
        return Spellings(tuple(kept) or self.ranked[:1])

    def likely(self) -> Spellings:
        """Return the spellings that are worth looking for."""
        return self.above(MIN_LIKELY_PROBABILITY)

    @property
    def best(self) -> str:
        """The most probable spelling."""
        return self.ranked[0].text

    @property
    def probability(self) -> float:
        """The probability of the most probable spelling."""
        return self.ranked[0].probability


def missing_accents_share(syllables: Iterable[QuerySyllable]) -> float:
    """Return the share of its accents that a query was typed without, from 0 to 1.

    It is estimated from the share of accented syllables among those that may have accents, which is
    `ACCENTED_SHARE_IN_PRINT` in a text with all accents. One syllable more is counted as accented: a single
    syllable without accents proves nothing.
    """
    accented = [
        syllable.accented
        for syllable in syllables
        if syllable.accented or len(possible_spellings(syllable.folded)) > 1
    ]
    count, total = sum(accented), len(accented)
    if count and count + 1 >= MIN_FULLY_ACCENTED_SHARE * (total + 1):
        return 0.0
    return 1 - count / (ACCENTED_SHARE_IN_PRINT * max(1, total))


def likely_spellings(
    syllables: Sequence[QuerySyllable], index: DocumentFrequencies, missing: float
) -> list[Spellings]:
    """Return the possible spellings of each syllable of a stretch, by the pairs of the index.

    `missing` is the share of its accents that the query was typed without. The smaller it is, the more
    probably a syllable without accents was meant so. Where it is 0, every syllable was meant as it was
    typed, except one without accents that no article has.
    """
    if all(syllable.accented for syllable in syllables):
        return [Spellings.certain(syllable.exact) for syllable in syllables]
    typed = _frequencies([syllable.exact for syllable in syllables], index)
    certain = [syllable.accented or (not missing and typed[syllable.exact] > 0) for syllable in syllables]
    if all(certain):
        return [Spellings.certain(syllable.exact) for syllable in syllables]
    possible = [
        (syllable.exact,) if as_typed else (syllable.exact, *possible_spellings(syllable.folded))
        for syllable, as_typed in zip(syllables, certain, strict=True)
    ]
    others = [text for row in possible for text in row if text not in typed]
    frequencies = with_question_floor(typed | _frequencies(others, index), index.document_count())
    weighed = [_weighed(row, frequencies) for row in possible]
    # Where no accents are missing, only syllables that no article has are in doubt: all their spellings
    # count.
    probabilities = spelling_probabilities(weighed, index, missing or 1.0)
    return [
        Spellings.of(dict(zip(texts, row, strict=True)))
        for texts, row in zip(weighed, probabilities, strict=True)
    ]


def _frequencies(texts: Iterable[str], index: DocumentFrequencies) -> dict[str, float]:
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return {}
    return dict(zip(distinct, index.document_frequencies(_BODY.exact, distinct), strict=True))


def _weighed(texts: Sequence[str], frequencies: Mapping[str, float]) -> dict[str, float]:
    """Return the spellings that are weighed, with their document frequencies, the most frequent first.

    Where no article has any of them, the first (what was typed) is the only one.
    """
    ranked = sorted([(-frequencies[text], text) for text in texts if frequencies[text]])[
        :MAX_WEIGHED_SPELLINGS
    ]
    if not ranked:
        return {texts[0]: 0.0}
    least = MIN_FREQUENCY_RATIO * ranked[0][0]
    return {text: -negated for negated, text in ranked if negated <= least}


def accentuations(folded: str) -> tuple[str, ...]:
    """Return every syllable of the orthography that has these letters without accents, in a fixed order."""
    return tuple(
        accented
        for toneless in _toneless_by_letters().get(folded, ())
        for tone in range(len(TONES))
        if (accented := place_tone(toneless, tone)) is not None
    )


@lru_cache(maxsize=1 << 12)
def possible_spellings(folded: str) -> tuple[str, ...]:
    """Return what a syllable that was typed without accents may have meant.

    A syllable of the orthography has all its accentuations. Others may be names of the Central Highlands,
    with k for c (`dak` is `đắk`, `đăk`, ...), or abbreviations with d for đ (`hdnd` is `hđnd`). The rest has
    none.
    """
    if of_orthography := accentuations(folded):
        return of_orthography
    if folded.endswith("k"):
        with_c = folded.removesuffix("k") + "c"
        toneless = _toneless_by_letters().get(with_c, ())
        endless = dict.fromkeys(text[:-1] for text in (*toneless, *accentuations(with_c)))
        return tuple(f"{text}k" for text in endless)
    if 0 < folded.count("d") <= MAX_STROKES:
        choices = ["dđ" if letter == "d" else letter for letter in folded]
        return tuple("".join(letters) for letters in product(*choices))
    return ()


@cache
def _toneless_by_letters() -> dict[str, list[str]]:
    """Return the toneless syllables by their plain letters: `duong` -> `duong`, `dương`, `đương`, ..."""
    to_plain = str.maketrans("ăâđêôơư", "aadeoou")
    by_letters: dict[str, list[str]] = {}
    for toneless in toneless_syllables():
        by_letters.setdefault(toneless.translate(to_plain), []).append(toneless)
    return by_letters
