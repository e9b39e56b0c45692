"""In how many live articles do phrases occur? Document frequencies may count deleted articles, this may not.

Reading the positions of frequent words in all articles takes tens of milliseconds. So only the articles with
the words are read, and only the newest of them if there are many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AllOf, AnyTerm, NumberEnding, Plan, Term, TermPhrase
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.larger_numbers import larger_numbers
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import Searcher
    from searchidx.engines.plan import Condition

    Phrase = tuple[str, ...]

SAMPLE: Final = 400
"""The maximum number of articles in which phrases are counted."""

MAX_PAIR_ARTICLES: Final = 16_000
"""A pair of the words before is searched if no more articles than this have both words.

The engine keeps the articles of a pair, so the next letter of the same text finds them again at once.
"""


def count_phrases(
    phrases: Sequence[Phrase], before: int, field: str, searcher: Searcher
) -> dict[Phrase, int]:
    """Return the number of live articles whose field has each phrase, among the articles that are read.

    The phrases (one or more) are exact terms of a text field. Their first `before` terms are the words
    before, in one of their spellings, and each phrase has at least one more term. An article counts only if a
    search for the phrase in quotes finds it.
    """
    by_position = [
        tuple([Term(field, text) for text in dict.fromkeys([phrase[position] for phrase in phrases])])
        for position in range(before + 1)
    ]
    pair = _rarest_pair(by_position[:before], field, searcher)
    plan = _plan(AllOf((*map(AnyTerm, by_position), *pair)))
    searched = [_as_searched(phrase, field) for phrase in phrases]
    return dict(zip(phrases, searcher.phrase_frequencies(plan, SAMPLE, searched), strict=True))


def _rarest_pair(context: Sequence[tuple[Term, ...]], field: str, searcher: Searcher) -> tuple[Condition, ...]:
    """Return the condition that an article has the two neighbours of a context that are rarest together.

    `context` has the spellings of each word before. There is no condition if there are no two words, or if
    it would take too long to find the articles.
    """
    if len(context) < 2:
        return ()
    frequencies = [
        sum(searcher.document_frequencies(field, [term.text for term in terms])) for terms in context
    ]
    number = min(range(len(context) - 1), key=lambda number: min(frequencies[number : number + 2]))
    left, right = context[number : number + 2]
    have_both = _plan(AllOf((AnyTerm(left), AnyTerm(right))))
    if searcher.search(have_both, limit=0).complete > MAX_PAIR_ARTICLES:
        return ()
    name = layers(field).pairs
    return (AnyTerm(tuple([Term(name, f"{first.text} {second.text}") for first in left for second in right])),)


def _plan(condition: Condition) -> Plan:
    scoring = Scoring()
    return Plan(complete=condition, k1=scoring.k1, b=scoring.b)


def _as_searched(phrase: Phrase, field: str) -> TermPhrase:
    """Return a phrase that occurs only where a search would find it: `5 triệu` not in `12,5 triệu`."""
    positions = tuple([(Term(field, text),) for text in phrase])
    if not phrase[0][0].isdecimal():
        return TermPhrase(positions)  # the usual case, which needs no look-up of numbers
    endings = larger_numbers(tuple([(text,) for text in phrase]))
    return TermPhrase(positions, not_before=tuple([NumberEnding(field, ending) for ending in endings]))
