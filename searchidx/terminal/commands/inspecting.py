"""The commands that show one article, an index as a whole, or the analysis of a text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from searchidx.terminal.arguments import decode_argument
from searchidx.terminal.commands.options import QueryCommand, WordCommand, color_option, index_option
from searchidx.terminal.commands.shared import open_index, print_lines, stored_id
from searchidx.terminal.display import PLAIN, choose_style, line_columns
from searchidx.terminal.exit_status import FOUND, NOT_FOUND

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=WordCommand)
@click.argument("identifier", metavar="ID")
@index_option
@color_option
def show(identifier: str, folder: Path, color: str) -> int:
    """Show a whole article, given the ID that a search prints."""
    from searchidx.terminal.article import article_lines

    with open_index(folder) as index:
        found_id = stored_id(index, identifier)
        if found_id is None:
            return NOT_FOUND
        document = index[found_id]
    print_lines(article_lines(document, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND


@click.command()
@index_option
def info(folder: Path) -> int:
    """Show the number of articles in an index, its size, and the types of files that can be read."""
    from searchidx.terminal.formats import reader_rows
    from searchidx.terminal.tables import table_lines

    with open_index(folder) as index:
        rows = (*index.info().items(), *reader_rows())
    print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)))
    return FOUND


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED, metavar="TEXT...")
def analyze(text: tuple[str, ...]) -> int:
    """Show how a text is analyzed, layer by layer."""
    from searchidx.terminal.analysis_report import analysis_by_step
    from searchidx.terminal.tables import table_lines

    rows = analysis_by_step(" ".join(map(decode_argument, text))).items()
    print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)))
    return FOUND
