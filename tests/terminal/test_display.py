"""When there is color, and how wide lines are."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from searchidx.terminal.display import (
    BLOCKS,
    COLOR,
    PLAIN,
    SIGNS,
    Bars,
    choose_bars,
    choose_style,
    line_columns,
)
from tests.support.terminal import environment

if TYPE_CHECKING:
    from pathlib import Path


class FakeTerminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "variables", "colored"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", {}, False),
    ],
)
def test_color_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, color: str, variables: dict[str, str], colored: bool
) -> None:
    """With "auto" a terminal gets color, unless NO_COLOR is set or the terminal is dumb."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", FakeTerminal())
    assert choose_style(color) is (COLOR if colored else PLAIN)


@pytest.mark.parametrize(("color", "colored"), [("auto", False), ("always", True), ("never", False)])
def test_color_without_a_terminal(monkeypatch: pytest.MonkeyPatch, color: str, colored: bool) -> None:
    """A file or a pipe gets color only if it is asked for."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert choose_style(color) is (COLOR if colored else PLAIN)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("options", "colored"), [([], True), (["--color", "never"], False)])
def test_the_command_prints_in_color(collection: Path, options: list[str], colored: bool) -> None:
    """Marks are bold red on a terminal, and in brackets otherwise."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "searchidx", "search", "lúa", *options],
        cwd=collection,
        env=environment(TERM="xterm"),
        stdout=slave,
    )
    assert process.wait(60) == 0
    shown = os.read(master, 65536).decode()
    os.close(master)
    os.close(slave)
    assert ("\x1b[1;31mlúa\x1b[0m" in shown) == colored
    assert ("[lúa]" in shown) != colored


@pytest.mark.parametrize(
    ("variable", "columns"),
    [("30", 30), ("100", 100), ("140", 100), ("0", 80), ("", 80), ("-5", 80), ("wide", 80)],
)
def test_the_variable_columns_sets_the_width(
    monkeypatch: pytest.MonkeyPatch, variable: str, columns: int
) -> None:
    """A number in COLUMNS counts, but at most 100; anything else is ignored."""
    monkeypatch.setenv("COLUMNS", variable)
    assert line_columns(io.StringIO()) == columns


@pytest.mark.parametrize(("terminal", "columns"), [(40, 40), (140, 100), (0, 80)])
def test_the_terminal_sets_the_width(monkeypatch: pytest.MonkeyPatch, terminal: int, columns: int) -> None:
    """Without COLUMNS the terminal is asked; one that answers 0 does not know."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((terminal, 24)))
    with open(os.devnull, encoding="utf-8") as stream:  # noqa: PTH123
        assert line_columns(stream) == columns


def test_a_file_has_the_default_width(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stream that is no terminal, or no file of the system, has 80 columns."""
    monkeypatch.delenv("COLUMNS", raising=False)
    with (tmp_path / "output").open("w") as stream:
        assert line_columns(stream) == 80
    assert line_columns(io.StringIO()) == 80


@pytest.mark.parametrize(
    ("encoding", "bars"),
    [
        ("utf-8", BLOCKS),
        ("utf-16", BLOCKS),
        ("ascii", SIGNS),
        ("latin-1", SIGNS),
        ("cp1258", SIGNS),
        ("cp437", SIGNS),
        ("no-such-encoding", SIGNS),
        (None, SIGNS),
    ],
)
def test_bars_are_blocks_if_they_can_be_written(encoding: str | None, bars: Bars) -> None:
    """An encoding that lacks one of the blocks gets ASCII signs."""
    assert choose_bars(encoding) is bars
