"""A folded field: each of its terms stands for several terms of another field, at the same positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary import Dictionary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container


class FoldedTerms:
    """A field each of whose terms stands for several terms of another field, at the same positions."""

    def __init__(self, container: Container, name: str) -> None:
        self.dictionary = Dictionary(container, name)
        self._starts = container.column(f"{name}.slot_starts", len(self.dictionary) + 1)
        self._df = container.column(f"{name}.df", len(self.dictionary))

    def __len__(self) -> int:
        return len(self.dictionary)

    def list_range(self, first: int, last: int) -> tuple[int, int]:
        """Return the slots, in the other field, of the terms from `first` to `last`."""
        bounds = self._starts.range(first, last + 1)
        return int(bounds[0]), int(bounds[-1])

    def list_starts(self) -> NDArray[np.int64]:
        """Return the first slot of each term, and the number of slots."""
        return self._starts.whole().astype(np.int64)

    def folds_of_lists(self) -> NDArray[np.int64]:
        """Return for each slot of the other field the number of its fold."""
        bounds = self.list_starts()
        return np.repeat(np.arange(len(bounds) - 1), bounds[1:] - bounds[:-1])

    def document_frequencies(self, first: int, last: int) -> NDArray[np.int64]:
        """Return in how many documents each of the terms from `first` to `last` stands."""
        return self._df.range(first, last).astype(np.int64)

    def document_frequency(self, index: int) -> int:
        """Return in how many documents one term stands."""
        return self._df.item(index)


FOLD_SEPARATOR = b"\0"
"""In no analysed term, less than any byte of one: a fold and a term so joined sort like the two of them."""
