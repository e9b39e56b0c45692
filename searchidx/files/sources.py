"""Files that articles come from: how they are opened, where they lie, and how their articles are named."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that articles are read from.

    `path` opens the file and is spelt as the caller spelt it. `location` is the same for every spelling:
    the absolute path, with slashes. `name` is what the ids of the articles are built on: at first the path
    below the folder that the caller named.
    """

    path: str
    location: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that is there now, and the hash of its content: 32 hexadecimal digits."""

    file: SourceFile
    digest: str


def lies_under(location: str, roots: Container[str]) -> bool:
    """Return whether a location is one of the roots or lies below one of them."""
    while location not in roots:
        if not location.strip("/"):
            return False
        location = location.rpartition("/")[0] or "/"
    return True


def free_name(name: str, location: str, taken: Container[str]) -> str:
    """Return a name for the file at the location that no other file has.

    This is the given name if it is free. Otherwise it is the shortest end of the location that is longer
    than the name and free, such as `b/001.txt` for `001.txt`; if there is none, the name with a number.
    """
    if name not in taken:
        return name
    parts = location.split("/")
    for length in range(name.count("/") + 2, len(parts) + 1):
        longer_name = display_path("/".join(parts[-length:]))
        if longer_name not in taken:
            return longer_name
    # Two files of one folder get here if their names differ in Unicode form only (NFC and NFD).
    number = 2
    while (numbered_name := f"{name}~{number}") in taken:
        number += 1
    return numbered_name


def display_path(path: str) -> str:
    r"""Return a path as it is shown and stored: in NFC, as people type it, without unprintable characters.

    Bytes that are not UTF-8 become `\xe9`, control characters `\x0a`.
    """
    return escape_unprintable(
        unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
    )
