"""Which reader reads a file? The end of the file's name decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.files.readers.jsonl import read_jsonl
from searchidx.files.readers.txt import read_txt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

    Reader = Callable[[ArticleFile], Iterator[Document | Remark]]

_READERS: Final[dict[str, Reader]] = {
    ".txt": read_txt,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".jsonl.gz": read_jsonl,
    ".jsonl.xz": read_jsonl,
    ".ndjson.gz": read_jsonl,
    ".ndjson.xz": read_jsonl,
}

SUPPORTED_SUFFIXES: Final = tuple(_READERS)
"""The suffixes of the files that can be read, in lower case."""


def is_supported(name: str) -> bool:
    """Return whether there is a reader for a file with this name. Case is ignored."""
    return name.lower().endswith(SUPPORTED_SUFFIXES)


def reader_for(name: str) -> Reader:
    """Return the reader for a file with this name, which must be supported."""
    lower_name = name.lower()
    return next(reader for suffix, reader in _READERS.items() if lower_name.endswith(suffix))
