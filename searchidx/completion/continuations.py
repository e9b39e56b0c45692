"""What may come next after the words before? Document frequencies of pairs and words suggest it.

A *head* is a context with one more syllable. The head may be a complete proposal, or it is the beginning of
a word: `công an thành` goes on with `thành phố`. Frequencies in titles and in bodies are added, and a title
counts several times, because queries are worded like titles.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import TermPrefix
from searchidx.planning.accents.markov import TITLE_BONUS
from searchidx.planning.accents.partly_typed import may_begin
from searchidx.planning.terms import prefix_alternatives, query_syllables
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.completion.typed_text import Context
    from searchidx.engines.base import Searcher
    from searchidx.planning.terms import QuerySyllable

MAX_HEADS: Final = 24
"""The maximum number of heads. Those with the most articles are kept."""

MAX_LOOKED_UP: Final = 256
"""The number of terms that are looked up for an accented beginning. Those in other accents are left out."""

MAX_EXTENDED_HEADS: Final = 10
"""The maximum number of heads for which longer words are looked up."""

MAX_WORDS: Final = 4
"""The maximum number of longer words that are looked up for one head."""

WHOLE_WORD_SHARE: Final = 0.6
"""A head that ends a word in this share of its articles is not extended."""

MIN_WHOLE_SHARE: Final = 0.05
"""The last syllable is also taken as whole if it has at least this share of the articles of all heads."""

MAX_WHOLE_HEADS: Final = 2
"""The maximum number of heads whose last syllable is taken as whole."""

ADDED_ACCENTS: Final = 0.3
"""The least factor of a head whose last syllable has more accents than were typed.

The factor is the share of the accents that were left out in the text, if this share is greater.
"""

END_EXPONENT: Final = 0.25
"""The exponent of the share of articles in which a head ends a word.

