"""Which accents did the writer mean by a syllable typed without them? `weigh_spellings` answers.

This module decides which spellings are possible. `markov.py` computes their probabilities.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.accentuations import accentuations, toneless_spellings
from searchidx.planning.accents.markov import spelling_probabilities
from searchidx.planning.accents.questions import with_question_floor
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies
    from searchidx.planning.terms import QuerySyllable

MAX_WEIGHED_SPELLINGS: Final = 16
"""Only this number of spellings of a syllable, the most frequent ones, are given probabilities."""

MIN_FREQUENCY_RATIO: Final = 0.002
"""A spelling is given a probability only if its document frequency is at least this share of the highest."""

MIN_POSSIBLE_PROBABILITY: Final = 0.01
"""Spellings below this probability are dropped. The best spelling is always kept."""

MIN_LIKELY_PROBABILITY: Final = 0.1
"""Spellings below this probability are not searched for. The best spelling always is."""

MAX_STROKES: Final = 3
"""In an abbreviation with at most this number of letters d, each d may stand for đ."""

ACCENTED_SHARE_IN_PRINT: Final = 0.85
"""In printed text, the share of the syllables that have accents, among those that can have any."""

MIN_FULLY_ACCENTED_SHARE: Final = 0.7
"""A query with at least this share of accented syllables was typed with all its accents."""

_BODY: Final = layers("body")


class Spelling(NamedTuple):
    """A spelling of a syllable (an exact term), and the probability that the writer meant it."""

    text: str
    probability: float


class Spellings(NamedTuple):
    """The possible spellings of a syllable in descending order of probability, at least one.

    Spellings of equal probability are in ascending order of their texts. A certain spelling is the only one
    and has the probability 1.
    """

    ranked: tuple[Spelling, ...]

    @staticmethod
    def certain(text: str) -> Spellings:
        """Return the spellings of a syllable that is certainly spelt `text`."""
        return Spellings((Spelling(text, 1.0),))

    @staticmethod
    def of(probabilities: Mapping[str, float]) -> Spellings:
        """Return the spellings with their probabilities, without those below `MIN_POSSIBLE_PROBABILITY`."""
        ranked = sorted([(-probability, text) for text, probability in probabilities.items()])
        return Spellings(tuple([Spelling(text, -negated) for negated, text in ranked])).above(
            MIN_POSSIBLE_PROBABILITY
        )

    def above(self, least: float) -> Spellings:
        """Return the spellings with at least this probability; if there are none, the best spelling."""
        if self.ranked[-1].probability >= least:
            return self
        kept = [spelling for spelling in self.ranked if spelling.probability >= least]
        return Spellings(tuple(kept) or self.ranked[:1])

    def likely(self) -> Spellings:
        """Return the spellings that are probable enough to be searched for, at least the best one."""
        return self.above(MIN_LIKELY_PROBABILITY)

    @property
    def best(self) -> str:
        """The most probable spelling."""
        return self.ranked[0].text

    @property
    def best_probability(self) -> float:
        """The probability of the most probable spelling."""
        return self.ranked[0].probability


def missing_accents_share(syllables: Iterable[QuerySyllable]) -> float:
    """Estimate the share of a query's accents that were left out, from 0 to 1.

    The estimate considers only syllables that can have accents. With a share s of accented ones, it is
    1 - s / `ACCENTED_SHARE_IN_PRINT`, or 0 if s is at least `MIN_FULLY_ACCENTED_SHARE`. The comparison with
    this constant counts one more accented syllable, because a single unaccented syllable is weak evidence.
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


def weigh_spellings(
    syllables: Sequence[QuerySyllable], index: DocumentFrequencies, missing: float
) -> list[Spellings]:
    """Return the possible spellings of each syllable of a stretch, with their probabilities.

    `missing` is the share of the query's accents that were left out. The smaller the share, the more probably
    an unaccented syllable was meant as typed. At 0, every syllable was meant as typed, except unaccented
    syllables that no body has. An accented syllable was always meant as typed.
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
    # If no accents are missing, only unaccented syllables that no body has are left to decide. They certainly
    # lack accents.
    probabilities = spelling_probabilities(weighed, index, missing or 1.0)
    return [
        Spellings.of(dict(zip(texts, row, strict=True)))
        for texts, row in zip(weighed, probabilities, strict=True)
    ]


def _frequencies(texts: Iterable[str], index: DocumentFrequencies) -> dict[str, float]:
    """Return the document frequencies of the distinct texts in bodies."""
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return {}
    return dict(zip(distinct, index.document_frequencies(_BODY.exact, distinct), strict=True))


def _weighed(texts: Sequence[str], frequencies: Mapping[str, float]) -> dict[str, float]:
    """Return the spellings to give probabilities to, with their document frequencies, the highest first.

    If no document has any of the texts, the only one is `texts[0]`, which is the syllable as typed.
    """
    ranked = sorted([(-frequencies[text], text) for text in texts if frequencies[text]])[
        :MAX_WEIGHED_SPELLINGS
    ]
    if not ranked:
        return {texts[0]: 0.0}
    least = MIN_FREQUENCY_RATIO * ranked[0][0]
    return {text: -negated for negated, text in ranked if negated <= least}


@lru_cache(maxsize=1 << 12)
def possible_spellings(folded: str) -> tuple[str, ...]:
    """Return the spellings that a syllable typed without accents may stand for; there may be none.

    - Letters of a Vietnamese syllable stand for all its accentuations.
    - Other letters with a final k may be a name of the Central Highlands: `dak` stands for `đắk`, `đăk`, ...,
      which have the accents of a syllable that ends in c.
    - Other letters with one to `MAX_STROKES` d may be an abbreviation: `hdnd` stands for `hđnd`, `hdnđ`, ...
    """
    if of_orthography := accentuations(folded):
        return of_orthography
    if folded.endswith("k"):
        with_c = folded.removesuffix("k") + "c"
        endless = dict.fromkeys(text[:-1] for text in (*toneless_spellings(with_c), *accentuations(with_c)))
        return tuple(f"{text}k" for text in endless)
    if 0 < folded.count("d") <= MAX_STROKES:
        choices = ["dđ" if letter == "d" else letter for letter in folded]
        return tuple("".join(letters) for letters in product(*choices))
    return ()
