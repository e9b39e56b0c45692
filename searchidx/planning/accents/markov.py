"""How likely each spelling of each syllable of a run is, by the spellings beside it: a hidden Markov chain.

Forward-backward gives the probabilities (Rabiner, "A tutorial on hidden Markov models", 1989). A form follows
another by absolute discounting (Ney, Essen and Kneser, "On structuring probabilistic dependences", 1994):
p(b | a) = max(c(ab) - d, 0) / c(a) + d t(a) / c(a) * p(b), where t(a), the different forms seen after a, grow
with c(a) by Heaps' law. An index knows in how many of its N documents something stands; if occurrences are
spread evenly (Poisson), it occurs c = -N ln(1 - df / (N + 1)) times.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import log1p
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies

_DISCOUNT: Final = 0.75
_HEAPS: Final = 0.7
"""The different successors of a form that occurs c times are about c to this power."""

_FLATTER: Final = 0.95
"""Power of p(b): what is frequent everywhere stands less freely beside anything."""

_WORDS: Final = 200
"""Syllables of an article, about: what turns a count into a share of the text."""

_AS_WORD: Final = 2
_IN_TITLE: Final = 2
"""How many times more a document counts that has a pair as one word, or in its title."""

_UNSEEN: Final = 0.5
"""Occurrences that a form counts for which the corpus does not have."""

_QUESTIONS: Final = (
    "bao nhiêu",
    "bao lâu",
    "bao giờ",
    "có mấy",
    "thứ mấy",
    "năm mấy",
    "ở đâu",
    "là ai",
    "là gì",
    "như thế nào",
    "khi nào",
    "vì sao",
    "tại sao",
)
"""What queries ask with and articles seldom have, so that these cannot tell its accents."""

_ASKED: Final = 0.03
"""Share of the documents that the syllables and pairs of questions count for at least."""

_BODY: Final = layers("body")
_TITLE: Final = layers("title")


class _States(NamedTuple):
    """The forms of a syllable, how often each occurs, their shares of the text, and how likely each is
    typed as it was."""

    forms: tuple[str, ...]
    counts: list[float]
    shares: list[float]
    typed: list[float]


class _Link(NamedTuple):
    """How likely forms follow: for pairs seen (before, after, probability), for all backoff * share."""

    seen: list[tuple[int, int, float]]
    backoff: list[float]


def posteriors(
    spelled: Sequence[Mapping[str, float]], lexicon: DocumentFrequencies, missing: float
) -> list[list[float]]:
    """Return the probabilities of the forms of each syllable, given the document frequency of each form.

    `missing`: the share of the accents that were not typed.
    """
    states = [_states(forms, lexicon.document_count(), missing) for forms in spelled]
    links = _links(states, lexicon)
    ahead = [_scaled(list(map(mul, states[0].counts, states[0].typed)))]
    for link, state in zip(links, states[1:], strict=True):
        ahead.append(_forwards(link, state, ahead[-1]))
    behind = [[1.0] * len(states[-1].forms)]
    for link, state in zip(reversed(links), states[:0:-1], strict=True):
        behind.append(_backwards(link, state, behind[-1]))
    behind.reverse()
    return [_scaled(list(map(mul, left, right))) for left, right in zip(ahead, behind, strict=True)]


@cache
def question_pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbours in questions."""
    return frozenset(pair for question in _QUESTIONS for pair in pairwise(question.split()))


@cache
def _asked() -> frozenset[str]:
    """The syllables and the pairs of questions."""
    pairs = question_pairs()
    return frozenset(map(" ".join, pairs)).union(*pairs)


def floored(counted: dict[str, float], documents: int) -> dict[str, float]:
    """Return the document frequencies of syllables; those of questions are not low."""
    least = _ASKED * documents
    return counted | {term: max(counted[term], least) for term in _asked() & counted.keys()}


def _occurrences(frequency: float, documents: int) -> float:
    return -documents * log1p(-min(frequency, documents) / (documents + 1))


def _states(frequencies: Mapping[str, float], documents: int, missing: float) -> _States:
    counts = [_occurrences(count, documents) or _UNSEEN for count in frequencies.values()]
    text = _WORDS * max(1, documents)
    typed = [1.0 if form.isascii() else missing for form in frequencies]
    return _States(tuple(frequencies), counts, [(count / text) ** _FLATTER for count in counts], typed)


def _links(states: Sequence[_States], lexicon: DocumentFrequencies) -> list[_Link]:
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], _Link] = {}
    for before, after in pairwise(states):
        key = before.forms, after.forms
        if key not in known:
            known[key] = _link(before, after, lexicon)
    return [known[before.forms, after.forms] for before, after in pairwise(states)]


def _link(before: _States, after: _States, lexicon: DocumentFrequencies) -> _Link:
    if len(before.forms) == len(after.forms) == 1:
        return _Link([], [1.0])
    documents, width = lexicon.document_count(), len(after.forms)
    seen = []
    for place, count in _pairs(before, after, lexicon).items():
        left, right = divmod(place, width)
        beyond = _occurrences(count, documents) - _DISCOUNT
        if beyond > 0:
            seen.append((left, right, beyond / before.counts[left]))
    return _Link(seen, [_DISCOUNT * count ** (_HEAPS - 1) for count in before.counts])


def _pairs(before: _States, after: _States, lexicon: DocumentFrequencies) -> dict[int, float]:
    """Return by their places among all pairs of forms those that there are: the documents each counts for."""
    pairs = [f"{left} {right}" for left in before.forms for right in after.forms]
    counted = lexicon.document_frequencies(_BODY.pairs, pairs)
    asked = _asked().intersection(pairs)
    found = [place for place, count in enumerate(counted) if count or (asked and pairs[place] in asked)]
    if not found:
        return {}
    texts = [pairs[place] for place in found]
    words = lexicon.document_frequencies(_BODY.words, [text.replace(" ", "_") for text in texts])
    titles = lexicon.document_frequencies(_TITLE.pairs, texts)
    totals: dict[int, float] = {
        place: counted[place] + _AS_WORD * word + _IN_TITLE * title
        for place, word, title in zip(found, words, titles, strict=True)
    }
    for place in (pairs.index(pair) for pair in asked):
        totals[place] = max(totals[place], _ASKED * lexicon.document_count())
    return totals


def _forwards(link: _Link, after: _States, ahead: list[float]) -> list[float]:
    free = sum(map(mul, ahead, link.backoff))
    found = [free * share for share in after.shares]
    for left, right, probability in link.seen:
        found[right] += ahead[left] * probability
    return _scaled(list(map(mul, found, after.typed)))


def _backwards(link: _Link, after: _States, behind: list[float]) -> list[float]:
    behind = list(map(mul, behind, after.typed))
    free = sum(map(mul, after.shares, behind))
    found = [free * backoff for backoff in link.backoff]
    for left, right, probability in link.seen:
        found[left] += probability * behind[right]
    return _scaled(found)


def _scaled(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]
