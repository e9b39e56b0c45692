"""The commands. Each one turns its options into calls of the library, and prints the result.

Modules that only some commands need are imported inside these commands, because a search should start fast.
"""

from __future__ import annotations

import gc
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchidx.errors import QuerySyntaxError, ReadError, SearchError
from searchidx.terminal.arguments import decode_argument, join_arguments
from searchidx.terminal.display import PLAIN, choose_style, line_columns
from searchidx.terminal.exit_status import FAILED, FOUND, NOT_FOUND
from searchidx.terminal.options import (
    IdCommand,
    QueryCommand,
    color_option,
    filter_options,
    filters_of,
    index_option,
    page_options,
)
from searchidx.terminal.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.index import Index
    from searchidx.model import Sort
    from searchidx.synonyms.rules import Synonyms


def execute() -> int:
    """Run the command in `sys.argv` and return its exit status.

    Wrong arguments and SearchErrors are reported on stderr. Any other exception is raised.
    """
    try:
        return int(cli.main(prog_name="searchidx", standalone_mode=False))
    except (click.ClickException, SearchError) as error:
        with suppress(OSError):  # If stderr cannot be written, only the exit status reports the error.
            _report(error)
        return FAILED
    except click.Abort as error:  # Click turns a KeyboardInterrupt into an Abort.
        raise KeyboardInterrupt from error


def _report(error: click.ClickException | SearchError) -> None:
    if isinstance(error, click.ClickException):
        error.show()
        return
    text = error.shown(line_columns(sys.stderr)) if isinstance(error, QuerySyntaxError) else str(error)
    click.echo(message(text), err=True)


@click.group(context_settings={"max_content_width": 100})
@click.version_option(package_name="searchidx")
def cli() -> None:
    """Full-text search for collections of Vietnamese articles.

    Index a folder of articles with `searchidx index FOLDER`. Then search it with `searchidx search QUERY`.
    `searchidx COMMAND --help` explains a command.
    """


@cli.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--synonyms",
    "synonyms_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Replace the synonyms of the index by those of FILE. An empty file removes them.",
)
@index_option
def index(paths: tuple[str, ...], synonyms_file: Path | None, folder: Path) -> int:
    """Index articles from .txt and .jsonl files or folders of them.

    A .txt file is one article, with its title on the first line. Each line of a .jsonl or .ndjson file is one
    article: a JSON object with the keys id, title, body (or text), date, source, category and url. It needs a
    title or a body; other keys are kept. The file may be compressed, as .jsonl.gz or .jsonl.xz.

    Run the command again to bring the index up to date. It compares the contents of files, and reads only
    those that are new or changed. The articles of a deleted file are removed if you name its folder, or the
    file itself.

    Each line of a file of synonyms has forms that find each other (a, b, c), or forms that also find others
    (a => b, c). With --synonyms FILE and without PATH, only the synonyms of an index are changed.
    """
    gc.enable()
    synonyms = None if synonyms_file is None else _read_synonyms(synonyms_file)
    if not paths:
        return _replace_synonyms(synonyms, folder)
    if not any(map(os.path.lexists, paths)) and not folder.exists():
        raise ReadError(f"There is nothing at {', '.join(paths)}. No index was made. Check the path.")
    from searchidx.terminal.progress import Progress

    with Progress() as progress:
        from searchidx.files.ingest import ingest
        from searchidx.terminal import indexing_report

        with _open_index(folder, create=True) as opened_index:
            report = ingest(opened_index, paths, progress=progress.update, synonyms=synonyms)
    for line in indexing_report.failures(report.failures):
        click.echo(line, err=True)
    if synonyms is not None:
        click.echo(indexing_report.synonyms_line(len(synonyms)))
    for line in indexing_report.summary(report):
        click.echo(line)
    return FAILED if report.failures else FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED, metavar="QUERY...")
