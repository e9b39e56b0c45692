"""How probable is each spelling of each syllable, given the other syllables? A hidden Markov model answers.

The states are the possible spellings, and the observations are the typed syllables. The forward-backward
algorithm computes the probabilities of the states (Rabiner, "A tutorial on hidden Markov models", 1989). The
probability that spelling b follows spelling a is smoothed by absolute discounting (Ney, Essen and Kneser, "On
structuring probabilistic dependences", 1994):

    p(b | a) = max(c(ab) - d, 0) / c(a) + d t(a) / c(a) * p(b)

Here c is a number of occurrences, d is the discount, and t(a) is the number of distinct spellings that follow
a. By Heaps' law, t(a) is about c(a) to the power `HEAPS_EXPONENT`. An index of N documents has only document
frequencies (df). If occurrences are spread over the documents at random (Poisson), the number of occurrences
is about c = -N ln(1 - df / (N + 1)).
"""

from __future__ import annotations

from itertools import pairwise
from math import log, log1p
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.accents.questions import MIN_QUESTION_SHARE, question_texts
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies

DISCOUNT: Final = 0.75
"""The discount d: the number of occurrences that each pair loses. What is lost goes to all pairs."""

HEAPS_EXPONENT: Final = 0.7
"""The number of distinct spellings that follow a spelling with c occurrences is about c to this power."""

SHARE_EXPONENT: Final = 0.95
"""p(b) is the share of b in the text, raised to this power. Frequent syllables combine less freely."""

SYLLABLES_PER_DOCUMENT: Final = 200
"""The assumed length of a document, which turns numbers of occurrences into shares of the text."""

WORD_BONUS: Final = 2
"""A document that contains a pair as one word counts as this number of additional documents."""

TITLE_BONUS: Final = 4
"""A document that contains a pair in its title counts as this number of additional documents.

Queries are worded like titles: what an article is about counts more than what it mentions.
"""

UNSEEN_OCCURRENCES: Final = 0.5
"""The number of occurrences that is assumed for a spelling that does not occur in the corpus."""

_BODY: Final = layers("body")
_TITLE: Final = layers("title")


class _States(NamedTuple):
    """The spellings of a syllable, and three numbers for each of them, in the same order.

    `occurrences` has c(b), the estimated number of occurrences in the corpus, and `shares` has p(b). Both are
    defined in the module's description. `emissions` has the probability that spelling b is typed as the
    syllable of the query: 1 if b has no accents, otherwise the probability that accents are left out.
    """

    spellings: tuple[str, ...]
    occurrences: list[float]
    shares: list[float]
    emissions: list[float]


class _Transitions(NamedTuple):
    """The probabilities p(b | a) that spelling b of a syllable follows spelling a of the syllable before.

    `seen` has a triple (index of a, index of b, first summand of p(b | a)) for each pair whose first summand
    is positive. The second summand of every pair is `backoff[index of a] * shares[index of b]`.
    """

    seen: list[tuple[int, int, float]]
    backoff: list[float]


def spelling_probabilities(
    document_frequencies: Sequence[Mapping[str, float]],
    index: DocumentFrequencies,
    missing: float,
    *,
    ends_half_typed: bool = False,
) -> list[list[float]]:
    """Return the probabilities of the spellings of each syllable, given all syllables of a stretch.

    `document_frequencies` has a mapping for each syllable of the stretch (one or more): its spellings, at
    least one, to their document frequencies. `missing` is the probability that the accents of a spelling were
    left out, and must be above 0. If the stretch `ends_half_typed`, the spellings of the last syllable are
    the completions of a beginning. The result has a list for each syllable: the probabilities of its
    spellings, in the same order. They add up to 1.

    For each two neighbours, one call looks up the pairs of all of their spellings in bodies, and no other
    pairs. `PassageFrequencies` (`suggest/evidence.py`), which may take the place of `index`, relies on this:
    it adjusts the shares of these spellings, and records them.
    """
    states = [_states(row, index.document_count(), missing) for row in document_frequencies]
    if ends_half_typed:
        emissions = _completion_emissions(document_frequencies[-1], index.document_count())
        states[-1] = states[-1]._replace(emissions=emissions)
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


def _occurrences(document_frequency: float, documents: int) -> float:
    """Estimate the number of occurrences of a term by its document frequency (Poisson).

    The result is -N ln(1 - df / (N + 1)). A frequency above N is set to N.
    """
    return -documents * log1p(-min(document_frequency, documents) / (documents + 1))


def _states(document_frequencies: Mapping[str, float], documents: int, missing: float) -> _States:
    occurrences = [
        _occurrences(document_frequency, documents) or UNSEEN_OCCURRENCES
        for document_frequency in document_frequencies.values()
    ]
    text_length = SYLLABLES_PER_DOCUMENT * max(1, documents)
    shares = [(count / text_length) ** SHARE_EXPONENT for count in occurrences]
    emissions = [1.0 if spelling.isascii() else missing for spelling in document_frequencies]
    return _States(tuple(document_frequencies), occurrences, shares, emissions)


