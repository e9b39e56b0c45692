"""How probable is each spelling of each syllable, given the syllables beside it? A hidden Markov model.

The states are the possible spellings, the observations what was typed; the forward-backward algorithm gives
their probabilities (Rabiner, "A tutorial on hidden Markov models", 1989). The probability that spelling b
follows spelling a is smoothed by absolute discounting (Ney, Essen and Kneser, "On structuring probabilistic
dependences", 1994):

    p(b | a) = max(c(ab) - d, 0) / c(a) + d t(a) / c(a) * p(b)

c counts occurrences, d is the discount, and t(a) is the number of different spellings seen after a, which
grows with c(a) by Heaps' law. An index only knows in how many of its N documents something stands (df). If
occurrences are spread evenly over the documents (Poisson), there are c = -N ln(1 - df / (N + 1)) of them.
"""

from __future__ import annotations

from itertools import pairwise
from math import log1p
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.accents.questions import MIN_QUESTION_SHARE, question_texts
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies

DISCOUNT: Final = 0.75
"""The occurrences (d) that each pair gives up to pairs that were never seen."""

HEAPS_EXPONENT: Final = 0.7
"""A spelling that occurs c times has about c to this power different successors."""

SHARE_EXPONENT: Final = 0.95
"""p(b) is the share of b in the text to this power: frequent syllables combine less freely."""

SYLLABLES_PER_DOCUMENT: Final = 200
"""The assumed length of a document, by which occurrences become shares of the text."""

WORD_WEIGHT: Final = 2
"""How many documents more a document counts for that has the pair as one word."""

TITLE_WEIGHT: Final = 2
"""How many documents more a document counts for that has the pair in its title."""

UNSEEN_OCCURRENCES: Final = 0.5
"""The occurrences that a spelling gets which the corpus does not have."""


_BODY: Final = layers("body")
_TITLE: Final = layers("title")


class _States(NamedTuple):
    """The spellings of a syllable, and for each of them, in the same order:

    how often it occurs in the corpus, p(b), and how probably a writer who means it types what was typed.
    """

    spellings: tuple[str, ...]
    occurrences: list[float]
    shares: list[float]
    emissions: list[float]


class _Transitions(NamedTuple):
    """How probably the spellings of one syllable are followed by those of the next one.

    `seen` has a triple for each pair that the corpus has: the indexes of the spellings before and after, and
    the discounted probability. In addition, every pair gets `backoff[before] * shares[after]`.
    """

    seen: list[tuple[int, int, float]]
    backoff: list[float]


def spelling_probabilities(
    frequencies: Sequence[Mapping[str, float]], index: DocumentFrequencies, missing: float
) -> list[list[float]]:
    """Return the probabilities of the spellings of each syllable, given the syllables beside it.

    `frequencies` has for each syllable (one or more) its spellings with their document frequencies; the
    result has a list for each syllable, in the order of its spellings, which adds up to 1. `missing` is the
    probability (above 0) that a spelling with accents was typed without them.
    """
    states = [_states(row, index.document_count(), missing) for row in frequencies]
    transitions = _all_transitions(states, index)
    forward = [_normalized(list(map(mul, states[0].occurrences, states[0].emissions)))]
    for transition, state in zip(transitions, states[1:], strict=True):
        forward.append(_forward_step(transition, state, forward[-1]))
    backward = [[1.0] * len(states[-1].spellings)]
    for transition, state in zip(reversed(transitions), states[:0:-1], strict=True):
        backward.append(_backward_step(transition, state, backward[-1]))
    backward.reverse()
    return [
        _normalized(list(map(mul, before, after))) for before, after in zip(forward, backward, strict=True)
    ]


def _occurrences(frequency: float, documents: int) -> float:
    """Return how often something occurs that stands in `frequency` of all documents (Poisson)."""
    return -documents * log1p(-min(frequency, documents) / (documents + 1))


