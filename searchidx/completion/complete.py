"""What does the corpus go on with, after a text that somebody has begun to type? `complete` answers.

The continuations that the document frequencies promise most are counted in the titles of live articles, and
if too few occur there, in the bodies. What occurs nowhere is not proposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.completion.continuations import Continuations
from searchidx.completion.evidence import count_phrases
from searchidx.completion.typed_text import read_typed, spell_contexts
from searchidx.errors import SearchError
from searchidx.planning.accents.markov import TITLE_BONUS
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.completion.continuations import Continuation
    from searchidx.completion.typed_text import TypedText
    from searchidx.engines.base import Searcher

    Phrase = tuple[str, ...]

PAIR_TITLES: Final = 12
"""The number of continuations that are counted in titles if at most one word comes before.

Document frequencies already say which of them are best, so counting only proves that they occur.
"""

PAIR_BODIES: Final = 16
"""The number of continuations that are counted in bodies, if at most one word comes before."""

PHRASE_TITLES: Final = 18
"""The number of continuations that are counted in titles after two or more words.

Document frequencies of pairs say little about what follows both words.
"""

PHRASE_BODIES: Final = 28
"""The number of continuations that are counted in bodies after two or more words."""

PRIOR_ARTICLES: Final = 2.0
"""The estimated share of a continuation counts as much as this number of counted articles."""

UNSEEN_ARTICLES: Final = 0.02
"""The number of titles that a phrase is taken to have if none of the titles that were read has it."""

REST_SHARE: Final = 0.6
"""A proposal is cut off if a longer proposal has at least this share of its articles."""


def complete(text: str, searcher: Searcher, limit: int) -> tuple[str, ...]:
    """Return what the corpus goes on with after a text that somebody has begun to type.

    Args:
        text: the text, with all, some or none of its accents, in any case. It is taken as plain words: quotes,
            operators and field names have no meaning. The last word may be half typed or whole. A blank at
            the end asks for the next word.
        searcher: the state of the index.
        limit: the largest number of proposals.

    Returns:
        Whole texts in small letters with their accents, best first, each once and none of them equal to the
        typed words. Each is found as a phrase in the title or body of at least one live article. There are
        none for a text without a letter or digit, and for one that no article goes on with.

    Raises:
        SearchError: `limit` is negative.
    """
    if limit < 0:
        raise SearchError(f"limit={limit} is negative. It is the number of proposals; pass 0 or more.")
    typed = read_typed(text)
    if typed is None or not limit:
        return ()
    continuations = _continuations(typed, searcher)
    if not continuations:
        return ()
    before = len(typed.before)
    ranking = _in_titles(continuations[: PHRASE_TITLES if before > 1 else PAIR_TITLES], before, searcher)
    proposals = _texts(ranking, typed)
    if len(proposals) < limit:
        more = continuations[: PHRASE_BODIES if before > 1 else PAIR_BODIES]
        proposals = _texts(_in_bodies(more, ranking.counts, before, searcher), typed)
    return proposals[:limit]


def _continuations(typed: TypedText, searcher: Searcher) -> list[Continuation]:
    """Return the continuations of a typed text, except the text itself, the most promising first."""
    index = Continuations(searcher)
    heads = index.heads(spell_contexts(typed, searcher), typed.beginning)
    if typed.beginning is not None:
        heads += index.next_heads(heads, typed.beginning)
    itself = tuple([syllable.exact for syllable in typed.syllables])
    return [each for each in index.continuations(heads) if each.phrase != itself]


class _Ranking(NamedTuple):
    """Continuations that occur, best first, and the counted numbers of articles by phrase."""

    ranked: list[Continuation]
    counts: Mapping[Phrase, int]


def _in_titles(continuations: Sequence[Continuation], before: int, searcher: Searcher) -> _Ranking:
    """Rank the continuations that occur in a title."""
    counts = count_phrases(_phrases(continuations), before, "title", searcher)
    articles = {each.head.phrase: each.head.articles for each in continuations}
    if before > 1:
        # The articles with the last two syllables of a head, times the share of titles that have all of it.
        heads = list(articles)
        frequencies = searcher.document_frequencies(
            layers("title").pairs, [" ".join(head[-2:]) for head in heads]
        )
        for head, frequency in zip(heads, frequencies, strict=True):
            articles[head] *= (counts[head] + UNSEEN_ARTICLES) / (frequency + 1)
    return _rank(continuations, articles, counts)


def _in_bodies(
    continuations: Sequence[Continuation], in_titles: Mapping[Phrase, int], before: int, searcher: Searcher
) -> _Ranking:
    """Rank the continuations that occur in a title or body. `in_titles` has what was counted in titles."""
    in_bodies = count_phrases(_phrases(continuations), before, "body", searcher)
    counts = {phrase: TITLE_BONUS * in_titles.get(phrase, 0) + count for phrase, count in in_bodies.items()}
    if before > 1:
        return _rank(continuations, counts, counts)
    return _rank(continuations, {each.head.phrase: each.head.articles for each in continuations}, counts)


def _rank(
    continuations: Iterable[Continuation], articles: Mapping[Phrase, float], counts: Mapping[Phrase, int]
) -> _Ranking:
    """Rank those continuations that were counted in any article. `articles` has the weight of each head."""
    scored = []
    for each in continuations:
        if counts[each.phrase]:
            head = each.head.phrase
            share = each.share
            if not each.is_head:
                share = (counts[each.phrase] + PRIOR_ARTICLES * share) / (counts[head] + PRIOR_ARTICLES)
            scored.append((-each.score(articles[head], share), each))
    return _Ranking([each for _, each in sorted(scored)], counts)


def _texts(ranking: _Ranking, typed: TypedText) -> tuple[str, ...]:
    """Return the texts of ranked continuations, without those that are cut off."""
    counts = ranking.counts
    cut_off = {
        longer.phrase[:length]
        for longer in ranking.ranked
        for length in range(1, len(longer.phrase))
        if counts[longer.phrase] >= REST_SHARE * counts.get(longer.phrase[:length], 0)
    }
    kept = [each.phrase for each in ranking.ranked if each.phrase not in cut_off]
    return tuple(dict.fromkeys([typed.written(phrase) for phrase in kept]))


def _phrases(continuations: Iterable[Continuation]) -> list[Phrase]:
    """Return the phrases of the continuations and of their heads, each once."""
    return list(dict.fromkeys([phrase for each in continuations for phrase in (each.head.phrase, each.phrase)]))
