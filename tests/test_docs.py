"""What the documentation says is true: its Python runs, its commands print what is shown, its tables hold."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

import searchidx
from searchidx import errors, model
from searchidx.files.readers import documents as records
from searchidx.files.readers.dates import parse_date
from searchidx.files.readers.entities import decode_entities
from searchidx.files.readers.formats import FORMATS
from searchidx.files.readers.page_parts.article_parts import split_article
from searchidx.files.readers.page_parts.authors import author_of
from searchidx.files.readers.times_of_day import parse_time
from tests.support import ROOT
from tests.support.terminal import environment, same_time, transcript

if TYPE_CHECKING:
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[ParameterSet]:
    """The code blocks of a language in all pages, as parameters named by page and line."""
    parameters = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            if block[1] == language:
                line = text.count("\n", 0, block.start()) + 1
                parameters.append(pytest.param(block[2], id=f"{page.name}:{line}"))
    return parameters


@pytest.fixture
def desk(tmp_path: Path, seeds: Path) -> Path:
    """A folder with the sample articles, as a reader of the documentation has it."""
    shutil.copytree(seeds, tmp_path / "seeds")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs_as_written(code: str, desk: Path) -> None:
    """A Python example runs by itself in a folder with `seeds`, without an error or a warning."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::SyntaxWarning", "-c", code],
        cwd=desk,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.slow
@pytest.mark.parametrize("session", blocks("console"))
def test_commands_print_what_is_shown(session: str, desk: Path) -> None:
    """The `$` lines of a console example, run one after the other, print what is shown below them."""
    lines: list[str] = []
    for command, _ in transcript(session):
        runnable = re.sub(r"^searchidx\b", f"{sys.executable} -m searchidx", command)
        done = subprocess.run(
            runnable,
            shell=True,
            cwd=desk,
            env=environment(PYTHONPATH=str(ROOT)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=120,
        )
        lines += [f"$ {command}", *done.stdout.decode().splitlines()]
    documented = same_time(session.strip()).splitlines()
    printed = same_time("\n".join(lines)).splitlines()
    difference = difflib.unified_diff(documented, printed, "documented", "printed", lineterm="")
    assert printed == documented, "\n".join(difference)


def test_pages_and_links_exist() -> None:
    """There is a README with examples, and every relative link of every page leads to a file."""
    assert any(page.name == "README.md" for page in PAGES)
    assert blocks("python")
    assert blocks("console")
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}, which does not exist"


def test_modules_that_pages_name_exist() -> None:
    """Every Python file in backquotes is the end of a path in the project."""
    paths = [
        f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.rglob("*.py") if ".venv" not in path.parts
    ]
    for page in PAGES:
        for name in re.findall(r"`([\w./]+\.py)`", page.read_text(encoding="utf-8")):
            assert any(path.endswith(f"/{name}") for path in paths), (
                f"{page.name} names {name}, which is gone"
            )


