"""Bytes in the compressions that files of articles may have."""

from __future__ import annotations

import gzip
import lzma
import sys
from typing import TYPE_CHECKING

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable


def compress_zstd(data: bytes) -> bytes:
    """Return the bytes as one frame of Zstandard."""
    return zstd.compress(data)


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": compress_zstd,
}
"""The function that compresses bytes, by the suffix of its files."""
