"""Containers: their layout byte by byte, types, checksums, and sections that come from other containers."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest

from searchidx.engines.columnar.format import container_writer
from searchidx.engines.columnar.format.container import (
    CHECKSUM_PAGE_BYTES,
    HEADER_SIZE,
    CheckedArray,
    Container,
)
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.errors import IndexFormatError
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_layout(tmp_path: Path) -> None:
    """The example of the module, byte by byte."""
    writer = ContainerWriter(tmp_path / "file")
    writer.array("a", np.array([1, 2, 3]), "<u2")
    writer.array("b", np.array([9]), "<u1")
    writer.close({"is": "meta"})
    data = (tmp_path / "file").read_bytes()
    body = bytes([1, 0, 2, 0, 3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0])
    assert data[64:80] == body
    table, _, _ = data[80:].partition(b"\0")
    assert json.loads(table) == {
        "sections": {"a": [64, 6, "<u2"], "b": [72, 1, "|u1"]},
        "meta": {"is": "meta"},
    }
    assert data[-4:] == struct.pack("<I", zlib.crc32(body))
    header = struct.pack("<8sIIQQQI16x", b"SEARCHIX", 3, 1 << 15, len(data), 80, 1, zlib.crc32(data[80:]))
    assert data[:64] == header + struct.pack("<I", zlib.crc32(header))


@pytest.mark.parametrize("dtype", ["|u1", "<u2", "<u4", "<u8", "<i4"])
def test_arrays_come_back(tmp_path: Path, dtype: str) -> None:
    """Whole, in ranges, at indices, in rows and one by one, however they were appended."""
    values = np.arange(100, dtype=dtype)
    writer = ContainerWriter(tmp_path / "file")
    section = writer.section("a", dtype)
    for part in np.array_split(values.astype(np.int64), 7):
        section.append(part)
    writer.close({})
    array = Container(tmp_path / "file").column("a", 100)
    assert len(array) == 100
    assert array.range(3, 9).tolist() == list(range(3, 9))
    assert array.take(np.array([99, 0, 5])).tolist() == [99, 0, 5]
    assert array.rows(np.array([2, 0]), 10).tolist() == [list(range(20, 30)), list(range(10))]
    assert array.item(98) == 98
    assert (array.whole() == values).all()
    assert array.whole().dtype == np.dtype(dtype)


@pytest.mark.parametrize(
    ("sizes", "dtype"),
    [([], "<u4"), ([3, 0, 4], "<u4"), ([(1 << 32) - 1], "<u4"), ([(1 << 32) - 1, 1], "<u8")],
)
def test_offsets_take_eight_bytes_where_four_are_too_few(
    tmp_path: Path, sizes: list[int], dtype: str
) -> None:
    """The type follows from the last offset, the sum of all sizes."""
    container = write_container(tmp_path / "file", lambda writer: writer.offsets("a", sizes))
    offsets = container.column("a").whole()
    assert offsets.dtype == np.dtype(dtype)
    assert offsets.tolist() == [sum(sizes[:count]) for count in range(len(sizes) + 1)]


def test_large_sections_go_through_temporary_files(tmp_path: Path) -> None:
    """Sections that grow side by side come back whole, with or without a file, and leave no file behind."""
    with (
        mock.patch.object(container_writer, "_MAX_BYTES_IN_MEMORY", 64),
        mock.patch.object(container_writer, "_COPY_BYTES", 24),
    ):
        writer = ContainerWriter(tmp_path / "file")
        sections = [writer.section(name, "<u4") for name in "abc"]
        for start in range(0, 90, 10):
            for section in sections:
                section.append(np.arange(start, start + 10))
        writer.close({})
    container = Container(tmp_path / "file")
    assert container.names() == ["a", "b", "c"]
    assert all(container.column(name).whole().tolist() == list(range(90)) for name in "abc")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_sections_of_other_containers(tmp_path: Path) -> None:
    """Sections are taken from another writer, and from another file, in the order in which they come."""
    write_container(tmp_path / "other", lambda writer: writer.array("b", np.arange(5_000), "<u2"))
    writer, taken = ContainerWriter(tmp_path / "file"), ContainerWriter(tmp_path / "never")
    writer.array("a", np.arange(3), "<u1")
    taken.array("c", np.arange(4), "<i4")
    with mock.patch.object(container_writer, "_COPY_BYTES", 1000):
        writer.include(tmp_path / "other")
        writer.adopt(taken)
        writer.close({})
    container = Container(tmp_path / "file")
    assert container.names() == ["a", "b", "c"]
    assert container.column("b").whole().tolist() == list(range(5_000))
    assert container.column("c").whole().tolist() == list(range(4))
    assert not (tmp_path / "never").exists()


READS: list[Callable[[CheckedArray, int], object]] = [
    lambda array, index: array.range(index, index + 1),
    lambda array, index: array.item(index),
    lambda array, index: array.take(np.array([index])),
    lambda array, index: array.rows(np.array([index // 8]), 8),
    lambda array, _: array.whole(),
]
"""All ways to read the value of an index."""


@pytest.mark.parametrize("size", [CHECKSUM_PAGE_BYTES - 8, CHECKSUM_PAGE_BYTES, CHECKSUM_PAGE_BYTES + 8])
def test_checksums_cover_every_byte_at_the_edges_of_pages(tmp_path: Path, size: int) -> None:
    """The last byte of a page, and the first of the next one, are covered wherever sections end."""
    container = write_container(
        tmp_path / "file", lambda writer: writer.array("a", np.zeros(2 * size, np.uint8), "<u1")
    )
    assert container.column("a").whole().sum() == 0
    data = bytearray((tmp_path / "file").read_bytes())
    for offset in (0, CHECKSUM_PAGE_BYTES - 1, CHECKSUM_PAGE_BYTES, 2 * size - 1):
        data[HEADER_SIZE + offset] ^= 1
        (tmp_path / "altered").write_bytes(data)
        data[HEADER_SIZE + offset] ^= 1
        array = Container(tmp_path / "altered").column("a")
        for read in READS:
            with pytest.raises(IndexFormatError, match="were altered"):
                read(array, offset)


def test_only_pages_that_are_read_are_checked(tmp_path: Path) -> None:
    """An altered byte does not hinder the use of other pages."""
    values = np.arange(CHECKSUM_PAGE_BYTES, dtype=np.uint32)  # four pages
    write_container(tmp_path / "file", lambda writer: writer.array("a", values, "<u4"))
    data = bytearray((tmp_path / "file").read_bytes())
    data[HEADER_SIZE + CHECKSUM_PAGE_BYTES + 5] ^= 1
    (tmp_path / "file").write_bytes(data)
    array = Container(tmp_path / "file").column("a")
    page = CHECKSUM_PAGE_BYTES // 4
    assert array.range(0, page).tolist() == list(range(page))
    assert array.item(2 * page) == 2 * page
    with pytest.raises(IndexFormatError, match="bytes 32832 to 65600 were altered"):
        array.range(page - 1, page + 1)


def test_a_missing_or_shorter_section_is_told(tmp_path: Path) -> None:
    """The error names the section and the file."""
    container = write_container(tmp_path / "file", lambda writer: writer.array("a", np.arange(3), "<u4"))
    assert "a" in container
    assert "b" not in container
    with pytest.raises(IndexFormatError, match=r"file.*the table entry of 'b' is invalid"):
        container.column("b")
    with pytest.raises(IndexFormatError, match="'a' has 3 values instead of 4"):
        container.column("a", 4)


def test_another_version_is_told(tmp_path: Path) -> None:
    """A newer format is not called damaged: the error tells both versions."""
    write_container(tmp_path / "file", lambda writer: writer.array("a", np.arange(3), "<u4"))
    data = bytearray((tmp_path / "file").read_bytes())
    data[8] = 9
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(IndexFormatError, match="format 9, but this version of searchidx reads format 3"):
        Container(tmp_path / "file")
