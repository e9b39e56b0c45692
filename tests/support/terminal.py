"""Runs the command as a shell would, and reads transcripts of it: lines of `$ command` and their output."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from searchidx.terminal.process import run
from tests.support import ROOT

if TYPE_CHECKING:
    import pytest

GOLDEN = ROOT / "tests" / "golden"
"""The folder of the transcripts, and of the articles that they are about."""

SCHEMA = ROOT / "docs" / "schema" / "answer-1.json"
"""The JSON Schema of the answers."""

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
    if "--json" in arguments and out:
        read_answer(out)
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
    """Run the command in a process of its own, and return the JSON object that it prints, checked."""
    return read_answer(searchidx(*arguments, cwd=cwd, **changes).stdout)


def read_answer(text: str | bytes) -> dict[str, Any]:
    """The object of an answer in JSON, which must be as the schema says and have no other keys."""
    answer: dict[str, Any] = json.loads(text)
    strict_validator().validate(answer)
    return answer


@cache
def strict_validator() -> Draft202012Validator:
    """A validator of answers that also refuses keys that the schema does not describe."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    return Draft202012Validator(schema)
