"""Writer of a folded field. The docstring of folded_terms.py describes the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class FoldGroups(NamedTuple):
    """The lists of a field, grouped by folded term: ascending folded terms, and the number of lists of each.

    The lists of a folded term are adjacent. For example, the lists [an, ba, bá, ca] have the folded terms
    [an, ba, ca] and the list counts [1, 2, 1].
    """

    terms: list[bytes]
    list_counts: NDArray[np.int64]

    def first_lists(self) -> NDArray[np.int64]:
        """Return the index of the first list of each folded term: [0, 1, 3] in the example."""
        return offsets_from_sizes(self.list_counts)[:-1]

    def fold_numbers(self) -> NDArray[np.int32]:
        """Return, for each list, the index of its folded term in `terms`: [0, 1, 1, 2] in the example."""
        return np.repeat(np.arange(len(self.terms), dtype=np.int32), self.list_counts)


def write_folded_terms(
    container: ContainerWriter, name: str, groups: FoldGroups, df: NDArray[np.int64]
) -> None:
    """Write the sections of the folded field `name`. The container remains open.

    `groups` has all lists of the base field. `df` is the document frequency of each folded term.
    """
    dictionary = DictionaryWriter(container, name)
    dictionary.append(groups.terms)
    dictionary.close()
    container.offsets(f"{name}.slot_starts", groups.list_counts)
    container.array(f"{name}.df", df, "<u4")
