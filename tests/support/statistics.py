"""Term statistics that a test writes down, in place of an index."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analyzers.fold import folded_term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from searchidx.engines.plan import Plan, Term, TermPrefix


class WrittenStatistics:
    """The document frequencies of some terms by field; every other term stands in no document.

    `asked` counts the terms (field, text) whose frequencies were asked for, `calls` the calls of
    `document_frequencies`. `best_pairs` are the pairs of the best documents for any plan, with how often they
    stand in them; `rough_plans` has the plans and depths for which they were asked.
    """

    def __init__(
        self,
        terms: Mapping[str, Mapping[str, int]],
        documents: int,
        best_pairs: Mapping[str, int] | None = None,
    ) -> None:
        self.terms = terms
        self.documents = documents
        self.best_pairs = best_pairs or {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.calls = 0
        self.rough_plans: list[tuple[Plan, int]] = []

    def document_frequency(self, term: Term) -> int:
        (frequency,) = self.document_frequencies(term.field, [term.text])
        return frequency

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        self.calls += 1
        self.asked.update((field, text) for text in texts)
        return [self.terms.get(field, {}).get(text, 0) for text in texts]

    def document_count(self) -> int:
        return self.documents

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> list[str]:
        frequencies = self.terms.get(field, {})
        terms = [term for term in frequencies if term.startswith(prefix)]
        return sorted(terms, key=lambda term: (-frequencies[term], term))[:limit]

    def following_terms(self, pairs: str, first: str, prefix: TermPrefix, limit: int) -> list[str]:
        """Take a field whose name ends with `_folded` for the folded field."""
        compared = folded_term if prefix.field.endswith("_folded") else str
        frequencies = {
            second: count
            for pair, count in self.terms.get(pairs, {}).items()
            for before, second in [pair.split(" ")]
            if before == first and compared(second).startswith(prefix.text)
        }
        return sorted(frequencies, key=lambda term: (-frequencies[term], term))[:limit]

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> list[int]:
        assert field == "body_pairs"
        self.rough_plans.append((plan, depth))
        return [self.best_pairs.get(pair, 0) for pair in pairs]


class UniformStatistics(WrittenStatistics):
    """Document frequencies that do not depend on the field."""

    def __init__(self, frequency: Callable[[str], int], documents: int) -> None:
        super().__init__({}, documents)
        self.frequency = frequency

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        return [self.frequency(text) for text in texts]
