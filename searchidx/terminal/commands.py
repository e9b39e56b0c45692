"""The commands: options in, one library call, lines out. With `cli.py`, all that knows a terminal."""

from __future__ import annotations

import gc
import os
import re
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from searchidx.errors import QuerySyntaxError, ReadError, SearchError
from searchidx.terminal.arguments import decode_argument, join_arguments
from searchidx.terminal.exit_status import FAILED, FOUND, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.index import Index
    from searchidx.terminal.results import Style

_USUAL, _WIDEST = 80, 100
"""Columns where no terminal tells its own, and at the most."""

_COLORS = click.Choice(["auto", "always", "never"])
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
color_option = click.option("--color", type=_COLORS, default="auto", show_default=True, help="When to color.")


class QueryCommand(click.Command):
    """A command whose arguments may begin with `-` (`-word` is query language), but not with `--`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse unknown `--options`, which click would take for words; a later `-n` is none either."""
        known = {name for parameter in self.params for name in parameter.opts} | set(ctx.help_option_names)
        for at, arg in enumerate(args):
            if arg == "--":
                break
            option = arg.split("=", 1)[0]
            if (arg.startswith("--") and option not in known) or (at and re.fullmatch("-[A-Za-z]", arg)):
                raise click.NoSuchOption(option, ctx=ctx)
        return super().parse_args(ctx, args)


def execute() -> int:
    """Run the command and return its status; every SearchError becomes one message on stderr."""
    try:
        return int(cli.main(prog_name="searchidx", standalone_mode=False))
    except (click.ClickException, SearchError) as error:
        with suppress(OSError):  # where nothing can be told, the status tells it
            _tell(error)
        return FAILED
    except click.Abort as error:  # so click calls a KeyboardInterrupt
        raise KeyboardInterrupt from error


def _tell(error: click.ClickException | SearchError) -> None:
    if isinstance(error, click.ClickException):
        error.show()
        return
    from searchidx.terminal.messages import message

    told = error.shown(_columns(sys.stderr)) if isinstance(error, QuerySyntaxError) else error
    click.echo(message(told), err=True)


@click.group(context_settings={"max_content_width": 100})
@click.version_option(package_name="searchidx")
def cli() -> None:
    """Full-text search for collections of Vietnamese articles."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
def index(paths: tuple[str, ...], folder: Path) -> int:
    """Index articles: .txt and .jsonl files, and folders of them.

    A line of .jsonl is an object: id, title, body, date, source, category, url; other keys are kept.
    It may be compressed: .jsonl.gz, .jsonl.xz.

    Run it again to bring the index up to date: new, changed and vanished files are found by content.
    Articles of a file that is gone are removed when its folder is named, or the file itself.
    """
    gc.enable()
    if not any(map(os.path.lexists, paths)) and not folder.exists():
        raise ReadError(f"There is nothing at {', '.join(paths)}: check the path. No index was made.")
    from searchidx.terminal.progress import Progress

    with Progress() as progress:
        from searchidx.files.ingest import ingest
        from searchidx.terminal import indexing_report

        with _opened(folder, create=True) as opened:
            done = ingest(opened, paths, progress=progress.update)
    for line in indexing_report.failures(done.failures):
        click.echo(line, err=True)
    for line in indexing_report.summary(done):
        click.echo(line)
    return FAILED if done.failures else FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED, metavar="QUERY...")
@index_option
@click.option("--limit", type=click.IntRange(0, 10_000), default=10, show_default=True, help="Hits to show.")
@click.option("--offset", type=click.IntRange(0, 1_000_000), default=0, help="Hits to pass over.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Show what each signal gave to the scores.")
@color_option
def search(
    query: tuple[str, ...], folder: Path, limit: int, offset: int, as_json: bool, explain: bool, color: str
) -> int:
    """Search an index; the best articles first.

    \b
    công an                all words, in any accentuation when typed without
    '"bộ công an"'         a phrase (the shell takes the outer quotes)
    +must -not             required and unwanted words
    a AND (b OR NOT c)     operators
    title:lũ source:vtv    one field: title, body, source, category
    date:2020-07..2021     days, months, years and ranges of them
    công*                  a prefix
    """
    from searchidx.terminal import results as render

    with _opened(folder) as opened:
        results = opened.search(join_arguments(query), limit=limit, offset=offset, explain=explain)
        empty = not len(opened)
    if empty:
        from searchidx.terminal.messages import message

        hint = f"{folder} is empty. Fill it: searchidx index PATH... --index {folder}"
        click.echo(message(hint), err=True)
    if as_json:
        from searchidx.terminal import results_json

        click.echo(results_json.as_json(results))
    else:
        _print(render.human(results, _style(color), _columns()), color)
    return FOUND if results.hits or (not limit and results.total) else NOT_FOUND


@cli.command()
@click.argument("identifier", metavar="ID")
@index_option
@color_option
def show(identifier: str, folder: Path, color: str) -> int:
    """Show one article whole, by the ID that a search printed."""
    from searchidx.terminal import results as render

    with _opened(folder) as opened:
        typed = decode_argument(identifier)
        document = opened.get(typed) or opened.get(unicodedata.normalize("NFC", typed))
    if document is None:
        click.echo(f"searchidx: no article has the id {identifier!r}; a search prints the ids", err=True)
        return NOT_FOUND
    _print(render.article(document, _style(color), _columns()), color)
    return FOUND


@cli.command()
@index_option
def info(folder: Path) -> int:
    """Tell what an index holds."""
    from searchidx.terminal import results as render

    with _opened(folder) as opened:
        _print(render.table(opened.info().items(), render.PLAIN, _columns()), "never")
    return FOUND


@cli.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED, metavar="TEXT...")
def analyze(text: tuple[str, ...]) -> int:
    """Show what the analyzer makes of a text, layer by layer."""
    from searchidx.terminal import results as render
    from searchidx.terminal.analysis_report import layers_of

    layers = layers_of(" ".join(map(decode_argument, text)))
    _print(render.table(layers.items(), render.PLAIN, _columns()), "never")
    return FOUND


def _opened(folder: Path, *, create: bool = False) -> Index:
    from searchidx.index import Index

    if create and not Index.exists(folder):
        return Index.create(folder)
    return Index.open(folder)


def _style(color: str) -> Style:
    from searchidx.terminal import results as render

    wanted = color == "always" or (
        color == "auto"
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    return render.COLOR if wanted else render.PLAIN


def _columns(stream: TextIO | None = None) -> int:
    """Return how wide the lines of a stream (stdout) may be.

    That is what `shutil.get_terminal_size` tells, which takes 2 ms to import.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return min(int(columns), _WIDEST)
    try:
        return min(os.get_terminal_size((stream or sys.stdout).fileno()).columns or _USUAL, _WIDEST)
    except (OSError, ValueError):  # no terminal, or no file at all
        return _USUAL


def _print(lines: Iterable[str], color: str) -> None:
    for line in lines:
        click.echo(line, color=None if color == "auto" else color == "always")
