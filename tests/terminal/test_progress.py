"""The line of progress, and Ctrl-C while indexing."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from searchidx import Index
from searchidx.terminal import progress
from searchidx.terminal.progress import Progress
from tests.support import ROOT
from tests.support.terminal import GOLDEN, environment, searchidx

if TYPE_CHECKING:
    from pathlib import Path

CLEARED = "\r\x1b[K"


class FakeTerminal(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def fake_terminal(monkeypatch: pytest.MonkeyPatch, min_line_seconds: float = 0.0) -> FakeTerminal:
    """Put a terminal in the place of stderr, and set how long a line must stand on it."""
    terminal = FakeTerminal(is_terminal=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "MIN_LINE_SECONDS", min_line_seconds)
    return terminal


def test_each_line_replaces_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is written anew from its beginning, and is gone at the end."""
    terminal = fake_terminal(monkeypatch)
    with Progress() as shown:
        shown.update(1, 0, 2)
        shown.update(20, 1, 2)
    lines = ["1 article, 0 of 2 files, 0 s", "20 articles, 1 of 2 files, 0 s"]
    assert terminal.getvalue() == "".join(f"\r{line}" for line in lines) + CLEARED


def test_a_line_stands_for_a_while_unless_it_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every article is shown, because terminals are slow; the end of the work always is."""
    terminal = fake_terminal(monkeypatch, min_line_seconds=60.0)
    with Progress() as shown:
        shown.update(1, 0, 2)
        shown.update(2, 2, 2)
    assert terminal.getvalue() == "\r2 articles, 2 of 2 files, 0 s" + CLEARED


def test_the_time_goes_on_while_nothing_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is shown again, so that the user sees that work goes on."""
    terminal = fake_terminal(monkeypatch)
    monkeypatch.setattr(progress, "REFRESH_SECONDS", 0.01)
    with Progress() as shown:
        shown.update(1, 0, 2)
        deadline = time.monotonic() + 10
        while terminal.getvalue().count("1 article") < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert terminal.getvalue().count("1 article") >= 3


def test_there_is_no_line_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a pipe gets nothing of the progress."""
    stream = FakeTerminal(is_terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as shown:
        shown.update(2, 2, 2)
    assert stream.getvalue() == ""


def test_ctrl_c_is_remembered_and_its_handler_restored() -> None:
    """An interrupt that is caught somewhere is raised again by the next update."""
    before = signal.getsignal(signal.SIGINT)
    with Progress() as shown:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            shown.update(1, 0, 2)
    assert signal.getsignal(signal.SIGINT) is before


def read_all(descriptor: int) -> bytes:
    """What is left to read from a pseudo-terminal whose other side is closed."""
    pieces = []
    try:
        while piece := os.read(descriptor, 65536):
            pieces.append(piece)
    except OSError:  # Linux ends the reading so
        pass
    os.close(descriptor)
    return b"".join(pieces)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_run_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    """Ctrl-C gives a message and status 130, and the index keeps its articles; the next run succeeds."""
    import pty

    shutil.copytree(GOLDEN / "articles", tmp_path / "articles")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    (tmp_path / "articles" / "a.txt").write_text("Tin đầu\n\nMột tin.", encoding="utf-8")
    many = tmp_path / "articles" / "many.jsonl"
    line = json.dumps({"title": "Tin", "body": "nước sông lên nhanh " * 50})
    many.write_text(f"{line}\n" * 20_000, encoding="utf-8")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "searchidx", "index", "articles"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while len(set(re.findall(rb"([\d,]+) articles, 1 of 2 files", shown))) < 3:  # it moves within a file
        shown += os.read(master, 1024)
    os.killpg(process.pid, signal.SIGINT)
    printed = process.communicate(timeout=60)[0]
    shown = read_all(master)
    assert (printed, process.returncode) == (b"", 130), shown
    assert b"searchidx: Interrupted. An unfinished change to the index is undone." in shown
    with Index.open(tmp_path / "index") as index:
        assert len(index) == 6
    many.unlink()
    done = searchidx("index", "articles", cwd=tmp_path)
    assert done.returncode == 0
    assert b"1 new, 0 changed, 4 unchanged, 0 gone" in done.stdout


DROPPED_INTERRUPT = """
import os, signal, sys
import searchidx.files.reading
from searchidx.terminal.process import run

class Interrupting:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        sum(range(100_000))

def interrupt_and_read(*arguments, read_file=searchidx.files.reading.read_file):
    Interrupting()
    yield from read_file(*arguments)

searchidx.files.reading.read_file = interrupt_and_read
sys.argv = ["searchidx", "index", "articles"]
sys.exit(run())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_that_python_drops_is_not_lost(tmp_path: Path) -> None:
    """Ctrl-C ends the run also while an object is destroyed, where Python ignores exceptions."""
    shutil.copytree(GOLDEN / "articles", tmp_path / "articles")
    done = subprocess.run(
        [sys.executable, "-c", DROPPED_INTERRUPT],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Exception ignored" in done.stderr
    assert (done.returncode, done.stdout) == (130, b"")
    with Index.open(tmp_path / "index") as index:
        assert len(index) == 0
