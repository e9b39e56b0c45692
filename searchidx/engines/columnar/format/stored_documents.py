"""The stored documents: compressed in blocks, found by their number."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.document_bytes import decode_document

if TYPE_CHECKING:
    from searchidx.engines.columnar.format.container import Container
    from searchidx.model import Document

_KEPT = 64
"""Stored forms kept unpacked: some pages of hits."""


class StoredDocuments:
    """Reads stored documents."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._blocks = container.column("stored.blocks")
        self._starts = container.column("stored.block_starts")
        self._firsts = container.column("stored.first_documents", len(self._starts))
        # Who looks at a page of hits mostly looks at them again, or at the next page.
        self._form = lru_cache(maxsize=_KEPT)(self._read)

    def document(self, number: int) -> Document:
        """Return one document."""
        return decode_document(self._form(number))

    def _read(self, number: int) -> bytes:
        """Return the stored form of a document; no more of its block is unpacked than stands before it."""
        block = int(search_sorted(self._firsts.whole(), number, "right")) - 1
        first, last = self.block_range(block)
        unpacker = zlib.decompressobj()
        sizes = np.frombuffer(unpacker.decompress(self.compressed_block(block), 4 * (last - first)), "<u4")
        before, size = int(sizes[: number - first].sum()), int(sizes[number - first])
        return unpacker.decompress(unpacker.unconsumed_tail, before + size)[before:]

    def block_count(self) -> int:
        """Return the number of blocks."""
        return len(self._starts) - 1

    def block_range(self, block: int) -> tuple[int, int]:
        """Return the first document of the block, and the one after its last."""
        first, last = self._firsts.range(block, block + 2).tolist()
        return first, last

    def compressed_block(self, block: int) -> bytes:
        """Return a block as it stands."""
        low, high = self._starts.range(block, block + 2).tolist()
        return self._blocks.range(low, high).tobytes()

    def encoded_documents(self, block: int) -> list[bytes]:
        """Return the stored forms of all documents of a block."""
        first, last = self.block_range(block)
        data: Any = zlib.decompress(self.compressed_block(block))
        sizes = np.frombuffer(data, "<u4", last - first).tolist()
        forms, at = [], 4 * len(sizes)
        for size in sizes:
            forms.append(data[at : at + size])
            at += size
        return forms
