"""Where documents come from: files, by what the caller calls them and by where they lie."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searchidx.printable import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Container

DAMAGED: Final = ", damaged"
"""What follows the name of an encoding when some bytes were no text in it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    `path` opens it, as the caller named it; `location` is the same however it is named: absolute, with
    slashes; `name` is the base of its documents' ids: the path below the folder that was named.
    """

    path: str
    location: str
    name: str


def lies_under(location: str, roots: Container[str]) -> bool:
    """Whether the location is one of the roots or lies below one."""
    while location not in roots:
        if not location.strip("/"):
            return False
        location = location.rpartition("/")[0] or "/"
    return True


def distinct_name(name: str, location: str, taken: Container[str]) -> str:
    """The name, or when it is taken the shortest longer end of the location that is not: `b/001.txt`."""
    if name not in taken:
        return name
    parts = location.split("/")
    for count in range(name.count("/") + 2, len(parts) + 1):
        longer = display_path("/".join(parts[-count:]))
        if longer not in taken:
            return longer
    number = 2
    while (numbered := f"{name}~{number}") in taken:  # two spellings of one name, NFC and NFD, in one folder
        number += 1
    return numbered


def display_path(path: str) -> str:
    r"""The path in NFC, as people type it; bytes that are no UTF-8 become `\xe9`, fit to be stored.

    Control characters are written out likewise.
    """
    return escape_unprintable(
        unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))
    )
