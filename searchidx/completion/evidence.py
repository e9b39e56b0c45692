"""In how many live articles do phrases occur? Document frequencies may count deleted articles, this may not.

Reading the positions of frequent words in all articles takes tens of milliseconds. So only the articles with
the words are read, and only the newest of them if there are many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AllOf, AnyTerm, NumberEnding, Plan, Term, TermPhrase
from searchidx.planning.constants import Scoring
from searchidx.planning.forms.larger_numbers import larger_numbers
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import Searcher
    from searchidx.engines.plan import Condition

    Phrase = tuple[str, ...]

SAMPLE: Final = 400
"""The maximum number of articles in which phrases are counted."""

MAX_PAIR_ARTICLES: Final = 20_000
"""A pair of the words before is searched if no more articles than this have the rarer of the two words.

The engine keeps the articles of a pair, so the next letter of the same text finds them again at once.
"""


class Evidence:
    """Counts phrases in the live articles of one index.

    The phrases are exact terms. Their first `before` terms are the words before, in one of their spellings,
    and each phrase has at least one more term. An article counts only if a search for the phrase in quotes
    finds it.
    """

    def __init__(self, before: int, searcher: Searcher) -> None:
        self._before, self._searcher = before, searcher
        self._deleted_count = searcher.deleted_count()

    def is_certain(self, phrase: Phrase) -> bool:
        """Return whether document frequencies alone prove that some live article has a phrase.

        They do so for one or two terms, if more articles have them than are deleted. A number may be the end
        of a larger number.
        """
        if len(phrase) > 2 or phrase[0][0].isdecimal():
            return False
        names = [layers(field) for field in TEXT_FIELDS]
        fields = [of_field.exact if len(phrase) == 1 else of_field.pairs for of_field in names]
        text = " ".join(phrase)
        frequencies = [self._searcher.document_frequency(Term(name, text)) for name in fields]
        return max(frequencies) > self._deleted_count

    def has_few_articles(self, phrases: Sequence[Phrase]) -> bool:
        """Return whether `count` reads all bodies that have the words before, at least two, side by side."""
        context = self._positions(phrases, "body")[: self._before]
        return len(context) > 1 and self._has_few(context, "body")

    def _has_few(self, context: Sequence[tuple[Term, ...]], field: str) -> bool:
        pairs = self._pairs(*_rarest_two(context, self._searcher), field)
        frequencies = self._searcher.document_frequencies(layers(field).pairs, [pair.text for pair in pairs])
        return sum(frequencies) <= SAMPLE

    def count(self, phrases: Sequence[Phrase], field: str) -> dict[Phrase, int]:
        """Return the number of articles whose text field has each phrase, among those that are read."""
        if not phrases:
            return {}
        plan = _plan(AllOf(tuple(self._conditions(self._positions(phrases, field), field))))
        searched = [_as_searched(phrase, field) for phrase in phrases]
        return dict(zip(phrases, self._searcher.phrase_frequencies(plan, SAMPLE, searched), strict=True))

    def _positions(self, phrases: Sequence[Phrase], field: str) -> list[tuple[Term, ...]]:
        """Return the terms of all phrases at each position up to the first term after the words before."""
        return [
            tuple([Term(field, text) for text in dict.fromkeys([phrase[position] for phrase in phrases])])
            for position in range(self._before + 1)
        ]

    def _conditions(self, positions: Sequence[tuple[Term, ...]], field: str) -> Iterator[Condition]:
        """Yield the conditions of the articles to read: they have terms of all positions.

        If it does not take too long to find them, they have two of the words before side by side. If they are
        few, all of them are read, whatever follows these words.
        """
        *context, last = positions
        yield from map(AnyTerm, context)
        if len(context) > 1:
            left, right = _rarest_two(context, self._searcher)
            pairs = self._pairs(left, right, field)
            if pairs and self._articles_to_read(pairs, field) <= MAX_PAIR_ARTICLES:
                yield AnyTerm(pairs)
                if self._has_few(context, field):
                    return
        yield AnyTerm(last)

    def _pairs(self, left: Sequence[Term], right: Sequence[Term], field: str) -> tuple[Term, ...]:
        """Return the pairs of the spellings of two neighbours that some body or title has."""
        name = layers(field).pairs
        texts = [f"{first.text} {second.text}" for first in left for second in right]
        frequencies = self._searcher.document_frequencies(name, texts)
        return tuple([Term(name, text) for text, count in zip(texts, frequencies, strict=True) if count])

    def _articles_to_read(self, pairs: Sequence[Term], field: str) -> int:
        """Return an upper limit of the number of articles in which the engine looks for the pairs."""
        words = [self._searcher.document_frequencies(field, pair.text.split(" ")) for pair in pairs]
        return sum(map(min, words))


def _rarest_two(
    context: Sequence[tuple[Term, ...]], searcher: Searcher
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return two neighbours of the words before (two or more), one of which is the rarest word."""
    frequencies = [sum(map(searcher.document_frequency, terms)) for terms in context]
    number = min(range(len(context) - 1), key=lambda number: min(frequencies[number : number + 2]))
    return context[number], context[number + 1]


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
