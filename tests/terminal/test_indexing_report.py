"""What `searchidx index` reports, line by line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from searchidx import Index
from searchidx.files.ingest import ingest
from searchidx.files.readers.remarks import CountedRemarks, PassedOver
from searchidx.terminal.indexing_report import failures, passed_over_lines, progress, summary
from tests.support.terminal import same_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARTICLE = "Giá lúa\n\nGiá lúa tăng ở Long An."


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An empty index; the current folder has a folder `articles` with `a.txt`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with Index.create("index") as index:
        yield index


def reported(index: Index, *paths: str) -> tuple[list[str], list[str]]:
    """Index the paths, and return the lines of the failures and of the summary."""
    report = ingest(index, paths)
    lines = [same_time(line) for line in summary(report)]
    return list(failures(report.failures)), lines


def jsonl(*records: dict[str, object]) -> Callable[[Path], object]:
    """What writes a file `tin.jsonl` with the records, one a line."""
    text = "".join(f"{json.dumps(record)}\n" for record in records)
    return lambda folder: (folder / "tin.jsonl").write_text(text, encoding="utf-8")


def written(name: str, data: bytes) -> Callable[[Path], object]:
    """What writes a file."""
    return lambda folder: (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            jsonl({"id": "x", "title": "Tin"}),
            [
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "Indexed 1 article in N s; the index holds 2",
            ],
        ),
        (
            lambda folder: (folder / "a.txt").unlink(),
            [
                "Files: 0 new, 0 changed, 0 unchanged, 1 gone",
                "Removed 1 article that no file holds any more",
                "Indexed 0 articles in N s; the index holds 0",
            ],
        ),
        (
            jsonl({"id": "x", "title": "Tin"}, {"id": "x", "title": "Tin khác"}),
            [
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "1 article replaced another article with the same id, as x in articles/tin.jsonl did",
                "Indexed 2 articles in N s; the index holds 2",
            ],
        ),
        (
            written("u.txt", ARTICLE.encode("utf-16")),
            [
                "articles/u.txt: converted from utf-16-le",
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "Indexed 1 article in N s; the index holds 2",
            ],
        ),
        (
            written("u.txt", ARTICLE.encode() + b" \xff"),
            [
                "articles/u.txt: read as utf-8, with characters that could not be read (\ufffd)",
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "Indexed 1 article in N s; the index holds 2",
            ],
        ),
        (
            jsonl({"title": "Tin", "date": "y" * 80}, {"title": "Tin", "date": "z"}),
            [
                f'2 dates could not be read, as in articles/tin.jsonl, line 1: "{"y" * 59}…; '
                "write dates as 2021-11-24",
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "Indexed 2 articles in N s; the index holds 3",
            ],
        ),
        (
            jsonl({"title": "Tin", "doan_van": "Giá lúa tăng mạnh ở Long An. " * 20}),
            [
                "1 article has a title only, as in articles/tin.jsonl, line 1 (keys: doan_van, title); "
                "name the key of the text: --map body=KEY",
                "Files: 1 new, 0 changed, 1 unchanged, 0 gone",
                "Indexed 1 article in N s; the index holds 2",
            ],
        ),
    ],
)
def test_the_summary_tells_what_happened(
    index: Index, tmp_path: Path, change: Callable[[Path], object], lines: list[str]
) -> None:
    """Remarks on files come first, then the files, then the articles; what did not happen is not told."""
    reported(index, "articles")
    change(tmp_path / "articles")
    assert reported(index, "articles") == ([], lines)


@pytest.mark.parametrize(
    ("kinds", "lines"),
    [
        ([("html", ".html", 60)], ['Not read: 60 .html files; to read them: pip install "searchidx[html]"']),
        ([("office", ".pdf", 1)], ['Not read: 1 .pdf file; to read them: pip install "searchidx[office]"']),
        (
            [("html", ".htm", 2), ("html", ".html", 1_000), ("tables", ".parquet", 1)],
            [
                "Not read: 1,000 .html, 2 .htm, 1 .parquet files; to read them: "
                'pip install "searchidx[html,tables]"',
            ],
        ),
        ([("", ".bak", 3)], ["Not read: 3 .bak files, which have no reader"]),
        ([("", "", 1)], ["Not read: 1 file without a suffix, which has no reader"]),
        (
            [("", ".doc", 1), ("", ".xls", 3), ("", "", 2)],
            [
                "Not read: 3 .xls, 1 .doc files and 2 files without a suffix, which have no reader; "
                "to read them, save .doc as .docx, .xls as .csv"
            ],
        ),
        (
            [("", f".{letter}", number) for number, letter in enumerate("abcdefghijkl", 1)],
            [
                "Not read: 12 .l, 11 .k, 10 .j, 9 .i, 8 .h, 7 .g, 6 .f, 5 .e, 4 .d, 3 .c files "
                "and 3 files of other types, which have no reader"
            ],
        ),
    ],
)
def test_files_that_are_not_read_are_told(kinds: list[tuple[str, str, int]], lines: list[str]) -> None:
    """Each type is counted, and the line says what would read the files."""
    passed_over = [
        CountedRemarks(1, [PassedOver("a", suffix, extra)], number) for extra, suffix, number in kinds
    ]
    assert list(passed_over_lines(passed_over)) == lines


def test_a_run_tells_what_it_did_not_read(index: Index, tmp_path: Path) -> None:
    """Also if it reads nothing else. Hidden files are not counted."""
    for name in ("a.BAK", "b.bak", "README", ".hidden.bak"):
        (tmp_path / "articles" / name).write_text(ARTICLE, encoding="utf-8")
    assert reported(index, "articles") == (
        [],
        [
            "Files: 1 new, 0 changed, 0 unchanged, 0 gone",
            "Not read: 2 .bak files and 1 file without a suffix, which have no reader",
            "Indexed 1 article in N s; the index holds 1",
        ],
    )


def test_a_reader_that_is_not_installed_is_told(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are counted, and nothing failed. Articles that an earlier run has read stay."""
    reported(index, "articles")
    walk = sys.modules["searchidx.files.readers.finding.walk"]
    monkeypatch.setattr(walk, "installed_format", lambda path: PassedOver(path, ".txt", "letters"))
    (tmp_path / "articles" / "b.txt").write_text(ARTICLE, encoding="utf-8")
    assert reported(index, "articles") == (
        [],
        [
            "Files: 0 new, 0 changed, 0 unchanged, 0 gone",
            'Not read: 2 .txt files; to read them: pip install "searchidx[letters]"',
            "Indexed 0 articles in N s; the index holds 1",
        ],
    )