@index_option
@page_options
@filter_options
@click.option("--plain", is_flag=True, help="Search for all words. No sign in the query has a meaning.")
@click.option("--exactly", is_flag=True, help="Search for what was typed, even if nothing is written so.")
@click.option("--count", "only_count", is_flag=True, help="Print only the number of complete matches.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as one JSON object.")
@click.option(
    "--explain", is_flag=True, help="Show what each signal and each part of rescoring adds to a score."
)
@color_option
def search(
    query: tuple[str, ...],
    folder: Path,
    limit: int,
    offset: int,
    sort: Sort,
    plain: bool,
    only_count: bool,
    exactly: bool,
    as_json: bool,
    explain: bool,
    color: str,
    **filters: Any,
) -> int:
    """Search an index and show the best articles first.

    \b
    công an                these words; cong matches any accents, such as công
    '"bộ công an"'         a phrase (the outer quotes are for the shell)
    +must -not             a required word and an excluded word
    a AND (b OR NOT c)     operators
    title:lũ source:vtv    in one field: title, body, source, category, author
    date:2020-07..2021     a day, a month, a year, or a range of them
    công* '"công an th*"'  the beginning of a word, or of the last word of a phrase

    If too few articles match the whole query, articles that have only some of its words are shown, too. If
    few articles match a misspelt query completely, the results of its correction are shown instead.
    """
    text = " ".join(map(decode_argument, query)) if plain else join_arguments(query)
    with _open_index(folder) as opened_index:
        if only_count:
            number = opened_index.count(text, plain=plain, **filters_of(filters))
            click.echo(number)
            return FOUND if number else NOT_FOUND
        results = opened_index.search(
            text,
            limit=limit,
            offset=offset,
            explain=explain,
            exact=exactly,
            plain=plain,
            sort=sort,
            **filters_of(filters),
        )
        is_empty = not len(opened_index)
    if is_empty:
        hint = f"The index in '{folder}' is empty. Fill it: searchidx index PATH... --index {folder}"
        click.echo(message(hint), err=True)
    if as_json:
        from searchidx.terminal.results_json import results_as_json

        click.echo(results_as_json(results))
    else:
        from searchidx.terminal.results import result_lines

        _print_lines(result_lines(results, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND if results.hits or (not limit and results.total) else NOT_FOUND


@cli.command(cls=IdCommand)
@click.argument("identifier", metavar="ID")
@index_option
@color_option
def show(identifier: str, folder: Path, color: str) -> int:
    """Show a whole article, given the ID that a search prints."""
    from searchidx.terminal.article import article_lines

    with _open_index(folder) as opened_index:
        typed_id = decode_argument(identifier)
        document = opened_index.get(typed_id) or opened_index.get(unicodedata.normalize("NFC", typed_id))
    if document is None:
        text = f"No article has the id {identifier!r}. Copy an id from the results of a search."
        click.echo(message(text), err=True)
        return NOT_FOUND
    _print_lines(article_lines(document, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND


@cli.command()
@index_option
def info(folder: Path) -> int:
    """Show the number of articles in an index, and its size."""
    from searchidx.terminal.tables import table_lines

    with _open_index(folder) as opened_index:
        rows = opened_index.info().items()
    _print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)), "never")
    return FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED, metavar="TEXT...")
def analyze(text: tuple[str, ...]) -> int:
    """Show how a text is analyzed, layer by layer."""
    from searchidx.terminal.analysis_report import analysis_by_step
    from searchidx.terminal.tables import table_lines

    rows = analysis_by_step(" ".join(map(decode_argument, text))).items()
    _print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)), "never")
    return FOUND


def _read_synonyms(file: Path) -> Synonyms:
    from searchidx.synonyms.rules import Synonyms

    return Synonyms.read(file)


def _replace_synonyms(synonyms: Synonyms | None, folder: Path) -> int:
    """Replace the synonyms of an index that exists, without reading articles."""
    if synonyms is None:
        raise click.UsageError("Name the files or folders to index, as in: searchidx index PATH...")
    from searchidx.terminal.indexing_report import synonyms_line

    with _open_index(folder) as opened_index:
        opened_index.set_synonyms(synonyms)
    click.echo(synonyms_line(len(synonyms)))
    return FOUND


def _open_index(folder: Path, *, create: bool = False) -> Index:
    from searchidx.index import Index

    if create and not Index.exists(folder):
        return Index.create(folder)
    return Index.open(folder)


def _print_lines(lines: Iterable[str], color: str) -> None:
    """Print lines. Click removes styles if `color` is "never", or "auto" and stdout is no terminal."""
    for line in lines:
        click.echo(line, color=None if color == "auto" else color == "always")
