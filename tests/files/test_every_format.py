"""A folder with thirty files of every format: each article is found by its word, shown and quoted rightly."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("trafilatura", reason="the extra html is not installed")
pytest.importorskip("fastwarc", reason="the extra html is not installed")
pytest.importorskip("pyarrow", reason="the extra tables is not installed")
pytest.importorskip("markdown_it", reason="the extra markdown is not installed")
pytest.importorskip("pypdf", reason="the extra office is not installed")

from searchidx import Index
from searchidx.files.ingest import ingest
from searchidx.files.readers.formats import FORMATS, all_suffixes, format_of, install_command
from tests.support.extras import without_extras
from tests.support.terminal import in_process, searchidx, searchidx_json
from tests.support.writers.articles import invented_article
from tests.support.writers.table import SINGLE, WRITERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from searchidx.files.report import IndexingReport
    from tests.support.writers.written import Entry

pytestmark = pytest.mark.slow

FILES = 30
"""The least number of files of each format, over all of its suffixes.

Of the files that may have several articles, every tenth has three.
"""

Found = dict[str, "Entry"]
"""What the index must have, by the ids of the documents."""


@dataclass(frozen=True)
class Indexed:
    """The folder of the files, the index of them, what it must have, and the report of the run."""

    folder: Path
    index: Index
    entries: Found
    report: IndexingReport


def files_of(suffix: str, files: int) -> int:
    """The number of files with a suffix, if each format has at least this number of files."""
    file_format = format_of(suffix)
    assert file_format is not None
    return math.ceil(files / len(file_format.suffixes))


def write_files(folder: Path, files: int) -> Found:
    """Write at least this number of files of every format. Each suffix has a folder."""
    entries: Found = {}
    number = 0
    for suffix, write in WRITERS.items():
        name = f"tệp {suffix[1:]}"
        (folder / name).mkdir(parents=True)
        for file in range(files_of(suffix, files)):
            count = 3 if suffix not in SINGLE and file % 10 == 0 else 1
            written = write([invented_article(number + place) for place in range(count)])
            number += count
            (folder / name / f"bài {file}{suffix}").write_bytes(written.data)
            entries |= {entry.document_id(f"{name}/bài {file}{suffix}"): entry for entry in written.entries}
    return entries


def plain(text: str) -> str:
    """The text as it is compared: composed, and with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marked(text: str, marks: Sequence[tuple[int, int]]) -> list[str]:
    return [plain(text[start:end]) for start, end in marks]


def test_every_suffix_has_a_writer() -> None:
    """A new format gets a writer, and is then tested here."""
    assert set(WRITERS) == set(all_suffixes())


def check_the_report(indexed: Indexed) -> None:
    """Nothing fails, nothing is passed over, and every article has the id that the documentation promises."""
    report = indexed.report
    assert (report.failures, report.passed_over, report.damages) == ((), (), ())
    assert (report.unread_dates.count, report.unread_texts.count, report.repeated.count) == (0, 0, 0)
    files = sum(files_of(suffix, FILES) for suffix in all_suffixes())
    assert (report.new, report.articles) == (files, len(indexed.entries))
    assert set(indexed.index.ids()) == set(indexed.entries)


def check_the_documents(indexed: Indexed) -> None:
    """Title, text, and path are right, as well as all attributes that the format carries."""
    for identifier, entry in indexed.entries.items():
        document = indexed.index[identifier]
        assert plain(document.title) == plain(entry.article.title), identifier
        assert plain(document.body) == plain(" ".join(entry.article.paragraphs)), identifier
        attributes = {name: getattr(document, name) for name in entry.attributes}
        assert attributes == entry.attributes, identifier
        assert document.path.startswith(f"{indexed.folder}/tệp "), identifier
        assert document.path.endswith(entry.member), identifier
        if not entry.id:
            name = document.path.removeprefix(f"{indexed.folder}/")
            assert identifier == f"{name}{entry.id_ending}"


def check_searches_and_marks(indexed: Indexed) -> None:
    """No other article is found. Exactly the word is marked, in the snippet and in the whole article."""
    for identifier, entry in indexed.entries.items():
        word = entry.article.word
        results = indexed.index.search(f'"{word}"')
        assert [hit.document.id for hit in results.hits] == [identifier], word
        (hit,) = results.hits
        assert marked(hit.snippet.text, hit.snippet.marks) == [word], identifier
        assert plain(hit.snippet.text.strip("… ")) in plain(hit.document.body), identifier
        shown = indexed.index.mark(hit.document, word)
        assert marked(shown.document.body, shown.body_marks) == [word], identifier
        assert not shown.title_marks, identifier


