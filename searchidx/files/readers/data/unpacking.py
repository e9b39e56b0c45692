"""The bytes of a file in blocks, decompressed if it is a `.gz`, `.xz` or `.zst` file."""

from __future__ import annotations

import gzip
import lzma
import zlib
from typing import TYPE_CHECKING, Final, Protocol

from searchidx.files.readers.content_errors import SPLIT, ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.readers.content import Content

_BLOCK_BYTES: Final = 1 << 18
"""The least size of all blocks but the last: 256 KiB."""

_MAX_RATIO: Final = 500
"""A compressed file may unpack to this many times its size. Text is compressed to a third or a twentieth."""

_FREE_BYTES: Final = 64 << 20
"""The size up to which a file may unpack at any ratio: 64 MiB."""

_XZ_OR_GZ_ERRORS: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


class UnpackingError(ContentError):
    """The error for a compressed file that is damaged, ends too early or unpacks to too many bytes."""


class _Unpacked(Protocol):
    def read1(self, size: int, /) -> bytes:
        """Return at least one byte and at most `size` bytes, or no byte at the end."""


def unpacked_blocks(content: Content) -> Iterator[bytes]:
    """Yield the bytes of a content in blocks of about 256 KiB, decompressed if it is compressed.

    The suffix decides whether a content is compressed. The last blocks may be small or empty. Raises OSError,
    and UnpackingError after the last block that could be decompressed.
    """
    suffix = content.path.lower().rpartition(".")[2]
    if suffix == "gz":
        with gzip.GzipFile(fileobj=content.stream, mode="rb") as gz:
            yield from _unpack(content, gz, _XZ_OR_GZ_ERRORS)
    elif suffix == "xz":
        with lzma.LZMAFile(content.stream, "rb") as xz:
            yield from _unpack(content, xz, _XZ_OR_GZ_ERRORS)
    elif suffix == "zst":
        yield from _unpack_zst(content)
    else:
        while block := content.stream.read(_BLOCK_BYTES):
            yield block


def check_ratio(unpacked: int, packed: int) -> None:
    """Raise UnpackingError if this number of bytes unpacked from `packed` bytes is no longer plausible."""
    if unpacked > _FREE_BYTES and unpacked > _MAX_RATIO * packed:
        raise UnpackingError(f"it unpacks to more than {_MAX_RATIO} times its size", SPLIT)


def _unpack_zst(content: Content) -> Iterator[bytes]:
    from searchidx.files.readers.zst import ZstdError, open_zst

    with open_zst(content.stream) as zst:
        yield from _unpack(content, zst, (EOFError, ZstdError))


def _unpack(content: Content, unpacked: _Unpacked, errors: tuple[type[Exception], ...]) -> Iterator[bytes]:
    size = 0
    block = b""
    failure: UnpackingError | None = None
    while True:
        try:
            part = unpacked.read1(_BLOCK_BYTES)
        except errors as error:
            failure = UnpackingError.damaged(error)
            break
        size += len(part)
        try:
            check_ratio(size, content.stream.tell())
        except UnpackingError as error:
            failure = error
            break
        block += part
        if len(block) >= _BLOCK_BYTES or not part:
            yield block
            block = b""
        if not part:
            return
    yield block
    raise failure
