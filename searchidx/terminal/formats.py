"""How are the types of files listed that can be read? `index --list-formats` and `info` list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.files.readers.formats import FORMATS, install_command, is_installed

if TYPE_CHECKING:
    from collections.abc import Iterator


def format_rows() -> Iterator[tuple[str, str]]:
    """Yield a row for each type of files: its name, its suffixes, and the command to install its reader."""
    for file_format in FORMATS:
        suffixes = " ".join(file_format.suffixes)
        if not is_installed(file_format):
            suffixes += f" (to read them: {install_command(file_format.extra)})"
        yield file_format.name, suffixes


def reader_rows() -> Iterator[tuple[str, str]]:
    """Yield a row with the number of types that can be read, and a row for each extra that is missing."""
    installed = sum(map(is_installed, FORMATS))
    yield "reads", f"{installed} of {len(FORMATS)} types of files (searchidx index --list-formats)"
    missing: dict[str, list[str]] = {}
    for file_format in FORMATS:
        if not is_installed(file_format):
            missing.setdefault(file_format.extra, []).append(file_format.name)
    for extra, names in missing.items():
        yield "cannot read", f"{', '.join(names)} (to read them: {install_command(extra)})"
