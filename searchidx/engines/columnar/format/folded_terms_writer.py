"""Writes a folded field: its terms, and which terms of the field below fold to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.columnar.format.dictionary_writer import DictionaryWriter, write_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


def write_folded(
    container: ContainerWriter,
    name: str,
    terms: Sequence[bytes],
    sizes: NDArray[np.int64],
    df: NDArray[np.int64],
) -> None:
    """Write a folded field: its sorted terms, how many slots of the field below each has, document counts."""
    dictionary = DictionaryWriter(container, name)
    dictionary.append(terms)
    dictionary.close()
    write_starts(container, f"{name}.slot_starts", sizes)
    container.array(f"{name}.df", df, "<u4")
