"""The steps that several commands share: open the index, find an article by its id, print lines."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from searchidx.terminal.arguments import EVERYTHING, decode_argument
from searchidx.terminal.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searchidx.filters import Filters
    from searchidx.index import Index


def open_index(folder: Path) -> Index:
    """Open the index in a folder. Raises IndexMissingError if there is none."""
    from searchidx.index import Index

    return Index.open(folder)


def warn_if_empty(index: Index) -> None:
    """Tell the user how to fill an index without any article, on stderr."""
    if not len(index):
        hint = (
            f"The index in '{index.folder}' is empty. Fill it: searchidx index PATH... --index {index.folder}"
        )
        click.echo(message(hint), err=True)


def warn_of_unmet(index: Index, filters: Filters) -> None:
    """Name the values of filters that no article has, on stderr, with what to do about them."""
    values = {"source": filters.get("source"), "category": filters.get("category")} | dict(
        filters.get("where") or {}
    )
    for field, value in values.items():
        for each in [value] if isinstance(value, str) else value or ():
            if not index.count(EVERYTHING, where={field: each}):
                hint = f"No article has the {field} {each!r}. List those that there are: --facets {field}"
                click.echo(message(hint), err=True)
    paths = filters.get("path")
    for path in [paths] if isinstance(paths, str) else paths or ():
        if not index.count(EVERYTHING, path=path):
            hint = f"No article has a path with {path!r}. Copy names from a path that an article shows."
            click.echo(message(hint), err=True)


def stored_id(index: Index, argument: str) -> str | None:
    """Return the id of the article that an argument names, or None, with a message on stderr, without one.

    The argument may have another normal form than the id, because some terminals decompose what is typed.
    """
    typed_id = decode_argument(argument)
    for identifier in (typed_id, unicodedata.normalize("NFC", typed_id)):
        if identifier in index:
            return identifier
    text = f"No article has the id {argument!r}. Copy an id from the results of a search."
    click.echo(message(text), err=True)
    return None


def print_lines(lines: Iterable[str], color: str = "never") -> None:
    """Print lines. Click removes styles if `color` is "never", or "auto" and stdout is no terminal."""
    for line in lines:
        click.echo(line, color=None if color == "auto" else color == "always")
