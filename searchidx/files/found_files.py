"""The files that exist now: their paths, their locations, and the names from which ids are derived."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file of articles.

    `path` opens the file, and is spelt as the caller spelt it. `location` is the absolute path with slashes,
    which does not depend on the spelling of the path. The ids of the articles are derived from `name`. At
    first, `name` is the path below the folder that the caller named, or the file name if the caller named the
    file itself.
    """

    path: str
    location: str
    name: str


class FoundFile(NamedTuple):
    """A file that exists now.

    `digest` is the hash of the content in 32 hexadecimal digits. `stamp` has the size, the times and the
    inode of the file, as they were before the content was hashed. It is empty if a later change might not
    alter them. `reading` has the options of the run that change what is read from the file. If they differ
    from those of the last run, the file is read again.
    """

    file: ArticleFile
    digest: str
    stamp: str = ""
    reading: str = ""


def lies_under(location: str, roots: Container[str]) -> bool:
    """Return whether a location is one of the roots or lies below one of them."""
    while location not in roots:
        if not location.strip("/"):
            return False
        location = location.rpartition("/")[0] or "/"
    return True


def free_name(name: str, location: str, taken: Container[str]) -> str:
    """Return a name for the file at the location that is not in `taken`. The name is not added to `taken`.

    The result is `name` if `name` is free. Otherwise it is the shortest end of the location that is free and
    has more parts than the name, such as `b/001.txt` for `001.txt`. If no end is free, the result is the name
    with a number, such as `001.txt~2`.
    """
    if name not in taken:
        return name
    parts = location.split("/")
    for length in range(name.count("/") + 2, len(parts) + 1):
        longer_name = display_path("/".join(parts[-length:]))
        if longer_name not in taken:
            return longer_name
    # This happens if the names of two files in one folder differ only in their Unicode form (NFC and NFD).
    number = 2
    while (numbered_name := f"{name}~{number}") in taken:
        number += 1
    return numbered_name


def display_path(path: str) -> str:
    r"""Return a path as it is shown and stored: in NFC, which is what people type, and printable.

    A byte that is not UTF-8 becomes an escape such as `\xe9`. A control character becomes an escape such
    as `\x0a`.
    """
    if path.isascii() and path.isprintable():
        return path
    return escape_unprintable(
        unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
    )
