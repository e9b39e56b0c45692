"""Which syllables may come next, and how probable is each of them?

A *head* is the words before and one more syllable, which may be only the beginning of a word: the head `công
an thành` goes on to `công an thành phố` (`endings.py`). Its probability is estimated by the document
frequencies of pairs (`followers.py`), and so depends only on the last word before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.completion.followers import next_syllables, pair_frequencies, weighted_frequencies
from searchidx.planning.accents.markov import TITLE_BONUS
from searchidx.planning.accents.partly_typed import may_begin
from searchidx.planning.terms import prefix_alternatives

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.completion.typed_text import Context, TypedText
    from searchidx.engines.base import Searcher
    from searchidx.planning.terms import QuerySyllable

MAX_HEADS: Final = 12
"""The maximum number of heads. Those with the greatest weights are kept."""

MIN_WHOLE_SHARE: Final = 0.05
"""The last syllable is also taken as whole if it has at least this share of the weight of all heads."""

MAX_WHOLE_HEADS: Final = 2
"""The maximum number of heads whose last syllable is taken as whole."""

ADDED_ACCENTS: Final = 0.3
"""The least factor of a head whose last syllable has more accents than were typed.

The factor is the share of the accents that were left out in the text, if this share is greater.
"""


class Head(NamedTuple):
    """The words before, in one spelling, and one or two more syllables.

    The first `before` terms of `phrase` are the words before. `weight` is proportional to the estimated
    probability of the head.
    """

    phrase: tuple[str, ...]
    before: int
    weight: float

    @property
    def added(self) -> int:
        """The number of syllables after the words before."""
        return len(self.phrase) - self.before

    @property
    def counted_phrase(self) -> tuple[str, ...]:
        """What is counted in titles: the last word before, if there is one, and the syllables after it."""
        return self.phrase[max(0, self.before - 1) :]


def find_heads(typed: TypedText, contexts: Sequence[Context], index: Searcher) -> list[Head]:
    """Return the most probable heads, the best first.

    The last syllable starts with the beginning that was typed, and has all its accents. Without a beginning,
    it is any. If no such syllable follows the words before, frequent ones are taken that follow other words.
    If a head is what was typed, perhaps with more accents, the syllables that follow it make more heads.
    """
    heads: list[Head] = []
    for context in contexts:
        start = Head(context.terms, len(context.terms), context.probability)
        heads += _next_heads(start, typed.beginning, typed.missing_accents, index)
    if typed.beginning is None:
        return _best(heads)
    if typed.before and not heads:
        heads = _unseen_heads(contexts[0].terms, typed, index)
    heads = _best(heads)
    least = MIN_WHOLE_SHARE * sum([head.weight for head in heads])
    whole = [head for head in heads if head.weight >= least and _is_whole(head.phrase[-1], typed.beginning)]
    for head in whole[:MAX_WHOLE_HEADS]:
        heads += _next_heads(head, None, 0.0, index)
    return _best(heads)


def _next_heads(
    start: Head, beginning: QuerySyllable | None, missing_accents: float, index: Searcher
) -> list[Head]:
    """Return the heads that go on from another head, or from the words before, with one syllable more.

    The weight of a head is that of `start`, times the share of the articles with the last term of `start` in
    which the syllable follows. `missing_accents` is the share of the accents that were left out.
    """
    terms, before, weight = start
    syllables = next_syllables(terms[-1] if terms else None, beginning, index)
    if terms:
        (total,) = weighted_frequencies("exact", terms[-1:], index)
        frequencies = pair_frequencies(terms, syllables, index)
    else:
        total = (1 + TITLE_BONUS) * index.document_count()
        frequencies = weighted_frequencies("exact", syllables, index)
    factor = max(missing_accents, ADDED_ACCENTS)
    shares = [
        frequency / max(1, total) * (factor if _adds_accents(syllable, beginning) else 1.0)
        for syllable, frequency in zip(syllables, frequencies, strict=True)
    ]
    return [
        Head((*terms, syllable), before, weight * share)
        for syllable, share in zip(syllables, shares, strict=True)
    ]


def _unseen_heads(context: tuple[str, ...], typed: TypedText, index: Searcher) -> list[Head]:
    """Return heads with frequent syllables that start with the beginning, whatever they follow."""
    found = _next_heads(Head((), 0, 1.0), typed.beginning, typed.missing_accents, index)
    return [Head(context + head.phrase, len(context), head.weight) for head in found]


def _best(heads: Iterable[Head]) -> list[Head]:
    some = [head for head in heads if head.weight]  # weights of very long texts may be too small for a float
    return sorted(some, key=lambda head: (-head.weight, head.phrase))[:MAX_HEADS]


def _adds_accents(syllable: str, beginning: QuerySyllable | None) -> bool:
    """Return whether a syllable has accents on the letters of its beginning that were not typed."""
    if beginning is None:
        return False
    typed = prefix_alternatives(beginning, strict=beginning.accented)
    return not syllable.startswith(tuple(typed.exact or typed.folded))


def _is_whole(syllable: str, typed: QuerySyllable) -> bool:
    """Return whether a syllable is a typed one that is complete, perhaps without its accents."""
    return len(syllable) == len(typed.exact) and may_begin(typed.exact, syllable)
