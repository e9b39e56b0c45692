"""Reading: paths in, Documents out, one at a time.

`read` is for everybody; `scan`, `digest` and `read_file` serve an index that skips what it knows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from searchidx.errors import ReadError
from searchidx.files.readers.failures import UnreadDate, UnreadText, from_system
from searchidx.files.readers.jsonl import read_jsonl
from searchidx.files.readers.text import read_text
from searchidx.files.readers.walk import SUPPORTED, PathLike, Unreadable, locate, walk
from searchidx.files.sources import SourceFile, distinct_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from searchidx.files.readers.failures import Remark
    from searchidx.model import Document

__all__ = [
    "SUPPORTED",
    "PathLike",
    "Scan",
    "SourceFile",
    "UnreadDate",
    "UnreadText",
    "digest",
    "locate",
    "read",
    "read_file",
    "scan",
]

_READERS: Final = {".txt": read_text, ".jsonl": read_jsonl, ".ndjson": read_jsonl}


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What lies under some paths: the files in order, and the locations of the paths and of what failed."""

    files: tuple[SourceFile, ...]
    roots: tuple[str, ...]
    unreadable: tuple[str, ...]


def read(*paths: PathLike, on_error: Callable[[ReadError], None] | None = None) -> Iterator[Document]:
    """Yield the articles of files and folders: `.txt`, and `.jsonl` or `.ndjson`, plain or in gzip or xz.

    Folders are walked in the order of names, without hidden entries and files of other types. A text file's
    id is its path below the folder that was named; when two folders hold the same one, the later file's is
    longer. Without `on_error` the first thing that cannot be read raises ReadError; with it, it is called
    for each, and the rest goes on.
    """
    report = on_error or _raise
    taken: set[str] = set()
    for found in walk(paths):
        if isinstance(found, Unreadable):
            report(found.error)
            continue
        name = distinct_name(found.name, found.location, taken)
        taken.add(name)
        yield from read_file(replace(found, name=name), report)


def find_files(paths: Iterable[PathLike], on_error: Callable[[ReadError], None] | None = None) -> FoundFiles:
    """Find the files under the paths without reading them; errors are treated as by `read`.

    Names are not made distinct: `manifest.diff` does it, knowing the names that an index holds already.
    """
    report = on_error or _raise
    named = tuple(paths)
    files: list[SourceFile] = []
    unreadable: list[str] = []
    for found in walk(named):
        if isinstance(found, SourceFile):
            files.append(found)
        else:
            report(found.error)
            unreadable.append(found.location)
    roots = filter(None, map(locate, named))
    return FoundFiles(tuple(files), tuple(roots), tuple(filter(None, unreadable)))


def read_file(
    file: SourceFile,
    on_error: Callable[[ReadError], None] | None = None,
    on_remark: Callable[[Remark], None] | None = None,
) -> Iterator[Document]:
    """Yield the documents of one file, lazily; a line that cannot be read is one error, the others go on.

    `on_remark` is told of each date, and each text, that cannot be read, after its document.
    """
    report = on_error or _raise
    for item in _items(file):
        if isinstance(item, ReadError):
            report(item)
        elif not isinstance(item, UnreadDate | UnreadText):
            yield item
        elif on_remark is not None:
            on_remark(item)


def digest(file: SourceFile) -> str:
    """A hash of the file's content (BLAKE2b, 128 bits, hexadecimal); raises ReadError.

    Content alone tells whether a file changed: archives, copies and clocks keep sizes and times the same
    over other content, and hashing 84,000 articles takes about a second and a half.
    """
    try:
        with Path(file.path).open("rb") as stream:
            return hashlib.file_digest(stream, _hash).hexdigest()
    except OSError as error:
        raise from_system(file.path, error) from error


def _items(file: SourceFile) -> Iterator[Document | ReadError | Remark]:
    name = file.path.lower().removesuffix(".gz").removesuffix(".xz")
    try:
        yield from _READERS[name[name.rindex(".") :]](file)
    except OSError as error:
        yield from_system(file.path, error)


def _raise(error: ReadError) -> None:
    raise error


def _hash() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)
