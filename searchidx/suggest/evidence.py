"""What the corpus says about syllables and their neighbours, each thing asked once a query."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from searchidx.engines.plan import Term
from searchidx.highlight.neighbours import neighbours
from searchidx.planning.accents.spellings import accentuations
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.base import TermStatistics

_BODY: Final = layers("body")
_TITLE: Final = layers("title")

_CORPUS: Final = 2.0
"""Occurrences in the passages that the whole corpus counts for."""

_RULING: Final = 0.9
"""Share of the documents that the one accentuation of a pair has if no other one counts."""

_FORMS: Final = 4
"""Accentuations that a bare neighbour is tried in: the most frequent ones."""


class Evidence:
    """Document frequencies, and what stands in some passages; it serves `readings` as their lexicon.

    `passages` are the parts of the best documents for the query as typed where its words stand: there the
    accents of neighbours can be read off.
    """

    def __init__(self, lexicon: TermStatistics, passages: Sequence[str] = ()) -> None:
        self._lexicon = lexicon
        self._seen: dict[Term, int] = {}
        self._ruling: set[str] = set()
        self._passages = passages
        self._sought: frozenset[str] = frozenset()
        self._read: Counter[str] | None = None

    def look_for(self, syllables: Iterable[str]) -> None:
        """Have the passages read for these syllables, given without accents, from now on too."""
        if not self._sought.issuperset(syllables):
            self._sought = self._sought.union(syllables)
            self._read = None

    def _beside(self) -> Counter[str]:
        """How often exact syllables stand side by side in the passages: not asked for most good queries."""
        if self._read is None:
            self._read = Counter(map(" ".join, neighbours(self._passages, self._sought)))
        return self._read

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return the document frequencies; those of pairs by what the passages show, where they show any.

        The pairs are of syllables that were to be looked for.
        """
        counted = self._lexicon.document_frequencies(field, texts)
        if field != _BODY.pairs:
            return counted
        read = self._beside()
        shown, total = sum(map(read.__getitem__, read.keys() & texts)), sum(counted)
        if shown:
            scale, known = (total + shown) / (shown + _CORPUS), _CORPUS / max(1, total)
            counted = [
                round(scale * (read[text] + known * count))
                for text, count in zip(texts, counted, strict=True)
            ]
        ruling = _RULING * sum(counted)
        self._ruling.update(text for text, count in zip(texts, counted, strict=True) if count > ruling)
        return counted

    def document_count(self) -> int:
        """Return the number of documents."""
        return self._lexicon.document_count()

    def known(self, syllable: str) -> int:
        """Return in how many bodies, or else titles, the exact syllable stands."""
        return self._frequency(_BODY.exact, syllable) or self._frequency(_TITLE.exact, syllable)

    def pair(self, left: str, right: str) -> int:
        """Return in how many bodies, or else titles, the exact syllables stand side by side."""
        pair = f"{left} {right}"
        return self._frequency(_BODY.pairs, pair) or self._frequency(_TITLE.pairs, pair)

    def word(self, left: str, right: str) -> int:
        """Return in how many bodies, or else titles, the exact syllables are one word."""
        word = f"{left}_{right}"
        return self._frequency(_BODY.words, word) or self._frequency(_TITLE.words, word)

    def read(self, left: str, right: str) -> bool:
        """Return whether the exact syllables stand side by side in a passage."""
        self.look_for({folded_term(left), folded_term(right)})
        return f"{left} {right}" in self._beside()

    def rules(self, left: str, right: str) -> bool:
        """Return whether hardly any other accentuation of the pair was there when `frequencies` was asked."""
        return f"{left} {right}" in self._ruling

    def forms(self, term: str) -> tuple[str, ...]:
        """Return what a term may stand for: itself and its i/y twin, or its most frequent accentuations."""
        if folded_term(term) != term:
            return (term, *i_y_variants(term))
        forms = {form: self.known(form) for form in accentuations(term) if form != term}
        best = sorted((form for form in forms if forms[form]), key=lambda form: (-forms[form], form))
        return (term, *best[:_FORMS])

    def starting(self, letters: str, limit: int) -> Sequence[str]:
        """Return exact terms of the bodies that start so, most frequent first."""
        return self._lexicon.terms_with_prefix(_BODY.exact, letters, limit)

    def _frequency(self, field: str, text: str) -> int:
        term = Term(field, text)
        found = self._seen.get(term)
        if found is None:
            found = self._seen[term] = self._lexicon.document_frequency(term)
        return found
