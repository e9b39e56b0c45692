"""Which terms of an index begin with a prefix, and in how many articles do they occur? `terms` answers.

Document frequencies would be fast, but they count deleted documents, and count a document twice that has a
term in its title and its body. So each number is counted. Only the terms that may be among the most frequent
ones are counted: the threshold algorithm (Fagin, Lotem and Naor, "Optimal aggregation algorithms for
middleware", 2003) stops when no other term can be among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from analyzers.normalize import tone_style
from analyzers.scan import exact_term
from searchidx.engines.plan import AnyTerm, Term, TermPrefix
from searchidx.errors import SearchError
from searchidx.planning.matching_plan import matching_plan
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import Searcher

MIN_LOOKED_UP: Final = 32
"""The least number of terms that are looked up in a field."""


def terms(prefix: str, searcher: Searcher, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the terms that begin with a prefix, with the number of articles that have each of them.

    Args:
        prefix: the beginning of a syllable or code, in any case and with either place of the tone mark. With
            accents, it begins only terms with these accents; without, it begins terms in any accents. The
            empty prefix begins every term.
        searcher: the state of the index.
        limit: the largest number of terms.

    Returns:
        Pairs of a term, as the index holds it, and the number of live articles with the term in the title or
        the body. The most frequent term is first, and equally frequent terms are in the order of their
        codepoints.

    Raises:
        SearchError: `limit` is negative.
    """
    if limit < 0:
        raise SearchError(f"limit={limit} is negative. It is the number of terms; pass 0 or more.")
    if not limit:
        return ()
    text = exact_term(prefix.strip())
    counter = _Counter(searcher)
    looked_up = max(MIN_LOOKED_UP, 2 * limit)
    while True:
        found = [_looked_up(text, field, searcher, looked_up) for field in TEXT_FIELDS]
        counter.count(dict.fromkeys(term for of_field in found for term in of_field), limit)
        # A term that was not found has at most the document frequency of the last term of each full list.
        at_most = sum(
            [
                searcher.document_frequency(Term(field, of_field[-1]))
                for field, of_field in zip(TEXT_FIELDS, found, strict=True)
                if len(of_field) >= looked_up
            ]
        )
        if at_most < max(1, counter.least(limit)):
            return counter.best(limit)
        looked_up *= 4


def _looked_up(text: str, field: str, searcher: Searcher, limit: int) -> Sequence[str]:
    """Return the most frequent terms of a text field that begin with a normalised prefix."""
    if folded_term(text) == text:
        return searcher.unfolded_terms(TermPrefix(layers(field).folded, text), limit)
    # The tone mark may move when a syllable grows: `hòa` begins `hoàn`.
    beginnings = {text, tone_style(text, "new")}
    by_beginning = [searcher.terms_with_prefix(field, each, limit) for each in beginnings]
    found = list(dict.fromkeys(term for terms_of in by_beginning for term in terms_of))
    frequencies = dict(zip(found, searcher.document_frequencies(field, found), strict=True))
    return sorted(found, key=lambda term: (-frequencies[term], term))[:limit]


class _Counter:
    """The exact numbers of articles with terms, each of which is counted only once."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._has_deleted = searcher.deleted_count() > 0
        self._counts: dict[str, int] = {}

    def count(self, texts: Iterable[str], limit: int) -> None:
        """Count those of the terms that may be among the `limit` most frequent ones."""
        missing = [text for text in texts if text not in self._counts]
        by_field = [self._searcher.document_frequencies(field, missing) for field in TEXT_FIELDS]
        # Terms with their document frequencies in each field, those with the greatest sum first.
        frequencies = sorted(zip(missing, *by_field, strict=True), key=lambda each: (-sum(each[1:]), each[0]))
        for number, (text, *in_fields) in enumerate(frequencies):
            if number % limit == 0:
                least = self.least(limit)  # grows only slowly, and is not needed exactly
            if sum(in_fields) < least:
                break
            is_exact = not self._has_deleted and 0 in in_fields
            self._counts[text] = sum(in_fields) if is_exact else self._articles(text)

    def _articles(self, text: str) -> int:
        either = AnyTerm(tuple([Term(field, text) for field in TEXT_FIELDS]))
        return self._searcher.search(matching_plan(either), limit=0).complete

    def best(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the `limit` most frequent of the counted terms that some article has."""
        some = [(text, count) for text, count in self._counts.items() if count]
        return tuple(sorted(some, key=lambda each: (-each[1], each[0]))[:limit])

    def least(self, limit: int) -> int:
        """Return the number of articles of the last of the `limit` best terms, or 0 if there are fewer."""
        counts = sorted(self._counts.values(), reverse=True)
        return counts[limit - 1] if len(counts) >= limit else 0
