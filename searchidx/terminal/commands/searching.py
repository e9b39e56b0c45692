"""The commands that print a page of articles: those that match a query, or those that are like an article."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from searchidx.terminal.arguments import EVERYTHING, UNITS, decode_argument, join_arguments, names_of
from searchidx.terminal.commands.options import (
    QueryCommand,
    WordCommand,
    color_option,
    copies_option,
    filter_options,
    filters_of,
    index_option,
    json_option,
    limit_option,
    offset_option,
)
from searchidx.terminal.commands.shared import (
    open_index,
    print_lines,
    stored_id,
    warn_if_empty,
    warn_of_unmet,
)
from searchidx.terminal.display import choose_bars, choose_style, line_columns
from searchidx.terminal.exit_status import FOUND, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.model import Results, Sort, Unit
    from searchidx.terminal.display import Style
    from searchidx.terminal.timeline import Timeline


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED, metavar="QUERY...")
@index_option
@limit_option("hits", 10)
@offset_option
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Show the best, the newest or the oldest articles first.",
)
@filter_options
@click.option(
    "--facets",
    metavar="[KEY,...]",
    help="Count the articles of each source, category and year, or of each value of the KEYs.",
)
@click.option(
    "--timeline",
    "unit",
    type=click.Choice(UNITS),
    metavar="[year|month|day]",
    help="Show with bars how many articles are of each month, or of each year or day.",
)
@copies_option
@click.option("--plain", is_flag=True, help="Search for all words. No sign in the query has a meaning.")
@click.option("--exactly", is_flag=True, help="Search for what was typed, even if nothing is written so.")
@click.option("--count", "only_count", is_flag=True, help="Print only the number of complete matches.")
@json_option
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
    facets: str | None,
    unit: Unit | None,
    all_copies: bool,
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
    path:tin url:vtv.vn    in a folder, or below an address; id: is the beginning of an id
    date:2020-07..2021     a day, a month, a year, or a range of them
    công* '"công an th*"'  the beginning of a word, or of the last word of a phrase

    Without QUERY, options such as --source, --since or --facets list all articles that meet them.

    If too few articles match the whole query, articles that have only some of its words are shown, too. If
    few articles match a misspelt query completely, the results of its correction are shown instead.
    """
    narrowed = filters_of(filters)
    if not (query or narrowed or facets or unit):
        raise click.UsageError("Missing argument 'QUERY...'. The query * finds all articles.")
    with open_index(folder) as index:
        text = " ".join(map(decode_argument, query)) if plain else join_arguments(query, index.keywords)
        if not query:
            text, plain = EVERYTHING, False
        if only_count:
            number = index.count(text, plain=plain, **narrowed)
            click.echo(number)
            return FOUND if number else NOT_FOUND
        results = index.search(
            text,
            limit=limit,
            offset=offset,
            explain=explain,
            exact=exactly,
            plain=plain,
            sort=sort,
            copies="all" if all_copies else "fold",
            facets=names_of(facets or ""),
            **narrowed,
        )
        timeline = None
        if unit is not None:
            shown_query = text if results.corrected is None else results.corrected
            timeline = index.timeline(shown_query, by=unit, plain=plain, **narrowed)
        keywords = index.keywords
        warn_if_empty(index)
        if not results.total:
            warn_of_unmet(index, narrowed)
    if as_json:
        from searchidx.terminal.results_json import results_as_json

        click.echo(results_as_json(results, keywords, timeline))
    else:
        style, columns = choose_style(color), line_columns(sys.stdout)
        print_lines(_answer_lines(results, unit, timeline, style, columns), color)
    return FOUND if results.hits or (not limit and results.total) else NOT_FOUND


def _answer_lines(
    results: Results, unit: Unit | None, timeline: Timeline | None, style: Style, columns: int
) -> Iterator[str]:
    """Yield the lines of an answer: its hits, then its facets, then its timeline."""
    from searchidx.terminal.results import result_lines

    yield from result_lines(results, style, columns)
    if not results.complete and (results.facets or timeline is not None):
        yield ""
        yield style.faint("No complete match to count.")
        return
    if results.facets:
        from searchidx.terminal.facet_columns import facet_lines

        yield ""
        yield from facet_lines(results.facets, style, columns)
    if unit is not None and timeline is not None:
        from searchidx.terminal.timeline import timeline_lines

        yield ""
        bars = choose_bars(sys.stdout.encoding)
        yield from timeline_lines(timeline, results.complete, unit, style, columns, bars)


@click.command(cls=WordCommand)
@click.argument("identifier", metavar="ID")
@index_option
@limit_option("articles", 10)
@offset_option
@filter_options
@copies_option
@json_option
@color_option
def similar(
    identifier: str,
    folder: Path,
    limit: int,
    offset: int,
    all_copies: bool,
    as_json: bool,
    color: str,
    **filters: Any,
) -> int:
    """Show the articles that are most like one article.

    ID is the id of the article, as a search prints it.
    """
    with open_index(folder) as index:
        found_id = stored_id(index, identifier)
        if found_id is None:
            warn_if_empty(index)
            return NOT_FOUND
        results = index.similar(
            found_id,
            limit=limit,
            offset=offset,
            copies="all" if all_copies else "fold",
            **filters_of(filters),
        )
        keywords = index.keywords
    if as_json:
        from searchidx.terminal.results_json import results_as_json

        click.echo(results_as_json(results, keywords))
    else:
        from searchidx.terminal.results import similar_lines

        print_lines(similar_lines(results, choose_style(color), line_columns(sys.stdout)), color)
    return FOUND if results.hits or (not limit and results.total) else NOT_FOUND
