"""What does the corpus go on with, after a text that somebody has begun to type? `complete` answers.

The continuations that the document frequencies promise most are counted in the titles of live articles, and
if too few occur there, in the bodies. What occurs nowhere is not proposed.
"""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING, Final

from searchidx.completion.continuations import Continuations
from searchidx.completion.evidence import Evidence
from searchidx.completion.typed_text import read_typed, spell_contexts
from searchidx.errors import SearchError
from searchidx.planning.accents.markov import TITLE_BONUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.completion.continuations import Continuation
    from searchidx.completion.typed_text import TypedText
    from searchidx.engines.base import Searcher

    Phrase = tuple[str, ...]

MIN_COUNTED: Final = 14
"""At least this number of continuations is ranked, and at least twice the number of proposals.

Each takes time, and most of the best ones are among the first.
"""

ENOUGH: Final = 3
"""Bodies are not read if titles and document frequencies prove at least this number of proposals."""

PRIOR_ARTICLES: Final = 2.0
"""The estimated share of a continuation counts as much as this number of counted articles."""

REST_SHARE: Final = 0.6
"""A fragment of a word is cut off if longer proposals have at least this share of its articles."""


def complete(text: str, searcher: Searcher, limit: int) -> tuple[str, ...]:
    """Return what the corpus goes on with after a text that somebody has begun to type.

    Args:
        text: the text, with all, some or none of its accents, in any case. It is taken as plain words:
            quotes, operators and field names have no meaning. The last word may be half typed or whole. A
            blank at the end asks for the next word.
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
    evidence = Evidence(len(typed.before), searcher)
    rank = _rank_by_pairs if len(typed.before) < 2 else _rank_by_phrases
    return rank(continuations, typed, evidence, limit)[:limit]


def _continuations(typed: TypedText, searcher: Searcher) -> list[Continuation]:
    """Return the continuations of a typed text, except the text itself, the most promising first."""
    index = Continuations(searcher)
    heads = index.heads(spell_contexts(typed, searcher), typed.beginning, typed.missing_accents)
    if typed.beginning is not None:
        heads += index.next_heads(heads, typed.beginning)
    itself = tuple([syllable.exact for syllable in typed.syllables])
    return [each for each in index.continuations(heads) if each.phrase != itself]


def _rank_by_pairs(
    continuations: Sequence[Continuation], typed: TypedText, evidence: Evidence, limit: int
) -> tuple[str, ...]:
    """Return the proposals after at most one word, whose frequencies the index has."""
    best = continuations[: max(MIN_COUNTED, 2 * limit)]
    weights = {each.head.phrase: each.head.weight for each in best}
    uncertain = [each for each in best if not evidence.is_certain(each.phrase)]
    counts = evidence.count(_phrases(uncertain), "title")
    known = {
        each.phrase: counts.get(each.phrase, 0) or int(evidence.is_certain(each.phrase)) for each in best
    }
    proposals = _texts(_rank(best, weights, known, counts), typed, counts)
    if len(proposals) < min(limit, ENOUGH) and (
        missing := [each for each in uncertain if not known[each.phrase]]
    ):
        in_bodies = evidence.count(_phrases(missing), "body")
        counts = _added(counts, in_bodies)
        known |= {phrase: count for phrase, count in counts.items() if phrase in known and count}
        proposals = _texts(_rank(best, weights, known, counts), typed, counts)
    return proposals


def _rank_by_phrases(
    continuations: Sequence[Continuation], typed: TypedText, evidence: Evidence, limit: int
) -> tuple[str, ...]:
    """Return the proposals after two or more words, of which the index has no frequencies."""
    wanted = max(MIN_COUNTED, 2 * limit)
    in_titles: dict[Phrase, int] = {}
    if evidence.has_few_articles(_phrases(continuations[:wanted])):
        wanted *= 2  # reading few articles is fast
    else:
        best = continuations[:wanted]
        in_titles = evidence.count(_phrases(best), "title")
        proposals = _texts(_rank(best, in_titles, in_titles, in_titles), typed, in_titles)
        if len(proposals) >= min(limit, ENOUGH):
            return proposals
    best = continuations[:wanted]
    counts = _added(in_titles, evidence.count(_phrases(best), "body"))
    return _texts(_rank(best, counts, counts, counts), typed, counts)


def _added(in_titles: Mapping[Phrase, int], in_bodies: Mapping[Phrase, int]) -> dict[Phrase, int]:
    """Return the weighted numbers of articles that were counted in titles and in bodies."""
    phrases = dict.fromkeys([*in_titles, *in_bodies])
    return {phrase: TITLE_BONUS * in_titles.get(phrase, 0) + in_bodies.get(phrase, 0) for phrase in phrases}


def _rank(
    continuations: Iterable[Continuation],
    weights: Mapping[Phrase, float],
    known: Mapping[Phrase, int],
    counts: Mapping[Phrase, int],
) -> list[Continuation]:
    """Rank the continuations that some live article is `known` to have.

    `weights` has a weight of each head, and `counts` the phrases that were counted.
    """
    scored = []
    for each in continuations:
        if known[each.phrase]:
            head, share = each.head.phrase, each.share
            if not each.is_head and each.phrase in counts and head in counts:
                share = (counts[each.phrase] + PRIOR_ARTICLES * share) / (counts[head] + PRIOR_ARTICLES)
            scored.append((-each.score(weights[head], share), each))
    return [each for _, each in sorted(scored)]


def _texts(ranked: Sequence[Continuation], typed: TypedText, counts: Mapping[Phrase, int]) -> tuple[str, ...]:
    """Return the texts of ranked continuations, without those that are cut off."""
    # For each phrase, the number of articles in which another proposal goes on with it.
    going_on: Counter[Phrase] = Counter()
    for each in ranked:
        shortest = len(each.head.context) + (not each.is_head)
        for length in range(shortest, len(each.phrase)):
            going_on[each.phrase[:length]] += counts.get(each.phrase, 0)
    kept = [
        each.phrase
        for each in ranked
        if not (each.is_fragment and going_on[each.phrase] >= REST_SHARE * counts.get(each.phrase, inf))
    ]
    return tuple(dict.fromkeys([typed.written(phrase) for phrase in kept]))


def _phrases(continuations: Iterable[Continuation]) -> list[Phrase]:
    """Return the phrases of the continuations and of their heads, each once."""
    return list(
        dict.fromkeys([phrase for each in continuations for phrase in (each.head.phrase, each.phrase)])
    )
