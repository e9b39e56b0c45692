"""What the documentation shows is what happens: its Python runs, its commands print what is beside them."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import searchidx
from searchidx import errors, model
from searchidx.files.readers import records
from searchidx.files.readers.dates import parse_date
from tests.support import ROOT
from tests.support.terminal import environment, same_time, transcript

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[object]:
    """The code blocks of a language in all pages, as parameters named by page and line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            if block[1] == language:
                line = text.count("\n", 0, block.start()) + 1
                found.append(pytest.param(block[2], id=f"{page.name}:{line}"))
    return found


@pytest.fixture
def desk(tmp_path: Path, seeds: Path) -> Path:
    """A folder as a reader of the documentation has it before them, with the sample articles."""
    shutil.copytree(seeds, tmp_path / "seeds")
    return tmp_path


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs_as_written(code: str, desk: Path) -> None:
    """A Python example runs by itself in a folder that has `seeds`, without an error or a warning."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::SyntaxWarning", "-c", code],
        cwd=desk,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("session", blocks("console"))
def test_commands_print_what_is_shown(session: str, desk: Path) -> None:
    """The `$` lines of a console example, run one after the other, print what follows them."""
    shown: list[str] = []
    for command, _ in transcript(session):
        line = re.sub(r"^searchidx\b", f"{sys.executable} -m searchidx", command)
        done = subprocess.run(
            line,
            shell=True,
            cwd=desk,
            env=environment(PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        shown += [f"$ {command}", *done.stdout.decode().splitlines()]
    wanted = same_time(session.strip()).splitlines()
    got = same_time("\n".join(shown)).splitlines()
    assert got == wanted, "\n".join(difflib.unified_diff(wanted, got, "documented", "printed", lineterm=""))


def test_pages_and_links_exist() -> None:
    """There is a README with examples, and every relative link of every page leads to a file."""
    assert any(page.name == "README.md" for page in PAGES)
    assert blocks("python")
    assert blocks("console")
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}, which does not exist"


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table whose first cell of the head row is as given, each row a list of cells."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert rows, f"{page} has no table of {head}"
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[1].splitlines()]


def quoted(cell: str) -> list[str]:
    """What stands in backquotes."""
    return re.findall("`([^`]+)`", cell)


def test_the_page_on_articles_names_the_keys() -> None:
    """The table of keys holds those that the reader knows, all of them."""
    keys = [key for row in table("articles.md", "key") for key in quoted(row[0])]
    assert sorted(keys) == sorted(records.KEYS)


def test_the_dates_of_the_page_on_articles_are_read() -> None:
    """Every date of the table is read as the day that it says, and none of those called unread."""
    dates = [date for row in table("articles.md", "read as 24 November 2021") for date in quoted(row[0])]
    assert len(dates) > 10
    assert {parse_date(date) for date in dates} == {datetime.date(2021, 11, 24)}
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    unread = re.search(r"Not read: (.*?)\. An", page, re.DOTALL)
    assert unread
    assert {parse_date(date) for date in quoted(unread[1])} == {None}


@pytest.mark.parametrize(
    ("line", "reason"), [(quoted(row[0])[0], row[1]) for row in table("articles.md", "line of a `.jsonl`")]
)
def test_lines_that_the_page_on_articles_calls_refused(tmp_path: Path, line: str, reason: str) -> None:
    """Each line of the table is refused, for the reason that stands beside it, and named."""
    (tmp_path / "a.jsonl").write_text(line + "\n", encoding="utf-8")
    told: list[searchidx.ReadError] = []
    assert not list(searchidx.read(tmp_path, on_error=told.append))
    (error,) = told
    assert f"a.jsonl, line 1: {reason}" in str(error)


def test_the_furniture_of_the_page_on_articles(tmp_path: Path) -> None:
    """The examples of furniture, put where the table says, are left out of the body and kept by its keys."""
    rows = table("articles.md", "`extra`")
    kept = {quoted(key)[0]: quoted(examples) for key, _, examples in rows}
    for byline in kept["byline"]:
        for agency in kept["agency"]:
            lead = f"{agency} Chợ nổi họp từ sáng sớm."
            page = ["Chợ nổi", *kept["header"], lead, "Giá lúa tăng.", byline, *kept["footer"]]
            (tmp_path / "a.txt").write_text("\n".join(page), encoding="utf-8")
            (document,) = searchidx.read(tmp_path)
            assert document.body == "Chợ nổi họp từ sáng sớm.\nGiá lúa tăng."
            assert document.extra == {**kept, "agency": agency, "byline": byline}


@pytest.mark.parametrize("name", ["Results", "Hit", "Snippet", "Suggestion", "Contribution", "Document"])
def test_the_page_on_the_library_names_the_fields(name: str) -> None:
    """The table of a class has its fields, all of them."""
    fields = {field for row in table("library.md", f"`{name}`") for field in quoted(row[0])}
    assert fields == {field.name for field in dataclasses.fields(getattr(model, name))}


def test_the_page_on_the_library_names_the_errors() -> None:
    """The table of errors has all that searchidx raises."""
    named = [error for row in table("library.md", "error") for error in quoted(row[0])]
    assert sorted(named) == sorted(name for name, value in vars(errors).items() if isinstance(value, type))


def test_the_page_on_the_library_names_what_an_index_can() -> None:
    """Every public method of an Index stands on the page."""
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    methods = [name for name in vars(searchidx.Index) if name[0] != "_"]
    assert [name for name in methods if not re.search(rf"`(?:index|Index)\.{name}\(", page)] == []
