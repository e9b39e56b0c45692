"""Bytes to text, telling when some of them could not be read."""

from __future__ import annotations

from analyzers import decode
from searchidx.files.sources import DAMAGED


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, followed by `DAMAGED` where U+FFFD stands for unreadable bytes.

    A U+FFFD that the bytes themselves spell is a letter like any other. Raises UnknownEncodingError.
    """
    text, encoding = decode(data)
    return text, encoding + DAMAGED if "\ufffd" in text and not _is_valid(data, encoding) else encoding


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # an encoding without a codec has no U+FFFD of its own
        return False
    return True
