"""The process of the command: its streams, whatever they are, and its exit status."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import environment, searchidx, searchidx_json

FULL = Path("/dev/full")
needs_full_device = pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")


def shell_command(arguments: list[str], redirection: str) -> list[str]:
    """The command with a redirection, to be run by a shell."""
    return ["sh", "-c", f"{shlex.join([sys.executable, '-m', 'searchidx', *arguments])} {redirection}"]


def test_the_module_is_the_command(tmp_path: Path) -> None:
    """`python -m searchidx --version` names the command and a version."""
    done = searchidx("--version", cwd=tmp_path)
    assert done.returncode == 0
    assert re.search(rb"searchidx.* \d+\.\d+", done.stdout)


@needs_full_device
@pytest.mark.parametrize("arguments", [["search", "lúa"], ["search", "lúa", "--json"], ["info"]])
def test_output_that_cannot_be_written_is_an_error(collection: Path, arguments: list[str]) -> None:
    """A full disk behind stdout gives one message and status 2."""
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "searchidx", *arguments],
            cwd=collection,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"cannot be written" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize("arguments", [["search", "lúa"], ["search", "lúa", "--json"], ["info"]])
def test_output_into_a_closed_stream_is_lost_in_silence(collection: Path, arguments: list[str]) -> None:
    """If stdout is closed, nobody wants the output, and there is no error."""
    command = shell_command(arguments, ">&-")
    done = subprocess.run(command, cwd=collection, env=environment(), stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@needs_full_device
@pytest.mark.parametrize("arguments", [["search", "lúa", "--index", "no"], ["--nonsense"], ["index", "/no"]])
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_an_error_that_cannot_be_printed_has_its_status(
    collection: Path, arguments: list[str], redirection: str
) -> None:
    """If stderr is full or closed, the exit status alone tells of an error."""
    command = shell_command(arguments, redirection)
    assert subprocess.run(command, cwd=collection, env=environment(), check=False).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with head")
def test_a_closed_pipe_is_quiet(collection: Path) -> None:
    """`| head -1` ends the command without a message and with status 0."""
    for command in (
        "search sông --limit 9 --color always",
        "search sông --facets --timeline",
        "show hop-bao.txt",
        "info",
        "trends sông lúa",
        "terms s",
        "complete s",
    ):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m searchidx {command} | head -1; echo ${{PIPESTATUS[0]}}"],
            cwd=collection,
            env=environment(COLUMNS="20"),
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        assert done.stdout.splitlines()[1:] == [b"0"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": ""},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "cp1258"},
    ],
)
def test_any_locale_will_do(collection: Path, variables: dict[str, str]) -> None:
    """Vietnamese text never ends in a UnicodeEncodeError, whatever encoding the terminal has."""
    for arguments in (
        ("search", "giá lúa"),
        ("search", "giá lúa", "--facets", "--timeline"),
        ("show", "lua-gao.txt"),
        ("similar", "lua-gao.txt"),
        ("trends", "lúa", "gạo"),
        ("terms", "lú"),
        ("complete", "giá l"),
        ("search", "lúa AND"),
    ):
        done = searchidx(*arguments, cwd=collection, **variables)
        assert b"Traceback" not in done.stderr
        assert done.returncode == (2 if "AND" in arguments[1] else 0)


@pytest.mark.parametrize(("encoding", "bar"), [("utf-8", "█"), ("latin-1", "#"), ("ascii", "#")])
def test_bars_can_be_printed(collection: Path, encoding: str, bar: str) -> None:
    """Where blocks cannot be written, bars consist of signs and not of escapes."""
    for arguments in (("search", "sông", "--timeline", "--limit", "0"), ("trends", "sông")):
        done = searchidx(*arguments, cwd=collection, PYTHONIOENCODING=encoding)
        printed = done.stdout.decode(encoding, "replace")  # click writes UTF-8 instead of ASCII
        assert bar in printed
        assert "\\u2588" not in printed


def test_letters_that_an_encoding_lacks_are_escaped(collection: Path) -> None:
    """What cannot be printed as it is can still be read."""
    done = searchidx("search", "giá lúa", "--limit", "1", cwd=collection, PYTHONIOENCODING="latin-1")
    assert b"1. [Gi\xe1 l\xfaa] g\\u1ea1o" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is indexed, found, and shown by the id that a search prints."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / os.fsdecode(b"b\xe1o.txt")).write_text("Tin lạ\n\nNội dung tin lạ.", encoding="utf-8")
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    assert searchidx_json("search", "lạ", "--json", cwd=tmp_path)["hits"][0]["id"] == "b\\xe1o.txt"
    for name in ("b\\xe1o.txt", b"b\xe1o.txt"):
        assert searchidx("show", name, cwd=tmp_path).returncode == 0


@pytest.mark.slow
def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    """An article with half a surrogate pair, as broken exports have it, is indexed, searched and printed."""
    record = json.dumps({"id": "x\udc00", "title": "Tin \ud83d lạ", "body": "b"})
    (tmp_path / "tin.jsonl").write_text(f"{record}\n", encoding="utf-8")
    assert searchidx("index", "tin.jsonl", cwd=tmp_path).returncode == 0
    for options in ((), ("--json",)):
        done = searchidx("search", "lạ", *options, cwd=tmp_path)
        assert done.returncode == 0
        assert "Tin � " in done.stdout.decode()