def _completion_emissions(document_frequencies: Mapping[str, float], documents: int) -> list[float]:
    """Return a value for each completion that is proportional to the probability of the typed beginning.

    A word of n letters is typed with n keystrokes, and each of its n beginnings is equally probable. People
    search for words in proportion to their inverse document frequency, ln((N + 1) / df): `và` follows most
    words in articles, but ends few queries. Accents have no influence, because the missing ones may be typed
    with the next letters.
    """
    return [
        log((documents + 1) / (min(document_frequency, documents) or UNSEEN_OCCURRENCES)) / len(text)
        for text, document_frequency in document_frequencies.items()
    ]


def _all_transitions(states: Sequence[_States], index: DocumentFrequencies) -> list[_Transitions]:
    """Return the transitions between neighbouring syllables. Equal transitions are computed only once."""
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], _Transitions] = {}
    transitions = []
    for before, after in pairwise(states):
        key = before.spellings, after.spellings
        if key not in known:
            known[key] = _transitions(before, after, index)
        transitions.append(known[key])
    return transitions


def _transitions(before: _States, after: _States, index: DocumentFrequencies) -> _Transitions:
    """Return the transitions from the spellings of one syllable to the spellings of the next."""
    if len(before.spellings) == len(after.spellings) == 1:
        return _Transitions([], [1.0])  # any positive value will do, because there is nothing to decide
    documents, width = index.document_count(), len(after.spellings)
    seen = []
    for number, document_frequency in _pair_document_frequencies(before, after, index).items():
        left, right = divmod(number, width)
        discounted = _occurrences(document_frequency, documents) - DISCOUNT
        if discounted > 0:
            seen.append((left, right, discounted / before.occurrences[left]))
    # d t(a) / c(a), with t(a) = c(a) ** HEAPS_EXPONENT
    backoff = [DISCOUNT * count ** (HEAPS_EXPONENT - 1) for count in before.occurrences]
    return _Transitions(seen, backoff)


def _pair_document_frequencies(
    before: _States, after: _States, index: DocumentFrequencies
) -> dict[int, float]:
    """Return the weighted document frequencies of the pairs of spellings, by the numbers of the pairs.

    The result contains the pairs that occur in a body or in one of the `QUESTIONS`. The number of a pair is
    (index of the spelling before) * (number of spellings after) + (index of the spelling after).
    """
    pairs = [f"{left} {right}" for left in before.spellings for right in after.spellings]
    in_bodies = index.document_frequencies(_BODY.pairs, pairs)
    in_questions = question_texts().intersection(pairs)
    numbers = [
        number
        for number, document_frequency in enumerate(in_bodies)
        if document_frequency or (in_questions and pairs[number] in in_questions)
    ]
    if not numbers:
        return {}
    texts = [pairs[number] for number in numbers]
    as_words = index.document_frequencies(_BODY.words, [text.replace(" ", "_") for text in texts])
    in_titles = index.document_frequencies(_TITLE.pairs, texts)
    document_frequencies: dict[int, float] = {
        number: in_bodies[number] + WORD_BONUS * as_word + TITLE_BONUS * in_title
        for number, as_word, in_title in zip(numbers, as_words, in_titles, strict=True)
    }
    for number in map(pairs.index, in_questions):
        document_frequencies[number] = max(
            document_frequencies[number], MIN_QUESTION_SHARE * index.document_count()
        )
    return document_frequencies


def _forward_step(transitions: _Transitions, after: _States, forward: list[float]) -> list[float]:
    """Return the probabilities of the spellings of a syllable, given all typed syllables up to this one.

    `after` are the states of this syllable. `forward` is the result for the syllable before.
    """
    unseen = sum(map(mul, forward, transitions.backoff))
    weights = [unseen * share for share in after.shares]
    for left, right, probability in transitions.seen:
        weights[right] += forward[left] * probability
    return _normalized(list(map(mul, weights, after.emissions)))


def _backward_step(transitions: _Transitions, after: _States, backward: list[float]) -> list[float]:
    """Return a value for each spelling of a syllable: the probability of all later typed syllables, given it.

    The values are scaled, so that they add up to 1. `after` are the states of the next syllable, and
    `backward` is the result for the next syllable.
    """
    backward = list(map(mul, backward, after.emissions))
    unseen = sum(map(mul, after.shares, backward))
    weights = [unseen * backoff for backoff in transitions.backoff]
    for left, right, probability in transitions.seen:
        weights[left] += probability * backward[right]
    return _normalized(weights)


def _normalized(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]
