"""Runs the command as a terminal would, and reads transcripts of it: `$ command` lines and what follows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from searchidx.terminal.process import run

if TYPE_CHECKING:
    import pytest

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
    words = shlex.split(line)
    with monkeypatch.context() as patched:
        while "=" in words[0]:
            patched.setenv(*words.pop(0).split("=", 1))
        if words[0] != "searchidx":
            subprocess.run(line, shell=True, check=True)
            return ""
        patched.setattr(sys, "argv", words)
        status = run()
    out, err = capsys.readouterr()
    return f"{out}{err}" + (f"[exit status {status}]\n" if status else "")


def environment(**changes: str) -> dict[str, str]:
    """The environment for a command in a process of its own, `searchidx` found first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    for name in ("NO_COLOR", "SEARCHIDX_INDEX"):
        kept.pop(name, None)
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "PATH": path, "LANG": "C.UTF-8", "COLUMNS": "80", **changes}


def searchidx(*arguments: str | bytes, cwd: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "searchidx", *arguments],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        check=False,
        timeout=60,
    )
