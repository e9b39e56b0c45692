"""Reads the stored documents: whole articles, compressed in blocks, found by their number.

Example: a segment of five documents in two blocks, of three documents and of two:

    stored.blocks            the compressed blocks, one after the other
    stored.block_starts      0 9120 15377: the first byte of each block, and the number of all bytes
    stored.first_documents   0 3 5: the first document of each block, and the number of documents

Uncompressed, a block has the sizes of its documents (four little-endian bytes each), then the documents
themselves (document_bytes.py), one after the other.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import search_sorted
from searchidx.engines.columnar.format.document_bytes import decode_document

if TYPE_CHECKING:
    from searchidx.engines.columnar.format.container import Container
    from searchidx.model import Document

MAX_CACHED_DOCUMENTS = 64
"""Documents kept uncompressed: some pages of hits, which are mostly looked at again, or the next pages."""

SIZE_BYTES = 4
"""Bytes of one document's size at the start of a block."""


class StoredDocuments:
    """Reads stored documents. *Encoded* is a document as bytes before compression."""

    def __init__(self, container: Container) -> None:
        self._blocks = container.column("stored.blocks")
        self._block_starts = container.column("stored.block_starts")
        self._first_documents = container.column("stored.first_documents", len(self._block_starts))
        self._encoded_document = lru_cache(maxsize=MAX_CACHED_DOCUMENTS)(self._read_encoded_document)

    def document(self, number: int) -> Document:
        """Return one document."""
        return decode_document(self._encoded_document(number))

    def _read_encoded_document(self, number: int) -> bytes:
        """Return one encoded document; its block is unpacked up to it and no further."""
        block = int(search_sorted(self._first_documents.whole(), number, "right")) - 1
        first, last = self.block_range(block)
        unpacker = zlib.decompressobj()
        header = unpacker.decompress(self.compressed_block(block), SIZE_BYTES * (last - first))
        sizes = np.frombuffer(header, "<u4")
        bytes_before, size = int(sizes[: number - first].sum()), int(sizes[number - first])
        return unpacker.decompress(unpacker.unconsumed_tail, bytes_before + size)[bytes_before:]

    def block_count(self) -> int:
        """Return the number of blocks."""
        return len(self._block_starts) - 1

    def block_range(self, block: int) -> tuple[int, int]:
        """Return the first document of a block, and the one after its last."""
        first, last = self._first_documents.range(block, block + 2).tolist()
        return first, last

    def compressed_block(self, block: int) -> bytes:
        """Return a block as it stands in the file."""
        start, end = self._block_starts.range(block, block + 2).tolist()
        return self._blocks.range(start, end).tobytes()

    def encoded_documents(self, block: int) -> list[bytes]:
        """Return all encoded documents of a block."""
        first, last = self.block_range(block)
        unpacked = zlib.decompress(self.compressed_block(block))
        sizes = np.frombuffer(unpacked, "<u4", last - first).tolist()
        documents, start = [], SIZE_BYTES * len(sizes)
        for size in sizes:
            documents.append(unpacked[start : start + size])
            start += size
        return documents
