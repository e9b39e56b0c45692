"""Stored documents come back as they were, wherever in a block they stand."""

from __future__ import annotations

import datetime
import zlib
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.format.stored_documents import StoredDocuments
from searchidx.engines.columnar.format.stored_documents_writer import BLOCK_BYTES, StoredDocumentsWriter
from searchidx.model import Document
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

LETTERS = "abc ăâđêôơư ẤỆỘ 123 \n"
OTHERS = ["漢字", "👩\u200d🌾", "\ud800", "\ufffe", "\x01", ""]


def documents(count: int) -> list[Document]:
    """Return texts of up to a block, some with characters that take more than a byte."""
    choices = Random(5)
    return [
        Document(
            id=f"{number:03}",
            title="".join(choices.choices(LETTERS, k=20)),
            body="".join(choices.choices(LETTERS, k=choices.randrange(BLOCK_BYTES))) + choices.choice(OTHERS),
            date=datetime.date(2021, 1, 1) if number % 2 else None,
            extra={"header": ["một", number]} if number % 3 else {},
        )
        for number in range(count)
    ]


def write(path: Path, encoded_documents: list[bytes]) -> StoredDocuments:
    def fill(container: ContainerWriter) -> None:
        writer = StoredDocumentsWriter(container)
        writer.append(encoded_documents)
        writer.close()

    return StoredDocuments(write_container(path, fill))


def test_documents_come_back_one_by_one_in_any_order(tmp_path: Path) -> None:
    """Each document is unpacked by itself, and again when it was kept or forgotten since."""
    articles = documents(150)
    stored = write(tmp_path / "file", [encode_document(article) for article in articles])
    assert stored.block_count() > 20
    for number in Random(6).choices(range(len(articles)), k=600):
        assert stored.document(number) == articles[number]


def test_blocks_end_with_the_document_that_fills_them(tmp_path: Path) -> None:
    """The example of the module: documents of 4,000, 3,000 and 500 bytes are two blocks."""
    encoded = [bytes([65 + number]) * size for number, size in enumerate((4_000, 3_000, 500))]
    stored = write(tmp_path / "file", encoded)
    assert Container(tmp_path / "file").column("stored.first_documents").whole().tolist() == [0, 2, 3]
    assert [stored.encoded_documents(block) for block in range(stored.block_count())] == [
        encoded[:2],
        encoded[2:],
    ]
    unpacked = zlib.decompress(stored.compressed_block(0))
    assert np.frombuffer(unpacked[:8], "<u4").tolist() == [4_000, 3_000]


def test_a_block_of_exactly_its_size_is_full(tmp_path: Path) -> None:
    """The next document starts another block; one byte less, and it does not."""
    for size, starts in ((BLOCK_BYTES - 1, [0, 2]), (BLOCK_BYTES, [0, 1, 2])):
        stored = write(tmp_path / str(size), [b"x" * size, b"y"])
        blocks = [stored.block_range(block) for block in range(stored.block_count())]
        assert blocks == list(pairwise(starts))


def test_blocks_are_copied_among_documents(tmp_path: Path) -> None:
    """A compressed block is taken over as it stands, after what was pending."""

    def fill(container: ContainerWriter) -> None:
        writer = StoredDocumentsWriter(container)
        writer.append([b"a", b"b"])
        writer.copy(zlib.compress(np.array([1, 2], "<u4").tobytes() + b"cdd"), 2)
        writer.append([b"e"])
        writer.close()

    stored = StoredDocuments(write_container(tmp_path / "file", fill))
    assert [stored.block_range(block) for block in range(3)] == [(0, 2), (2, 4), (4, 5)]
    assert [stored.encoded_documents(block) for block in range(3)] == [[b"a", b"b"], [b"c", b"dd"], [b"e"]]
