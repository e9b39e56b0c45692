"""Term statistics that a test writes down, in place of an index."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from searchidx.engines.plan import Plan, Term


class WrittenStatistics:
    """The document frequencies of some terms by field; every other term stands in no document.

    `asked` counts the terms (field, text) whose frequencies were asked for, `calls` the questions.
    """

    def __init__(self, terms: Mapping[str, Mapping[str, int]], documents: int) -> None:
        self.terms = terms
        self.documents = documents
        self.asked: Counter[tuple[str, str]] = Counter()
        self.calls = 0

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
        counts = self.terms.get(field, {})
        found = [term for term in counts if term.startswith(prefix)]
        return sorted(found, key=lambda term: (-counts[term], term))[:limit]

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> list[int]:
        return [0] * len(pairs)


class UniformStatistics(WrittenStatistics):
    """The same in every field."""

    def __init__(self, frequency: Callable[[str], int], documents: int) -> None:
        super().__init__({}, documents)
        self.frequency = frequency

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        return [self.frequency(text) for text in texts]
