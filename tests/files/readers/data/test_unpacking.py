"""Blocks of unpacked bytes: every packing, damaged and truncated files, and bombs."""

from __future__ import annotations

import gzip
import importlib
import io
import lzma
import random
import sys
import tempfile
from functools import partial
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.content import Content
from searchidx.files.readers.data.unpacking import UnpackingError, check_ratio, unpacked_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = b"".join(b"%d cho noi\n" % random.Random(number).getrandbits(40) for number in range(30_000))


def _zst(data: bytes) -> bytes:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    pytest.importorskip(name, reason="the extra zstd is not installed")
    packed: bytes = importlib.import_module(name).compress(data)
    return packed


PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".XZ": partial(lzma.compress, preset=0),
    ".zst": _zst,
}
packings = pytest.mark.parametrize("suffix", [".gz", ".XZ", ".zst"])


def content_of(data: bytes, suffix: str) -> Content:
    return Content(f"tin.csv{suffix}", f"tin.csv{suffix}", io.BytesIO(data))


def unpack(data: bytes, suffix: str) -> tuple[bytes, str]:
    """Return the bytes that could be unpacked, and the text of the error."""
    blocks: list[bytes] = []
    try:
        blocks.extend(unpacked_blocks(content_of(data, suffix)))
    except UnpackingError as error:
        return b"".join(blocks), str(error)
    return b"".join(blocks), ""


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("data", [b"", b"a", DATA])
def test_every_packing_gives_the_same_bytes(suffix: str, data: bytes) -> None:
    assert unpack(PACK[suffix](data), suffix) == (data, "")


@packings
def test_blocks_are_large_and_bounded(suffix: str) -> None:
    """Small blocks would make long lines slow, large ones would need memory."""
    sizes = [len(block) for block in unpacked_blocks(content_of(PACK[suffix](DATA * 4), suffix))]
    assert all(1 << 18 <= size < 1 << 20 for size in sizes[:-2])


@packings
def test_parts_after_each_other_are_one_file(suffix: str) -> None:
    """`cat a.gz b.gz` is a valid file."""
    assert unpack(PACK[suffix](b"a") + PACK[suffix](b"b"), suffix) == (b"ab", "")


@packings
def test_a_stream_may_be_open_for_writing(suffix: str) -> None:
    """Large members of archives are in temporary files. They stay open."""
    with tempfile.TemporaryFile() as stream:
        stream.write(PACK[suffix](b"a"))
        stream.seek(0)
        assert b"".join(unpacked_blocks(Content(f"a{suffix}", f"a{suffix}", stream))) == b"a"
        assert not stream.closed


@packings
def test_the_bytes_before_a_damage_come_first(suffix: str) -> None:
    packed = PACK[suffix](DATA)
    data, error = unpack(packed[: len(packed) // 2], suffix)
    assert DATA.startswith(data)
    assert len(data) > len(DATA) // 4
    assert error.startswith("it is damaged or ends too early (")


@packings
@pytest.mark.parametrize("junk", [b"no archive at all", b"\x1f\x8b", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"])
def test_what_is_no_archive_is_an_error(suffix: str, junk: bytes) -> None:
    PACK[suffix](b"")  # skips the test if the library is missing
    data, error = unpack(junk, suffix)
    assert data == b""
    assert "damaged" in error


@packings
def test_damaged_bytes_never_raise_another_error(suffix: str) -> None:
    packed = PACK[suffix](DATA[:5000])
    for seed in range(60):
        random_bytes = random.Random(seed)
        damaged = bytearray(packed)
        for _ in range(1 + seed % 4):
            damaged[random_bytes.randrange(len(damaged))] = random_bytes.randrange(256)
        data, error = unpack(bytes(damaged), suffix)
        assert error or data[:1]


@packings
def test_a_bomb_is_not_unpacked(suffix: str) -> None:
    """A few kilobytes that would be 100 MB stop at 64 MiB."""
    data, error = unpack(PACK[suffix](b"\n" * 100_000_000), suffix)
    assert len(data) <= 64 << 20
    assert error == "it unpacks to more than 500 times its size"


@pytest.mark.parametrize(
    ("unpacked", "packed", "is_refused"),
    [
        (64 << 20, 0, False),
        ((64 << 20) + 1, 0, True),
        (500 << 20, 1 << 20, False),
        (501 << 20, 1 << 20, True),
    ],
)
def test_the_limits_of_a_bomb(unpacked: int, packed: int, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(UnpackingError):
            check_ratio(unpacked, packed)
    else:
        check_ratio(unpacked, packed)
