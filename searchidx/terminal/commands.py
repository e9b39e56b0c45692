"""The commands: each turns its options into one call of the library, and prints what comes back.

This is the only module that imports click. Whatever only some of the commands need is imported where they
need it, because a search should start fast.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchidx.errors import QuerySyntaxError, ReadError, SearchError
from searchidx.terminal.arguments import decode_argument, join_arguments
from searchidx.terminal.display import PLAIN, choose_style, line_columns
from searchidx.terminal.exit_status import FAILED, FOUND, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.index import Index

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    default="index",
    envvar="SEARCHIDX_INDEX",
    show_default=True,
    show_envvar=True,
    help="Folder of the index.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colors.",
)


class QueryCommand(click.Command):
    """A command whose arguments may begin with `-` (`-word` is query language), but not with `--`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse options that do not exist: click would take them for words of the query.

        These are all that begin with `--`, and single letters such as `-n` behind the first argument.
        """
        options = {option for parameter in self.params for option in parameter.opts}
        options.update(ctx.help_option_names)
        for index, argument in enumerate(args):
            if argument == "--":
                break
            name = argument.split("=", 1)[0]
            unknown = argument.startswith("--") and name not in options
            if unknown or (index > 0 and re.fullmatch("-[A-Za-z]", argument)):
                raise click.NoSuchOption(name, ctx=ctx)
        return super().parse_args(ctx, args)


def execute() -> int:
    """Run the command in `sys.argv` and return its exit status.

    Errors that a user can do something about become a message on stderr; others are raised.
    """
    try:
        return int(cli.main(prog_name="searchidx", standalone_mode=False))
    except (click.ClickException, SearchError) as error:
        with suppress(OSError):  # If stderr cannot be written, the exit status alone tells of the error.
            _report(error)
        return FAILED
    except click.Abort as error:  # what click makes of a KeyboardInterrupt
        raise KeyboardInterrupt from error


def _report(error: click.ClickException | SearchError) -> None:
    if isinstance(error, click.ClickException):
        error.show()
        return
    from searchidx.terminal.messages import message

    text = error.shown(line_columns(sys.stderr)) if isinstance(error, QuerySyntaxError) else str(error)
    click.echo(message(text), err=True)


@click.group(context_settings={"max_content_width": 100})
@click.version_option(package_name="searchidx")
def cli() -> None:
    """Full-text search for collections of Vietnamese articles."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
def index(paths: tuple[str, ...], folder: Path) -> int:
    """Index articles: .txt and .jsonl files, and folders of them.

    A line of a .jsonl file is an object: id, title, body, date, source, category, url; other keys are kept.
    The file may be compressed: .jsonl.gz, .jsonl.xz.

    Run it again to bring the index up to date: new, changed and vanished files are found by content.
    The articles of a file that is gone are removed when you name its folder, or the file itself.
    """
    gc.enable()
    if not any(map(os.path.lexists, paths)) and not folder.exists():
        raise ReadError(f"There is nothing at {', '.join(paths)}: check the path. No index was made.")
    from searchidx.terminal.progress import Progress

    with Progress() as progress:
        from searchidx.files.ingest import ingest
        from searchidx.terminal import indexing_report

        with _open_index(folder, create=True) as opened_index:
            report = ingest(opened_index, paths, progress=progress.update)
    for line in indexing_report.failures(report.failures):
        click.echo(line, err=True)
    for line in indexing_report.summary(report):
        click.echo(line)
    return FAILED if report.failures else FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED, metavar="QUERY...")
@index_option
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True, help="Hits to show.")
@click.option("--offset", type=click.IntRange(0, 1_000_000), default=0, help="Hits to skip.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Show what each signal adds to the scores.")
@color_option
def search(
    query: tuple[str, ...], folder: Path, limit: int, offset: int, as_json: bool, explain: bool, color: str
) -> int:
    """Search an index; the best articles come first.

    \b
    công an                all words; a word without accents matches any accents
    '"bộ công an"'         a phrase (the shell takes the outer quotes)
    +must -not             required and unwanted words
    a AND (b OR NOT c)     operators
    title:lũ source:vtv    one field: title, body, source, category
    date:2020-07..2021     days, months, years and ranges of them
    công*                  a prefix
    """
    with _open_index(folder) as opened_index:
        results = opened_index.search(join_arguments(query), limit=limit, offset=offset, explain=explain)
        is_empty = not len(opened_index)
    if is_empty:
        from searchidx.terminal.messages import message

        hint = f"{folder} is empty. Fill it: searchidx index PATH... --index {folder}"
        click.echo(message(hint), err=True)
    if as_json:
        from searchidx.terminal.results_json import results_as_json

        click.echo(results_as_json(results))
    else:
        from searchidx.terminal.results import result_lines

        _print_lines(result_lines(results, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND if results.hits or (not limit and results.total) else NOT_FOUND


@cli.command()
@click.argument("identifier", metavar="ID")
@index_option
@color_option
def show(identifier: str, folder: Path, color: str) -> int:
    """Show a whole article, by the ID that a search printed."""
    from searchidx.terminal.results import article_lines

    with _open_index(folder) as opened_index:
        typed_id = decode_argument(identifier)
        document = opened_index.get(typed_id) or opened_index.get(unicodedata.normalize("NFC", typed_id))
    if document is None:
        click.echo(f"searchidx: no article has the id {identifier!r}; a search prints the ids", err=True)
        return NOT_FOUND
    _print_lines(article_lines(document, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND


@cli.command()
@index_option
def info(folder: Path) -> int:
    """Show how many articles an index holds, and its size."""
    from searchidx.terminal.results import table_lines

    with _open_index(folder) as opened_index:
        rows = opened_index.info().items()
    _print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)), "never")
    return FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED, metavar="TEXT...")
def analyze(text: tuple[str, ...]) -> int:
    """Show what the analyzer makes of a text, layer by layer."""
    from searchidx.terminal.analysis_report import analysis_lines
    from searchidx.terminal.results import table_lines

    rows = analysis_lines(" ".join(map(decode_argument, text))).items()
    _print_lines(table_lines(rows, PLAIN, line_columns(sys.stdout)), "never")
    return FOUND


def _open_index(folder: Path, *, create: bool = False) -> Index:
    from searchidx.index import Index

    if create and not Index.exists(folder):
        return Index.create(folder)
    return Index.open(folder)


def _print_lines(lines: Iterable[str], color: str) -> None:
    """Print lines; click takes the styles out of them if `color` is "never", or stdout no terminal."""
    for line in lines:
        click.echo(line, color=None if color == "auto" else color == "always")
