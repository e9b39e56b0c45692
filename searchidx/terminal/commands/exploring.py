"""The commands that show what an index holds: its terms, what a query may go on with, and words over time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from searchidx.terminal.arguments import DEFAULT_UNIT, UNITS, decode_argument, query_of
from searchidx.terminal.commands.options import (
    QueryCommand,
    WordCommand,
    filter_options,
    filters_of,
    index_option,
    json_option,
    limit_option,
)
from searchidx.terminal.commands.shared import open_index, print_lines, warn_if_empty
from searchidx.terminal.display import choose_bars, line_columns
from searchidx.terminal.exit_status import FOUND, NOT_FOUND
from searchidx.terminal.wording import message

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.model import Unit


@click.command(cls=WordCommand)
@click.argument("prefix", metavar="PREFIX")
@index_option
@limit_option("terms", 20, least=1)
@json_option
def terms(prefix: str, folder: Path, limit: int, as_json: bool) -> int:
    """Show the terms that begin with PREFIX.

    The number before a term is the number of articles that have it.
    """
    text = decode_argument(prefix)
    with open_index(folder) as index:
        counted = index.terms(text, limit=limit)
        warn_if_empty(index)
    if as_json:
        from searchidx.terminal.results_json import terms_as_json

        click.echo(terms_as_json(text, counted))
    elif counted:
        from searchidx.terminal.tables import number_lines

        print_lines(number_lines(counted))
    else:
        hint = f"No term begins with {text!r}. A term is a single word, such as công."
        click.echo(message(hint), err=True)
    return FOUND if counted else NOT_FOUND


@click.command(cls=WordCommand)
@click.argument("prefix", nargs=-1, required=True, metavar="PREFIX...")
@index_option
@limit_option("completions", 8, least=1)
@json_option
def complete(prefix: tuple[str, ...], folder: Path, limit: int, as_json: bool) -> int:
    """Show how a query that begins with PREFIX may go on.

    At least one article has all words of a completion, such as "công an tỉnh" for cong an t.
    """
    from searchidx.printable import blank_unprintable

    text = " ".join(map(decode_argument, prefix))
    with open_index(folder) as index:
        completions = index.complete(text, limit=limit)
        warn_if_empty(index)
    if as_json:
        from searchidx.terminal.results_json import completions_as_json

        click.echo(completions_as_json(text, completions))
    elif completions:
        print_lines(map(blank_unprintable, completions))
    else:
        click.echo(
            message(f"Nothing in the articles completes {text!r}. Type other words, or fewer."), err=True
        )
    return FOUND if completions else NOT_FOUND


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("queries", nargs=-1, required=True, type=click.UNPROCESSED, metavar="WORD...")
@index_option
@click.option(
    "--by", type=click.Choice(UNITS), default=DEFAULT_UNIT, show_default=True, help="Count by this unit."
)
@filter_options
@json_option
def trends(queries: tuple[str, ...], folder: Path, by: Unit, as_json: bool, **filters: Any) -> int:
    """Show how many articles match each WORD over time.

    Each WORD is a query: lũ, "công an" (a phrase, because the shell removes the quotes), or 'lũ OR bão'.
    """
    from searchidx.terminal.trends import Trend, over_one_range, trend_lines

    narrowed = filters_of(filters)
    with open_index(folder) as index:
        counted = [
            Trend(query, index.count(query, **narrowed), index.timeline(query, by=by, **narrowed))
            for query in [query_of(argument, index.keywords) for argument in queries]
        ]
        warn_if_empty(index)
    shown = over_one_range(counted, by)
    if as_json:
        from searchidx.terminal.results_json import trends_as_json

        click.echo(trends_as_json(shown, by))
    else:
        print_lines(trend_lines(shown, by, line_columns(sys.stdout), choose_bars(sys.stdout.encoding)))
    return FOUND if any(trend.total for trend in shown) else NOT_FOUND
