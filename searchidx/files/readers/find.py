"""Which files are under some paths? Their contents are hashed, but no articles are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from searchidx.files.found_files import FoundFile
from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.walk import Skipped, Unreadable, locate, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.files.found_files import ArticleFile
    from searchidx.files.readers.walk import PathLike

_DIGEST_BYTES: Final = 16
"""The size of the hash of a file's content, which is large enough to distinguish all files."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files under some paths, those that could not be read, and those without a reader.

    `roots` are the locations of the paths.
    """

    files: tuple[FoundFile, ...]
    roots: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]
    skipped: tuple[Skipped, ...] = ()


def find_files(paths: Iterable[PathLike]) -> FoundFiles:
    """Find the files under the paths, in the order of `walk`.

    Two files may have the same name. `manifest.diff` gives them different names later, because it also knows
    the names of the files that were indexed before. In `unreadable`, the failures of `walk` come before files
    that cannot be opened.
    """
    named_paths = tuple(paths)
    article_files: list[ArticleFile] = []
    unreadable: list[Unreadable] = []
    skipped: list[Skipped] = []
    for item in walk(named_paths):
        if isinstance(item, Unreadable):
            unreadable.append(item)
        elif isinstance(item, Skipped):
            skipped.append(item)
        else:
            article_files.append(item)
    files: list[FoundFile] = []
    for article_file in article_files:
        try:
            files.append(FoundFile(article_file, _digest(article_file.path)))
        except OSError as error:
            unreadable.append(
                Unreadable(article_file.location, Failure.from_os_error(article_file.path, error))
            )
    roots = tuple(location for path in named_paths if (location := locate(path)))
    return FoundFiles(tuple(files), roots, tuple(unreadable), tuple(skipped))


def _digest(path: str) -> str:
    """Return the BLAKE2b hash of a file's content in hexadecimal digits.

    Size and modification time do not show every change, because a copy or an archive may restore both.
    Hashing the files of 84,000 articles takes about 1.5 seconds.
    """
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=_DIGEST_BYTES)).hexdigest()
