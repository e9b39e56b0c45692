"""The program `searchidx`: which commands are there, and how are their errors reported?"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import Final

import click

from searchidx.errors import QuerySyntaxError, SearchError
from searchidx.terminal.display import line_columns
from searchidx.terminal.exit_status import FAILED
from searchidx.terminal.wording import message

_MODULES: Final = {
    "index": "indexing",
    "search": "searching",
    "similar": "searching",
    "show": "inspecting",
    "trends": "exploring",
    "terms": "exploring",
    "complete": "exploring",
    "info": "inspecting",
    "analyze": "inspecting",
}
"""The commands in the order in which the help lists them, and the module of each."""


class _CommandGroup(click.Group):
    """The commands. The module of a command is imported when the command is run or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, or None if there is none."""
        if cmd_name not in _MODULES:
            return None
        command = getattr(import_module(f"searchidx.terminal.commands.{_MODULES[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command


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


@click.group(cls=_CommandGroup, context_settings={"max_content_width": 100})
@click.version_option(package_name="searchidx")
def cli() -> None:
    """Full-text search for collections of Vietnamese articles.

    Index a folder of articles with `searchidx index FOLDER`. Then search it with `searchidx search QUERY`.
    `searchidx COMMAND --help` explains a command.
    """