def table(page: str, head: str) -> list[list[str]]:
    """The rows of the table whose head row begins with a cell; each row is a list of cells."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert rows, f"{page} has no table of {head}"
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[1].splitlines()]


def quoted(cell: str) -> list[str]:
    """What is in backquotes."""
    return re.findall("`([^`]+)`", cell)


def test_the_page_on_articles_lists_the_formats() -> None:
    """The table has all formats in order, with all their suffixes and the extra that each needs."""
    rows = [(row[0], quoted(row[1]), quoted(row[4])) for row in table("articles.md", "type")]
    assert rows == [
        (
            file_format.name,
            list(file_format.suffixes),
            [f"searchidx[{file_format.extra}]"] if file_format.extra else [],
        )
        for file_format in FORMATS
    ]


@pytest.mark.parametrize("row", table("articles.md", "pattern"))
def test_the_patterns_of_the_page_on_articles(tmp_path: Path, row: list[str]) -> None:
    """Each pattern excludes the files beside it, and not the others; as an include it reads just these."""
    (pattern,), selected, others = (quoted(cell) for cell in row)
    for name in (*selected, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Chợ nổi họp sớm", encoding="utf-8")
    ids = {document.id for document in searchidx.read(tmp_path, exclude=[pattern])}
    assert ids == set(others)
    ids = {document.id for document in searchidx.read(tmp_path, include=[pattern])}
    assert ids == set(selected)


@pytest.mark.parametrize(
    ("key", "attribute"),
    [(key, quoted(row[1])[0]) for row in table("articles.md", "common names") for key in quoted(row[0])],
)
def test_the_common_names_of_the_page_on_articles(tmp_path: Path, key: str, attribute: str) -> None:
    """A record with such a key has the part of an article that the table says."""
    value = "24/11/2021" if attribute == "date" else "Chợ nổi"
    record = {"title": "Tin", "body": "Họp sớm.", key: value}
    record.pop(attribute, None)
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (document,) = searchidx.read(tmp_path)
    expected = datetime.date(2021, 11, 24) if attribute == "date" else "Chợ nổi"
    assert getattr(document, attribute) == expected


@pytest.mark.parametrize("row", table("articles.md", "letters of the file"))
def test_the_fonts_of_the_page_on_articles(tmp_path: Path, row: list[str]) -> None:
    """Each text becomes what the table says, and the encoding is kept."""
    (typed,) = quoted(row[0])
    (tmp_path / "a.txt").write_text(typed, encoding="utf-8")
    (document,) = searchidx.read(tmp_path)
    assert document.title == (quoted(row[1]) or [typed])[0]
    assert document.extra == ({"encoding": quoted(row[2])[0]} if quoted(row[2]) else {})


@pytest.mark.parametrize(
    ("name", "row"),
    [("a.json", row) for row in table("articles.md", "content of `a.json`")]
    + [("a.csv", row) for row in table("articles.md", "content of `a.csv`")],
)
def test_the_records_of_the_page_on_articles(tmp_path: Path, name: str, row: list[str]) -> None:
    """Each content has articles with the ids beside it."""
    content = quoted(row[0])[0].replace("\\n", "\n")
    (tmp_path / name).write_text(content, encoding="utf-8")
    read_errors: list[searchidx.ReadError] = []
    documents = list(searchidx.read(tmp_path / name, on_error=read_errors.append))
    assert [document.id for document in documents] == [text for text in quoted(row[1]) if name in text]
    assert bool(read_errors) == ("error that" in row[1])
    assert all("column 3" in document.extra for document in documents if "column 3" in row[1])


@pytest.mark.parametrize("row", table("articles.md", "in the Markdown"))
def test_the_markdown_of_the_page_on_articles(tmp_path: Path, row: list[str]) -> None:
    """Each text has the lines beside it when it is rendered."""
    markup = row[0].strip("`").removeprefix(" ").removesuffix(" ").replace("\\n", "\n")
    (tmp_path / "a.md").write_text(f"# Tin\n\n{markup}\n", encoding="utf-8")
    (document,) = searchidx.read(tmp_path)
    assert document.body.split("\n") == quoted(row[1])


@pytest.mark.parametrize("row", table("articles.md", "in the page"))
def test_the_pages_of_the_page_on_articles(tmp_path: Path, row: list[str]) -> None:
    """Each tag gives its article the attribute that the table says."""
    (markup,), (attribute, value) = (quoted(cell) for cell in row)
    text = "<p>Chợ họp trên sông từ lúc trời còn tối, và tan khi nắng lên.</p>" * 3
    page = f"<html><head></head><body>{markup}{text}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (document,) = searchidx.read(tmp_path)
    assert str(getattr(document, attribute)) == value


def test_the_members_of_the_page_on_articles(tmp_path: Path) -> None:
    """Members that lead out of the archive are refused, and hidden ones are not read."""
    refused, hidden = (quoted(row[0]) for row in table("articles.md", "member")[:2])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (*refused, *hidden, "b.txt"):
            archive.writestr(name, "Chợ nổi họp sớm")
    read_errors: list[searchidx.ReadError] = []
    documents = list(searchidx.read(tmp_path, on_error=read_errors.append))
    assert [document.id for document in documents] == ["a.zip/b.txt"]
    assert len(read_errors) == len(refused)
    assert all(f"{tmp_path}/a.zip/" in str(error) for error in read_errors)


def test_the_page_on_articles_names_the_keys() -> None:
    """The table of keys holds all keys that the reader knows, and no others."""
    keys = [key for row in table("articles.md", "key") for key in quoted(row[0])]
    assert sorted(keys) == sorted(records.KEYS)


def test_the_dates_of_the_page_on_articles_are_read() -> None:
    """Every date of the table is read as the day that it says; those called unread are not read."""
    dates = [date for row in table("articles.md", "read as 24 November 2021") for date in quoted(row[0])]
    assert len(dates) > 10
    read = [date for text in dates if (date := parse_date(text))]
    assert [str(date)[:10] for date in read] == ["2021-11-24"] * len(dates)
    times = [date.strftime("%H:%M") for date in read if isinstance(date, datetime.datetime)]
    assert times == ["22:26"] * sum("22:26" in text for text in dates)
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    unread = re.search(r"Not read: (.*?)\. An", page, re.DOTALL)
    assert unread
    assert {parse_date(date) for date in quoted(unread[1])} == {None}


def test_the_times_of_the_page_on_articles_are_read() -> None:
    """Every time of the table is the time that it says, and impossible times leave the day alone."""
    times = [time for row in table("articles.md", "read as 22:26") for time in quoted(row[0])]
    assert len(times) > 10
    assert {time and time.replace(tzinfo=None) for time in map(parse_time, times)} == {datetime.time(22, 26)}
    page = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8")
    whole_hours = re.search(r"with a word: (.*?)\.", page)
    impossible = re.search(r"time is impossible \((.*?)\)", page)
    assert whole_hours
    assert impossible
    assert {parse_time(time) for time in quoted(whole_hours[1])} == {datetime.time(8)}
    assert {parse_time(time) for time in quoted(impossible[1])} == {None}


@pytest.mark.parametrize(
    ("line", "reason"), [(quoted(row[0])[0], row[1]) for row in table("articles.md", "line of a `.jsonl`")]
)
def test_lines_that_the_page_on_articles_calls_refused(tmp_path: Path, line: str, reason: str) -> None:
    """Each line of the table is refused for the reason beside it, and the error names the line."""
    (tmp_path / "a.jsonl").write_text(line + "\n", encoding="utf-8")
    read_errors: list[searchidx.ReadError] = []
    assert not list(searchidx.read(tmp_path, on_error=read_errors.append))
    (error,) = read_errors
    assert f"a.jsonl, line 1: {reason}" in str(error)


def test_the_furniture_of_the_page_on_articles(tmp_path: Path) -> None:
    """Furniture at the places that the table names is moved from the body to the furniture."""
    kept = {part: quoted(examples) for part, _, examples in table("articles.md", "part")}
    for byline in kept["byline"]:
        for agency in kept["agency"]:
            lead = f"{agency} Chợ nổi họp từ sáng sớm."
            page = ["Chợ nổi", *kept["header"], lead, "Giá lúa tăng.", byline, *kept["footer"]]
            (tmp_path / "a.txt").write_text("\n".join(page), encoding="utf-8")
            (document,) = searchidx.read(tmp_path)
            assert document.body == "Chợ nổi họp từ sáng sớm.\nGiá lúa tăng."
            assert document.furniture.split("\n") == [*kept["header"], agency, byline, *kept["footer"]]


def test_the_authors_of_the_page_on_articles() -> None:
    """Every byline of the table has the author in its row."""
    rows = table("articles.md", "byline")
    assert len(rows) > 5
    for bylines, authors in rows:
        authors_of_bylines = [author_of(byline) for byline in quoted(bylines)]
        expected = quoted(bylines) if authors == "the department" else quoted(authors)
        assert list(dict.fromkeys(filter(None, authors_of_bylines))) == expected


def test_the_last_lines_that_stay_in_the_body() -> None:
    """Every last line of the table is in the body. The lines before it are those that its row names."""
    rows = table("articles.md", "last line")
    assert len(rows) > 5
    paragraph = "Chợ nổi họp từ sáng sớm, khi sương còn phủ trên mặt sông và ghe xuồng đã về đông đủ."
    for last_lines, reason in rows:
        lines, _, before = last_lines.partition(" after ")
        endings = quoted(before) or [paragraph]
        if "three lines" in before:
            endings = ["Sương tan.\nGhe về.\nChợ họp."]
        for line in quoted(lines):
            for ending in endings:
                parts = split_article(f"Chợ nổi\n{ending}\n{line}")
                assert parts
                assert (parts.body, parts.byline) == (f"{ending}\n{line}", ""), reason


def test_the_entities_of_the_page_on_articles() -> None:
    """Every entity of the table is decoded as its row says."""
    for in_file, in_article, _ in table("articles.md", "in the file"):
        for text in quoted(in_file):
            assert decode_entities(text) == (text if in_article == "unchanged" else quoted(in_article)[0])


@pytest.mark.parametrize(
    "name", ["Results", "Hit", "Snippet", "MarkedDocument", "Suggestion", "Contribution", "Document"]
)
def test_the_page_on_the_library_names_the_fields(name: str) -> None:
    """The table of a class has all its attributes, and no others."""
    fields = {field for row in table("library.md", f"`{name}`") for field in quoted(row[0])}
    assert fields == {field.name for field in dataclasses.fields(getattr(model, name))}


def test_the_page_on_the_library_names_the_errors() -> None:
    """The table of errors has every class of errors."""
    named = [error for row in table("library.md", "error") for error in quoted(row[0])]
    assert sorted(named) == sorted(name for name, value in vars(errors).items() if isinstance(value, type))


def test_the_page_on_the_library_names_the_methods_of_an_index() -> None:
    """Every public method of `Index` is on the page."""
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    methods = [name for name in dir(searchidx.Index) if name[0] != "_"]
    assert [name for name in methods if not re.search(rf"`(?:index|Index)\.{name}\(", page)] == []