def check_searches_without_accents(indexed: Indexed) -> None:
    """A word that is typed without its accents finds the same article, and marks the same word."""
    for identifier, entry in indexed.entries.items():
        if (word := entry.article.plain_word) != entry.article.word:
            (hit,) = indexed.index.search(f'"{word}"').hits
            assert hit.document.id == identifier, word
            assert marked(hit.snippet.text, hit.snippet.marks) == [entry.article.word], word


def check_what_is_shown(
    indexed: Indexed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command prints the title and the whole text."""
    by_format = {
        identifier.partition("/")[0]: identifier
        for identifier, entry in indexed.entries.items()
        if not entry.id
    }
    for identifier in by_format.values():
        line = f"searchidx show '{identifier}' --index '{indexed.index.folder}'"
        shown = plain(in_process(line, capsys, monkeypatch))
        article = indexed.entries[identifier].article
        assert shown.startswith(plain(article.title)), identifier
        assert shown.endswith(plain(" ".join(article.paragraphs))), identifier


def check_a_second_run(indexed: Indexed) -> None:
    """Everything is unchanged."""
    report = ingest(indexed.index, [indexed.folder])
    assert (report.unchanged, report.articles, report.failures) == (indexed.report.new, 0, ())
    assert (report.new, report.changed, report.gone, report.removed) == (0, 0, 0, 0)


def check_missing_extras(
    indexed: Indexed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each extra has a line with its command, the run succeeds, and the articles of the first run stay."""
    with without_extras(monkeypatch):
        output = in_process(
            f"searchidx index '{indexed.folder}' --index '{indexed.index.folder}'", capsys, monkeypatch
        )
    suffixes: dict[str, list[str]] = {}
    for file_format in FORMATS:
        suffixes.setdefault(file_format.extra, []).extend(file_format.suffixes)
    assert "exit status" not in output
    unchanged = sum(files_of(suffix, FILES) for suffix in suffixes.pop(""))
    assert f"Files: 0 new, 0 changed, {unchanged:,} unchanged, 0 gone\n" in output
    (line,) = (line for line in output.splitlines() if "Not read" in line)
    assert line.endswith(f"; to read them: {install_command(','.join(sorted(suffixes)))}")
    files = sum(files_of(suffix, FILES) for extra_suffixes in suffixes.values() for suffix in extra_suffixes)
    assert sum(map(int, re.findall(r"\b(\d+) (?:\.|files? of)", line))) == files
    indexed.index.refresh()
    assert set(indexed.index.ids()) == set(indexed.entries)


def test_thirty_files_of_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test has all checks, because making the index takes longer than any of them."""
    folder = tmp_path / "tin"
    entries = write_files(folder, FILES)
    with Index.create(tmp_path / "index") as index:
        indexed = Indexed(folder, index, entries, ingest(index, [folder]))
        check_the_report(indexed)
        check_the_documents(indexed)
        check_searches_and_marks(indexed)
        check_searches_without_accents(indexed)
        check_what_is_shown(indexed, capsys, monkeypatch)
        check_a_second_run(indexed)
        check_missing_extras(indexed, capsys, monkeypatch)


def test_the_command_indexes_searches_and_shows_every_format(tmp_path: Path) -> None:
    """A file of each format in a process of its own; a search and the whole article tell the same."""
    entries = write_files(tmp_path / "tin", 1)
    indexing = searchidx("index", "tin", "--index", "index", cwd=tmp_path)
    assert (indexing.returncode, indexing.stderr) == (0, b"")
    assert f"Indexed {len(entries)} articles in" in indexing.stdout.decode()
    identifier, entry = max(entries.items(), key=lambda item: len(item[1].member))
    answer = searchidx_json("search", f'"{entry.article.word}"', "--index", "index", "--json", cwd=tmp_path)
    assert [hit["id"] for hit in answer["hits"]] == [identifier]
    shown = searchidx("show", identifier, "--index", "index", cwd=tmp_path)
    assert plain(entry.article.paragraphs[-1]) in plain(shown.stdout.decode())
