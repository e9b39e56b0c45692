"""Which accents did the writer mean by a syllable without accents? `weigh_spellings` answers.

`possible_spellings.py` lists the spellings of a syllable. This module decides which of them are weighed, and
`markov.py` computes their probabilities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.accents.markov import spelling_probabilities
from searchidx.planning.accents.partly_typed import lacks_accents, with_more_accents
from searchidx.planning.accents.possible_spellings import possible_spellings
from searchidx.planning.accents.questions import with_question_floor
from searchidx.planning.accents.twin_frequencies import TwinFrequencies
from searchidx.planning.terms import i_y_twins
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies
    from searchidx.planning.terms import QuerySyllable

MAX_WEIGHED_SPELLINGS: Final = 16
"""The maximum number of spellings of a syllable that get probabilities. The most frequent ones are chosen."""

MIN_FREQUENCY_RATIO: Final = 0.002
"""The least document frequency of a spelling that gets a probability, as a share of the highest one."""

MIN_POSSIBLE_PROBABILITY: Final = 0.01
"""Spellings below this probability are dropped. The best spelling is always kept."""

MIN_LIKELY_PROBABILITY: Final = 0.1
"""Spellings below this probability are not searched for. The best spelling is always searched for."""

ACCENTED_SHARE_IN_PRINT: Final = 0.85
"""The share of accented syllables in printed text, among the syllables that can have accents."""

MIN_FULLY_ACCENTED_SHARE: Final = 0.7
"""A query is taken to have all its accents if at least this share of its syllables is accented.

Only syllables that can have accents are counted.
"""

_BODY: Final = layers("body")


class Spelling(NamedTuple):
    """A spelling of a syllable (an exact term), and the probability that the writer meant it."""

    text: str
    probability: float


class Spellings(NamedTuple):
    """The possible spellings of a syllable, at least one, in descending order of probability.

    Spellings with equal probabilities are in ascending order of their texts.
    """

    ranked: tuple[Spelling, ...]

    @staticmethod
    def certain(text: str) -> Spellings:
        """Return `text` as the only possible spelling, with the probability 1."""
        return Spellings((Spelling(text, 1.0),))

    @staticmethod
    def of(probabilities: Mapping[str, float]) -> Spellings:
        """Return the spellings with these probabilities, without those below `MIN_POSSIBLE_PROBABILITY`.

        The best spelling is always kept. Probabilities are not rescaled.
        """
        ranked = sorted([(-probability, text) for text, probability in probabilities.items()])
        return Spellings(tuple([Spelling(text, -negated) for negated, text in ranked])).at_least(
            MIN_POSSIBLE_PROBABILITY
        )

    def at_least(self, least: float) -> Spellings:
        """Return the spellings with at least the probability `least`, or else only the best spelling."""
        if self.ranked[-1].probability >= least:
            return self
        kept = [spelling for spelling in self.ranked if spelling.probability >= least]
        return Spellings(tuple(kept) or self.ranked[:1])

    def likely(self) -> Spellings:
        """Return the spellings to search for. See `MIN_LIKELY_PROBABILITY`."""
        return self.at_least(MIN_LIKELY_PROBABILITY)

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

    Only the syllables that can have accents are counted. If the share s of them is accented, the estimate is
    1 - s / `ACCENTED_SHARE_IN_PRINT`. It is 1 if no syllable can have accents. It is 0 if any syllable is
    accented and s would be at least `MIN_FULLY_ACCENTED_SHARE` with one more accented syllable. The syllable
    is added because a single unaccented syllable is weak evidence: 2 of 3 accented syllables count as 3 of 4,
    so nothing is missing.
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
    syllables: Sequence[QuerySyllable],
    index: DocumentFrequencies,
    missing: float,
    completions: Sequence[str] = (),
) -> list[Spellings]:
    """Return the possible spellings of each syllable of a stretch, with their probabilities.

    The only possible spelling of an accented syllable is its exact term, unless the syllable lacks some of
    its accents (`partly_typed.py`). `missing` is the share of the query's accents that were left out. The
    smaller this share, the more probable is the spelling without accents. If the share is 0, an unaccented
    syllable that bodies contain has no other possible spelling. If the last syllable is half typed, its
    spellings are its `completions`. A stretch without syllables has no spellings.

    A spelling is as frequent as it is together with its `i_y_twins`: `hoa ki` means `hoa kì`, because `hoa
    kỳ` is frequent.
    """
    if any(i_y_twins(syllable.folded) for syllable in syllables):
        index = TwinFrequencies(index)
    typed = _document_frequencies([syllable.exact for syllable in syllables], index)
    possible = [_possible(syllable, typed[syllable.exact], missing) for syllable in syllables]
    if completions and possible:
        possible[-1] = tuple(completions)
    if all(map(_is_only_one, possible)):
        return [Spellings.certain(text) for (text,) in possible]
    others = [text for row in possible for text in row if text not in typed]
    document_frequencies = with_question_floor(
        typed | _document_frequencies(others, index), index.document_count()
    )
    weighed = [_weighed(row, document_frequencies) for row in possible]
    if completions:
        # Completions were chosen by the word before, so that a rare one may be the most probable one.
        weighed[-1] = {text: document_frequencies[text] for text in completions}
    # If no accents are missing, the uncertain syllables are the unaccented ones that occur in no body. These
    # syllables certainly lack accents.
    probabilities = spelling_probabilities(weighed, index, missing or 1.0, ends_half_typed=bool(completions))
    return [
        Spellings.of(dict(zip(texts, row, strict=True)))
        for texts, row in zip(weighed, probabilities, strict=True)
    ]


def _is_only_one(texts: Sequence[str]) -> bool:
    return len(texts) == 1


def _possible(syllable: QuerySyllable, document_frequency: float, missing: float) -> tuple[str, ...]:
    """Return the distinct possible spellings of a syllable, its exact term first.

    `document_frequency` is that of the exact term in bodies.
    """
    exact = syllable.exact
    if syllable.accented:
        return (exact, *with_more_accents(exact)) if lacks_accents(exact, document_frequency) else (exact,)
    if not missing and document_frequency:
        return (exact,)
    return tuple(dict.fromkeys((exact, *possible_spellings(syllable.folded))))


def _document_frequencies(texts: Iterable[str], index: DocumentFrequencies) -> dict[str, float]:
    """Return a dictionary of the distinct texts and their document frequencies in bodies."""
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return {}
    return dict(zip(distinct, index.document_frequencies(_BODY.exact, distinct), strict=True))


def _weighed(texts: Sequence[str], document_frequencies: Mapping[str, float]) -> dict[str, float]:
    """Return the spellings that get probabilities, with their document frequencies, the highest first.

    If no document contains any of the texts, return only `texts[0]`, the exact term of the syllable.
    """
    ranked = sorted([(-document_frequencies[text], text) for text in texts if document_frequencies[text]])[
        :MAX_WEIGHED_SPELLINGS
    ]
    if not ranked:
        return {texts[0]: 0.0}
    least = MIN_FREQUENCY_RATIO * ranked[0][0]
    return {text: -negated for negated, text in ranked if negated <= least}