def test_files_without_articles_are_told_in_every_run(index: Index, tmp_path: Path) -> None:
    """The keys are told when the file is read; that there are no articles is told as long as this is true."""
    (tmp_path / "articles" / "gia.csv").write_text("mã,giá\n1,2\n", encoding="utf-8")
    (tmp_path / "articles" / "trong.jsonl").write_text("\n", encoding="utf-8")
    _, lines = reported(index, "articles")
    assert lines == [
        'articles/gia.csv: no articles were found (keys: "mã", "giá"); '
        "name their keys, as in title=KEY body=KEY",
        "Files: 3 new, 0 changed, 0 unchanged, 0 gone",
        "No articles: 2 files, such as gia.csv",
        "Indexed 1 article in N s; the index holds 1",
    ]
    _, lines = reported(index, "articles")
    assert lines[:2] == [
        "Files: 0 new, 0 changed, 3 unchanged, 0 gone",
        "No articles: 2 files, such as gia.csv",
    ]


def test_equal_notes_are_told_once(index: Index, tmp_path: Path) -> None:
    """The keys that were guessed are told with the first file and the number of the others."""
    for number in range(3):
        record = {"headline": f"Chợ nổi {number}"} if number else {"tieu_de": "Chợ quê"}
        (tmp_path / "articles" / f"{number}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    _, lines = reported(index, "articles")
    assert lines[:2] == [
        'articles/0.jsonl: title from "tieu_de"',
        'articles/1.jsonl and 1 more file: title from "headline"',
    ]


def test_many_different_notes_are_counted(index: Index, tmp_path: Path) -> None:
    """A folder of files that all differ costs twenty lines and one."""
    for number in range(23):
        record = {"headline" + "_" * number: f"Chợ nổi {number}"}
        (tmp_path / "articles" / f"{number:02}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    _, lines = reported(index, "articles")
    assert [" from " in line for line in lines] == [True] * 20 + [False] * 3
    assert lines[20] == "3 further notes on files"


def test_failures_are_cut_short(index: Index, tmp_path: Path) -> None:
    """The first three errors of a file are told and the others counted; the summary counts all of them."""
    (tmp_path / "articles" / "tin.jsonl").write_text("{\n" * 5, encoding="utf-8")
    lines, (files, _) = reported(index, "articles", "nowhere")
    assert lines[0].startswith("searchidx: nowhere cannot be read: ")
    assert [line.split(": it is not JSON")[0] for line in lines[1:]] == [
        *(f"searchidx: articles/tin.jsonl, line {number}" for number in (1, 2, 3)),
        "searchidx: articles/tin.jsonl: 2 more errors",
    ]
    assert files.endswith("; 6 errors")


def test_names_of_files_are_safe_to_print(index: Index, tmp_path: Path) -> None:
    """A name that would command the terminal does not."""
    folder = tmp_path / "articles"
    (folder / "u\x1b[31m.txt").write_bytes(ARTICLE.encode("utf-16"))
    (folder / "v\x1b[31m.txt").write_bytes(ARTICLE.encode() + b" \xff")
    (folder / "w\x1b[31m.jsonl").write_text("{\n" * 5, encoding="utf-8")
    failure_lines, summary_lines = reported(index, "articles")
    assert len(failure_lines) == 4
    assert len(summary_lines) == 4
    assert "\x1b" not in "".join([*failure_lines, *summary_lines])


def test_progress_counts_articles_files_and_seconds() -> None:
    """The line tells how far indexing is."""
    assert progress(1, 0, 1, seconds=0.4) == "1 article, 0 of 1 file, 0 s"
    assert progress(3600, 1, 2, seconds=61) == "3,600 articles, 1 of 2 files, 61 s"
