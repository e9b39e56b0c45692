"""The options that several commands have, and the kinds of commands."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from searchidx.terminal.arguments import decode_argument, find_unknown_option, give_optional_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from searchidx.filters import Filters

_Command = TypeVar("_Command", bound="Callable[..., Any]")

index_option: Final = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    default="index",
    envvar="SEARCHIDX_INDEX",
    show_default=True,
    show_envvar=True,
    help="Use the index in this folder.",
)
color_option: Final = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Use colors: always, never, or auto (on a terminal, unless NO_COLOR is set).",
)
json_option: Final = click.option(
    "--json", "as_json", is_flag=True, help="Print the results as one JSON object."
)
offset_option: Final = click.option(
    "--offset",
    type=click.IntRange(0, 1_000_000),
    metavar="N",
    default=0,
    show_default=True,
    help="Skip the first N hits.",
)
copies_option: Final = click.option(
    "--all-copies", is_flag=True, help="Show copies, too, which are otherwise only counted under a hit."
)


def limit_option(shown: str, default: int, *, least: int = 0) -> Callable[[_Command], _Command]:
    """Return the option that says how many things are shown. `shown` names them in the help."""
    return click.option(
        "--limit",
        type=click.IntRange(least, 10_000),
        metavar="N",
        default=default,
        show_default=True,
        help=f"Show at most N {shown}.",
    )


class QueryCommand(click.Command):
    """A command that takes `-word` as part of its text, because a minus sign is query language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Raises NoSuchOption for a misspelt option, which click takes for text."""
        options = {option for parameter in self.params for option in parameter.opts}
        unknown_option = find_unknown_option(args, options.union(ctx.help_option_names))
        if unknown_option is not None:
            raise click.NoSuchOption(unknown_option, ctx=ctx)
        return super().parse_args(ctx, give_optional_values(args))


class WordCommand(click.Command):
    """A command that takes an id or a word. Its error for an unknown option says how to type a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Raises NoSuchOption with a hint for a word that looks like an option."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:  # The argument is a misspelt option.
                raise
            (metavar,) = [param.metavar for param in self.params if isinstance(param, click.Argument)]
            hint = f"Write -- before {metavar} if it begins with a dash: {ctx.command_path} -- {metavar}"
            raise click.NoSuchOption(error.option_name, f"{error.message} {hint}", ctx=ctx) from error


def filter_options(command: _Command) -> _Command:
    """Add the options of the filters. The command passes their values to `filters_of`."""
    return _with_options(
        command,
        click.option("--since", metavar="DATE", help="Only articles from DATE on: 2021, 11/2021, 'hôm qua'."),
        click.option("--until", metavar="DATE", help="Only articles up to DATE, or to its end."),
        click.option("--source", multiple=True, metavar="NAME", help="Only articles of this source."),
        click.option("--category", multiple=True, metavar="NAME", help="Only articles of this category."),
        click.option(
            "--where",
            multiple=True,
            metavar="KEY=VALUE",
            help="Only articles with this value of source, category, author or a keyword field of your own.",
        ),
        click.option(
            "--path",
            multiple=True,
            metavar="GLOB",
            help="Only articles in this folder or file: tin/2021, 'tin/**/*.txt'.",
        ),
    )


def filters_of(values: Mapping[str, Any]) -> Filters:
    """Return the filters that the values of the `filter_options` mean.

    The result is empty without filters. If an option is given several times, an article needs only one of its
    values. Raises BadParameter for a `--where` without an equals sign.
    """
    where: dict[str, list[str]] = {}
    for pair in values["where"]:
        key, sign, value = decode_argument(pair).partition("=")
        if not sign:
            raise click.BadParameter(f"{pair!r} has no equals sign; write KEY=VALUE.", param_hint="'--where'")
        where.setdefault(key.strip().lower(), []).append(value)
    filters: Filters = {}
    if values["since"] is not None:
        filters["since"] = decode_argument(values["since"])
    if values["until"] is not None:
        filters["until"] = decode_argument(values["until"])
    if values["source"]:
        filters["source"] = list(map(decode_argument, values["source"]))
    if values["category"]:
        filters["category"] = list(map(decode_argument, values["category"]))
    if values["path"]:
        filters["path"] = list(map(decode_argument, values["path"]))
    if where:
        filters["where"] = where
    return filters


def _with_options(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    """Return the command with the options, which its help shows in this order."""
    return reduce(lambda decorated, option: option(decorated), reversed(options), command)
