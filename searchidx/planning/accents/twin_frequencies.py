"""How frequent is a spelling, whether articles write it with i or with y?"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from searchidx.planning.terms import i_y_twins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies


class TwinFrequencies(NamedTuple):
    """The document frequencies of an index, in which each term counts together with its `i_y_twins`."""

    of_terms: DocumentFrequencies

    def document_frequencies(self, field: str, texts: Sequence[str]) -> list[int]:
        """Return the document frequency of each text, in order: the sum for the text and its twins.

        A text may be a syllable, a word or a pair. The sum never exceeds the number of documents.
        """
        written = [(text, *i_y_twins(text)) for text in texts]
        frequencies = self.of_terms.document_frequencies(field, [each for group in written for each in group])
        # Group i has the frequencies with the indices in range(bounds[i], bounds[i + 1]).
        bounds = accumulate(map(len, written), initial=0)
        most = self.document_count()
        return [min(most, sum(frequencies[start:end])) for start, end in pairwise(bounds)]

    def document_count(self) -> int:
        """Return the number of documents of the index."""
        return self.of_terms.document_count()
