"""Writes stored documents in compressed blocks."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary_writer import write_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

BLOCK_BYTES = 1 << 14
"""Bytes of text that are compressed together, unless a single document is longer: half are read for one."""


ZLIB_LEVEL = 4
"""Of zlib: what small blocks lose, this level brings back (docs/index-format.md)."""


class StoredDocumentsWriter:
    """Writes stored forms in blocks."""

    def __init__(self, container: ContainerWriter) -> None:
        self._container = container
        self._blocks = container.section("stored.blocks", "<u1")
        self._sizes: list[int] = []
        self._counts: list[int] = []
        self._pending: list[bytes] = []
        self._pending_size = 0

    def append(self, forms: Sequence[bytes]) -> None:
        """Add stored forms to the end."""
        for form in forms:
            self._pending.append(form)
            self._pending_size += len(form)
            if self._pending_size >= BLOCK_BYTES:
                self._flush()

    def copy(self, block: bytes, count: int) -> None:
        """Add a compressed block of `count` documents as it stands."""
        self._flush()
        self._blocks.append(np.frombuffer(block, np.uint8))
        self._sizes.append(len(block))
        self._counts.append(count)

    def close(self) -> None:
        """Write what is pending and where the blocks are."""
        self._flush()
        write_starts(self._container, "stored.block_starts", np.array(self._sizes, np.int64))
        write_starts(self._container, "stored.first_documents", np.array(self._counts, np.int64))

    def _flush(self) -> None:
        if self._pending:
            lengths = np.array([len(form) for form in self._pending], "<u4").tobytes()
            data = zlib.compress(lengths + b"".join(self._pending), ZLIB_LEVEL)
            count = len(self._pending)
            self._pending, self._pending_size = [], 0
            self.copy(data, count)
