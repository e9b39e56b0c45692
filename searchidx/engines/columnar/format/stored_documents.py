"""Reader of stored documents: whole documents in compressed blocks, found by their document number.

    stored.blocks             bytes: the blocks, each compressed with zlib, one after the other
    stored.block_starts       u32 (u64 from 4 GiB on): the offset of each block in stored.blocks, followed by
                              the size of stored.blocks
    stored.first_documents    u32: the number of the first document of each block, followed by the number of
                              all documents

Before compression, a block holds the sizes of its encoded documents (u32 each), followed by these documents
(document_bytes.py). A document can be read without decompressing what follows it in its block.

For example, three encoded documents have 4,000, 3,000 and 500 bytes. They are two blocks: the sizes 4000 and
3000 with the first two documents, and the size 500 with the third. If the blocks are compressed to 2,500 and
300 bytes, block_starts is [0, 2500, 2800] and first_documents is [0, 2, 3].
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
"""The number of documents kept decompressed: several pages of hits, because pages are often shown again."""

SIZE_BYTES = 4
"""The number of bytes of each size at the start of a block."""


class StoredDocuments:
    """Reads stored documents. An *encoded* document is its bytes before compression (document_bytes.py)."""

    def __init__(self, container: Container) -> None:
        self._blocks = container.column("stored.blocks")
        self._block_starts = container.column("stored.block_starts")
        self._first_documents = container.column("stored.first_documents", len(self._block_starts))
        self._encoded_document = lru_cache(maxsize=MAX_CACHED_DOCUMENTS)(self._read_encoded_document)

    def document(self, number: int) -> Document:
        """Return the document with this number, even if it was deleted."""
        return decode_document(self._encoded_document(number))

    def _read_encoded_document(self, number: int) -> bytes:
        """Return the encoded document `number`. Its block is decompressed only up to the document's end."""
        block = int(search_sorted(self._first_documents.whole(), number, "right")) - 1
        first, end = self.block_range(block)
        unpacker = zlib.decompressobj()
        header = unpacker.decompress(self.compressed_block(block), SIZE_BYTES * (end - first))
        sizes = np.frombuffer(header, "<u4")
        bytes_before, size = int(sizes[: number - first].sum()), int(sizes[number - first])
        return unpacker.decompress(unpacker.unconsumed_tail, bytes_before + size)[bytes_before:]

    def block_count(self) -> int:
        """Return the number of blocks."""
        return len(self._block_starts) - 1

    def block_range(self, block: int) -> tuple[int, int]:
        """Return (first, end): a block holds the documents in `range(first, end)`."""
        first, end = self._first_documents.range(block, block + 2).tolist()
        return first, end

    def compressed_block(self, block: int) -> bytes:
        """Return the bytes of a block as they are in the file: compressed."""
        start, end = self._block_starts.range(block, block + 2).tolist()
        return self._blocks.range(start, end).tobytes()

    def encoded_documents(self, block: int) -> list[bytes]:
        """Return all encoded documents of a block, in the order of their numbers, deleted ones included."""
        first, end = self.block_range(block)
        unpacked = zlib.decompress(self.compressed_block(block))
        sizes = np.frombuffer(unpacked, "<u4", end - first).tolist()
        documents, start = [], SIZE_BYTES * len(sizes)
        for size in sizes:
            documents.append(unpacked[start : start + size])
            start += size
        return documents
