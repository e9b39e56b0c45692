"""In which order are the endings proposed? Titles correct what the document frequencies of pairs estimate.

The probability of a head is smoothed by a Dirichlet prior (MacKay and Peto, "A hierarchical Dirichlet
language model", 1995). If T counted titles go on, c of them with this head, and the estimate from pairs is q,
then the probability is

    (c + m q) / (T + m)

The prior m counts as much as m titles. What follows a whole word, and the endings of a head, are shares of
the word or head, and are smoothed in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.completion.endings import Ending
    from searchidx.completion.heads import Head

    Phrase = tuple[str, ...]

PRIOR_TITLES: Final = 3.0
"""The prior m of the syllable that follows the words before."""

PRIOR_ENDINGS: Final = 1.0
"""The prior m of what follows this syllable."""

IDF_EXPONENT: Final = 0.4
"""The exponent of the idf of a word that follows others."""

FIRST_IDF_EXPONENT: Final = 1.5
"""The exponent of the idf of the first word of a text, which is seldom a function word."""


def rank(endings: Sequence[Ending], counts: Mapping[Phrase, int]) -> list[Ending]:
    """Return the endings of all heads, the best first.

    `counts` has the number of titles with the `counted_phrase` of each ending, or is empty if nothing was
    counted. The best ending of each head ranks by the probability of the head, because people type on after
    the head: what matters is the word that they begin. The other endings rank by their share of it. They are
    left out if titles were counted and none has them.
    """
    by_head: dict[Head, list[Ending]] = {}
    for ending in endings:
        by_head.setdefault(ending.head, []).append(ending)
    probabilities = _probabilities(list(by_head), counts)
    scored = []
    for head, of_head in by_head.items():
        exponent = IDF_EXPONENT if len(head.phrase) > 1 else FIRST_IDF_EXPONENT
        for ending, share in _shares(of_head, counts):
            score = probabilities[head] * share * ending.idf**exponent
            scored.append((-score, ending.phrase, ending))
    return [ending for _, _, ending in sorted(scored)]


def _probabilities(heads: Sequence[Head], counts: Mapping[Phrase, int]) -> dict[Head, float]:
    """Return the probability of each head. A head that goes on from a whole word comes after this word."""
    nearest = [head for head in heads if head.added == 1]
    # After one word, the document frequencies of pairs are exact, and titles would add nothing.
    counted = counts if any(head.before > 1 for head in nearest) else {}
    titles = sum([counted.get(head.counted_phrase, 0) for head in nearest])
    weight = sum([head.weight for head in nearest])
    probabilities: dict[Head, float] = {}
    words: dict[Phrase, Head] = {}
    for head in heads:
        if head.added == 1:
            words[head.phrase] = head
            count, share = counted.get(head.counted_phrase, 0), head.weight / weight
            probabilities[head] = _smoothed(count, titles, share, PRIOR_TITLES)
        else:
            word = words[head.phrase[:-1]]
            of_word, share = counts.get(word.counted_phrase, 0), head.weight / word.weight
            of_word_share = _smoothed(counts.get(head.counted_phrase, 0), of_word, share, PRIOR_ENDINGS)
            probabilities[head] = probabilities[word] * of_word_share
    return probabilities


def _shares(endings: Sequence[Ending], counts: Mapping[Phrase, int]) -> Iterator[tuple[Ending, float]]:
    """Yield the endings of one head with their shares of the head: 1 for the best one.

    The titles that have an ending end there if they have no longer ending that begins with it.
    """
    of_head = counts.get(endings[0].head.counted_phrase, 0)
    found = [
        max(
            0,
            counts.get(ending.counted_phrase, 0)
            - sum([counts.get(longer.counted_phrase, 0) for longer in endings if _goes_on(longer, ending)]),
        )
        for ending in endings
    ]
    shares = [
        _smoothed(count, of_head, ending.share, PRIOR_ENDINGS)
        for ending, count in zip(endings, found, strict=True)
    ]
    best = max(shares)
    for ending, count, share in zip(endings, found, shares, strict=True):
        if share == best:
            yield ending, 1.0
        elif count or not counts:
            yield ending, share


def _goes_on(longer: Ending, ending: Ending) -> bool:
    return longer != ending and longer.rest[: len(ending.rest)] == ending.rest


def _smoothed(count: int, of_total: int, share: float, prior: float) -> float:
    return (count + prior * share) / (of_total + prior)
