"""The stored documents: compressed in blocks, found by their number."""

from __future__ import annotations

import codecs
import datetime
import json
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.format.container import search
from searchidx.engines.columnar.format.dictionary import starts
from searchidx.errors import DocumentError
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.format.container import Container
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

_KEPT = 64
"""Stored forms kept unpacked: some pages of hits."""

BLOCK = 1 << 14
"""Bytes of text that are compressed together, unless a single document is longer: half are read for one."""

LEVEL = 4
"""Of zlib: what small blocks lose, this level brings back (docs/index-format.md)."""

_ONE_BYTE, _UTF8 = b"\x01", b"\x02"
_CHARACTERS = (
    "\0\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộ"
    "ỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u00a0“”‘’–—…•°"
)


@cache
def _bytes() -> Any:
    return codecs.charmap_build(_CHARACTERS.ljust(256, "\ufffe"))


@cache
def _units() -> NDArray[np.uint16]:
    """The UTF-16 code unit of each byte: half the time of `codecs.charmap_decode`."""
    return np.frombuffer(_CHARACTERS.encode("utf-16-le"), "<u2")


def encode(document: Document) -> bytes:
    """Return the stored form of a document; raises DocumentError when `extra` cannot be written as JSON."""
    date = document.date.isoformat() if document.date else None
    fields = (document.id, date, document.source, document.category, document.url, document.path)
    try:
        head = json.dumps([*fields, dict(document.extra), len(document.title)], ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentError(
            f"Document {document.id!r} has extra values that cannot be stored ({error}); "
            "use texts, numbers, lists and dictionaries."
        ) from error
    text = f"{head}\n{document.title}{document.body}"
    try:
        return _ONE_BYTE + codecs.charmap_encode(text, "strict", _bytes())[0]
    except UnicodeEncodeError:
        return _UTF8 + text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> Document:
    """Return the document of a stored form."""
    if data[:1] == _ONE_BYTE:
        text = _units().take(np.frombuffer(data, np.uint8, offset=1)).tobytes().decode("utf-16-le")
    else:
        text = data[1:].decode("utf-8", "surrogatepass")
    head, _, rest = text.partition("\n")
    identifier, date, source, category, url, path, extra, length = json.loads(head)
    day = datetime.date.fromisoformat(date) if date else None
    return Document(identifier, rest[:length], rest[length:], day, source, category, url, path, extra)


class StoredWriter:
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
            if self._pending_size >= BLOCK:
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
        starts(self._container, "stored.block_starts", np.array(self._sizes, np.int64))
        starts(self._container, "stored.first_documents", np.array(self._counts, np.int64))

    def _flush(self) -> None:
        if self._pending:
            lengths = np.array([len(form) for form in self._pending], "<u4").tobytes()
            data = zlib.compress(lengths + b"".join(self._pending), LEVEL)
            count = len(self._pending)
            self._pending, self._pending_size = [], 0
            self.copy(data, count)


class Stored:
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
        return decode(self._form(number))

    def _read(self, number: int) -> bytes:
        """Return the stored form of a document; no more of its block is unpacked than stands before it."""
        block = int(search(self._firsts.whole(), number, "right")) - 1
        first, last = self.bounds(block)
        unpacker = zlib.decompressobj()
        sizes = np.frombuffer(unpacker.decompress(self.raw(block), 4 * (last - first)), "<u4")
        before, size = int(sizes[: number - first].sum()), int(sizes[number - first])
        return unpacker.decompress(unpacker.unconsumed_tail, before + size)[before:]

    def blocks(self) -> int:
        """Return the number of blocks."""
        return len(self._starts) - 1

    def bounds(self, block: int) -> tuple[int, int]:
        """Return the first document of the block, and the one after its last."""
        first, last = self._firsts.range(block, block + 2).tolist()
        return first, last

    def raw(self, block: int) -> bytes:
        """Return a block as it stands."""
        low, high = self._starts.range(block, block + 2).tolist()
        return self._blocks.range(low, high).tobytes()

    def forms(self, block: int) -> list[bytes]:
        """Return the stored forms of all documents of a block."""
        first, last = self.bounds(block)
        data: Any = zlib.decompress(self.raw(block))
        sizes = np.frombuffer(data, "<u4", last - first).tolist()
        forms, at = [], 4 * len(sizes)
        for size in sizes:
            forms.append(data[at : at + size])
            at += size
        return forms