def _states(frequencies: Mapping[str, float], documents: int, missing: float) -> _States:
    occurrences = [
        _occurrences(frequency, documents) or UNSEEN_OCCURRENCES for frequency in frequencies.values()
    ]
    text_length = SYLLABLES_PER_DOCUMENT * max(1, documents)
    shares = [(count / text_length) ** SHARE_EXPONENT for count in occurrences]
    emissions = [1.0 if spelling.isascii() else missing for spelling in frequencies]
    return _States(tuple(frequencies), occurrences, shares, emissions)


def _all_transitions(states: Sequence[_States], index: DocumentFrequencies) -> list[_Transitions]:
    """Return the transitions between neighbouring syllables; two that stand twice are looked up once."""
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], _Transitions] = {}
    transitions = []
    for before, after in pairwise(states):
        key = before.spellings, after.spellings
        if key not in known:
            known[key] = _transitions(before, after, index)
        transitions.append(known[key])
    return transitions


def _transitions(before: _States, after: _States, index: DocumentFrequencies) -> _Transitions:
    if len(before.spellings) == len(after.spellings) == 1:
        return _Transitions([], [1.0])  # there is nothing to decide
    documents, width = index.document_count(), len(after.spellings)
    seen = []
    for number, frequency in _pair_frequencies(before, after, index).items():
        left, right = divmod(number, width)
        discounted = _occurrences(frequency, documents) - DISCOUNT
        if discounted > 0:
            seen.append((left, right, discounted / before.occurrences[left]))
    # d t(a) / c(a), where t(a) = c(a) ** HEAPS_EXPONENT
    backoff = [DISCOUNT * count ** (HEAPS_EXPONENT - 1) for count in before.occurrences]
    return _Transitions(seen, backoff)


def _pair_frequencies(before: _States, after: _States, index: DocumentFrequencies) -> dict[int, float]:
    """Return the weighted document frequencies of the pairs of spellings that the corpus or a question has.

    Pairs are numbered row by row: (number of the spelling before) * (how many are after) + (number after).
    """
    pairs = [f"{left} {right}" for left in before.spellings for right in after.spellings]
    in_bodies = index.document_frequencies(_BODY.pairs, pairs)
    in_questions = question_texts().intersection(pairs)
    numbers = [
        number
        for number, frequency in enumerate(in_bodies)
        if frequency or (in_questions and pairs[number] in in_questions)
    ]
    if not numbers:
        return {}
    texts = [pairs[number] for number in numbers]
    as_words = index.document_frequencies(_BODY.words, [text.replace(" ", "_") for text in texts])
    in_titles = index.document_frequencies(_TITLE.pairs, texts)
    frequencies: dict[int, float] = {
        number: in_bodies[number] + WORD_WEIGHT * as_word + TITLE_WEIGHT * in_title
        for number, as_word, in_title in zip(numbers, as_words, in_titles, strict=True)
    }
    for number in map(pairs.index, in_questions):
        frequencies[number] = max(frequencies[number], MIN_QUESTION_SHARE * index.document_count())
    return frequencies


def _forward_step(transitions: _Transitions, after: _States, forward: list[float]) -> list[float]:
    """Return the probabilities of the spellings of a syllable, given all syllables up to it."""
    unseen = sum(map(mul, forward, transitions.backoff))
    weights = [unseen * share for share in after.shares]
    for left, right, probability in transitions.seen:
        weights[right] += forward[left] * probability
    return _normalized(list(map(mul, weights, after.emissions)))


def _backward_step(transitions: _Transitions, after: _States, backward: list[float]) -> list[float]:
    """Return how well each spelling of a syllable goes with all syllables behind it."""
    backward = list(map(mul, backward, after.emissions))
    unseen = sum(map(mul, after.shares, backward))
    weights = [unseen * backoff for backoff in transitions.backoff]
    for left, right, probability in transitions.seen:
        weights[left] += probability * backward[right]
    return _normalized(weights)


def _normalized(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]
