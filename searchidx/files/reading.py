"""Read files in order, with the help of worker processes if there are many slow files.

A slow file has one article and takes long to read, such as a web page (`Format.is_slow`). All other files are
read in this process, article by article. They may be too large for memory, and reading their articles here is
faster than sending the articles from one process to another.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.errors import WorkerError
from searchidx.files.found_files import display_path
from searchidx.files.readers import read_file
from searchidx.files.readers.formats import format_of
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document
    from searchidx.processes import WorkerPool

MIN_SLOW_FILES: Final = 50
"""The least number of slow files for which workers are started. Reading fewer is faster than the start."""

_MAX_FILES_AHEAD: Final = 8
"""The greatest number of files that are read ahead of the file that is waited for. It bounds the memory."""


class FileToRead(NamedTuple):
    """A file whose type is supported, and the keys that the user named for its records."""

    file: ArticleFile
    keys: Keys

    def is_slow(self) -> bool:
        """Return whether it pays to read the file in a worker."""
        file_format = format_of(self.file.path)
        return file_format is not None and file_format.is_slow

    def read(self) -> Iterator[Document | Remark]:
        """Yield the documents and remarks of the file, one by one."""
        return read_file(self.file, self.keys)


def read_in_order(files: Sequence[FileToRead], pool: WorkerPool) -> Iterator[Iterable[Document | Remark]]:
    """Yield the documents and remarks of each file, in the order of the files.

    `pool` has workers that may read slow files. They are started only if there are many slow files.
    """
    if sum(1 for _ in islice(filter(FileToRead.is_slow, files), MIN_SLOW_FILES)) < MIN_SLOW_FILES:
        yield from (file.read() for file in files)
        return
    yield from _Reading(files, pool).results()


class _Read(NamedTuple):
    """A file that is read ahead: the future result of a worker, or the result if this process has read it."""

    file: FileToRead
    result: Future[list[Document | Remark]] | list[Document | Remark]


class _Reading:
    """Files that are read, some of them ahead, in workers or here."""

    def __init__(self, files: Sequence[FileToRead], pool: WorkerPool) -> None:
        self._remaining = deque(files)
        self._pool = pool
        self._ahead: deque[_Read] = deque()
        self._has_failed = False
        """Whether a worker has ended before its file was read."""

    def results(self) -> Iterator[Iterable[Document | Remark]]:
        """Yield the documents and remarks of each file, in order."""
        while self._ahead or self._remaining:
            self._submit()
            if self._ahead:
                yield self._items_of(self._ahead.popleft())
            else:
                yield self._remaining.popleft().read()

    def _submit(self) -> None:
        """Let workers read the next files, as long as these are slow and the workers accept them."""
        while self._may_read_ahead():
            future = self._pool.submit(read_whole_file, self._remaining[0])
            if future is None:
                return
            self._ahead.append(_Read(self._remaining.popleft(), future))

    def _may_read_ahead(self) -> bool:
        return bool(self._remaining) and len(self._ahead) < _MAX_FILES_AHEAD and self._remaining[0].is_slow()

    def _items_of(self, read: _Read) -> Iterable[Document | Remark]:
        if isinstance(read.result, list):
            return read.result
        if read.result.cancel():
            return read.file.read()
        # A worker is reading the file. Meanwhile this process reads files that come later.
        while not read.result.done() and self._may_read_ahead():
            file = self._remaining.popleft()
            self._ahead.append(_Read(file, read_whole_file(file)))
            self._submit()
        try:
            return read.result.result()
        except WorkerError:
            return self._after_failure(read.file)

    def _after_failure(self, file: FileToRead) -> Iterable[Document | Remark]:
        """Return the failure of a file whose worker has ended, and use no more workers.

        Ending the workers makes the futures of other files fail as well. This process reads these files.
        """
        if self._has_failed:
            return file.read()
        self._has_failed = True
        self._pool.close()
        reason = "the process that read it has ended, perhaps because of this file"
        return [Failure(display_path(file.file.path), reason, "save it again, or remove it")]


def read_whole_file(file: FileToRead) -> list[Document | Remark]:
    """Return all documents and remarks of one file. This is what a worker does."""
    return list(file.read())
