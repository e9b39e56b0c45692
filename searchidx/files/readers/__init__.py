"""What do files say? Paths go in; documents come out one at a time, and remarks on what could not be read.

`read` is for everybody; `find_files` and `read_file` serve an index that skips the files that it knows.
Read `walk` and `formats`, then `txt` with `article_parts`, `jsonl` with `jsonl_records`, and `remarks`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from searchidx.files.readers.find import FoundFiles, find_files
from searchidx.files.readers.formats import reader_for
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.walk import PathLike, Unreadable, locate, walk
from searchidx.files.sources import free_name
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchidx.errors import ReadError
    from searchidx.files.readers.remarks import Remark
    from searchidx.files.sources import SourceFile

__all__ = ["FoundFiles", "PathLike", "find_files", "locate", "read", "read_file"]


def read(*paths: PathLike, on_error: Callable[[ReadError], None] | None = None) -> Iterator[Document]:
    """Yield the articles of files and folders: `.txt`, and `.jsonl` or `.ndjson`, plain or in gzip or xz.

    Folders are walked in the order of names, without hidden entries and files of other types. The id of a
    text file is its path below the folder that was named; if two folders hold the same path, the id of the
    later file is longer. Whatever cannot be read is a ReadError: it is passed to `on_error` and reading goes
    on, or without `on_error` it is raised.
    """
    report = on_error or _raise
    taken_names: set[str] = set()
    for item in walk(paths):
        if isinstance(item, Unreadable):
            report(item.failure.as_error())
            continue
        name = free_name(item.name, item.location, taken_names)
        taken_names.add(name)
        for read_item in read_file(replace(item, name=name)):
            if isinstance(read_item, Document):
                yield read_item
            elif isinstance(read_item, Failure):
                report(read_item.as_error())


def read_file(file: SourceFile) -> Iterator[Document | Remark]:
    """Yield the documents of one file, each followed by the remarks on it, and failures in their places.

    A line that cannot be read is one failure; the other lines are read. A file that the operating system
    refuses is one failure as well.
    """
    try:
        yield from reader_for(file.path)(file)
    except OSError as error:
        yield Failure.from_os_error(file.path, error)


def _raise(error: ReadError) -> None:
    raise error
