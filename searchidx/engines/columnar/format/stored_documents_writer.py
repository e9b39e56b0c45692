"""Writes the stored documents in compressed blocks, from which stored_documents.py reads.

    stored.blocks             bytes: the blocks, one after the other, each compressed with zlib
    stored.block_starts       u32 (u64 from 4 GiB on): where the bytes of each block start, and the end
    stored.first_documents    u32: the number of the first document of each block, and the number of all

A block holds, before compression, the size of each of its encoded documents (u32), then these documents
(document_bytes.py). So reading one decompresses no more than the sizes and what comes before its end.

For example, documents of 10,000, 9,000 and 500 bytes are two blocks: the first one has the sizes 10000 and
9000 and these documents, the second one has the last document. first_documents is [0, 2, 3].
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

BLOCK_BYTES = 1 << 14
"""A block ends with the document that brings it to this size; to read one, half a block is unpacked."""

ZLIB_LEVEL = 4
"""The compression of zlib: what small blocks lose, this level makes up for (docs/index-format.md)."""


class StoredDocumentsWriter:
    """Writes encoded documents in blocks, in the order of their numbers."""

    def __init__(self, container: ContainerWriter) -> None:
        self._container = container
        self._blocks = container.section("stored.blocks", "<u1")
        self._block_sizes: list[int] = []
        self._document_counts: list[int] = []
        """For each block, the number of its documents."""
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    def append(self, encoded_documents: Sequence[bytes]) -> None:
        """Add encoded documents to the end."""
        for encoded in encoded_documents:
            self._pending.append(encoded)
            self._pending_bytes += len(encoded)
            if self._pending_bytes >= BLOCK_BYTES:
                self._flush()

    def copy(self, block: bytes, document_count: int) -> None:
        """Add a compressed block of so many documents as it stands."""
        self._flush()
        self._write(block, document_count)

    def close(self) -> None:
        """Write what is pending, and where the blocks are."""
        self._flush()
        self._container.offsets("stored.block_starts", self._block_sizes)
        self._container.offsets("stored.first_documents", self._document_counts)

    def _flush(self) -> None:
        if self._pending:
            sizes = np.array([len(encoded) for encoded in self._pending], "<u4").tobytes()
            self._write(zlib.compress(sizes + b"".join(self._pending), ZLIB_LEVEL), len(self._pending))
            self._pending, self._pending_bytes = [], 0

    def _write(self, block: bytes, document_count: int) -> None:
        self._blocks.append(np.frombuffer(block, np.uint8))
        self._block_sizes.append(len(block))
        self._document_counts.append(document_count)
