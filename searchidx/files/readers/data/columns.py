"""The names of the columns of a table, for all formats of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.files.readers.remarks import Failure
from searchidx.files.readers.whitespace import strip_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHOWN_NAMES: Final = 3
"""The number of columns that a failure shows."""

_SHOWN_CHARACTERS: Final = 30
"""The number of characters of each name that a failure shows."""


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


def unknown_columns(names: Sequence[str], path: str) -> Failure:
    """Return the failure of a table in which no column can be the title or the text of an article."""
    shown = [
        f'"{name[:_SHOWN_CHARACTERS]}…"' if len(name) > _SHOWN_CHARACTERS else f'"{name}"'
        for name in names[:_SHOWN_NAMES]
    ]
    listed = ", ".join(shown + ["…"] * (len(names) > _SHOWN_NAMES))
    return Failure(
        path,
        f"no column has a known name for the title or the text of an article ({listed})",
        "name the columns title, body, date ..., or use --map title=COLUMN --map body=COLUMN",
    )
