"""Writer of the dictionary of a field. The docstring of dictionary.py describes the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class DictionaryWriter:
    """Writes the terms of a field, which must be appended in ascending order of their bytes."""

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container, self._name = container, name
        self._text = container.section(f"{name}.text", "<u1")
        self._sizes: list[int] = []

    def append(self, terms: Sequence[bytes]) -> None:
        """Add terms, in ascending order, after all terms that were added before."""
        self._text.append(np.frombuffer(b"".join(terms), np.uint8))
        self._sizes += map(len, terms)

    def close(self) -> None:
        """Add the section of the offsets of the terms. The container remains open."""
        self._container.offsets(f"{self._name}.text_starts", self._sizes)
