"""The names of the columns of a table, for all formats of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.files.readers.remarks import Note
from searchidx.files.readers.whitespace import strip_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHOWN_NAMES: Final = 5
"""The number of columns that a note shows."""

_SHOWN_CHARACTERS: Final = 30
"""The number of characters of each name that a note shows."""


def unique_names(written: Iterable[str]) -> list[str]:
    """Return the names of columns without white space at their ends, and all different.

    A column without a name, or with the name of an earlier column, gets a name with its number.
    """
    names: dict[str, None] = {}
    for number, text in enumerate(written, start=1):
        name = strip_blanks(text) or f"column {number}"
        while name in names:
            name += f" (column {number})"
        names[name] = None
    return list(names)


def no_articles(names: Sequence[str], path: str) -> Note:
    """Return the note on a table or an object in which no key can be that of a title or of a text.

    Folders have such files of settings, addresses or numbers, so it is no failure. `names` are the keys.
    """
    shown = [
        f'"{name[:_SHOWN_CHARACTERS]}…"' if len(name) > _SHOWN_CHARACTERS else f'"{name}"'
        for name in names[:_SHOWN_NAMES]
    ]
    listed = ", ".join(shown + ["…"] * (len(names) > _SHOWN_NAMES))
    keys = f" (keys: {listed})" if names else ""
    return Note(path, f"no articles were found{keys}; name their keys, as in title=KEY body=KEY")
