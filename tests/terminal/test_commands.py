"""The commands as a user sees them, shown by the transcripts in tests/golden/.

`UPDATE_GOLDEN=1 python -m pytest tests/terminal/test_commands.py` writes the transcripts anew; read the
difference before you commit it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT
from tests.support.terminal import (
    GOLDEN,
    environment,
    in_process,
    searchidx,
    searchidx_json,
    transcript,
)

if TYPE_CHECKING:
    from pathlib import Path

TRANSCRIPTS = sorted(GOLDEN.glob("*.txt"))


def steady(text: str) -> str:
    """The output without what changes with the format of the index or with every change of the ranking."""
    text = re.sub(r'("score": )[-\d.e]+', r"\1N", text)
    return re.sub(r"^(size +|schema +).*", r"\1...", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_command_prints_what_its_transcript_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line of a transcript is what the command prints, at the width that it names."""
    for folder in ("articles", "archive"):
        shutil.copytree(GOLDEN / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "SEARCHIDX_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    ticks = count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) * 0.002)
    if path.stem != "index":
        in_process("searchidx index articles", capsys, monkeypatch)
    expected = path.read_text(encoding="utf-8")
    printed = [
        f"$ {line}\n{steady(in_process(line, capsys, monkeypatch))}" for line, _ in transcript(expected)
    ]
    actual = "".join(printed).replace("\x1b", "␛")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8")
    assert actual == expected


def test_there_are_transcripts() -> None:
    """The parametrised test above is not empty."""
    assert len(TRANSCRIPTS) >= 6


COMMANDS = ["index", "search", "similar", "show", "trends", "terms", "complete", "info", "analyze"]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
@pytest.mark.parametrize("columns", ["40", "80"])
def test_every_command_explains_itself(tmp_path: Path, command: list[str], columns: str) -> None:
    """`--help` prints how a command is used and what it does, and needs no index."""
    done = searchidx(*command, "--help", cwd=tmp_path, COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, b"")
    usage, blank, description, *_ = done.stdout.decode().splitlines()
    assert usage.startswith(" ".join(["Usage: searchidx", *command]))
    assert blank == ""
    assert re.match("  [A-Z]", description)


def test_the_help_lists_every_command(tmp_path: Path) -> None:
    """All commands are listed, none is called by a part of its name, and the page on the command has all."""
    listed = searchidx("--help", cwd=tmp_path).stdout.decode().partition("Commands:\n")[2]
    assert [line.split()[0] for line in listed.splitlines() if line[2] != " "] == COMMANDS
    assert searchidx("sim", cwd=tmp_path).returncode == 2
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `searchidx (\w+)`", page, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_on_the_command_names_every_option(command: str, tmp_path: Path) -> None:
    """The synopsis of a command has the options that its help lists, and no others."""
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## `searchidx {command}`\n")[2].partition("\n## ")[0]
    synopsis = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert synopsis
    listed = searchidx(command, "--help", cwd=tmp_path).stdout.decode()
    options = set(re.findall(r"^  (--\w[\w-]*)", listed, re.MULTILINE))
    assert set(re.findall(r"--\w[\w-]*", synopsis[1])) == options - {"--help"}


def test_the_index_is_named_by_option_by_variable_or_by_default(collection: Path, tmp_path: Path) -> None:
    """`--index` goes before SEARCHIDX_INDEX, and that before the folder `index`."""
    folder = str(collection / "index")
    assert searchidx("search", "lúa", cwd=collection).returncode == 0
    assert searchidx("search", "lúa", cwd=tmp_path, SEARCHIDX_INDEX=folder).returncode == 0
    assert searchidx("search", "lúa", "--index", folder, cwd=tmp_path, SEARCHIDX_INDEX="x").returncode == 0
    missing = searchidx("search", "lúa", cwd=tmp_path)
    assert missing.returncode == 2
    assert b"Make one: searchidx index" in missing.stderr


def test_nothing_is_made_for_paths_that_do_not_exist(tmp_path: Path) -> None:
    """A misspelt path is an error, and leaves no empty index behind."""
    done = searchidx("index", "atricles", "no.txt", cwd=tmp_path)
    assert done.returncode == 2
    expected = b"searchidx: There is nothing at atricles, no.txt. No index was made. Check the path.\n"
    assert done.stderr == expected
    assert list(tmp_path.iterdir()) == []


def test_a_search_in_an_empty_index_says_so(tmp_path: Path) -> None:
    """If nothing is found because the index is empty, the user is told how to fill it."""
    (tmp_path / "articles").mkdir()
    assert searchidx("index", "articles", cwd=tmp_path).returncode == 0
    hint = b"searchidx: The index in 'index' is empty. Fill it: searchidx index PATH... --index index\n"
    for command in ("similar", "terms", "complete", "trends"):
        for options in ((), ("--json",)):
            done = searchidx(command, "l", *options, cwd=tmp_path)
            assert (done.returncode, done.stderr.count(hint)) == (1, 1)
            assert b"Traceback" not in done.stderr
    done = searchidx("search", "lúa", cwd=tmp_path)
    assert (done.returncode, done.stdout.count(b"No article matches: ")) == (1, 1)
    assert done.stderr == hint


def test_an_id_may_be_typed_in_another_normal_form(tmp_path: Path) -> None:
    """An id that is typed decomposed, as some terminals do, names the article with the composed id."""
    (tmp_path / "lúa.txt").write_text("Giá lúa\n\nGiá lúa tăng.", encoding="utf-8")
    assert searchidx("index", "lúa.txt", cwd=tmp_path).returncode == 0
    assert searchidx("show", "lu\u0301a.txt", cwd=tmp_path).returncode == 0
    assert searchidx("similar", "lu\u0301a.txt", cwd=tmp_path).stderr == b""


@pytest.mark.parametrize("plain", [[], ["--plain"]])
def test_the_timeline_is_that_of_the_results(tmp_path: Path, plain: list[str]) -> None:
    """If the results of a correction are shown, they are also counted; what was typed is not."""
    records = [
        {
            "id": str(n),
            "title": "Quốc hội họp",
            "body": "Quốc hội họp bàn.",
            "date": "2020-03-05",
            "source": "Báo",
        }
        for n in range(40)
    ]
    lines = "\n".join(map(json.dumps, records))
    (tmp_path / "tin.jsonl").write_text(lines, encoding="utf-8")
    assert searchidx("index", "tin.jsonl", cwd=tmp_path).returncode == 0
    options = ("qốc hội", "--json", "--timeline=year", "--facets=year,source", *plain)
    printed = searchidx_json("search", *options, cwd=tmp_path)
    assert (printed["corrected"], printed["complete"]) == ("quốc hội", 40)
    assert printed["timeline"] == [["2020-01-01", 40]]
    assert printed["facets"] == {"year": [["2020", 40]], "source": [["Báo", 40]]}
    assert searchidx_json("search", *options, "--exactly", cwd=tmp_path)["timeline"] == []


def test_a_key_of_articles_becomes_a_field(tmp_path: Path) -> None:
    """`--keyword` makes a field of a new index, which later runs keep without being told."""
    record = '{"id": "%s", "title": "Lúa", "tags": ["%s", "Giá"]}\n'
    articles = tmp_path / "tin.jsonl"
    articles.write_text(record % ("1", "Gạo"), encoding="utf-8")
    assert searchidx("index", "tin.jsonl", "--keyword", "tags", cwd=tmp_path).returncode == 0
    articles.write_text(record % ("1", "Gạo") + record % ("2", "Nếp"), encoding="utf-8")
    assert searchidx("index", "tin.jsonl", cwd=tmp_path).returncode == 0
    printed = searchidx_json("search", "lúa", "--facets", "tags", "--json", cwd=tmp_path)
    assert printed["facets"] == {"tags": [["Giá", 2], ["Gạo", 1], ["Nếp", 1]]}
    assert searchidx_json("search", "--where", "tags=nep", "lúa", "--json", cwd=tmp_path)["total"] == 1
    assert searchidx("index", "tin.jsonl", "--keyword", "views", cwd=tmp_path).returncode == 2


def test_keys_and_patterns_of_files(tmp_path: Path) -> None:
    """`--map` names a key of an attribute in any case. `--include` and `--exclude` select files."""
    for name in ("a.jsonl", "b.jsonl", "b.json"):
        (tmp_path / name).write_text('{"dau_de": "Lúa được mùa"}', encoding="utf-8")
    options = ["--include", "*.jsonl", "--exclude", "b.*", "--map", "Title = dau_de"]
    done = searchidx("index", ".", *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    (hit,) = searchidx_json("search", "lúa", "--json", cwd=tmp_path)["hits"]
    assert (hit["id"], hit["title"]) == ("a.jsonl:1", "Lúa được mùa")
    for pair in ("title", "=dau_de", "title="):
        assert searchidx("index", ".", "--map", pair, cwd=tmp_path).returncode == 2


def test_a_search_loads_nothing_that_it_does_not_need(collection: Path) -> None:
    """A fresh process that searches imports neither pyvi, scikit-learn, scipy nor Whoosh."""
    code = (
        "import sys; from searchidx.terminal.commands.cli import cli\n"
        "cli(['search', 'bo cong an', '--limit', '1'], standalone_mode=False)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=collection, env=environment(), capture_output=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
    assert loaded.isdisjoint({"sklearn", "scipy", "pyvi", "sklearn_crfsuite", "pycrfsuite", "whoosh"})
    assert {"searchidx", "numpy", "click"} <= loaded
    assert b"1. " in done.stdout
