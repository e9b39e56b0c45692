"""Writer of stored documents. The docstring of stored_documents.py describes the layout."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

BLOCK_BYTES = 6 << 10
"""A block ends with the document with which its size before compression reaches this number of bytes.

To read a document, half a block is decompressed on average.
"""

ZLIB_LEVEL = 4
"""The compression level of zlib: small blocks compress worse than large ones, and this level makes up for it.

docs/index-format.md has the measurements.
"""


class StoredDocumentsWriter:
    """Writes encoded documents in blocks. Documents must be added in the order of their numbers."""

    def __init__(self, container: ContainerWriter) -> None:
        self._container = container
        self._blocks = container.section("stored.blocks", "<u1")
        self._block_sizes: list[int] = []
        self._document_counts: list[int] = []
        """The number of documents in each block."""
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    def append(self, encoded_documents: Sequence[bytes]) -> None:
        """Add encoded documents to the end, and write each block that becomes full."""
        for encoded in encoded_documents:
            self._pending.append(encoded)
            self._pending_bytes += len(encoded)
            if self._pending_bytes >= BLOCK_BYTES:
                self._flush()

    def copy(self, block: bytes, stored_count: int) -> None:
        """Add a compressed block of `stored_count` documents, after writing the pending documents."""
        self._flush()
        self._write(block, stored_count)

    def close(self) -> None:
        """Write the pending documents, and where the blocks start. The container remains open."""
        self._flush()
        self._container.offsets("stored.block_starts", self._block_sizes)
        self._container.offsets("stored.first_documents", self._document_counts)

    def _flush(self) -> None:
        if self._pending:
            sizes = np.array([len(encoded) for encoded in self._pending], "<u4").tobytes()
            self._write(zlib.compress(sizes + b"".join(self._pending), ZLIB_LEVEL), len(self._pending))
            self._pending, self._pending_bytes = [], 0

    def _write(self, block: bytes, stored_count: int) -> None:
        self._blocks.append(np.frombuffer(block, np.uint8))
        self._block_sizes.append(len(block))
        self._document_counts.append(stored_count)
