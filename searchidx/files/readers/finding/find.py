"""Which files are under some paths? A file is hashed if its stamp is not known, but no articles are read."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from searchidx.files.found_files import FoundFile
from searchidx.files.readers.finding.walk import EVERYTHING, PassedOverFile, Unreadable, locate, walk
from searchidx.files.readers.remarks import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers.finding.selection import Selection
    from searchidx.files.readers.finding.walk import PathLike

    KnownDigest = Callable[[str, str], str]
    """Returns the digest that the file at a location had with a stamp, or an empty string if unknown."""

_DIGEST_BYTES: Final = 16
"""The size of the hash of a file's content, which is large enough to distinguish all files."""

_SAFE_AGE_NS: Final = 3_000_000_000
"""The age, in nanoseconds, at which the times of a file are sure to differ from those of a later change.

The coarsest times in use, those of FAT, count in steps of 2 seconds. The third second allows for clocks that
tick or differ a little, as those of a file server may.
"""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files under some paths, those that could not be read, and those that were passed over.

    `roots` are the locations of the paths.
    """

    files: tuple[FoundFile, ...]
    roots: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]
    passed_over: tuple[PassedOverFile, ...] = ()


def find_files(
    paths: Iterable[PathLike],
    known_digest: KnownDigest = lambda location, stamp: "",
    reading: Callable[[ArticleFile], str] = lambda file: "",
    selection: Selection = EVERYTHING,
) -> FoundFiles:
    """Find the selected files under the paths, in the order of `walk`.

    A file is opened and hashed only if `known_digest` does not know the digest of its location and stamp.
    `reading` returns the `FoundFile.reading` of a file.

    Two files may have the same name. `manifest.diff` gives them different names later, because it also knows
    the names of the files that were indexed before. In `unreadable`, the failures of `walk` come before files
    that cannot be opened.
    """
    named_paths = tuple(paths)
    files: list[FoundFile] = []
    not_walked: list[Unreadable] = []
    not_opened: list[Unreadable] = []
    passed_over: list[PassedOverFile] = []
    for item in walk(named_paths, selection):
        if isinstance(item, Unreadable):
            not_walked.append(item)
        elif isinstance(item, PassedOverFile):
            passed_over.append(item)
        else:
            try:
                files.append(_found_file(item, known_digest, reading(item)))
            except OSError as error:
                not_opened.append(Unreadable(item.location, Failure.from_os_error(item.path, error)))
    roots = tuple(location for path in named_paths if (location := locate(path)))
    return FoundFiles(tuple(files), roots, (*not_walked, *not_opened), tuple(passed_over))


def _found_file(file: ArticleFile, known_digest: KnownDigest, reading: str) -> FoundFile:
    """Return a file with its digest, which is computed if it is not known. Raises OSError."""
    stamp = _stamp(os.stat(file.path))  # noqa: PTH116  (a Path for every file takes much longer)
    if digest := known_digest(file.location, stamp):
        return FoundFile(file, digest, stamp, reading)
    with Path(file.path).open("rb") as stream:
        # The stamp is taken before the content is read. If the file changes later, its stamp changes, too.
        now = time.time_ns()
        status = os.fstat(stream.fileno())
        digest = hashlib.file_digest(stream, _new_hash).hexdigest()
    is_safe = max(status.st_mtime_ns, status.st_ctime_ns) <= now - _SAFE_AGE_NS
    return FoundFile(file, digest, _stamp(status) if is_safe else "", reading)


def _stamp(status: os.stat_result) -> str:
    """Return what tells a changed file from an unchanged one without reading it.

    A change of the content alters the change time, which programs cannot set, as they can the modification
    time. Windows has no change time. A file that replaces another one has another inode.
    """
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _new_hash() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=_DIGEST_BYTES)
