"""Writes a folded field F, from which folded_terms.py reads.

The field has the tokens of another field, its base, with folded terms: "bao" for both "báo" and "bão". In the
base, the lists of the terms with one fold lie side by side (posting_lists_writer.py). So a folded term needs
no list of its own, it needs to know which lists of the base are its own.

    F.text, F.text_starts    the folded terms, a dictionary (dictionary_writer.py)
    F.slot_starts            u32: the number of the first list, in the base, of each folded term, and the end
    F.df                     u32: in how many documents each folded term stands

For example, a base with the lists [an, ba, bá, ca] has the folded terms [an, ba, ca] and slot_starts
[0, 1, 3, 4].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class FoldGroups(NamedTuple):
    """Folded terms, ascending, and how many lists of the base each has; those of one are neighbours.

    The lists [an, ba, bá, ca] are the groups with the terms [an, ba, ca] and the list counts [1, 2, 1].
    """

    terms: list[bytes]
    list_counts: NDArray[np.int64]

    def first_lists(self) -> NDArray[np.int64]:
        """Return for each folded term the number of its first list: [0, 1, 3] in the example."""
        return offsets_from_sizes(self.list_counts)[:-1]

    def fold_numbers(self) -> NDArray[np.int32]:
        """Return for each list the number of its folded term: [0, 1, 1, 2] in the example."""
        return np.repeat(np.arange(len(self.terms), dtype=np.int32), self.list_counts)


def write_folded_terms(
    container: ContainerWriter, name: str, groups: FoldGroups, df: NDArray[np.int64]
) -> None:
    """Write a folded field; `df` has for each folded term the number of documents in which it stands."""
    dictionary = DictionaryWriter(container, name)
    dictionary.append(groups.terms)
    dictionary.close()
    container.offsets(f"{name}.slot_starts", groups.list_counts)
    container.array(f"{name}.df", df, "<u4")
