"""Runs the command as a shell would, and reads transcripts of it: lines of `$ command` and their output."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchidx.terminal.process import run
from tests.support import ROOT

if TYPE_CHECKING:
    import pytest

GOLDEN = ROOT / "tests" / "golden"
"""The folder of the transcripts, and of the articles that they are about."""

_PROMPT = "$ "


def transcript(text: str) -> list[tuple[str, str]]:
    """The commands of a transcript, each with the output that follows it."""
    blocks = re.split(rf"^{re.escape(_PROMPT)}", text, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (block.partition("\n") for block in blocks)]


def same_time(text: str) -> str:
    """The text with every time that was measured written as N."""
    text = re.sub(r"\b(?:under 1|\d[\d,]*) ms\b", "N ms", text)
    text = re.sub(r'("took_ms": )[\d.]+', r"\1N", text)
    return re.sub(r"\bin \d[\d,]*\.\d s\b", "in N s", text)


def in_process(line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command line prints (stdout, then stderr), and its exit status unless that is 0."""
    arguments = shlex.split(line)
    with monkeypatch.context() as patched:
        while "=" in arguments[0]:
            patched.setenv(*arguments.pop(0).split("=", 1))
        if arguments[0] != "searchidx":
            subprocess.run(line, shell=True, check=True)
            return ""
        patched.setattr(sys, "argv", arguments)
        status = run()
    out, err = capsys.readouterr()
    return f"{out}{err}" + (f"[exit status {status}]\n" if status else "")


def environment(**changes: str) -> dict[str, str]:
    """The environment for a command in a process of its own, `searchidx` found first."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    for name in ("NO_COLOR", "SEARCHIDX_INDEX"):
        inherited.pop(name, None)
    path = os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", "")])
    return {**inherited, "PATH": path, "LANG": "C.UTF-8", "COLUMNS": "80", **changes}


def searchidx(*arguments: str | bytes, cwd: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own; `changes` are variables of its environment."""
    return subprocess.run(
        [sys.executable, "-m", "searchidx", *arguments],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        check=False,
        timeout=60,
    )


def searchidx_json(*arguments: str | bytes, cwd: Path, **changes: str) -> dict[str, Any]:
    """Run the command in a process of its own, and return the JSON object that it prints."""
    printed: dict[str, Any] = json.loads(searchidx(*arguments, cwd=cwd, **changes).stdout)
    return printed
