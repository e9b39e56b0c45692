"""Zstandard, which is part of Python from 3.14 on, and before that in the extra `zstd`.

This module is imported on use. Without the extra, this raises ImportError.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from typing import BinaryIO

ZstdError = zstd.ZstdError

_MAX_WINDOW_LOG: Final = 27
"""The window of a `.zst` file has at most 2**27 bytes, which are in memory. `zstd` has the same limit."""


def open_zst(stream: BinaryIO) -> zstd.ZstdFile:
    """Open a compressed stream. Reading raises ZstdError or EOFError if it is damaged."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _MAX_WINDOW_LOG}
    return zstd.ZstdFile(stream, "rb", options=options)
