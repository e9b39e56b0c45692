"""Which files lie under some paths, and what is in them: a hash of each, without reading its articles."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.walk import Unreadable, locate, walk
from searchidx.files.sources import FoundFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.readers.walk import PathLike
    from searchidx.files.sources import SourceFile

_DIGEST_BYTES: Final = 16
"""The size of the hash of a file's content, enough to tell any two files apart."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What lies under some paths: files in order, locations of the paths, and what could not be read."""

    files: tuple[FoundFile, ...]
    roots: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]


def find_files(paths: Iterable[PathLike]) -> FoundFiles:
    """Find the files under the paths, in the order of `walk`.

    Two files may have the same name: `manifest.diff` gives them names of their own, as it also knows the
    names of the files that were indexed before. What `walk` cannot read comes before the files that cannot
    be opened.
    """
    named_paths = tuple(paths)
    sources: list[SourceFile] = []
    unreadable: list[Unreadable] = []
    for item in walk(named_paths):
        if isinstance(item, Unreadable):
            unreadable.append(item)
        else:
            sources.append(item)
    files: list[FoundFile] = []
    for source in sources:
        try:
            files.append(FoundFile(source, _digest(source.path)))
        except OSError as error:
            unreadable.append(Unreadable(source.location, Failure.from_os_error(source.path, error)))
    roots = tuple(location for path in named_paths if (location := locate(path)))
    return FoundFiles(tuple(files), roots, tuple(unreadable))


def _digest(path: str) -> str:
    """Return the hash of a file's content (BLAKE2b, hexadecimal).

    Only the content tells whether a file changed: archives, copies and clocks can leave its size and time as
    they were. Hashing 84,000 articles takes about a second and a half.
    """
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=_DIGEST_BYTES)).hexdigest()
