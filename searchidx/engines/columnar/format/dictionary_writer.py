"""Writes the sorted terms of a field F, from which dictionary.py reads.

    F.text           bytes: the terms in UTF-8, one after the other, in ascending order of their bytes
    F.text_starts    u32 (u64 from 4 GiB on): where each term starts, and where the last one ends

For example, the terms an, bao and bé are the text "anbaobé" (8 bytes) with text_starts [0, 2, 5, 8]. The
number of a term is its place in this order: bao has the number 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.format.container_writer import ContainerWriter


class DictionaryWriter:
    """Writes terms, which must come in ascending order of their bytes."""

    def __init__(self, container: ContainerWriter, name: str) -> None:
        self._container, self._name = container, name
        self._text = container.section(f"{name}.text", "<u1")
        self._sizes: list[int] = []

    def append(self, terms: Sequence[bytes]) -> None:
        """Add terms to the end."""
        self._text.append(np.frombuffer(b"".join(terms), np.uint8))
        self._sizes += map(len, terms)

    def close(self) -> None:
        """Write where the terms start."""
        self._container.offsets(f"{self._name}.text_starts", self._sizes)