It is small, because people type on after the head: what matters is the word that they begin.
"""

INTEREST_EXPONENT: Final = 0.75
"""The exponent of the interest of a word that follows others."""

FIRST_INTEREST_EXPONENT: Final = 1.5
"""The exponent of the interest of the first word of a text, which is seldom a function word."""

_TITLE: Final = layers("title")
_BODY: Final = layers("body")


class Head(NamedTuple):
    """A context and one more syllable.

    `weight` is proportional to the probability of the head: that of the context, times the share of the
    articles with its last word in which the syllable follows.
    """

    context: tuple[str, ...]
    syllable: str
    weight: float

    @property
    def phrase(self) -> tuple[str, ...]:
        """All terms of the head."""
        return (*self.context, self.syllable)


class Continuation(NamedTuple):
    """A possible proposal: a head, or a head and the rest of a word.

    `share` estimates the share of the head's articles that go on so, or end a word there. `interest` is the
    inverse document frequency of the last word: people seldom type what nearly all articles have.
    """

    phrase: tuple[str, ...]
    head: Head
    share: float
    interest: float

    @property
    def is_head(self) -> bool:
        """Whether the head is proposed as it is."""
        return len(self.phrase) == len(self.head.context) + 1

    @property
    def is_fragment(self) -> bool:
        """Whether the proposal may be only the beginning of a word or name."""
        return not self.is_head or self.share < WHOLE_WORD_SHARE

    @property
    def promise(self) -> float:
        """The score before anything is counted."""
        return self.score(self.head.weight, self.share)

    def score(self, weight: float, share: float) -> float:
        """Return the score, given a weight of the head and a share that are perhaps better known."""
        if self.is_head:
            share = float(pow(share, END_EXPONENT))
        exponent = INTEREST_EXPONENT if self.head.context else FIRST_INTEREST_EXPONENT
        return weight * share * float(pow(self.interest, exponent))


class Continuations:
    """Looks up heads and continuations in one index."""

    def __init__(self, searcher: Searcher) -> None:
        self._index = searcher
        self._document_count = searcher.document_count()

    def heads(
        self, contexts: Iterable[Context], beginning: QuerySyllable | None, missing: float
    ) -> list[Head]:
        """Return the most frequent heads of the contexts, the most frequent one first.

        The last syllable starts with the beginning and has all its accents. Without a beginning, it is any.
        `missing` is the share of the typed accents that were left out.
        """
        added = max(missing, ADDED_ACCENTS)
        found = []
        for context in contexts:
            weight = context.probability
            if context.terms:
                (occurrences,) = self.articles("exact", context.terms[-1:])
                weight /= max(1, occurrences)
            found += [
                Head(
                    context.terms,
                    syllable,
                    weight * articles * (added if _adds_accents(syllable, beginning) else 1.0),
                )
                for syllable, articles in self._next_syllables(context.terms, beginning)
            ]
        return sorted(found, key=_heaviest)[:MAX_HEADS]

    def _next_syllables(
        self, context: tuple[str, ...], beginning: QuerySyllable | None
    ) -> Iterable[tuple[str, int]]:
        """Return the syllables that may follow a context, with their weighted numbers of articles."""
        found: dict[str, None] = {}
        folded = beginning.folded if beginning else ""
        limit = MAX_LOOKED_UP if beginning is not None and beginning.accented else MAX_HEADS
        for names in (_TITLE, _BODY):
            prefix = TermPrefix(names.folded, folded)
            if context:
                terms = self._index.following_terms(names.pairs, context[-1], prefix, limit)
            else:
                terms = self._index.unfolded_terms(prefix, limit)
            if beginning is not None:
                terms = [term for term in terms if may_begin(beginning.exact, term)]
            elif context and context[-1].isdecimal():
                terms = [term for term in terms if not term[0].isdecimal()]  # `1 0` was perhaps `1-0`
            found.update(dict.fromkeys(terms[:MAX_HEADS]))
        syllables = list(filter(_is_one_syllable, found))
        if context:
            pairs = [f"{context[-1]} {syllable}" for syllable in syllables]
            return zip(syllables, self.articles("pairs", pairs), strict=True)
        return zip(syllables, self.articles("exact", syllables), strict=True)

    def next_heads(self, heads: Sequence[Head], typed: QuerySyllable) -> list[Head]:
        """Return the heads that follow those heads in which the last typed syllable is whole.

        A head with less than `MIN_WHOLE_SHARE` of the articles of all heads is not taken to be meant.
        """
        least = MIN_WHOLE_SHARE * sum([head.weight for head in heads])
        whole = [head for head in heads if head.weight >= least and _is_whole(head.syllable, typed)]
        found: list[Head] = []
        for head in whole[:MAX_WHOLE_HEADS]:
            (occurrences,) = self.articles("exact", [head.syllable])
            found += [
                Head(head.phrase, syllable, head.weight * articles / max(1, occurrences))
                for syllable, articles in self._next_syllables(head.phrase, None)
            ]
        return sorted(found, key=_heaviest)[:MAX_HEADS]

    def continuations(self, heads: Sequence[Head]) -> list[Continuation]:
        """Return the continuations of heads, the most promising first: each head, and longer words."""
        ends = self._word_end_shares(heads)
        syllables = [head.syllable for head in heads]
        found = [
            Continuation(head.phrase, head, end, interest)
            for head, end, interest in zip(heads, ends, self._interests("exact", syllables), strict=True)
        ]
        unfinished = [head for head, end in zip(heads, ends, strict=True) if end < WHOLE_WORD_SHARE]
        found += self._longer(unfinished[:MAX_EXTENDED_HEADS])
        ordered = sorted(found, key=lambda each: (-each.promise, each.phrase))
        return list({each.phrase: each for each in reversed(ordered)}.values())[::-1]

    def _word_end_shares(self, heads: Sequence[Head]) -> list[float]:
        """Return for each head the share of the articles in which its last syllable ends a word.

        It is a word by itself, or with the syllables before it.
        """
        syllables = [head.syllable for head in heads]
        shares = self._shares("words", syllables, "exact", syllables)
        pairs = [" ".join(head.phrase[-2:]) for head in heads]
        for length in range(2, min(3, max(map(_length, heads), default=0)) + 1):
            words = ["_".join(head.phrase[-length:]) for head in heads]
            shares = list(map(max, shares, self._shares("words", words, "pairs", pairs)))
        return shares

    def _shares(
        self, layer: str, texts: Sequence[str], of_layer: str, of_texts: Sequence[str]
    ) -> list[float]:
        """Return for each text of a layer its share of the bodies that have a text of another layer.

        The share is at most 1, and 0 if no body has the other text.
        """
        parts = self._index.document_frequencies(getattr(_BODY, layer), texts)
        totals = self._index.document_frequencies(getattr(_BODY, of_layer), of_texts)
        return [min(1.0, part / total) if total else 0.0 for part, total in zip(parts, totals, strict=True)]

    def _longer(self, heads: Sequence[Head]) -> list[Continuation]:
        """Return the words that begin with the last syllable of each head, with the head."""
        found = [
            (head, word)
            for head in heads
            for word in self._index.terms_with_prefix(_BODY.words, f"{head.syllable}_", MAX_WORDS)
            if all(map(_is_one_syllable, word.split("_")))
        ]
        words = [word for _, word in found]
        shares = self._shares("words", words, "exact", [head.syllable for head, _ in found])
        return [
            Continuation((*head.context, *word.split("_")), head, share, interest)
            for (head, word), share, interest in zip(
                found, shares, self._interests("words", words), strict=True
            )
        ]

    def articles(self, layer: str, texts: Sequence[str]) -> list[int]:
        """Return the weighted number of articles with each term of a layer, in titles and bodies."""
        in_titles = self._index.document_frequencies(getattr(_TITLE, layer), texts)
        in_bodies = self._index.document_frequencies(getattr(_BODY, layer), texts)
        return [TITLE_BONUS * title + body for title, body in zip(in_titles, in_bodies, strict=True)]

    def _interests(self, layer: str, texts: Sequence[str]) -> list[float]:
        frequencies = self._index.document_frequencies(getattr(_BODY, layer), texts)
        return [log((self._document_count + 1) / max(1, frequency)) for frequency in frequencies]


def _heaviest(head: Head) -> tuple[float, tuple[str, ...]]:
    return -head.weight, head.phrase


def _length(head: Head) -> int:
    return len(head.phrase)


def _is_one_syllable(term: str) -> bool:
    """Return whether a term is searched as itself. A code is searched by its parts."""
    return [syllable.exact for syllable in query_syllables(term)] == [term]


def _adds_accents(syllable: str, beginning: QuerySyllable | None) -> bool:
    """Return whether a syllable has accents on the letters of its beginning that were not typed."""
    if beginning is None:
        return False
    typed = prefix_alternatives(beginning, strict=beginning.accented)
    return not syllable.startswith(tuple(typed.exact or typed.folded))


def _is_whole(syllable: str, typed: QuerySyllable) -> bool:
    """Return whether a syllable is a typed one that is complete, perhaps without its accents."""
    return len(syllable) == len(typed.exact) and may_begin(typed.exact, syllable)
