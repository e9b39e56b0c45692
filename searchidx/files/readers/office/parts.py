"""The parts of an office file, which is a zip archive unless it is old or protected by a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.zip_container import ZipContainer

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PART_BYTES: Final = 64 << 20
"""The unpacked size of the largest part that is read: 64 MiB, which is some thousand pages of text."""

_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a file of Word 97 to 2003, and of a newer file that is protected by a password."""

_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which a protected file is stored, in the directory of an OLE file."""

_SEARCHED_BYTES: Final = 1 << 20
"""The size of each end of an OLE file in which its directory is looked for: 1 MiB.

The directory may be anywhere, but programs write it near one of the ends.
"""


def open_parts(stream: BinaryIO, suffix: str) -> ZipContainer:
    """Open the content of an office file with a suffix such as ".docx". Raises ContentError."""
    begin = stream.read(len(_OLE_SIGNATURE))
    if not begin:
        raise ContentError.empty("write its text, or remove it")
    if begin == _OLE_SIGNATURE:
        if any(_ENCRYPTED_PACKAGE in end for end in _ends(stream)):
            raise ContentError.protected()
        raise ContentError("it is an old Word file", f"save it as {suffix}")
    return ZipContainer(stream, suffix)


def _ends(stream: BinaryIO) -> Iterator[bytes]:
    size = stream.seek(0, 2)
    for start in (0, max(0, size - _SEARCHED_BYTES)):
        stream.seek(start)
        yield stream.read(_SEARCHED_BYTES)
