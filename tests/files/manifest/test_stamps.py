"""Whole runs over files whose stamps or contents change: which are hashed, which are read again?"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from searchidx import Index
from searchidx.files import reading as reading_module
from searchidx.files.ingest import ingest
from searchidx.files.manifest import FILE_NAME, ManifestFile
from searchidx.files.readers import Keys, read_file
from searchidx.files.readers.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.files.found_files import ArticleFile


@dataclass
class Articles:
    """A folder of two articles, its index, and what the runs hashed and read."""

    folder: Path
    index: Index
    hashed: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    @property
    def one(self) -> Path:
        """The file that the tests change."""
        return self.folder / "1.txt"

    def run(self, *, checksum: bool = False) -> tuple[list[str], list[str]]:
        """Index the folder, and return the names of the files that were hashed and read."""
        del self.hashed[:], self.read[:]
        ingest(self.index, [self.folder], checksum=checksum)
        return self.hashed, self.read

    def titles(self) -> list[str]:
        """The titles in the index."""
        documents = [self.index.get(identifier) for identifier in sorted(self.index.ids())]
        return [document.title for document in documents if document is not None]


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Articles]:
    """Articles whose stamps are trusted, because the clock of the runs is a minute after the real one."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1.txt").write_text("Chợ nổi", encoding="utf-8")
    (folder / "2.txt").write_text("Cầu mới", encoding="utf-8")
    hash_file = hashlib.file_digest
    with Index.create(tmp_path / "index") as index:
        watched = Articles(folder, index)

        def record_hash(stream: SimpleNamespace, new_hash: object) -> object:
            watched.hashed.append(Path(stream.name).name)
            return hash_file(stream, new_hash)  # type: ignore[arg-type]

        def record_reading(file: ArticleFile, keys: Keys) -> object:
            watched.read.append(file.name)
            return read_file(file, keys)

        monkeypatch.setattr(hashlib, "file_digest", record_hash)
        monkeypatch.setattr(reading_module, "read_file", record_reading)
        set_clock(monkeypatch, 60)
        yield watched


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    later = seconds * 1_000_000_000
    monkeypatch.setattr(find, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + later))


def wait_for_tick(path: Path) -> None:
    """Wait until a change has another time than the file has."""
    changed = path.stat().st_ctime_ns
    probe = path.with_name(".probe")
    while True:
        probe.write_bytes(b"")
        if probe.stat().st_ctime_ns > changed:
            return
        time.sleep(0.001)


NOTHING: tuple[list[str], list[str]] = ([], [])


def test_unchanged_files_are_not_opened(articles: Articles) -> None:
    """The first run hashes and reads all, the second nothing, and writes nothing."""
    assert articles.run() == (["1.txt", "2.txt"], ["1.txt", "2.txt"])
    names = sorted(os.listdir(articles.index.folder))  # noqa: PTH208
    before = (articles.index.folder / FILE_NAME).stat()
    assert articles.run() == NOTHING
    after = (articles.index.folder / FILE_NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(os.listdir(articles.index.folder)) == names  # noqa: PTH208


def test_a_touched_file_is_hashed_once_and_not_read(articles: Articles) -> None:
    """Its new stamp is remembered."""
    articles.run()
    os.utime(articles.one, ns=(0, 1_600_000_000_000_000_000))
    assert articles.run() == (["1.txt"], [])
    assert articles.run() == NOTHING


def test_content_of_the_same_size_and_time_is_told_by_the_change_time(articles: Articles) -> None:
    """A program can set the modification time, as a copy or an archive does, but not the change time."""
    articles.run()
    before = articles.one.stat()
    wait_for_tick(articles.one)
    articles.one.write_text("Chợ mới", encoding="utf-8")
    os.utime(articles.one, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = articles.one.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        *(before.st_size, before.st_mtime_ns, before.st_ino),
    )
    assert articles.run() == (["1.txt"], ["1.txt"])
    assert articles.titles() == ["Chợ mới", "Cầu mới"]
    assert articles.run() == NOTHING


def test_a_file_that_replaces_another_is_told_by_its_inode(
    articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size and times are the same, if the file system has no change time."""
    monkeypatch.setattr(
        find,
        "_stamp",
        lambda status: f"{status.st_size} {status.st_mtime_ns} 0 {status.st_ino}",
    )
    articles.run()
    before = articles.one.stat()
    other = articles.folder / "other"
    other.write_text("Chợ mới", encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(articles.one)
    assert articles.one.stat().st_ino != before.st_ino
    assert articles.run() == (["1.txt"], ["1.txt"])
    assert articles.titles() == ["Chợ mới", "Cầu mới"]


def test_a_change_in_the_same_tick_is_found(articles: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was changed just before the run is hashed by the next run, though its stamp is the same."""
    set_clock(monkeypatch, 0)
    same = "8 1700000000000000000 1700000000000000000 7"
    monkeypatch.setattr(find, "_stamp", lambda status: same)
    articles.run()
    assert articles.run() == (["1.txt", "2.txt"], [])
    articles.one.write_text("Chợ mới", encoding="utf-8")
    assert articles.run() == (["1.txt", "2.txt"], ["1.txt"])
    assert articles.titles() == ["Chợ mới", "Cầu mới"]
    set_clock(monkeypatch, 60)
    assert articles.run() == (["1.txt", "2.txt"], [])
    assert articles.run() == NOTHING


def test_checksum_finds_a_change_that_no_stamp_tells(
    articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files are hashed, and only the changed one is read."""
    monkeypatch.setattr(find, "_stamp", lambda status: f"8 {status.st_mode}")
    articles.run()
    articles.one.write_text("Chợ mới", encoding="utf-8")
    assert articles.run() == NOTHING
    assert articles.titles() == ["Chợ nổi", "Cầu mới"]
    assert articles.run(checksum=True) == (["1.txt", "2.txt"], ["1.txt"])
    assert articles.titles() == ["Chợ mới", "Cầu mới"]
    assert articles.run() == NOTHING


@pytest.mark.parametrize("moment", ["hashing", "reading"])
def test_a_file_that_changes_during_the_run_is_read_again(
    articles: Articles, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Its stamp was taken before, so the next run looks at the content."""
    wait_for_tick(articles.one)
    module, name = (hashlib, "file_digest") if moment == "hashing" else (reading_module, "read_file")
    original = getattr(module, name)

    def change_after(*arguments: object) -> object:
        """Hash or read the old content, then change it."""
        result = original(*arguments)
        result = result if moment == "hashing" else iter(list(result))
        articles.one.write_text("Chợ mới", encoding="utf-8")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(module, name, change_after)
        articles.run()
    assert articles.run() == (["1.txt"], ["1.txt"])
    assert articles.titles() == ["Chợ mới", "Cầu mới"]
    assert articles.run() == NOTHING


def test_a_file_that_can_no_longer_be_read_is_told(
    articles: Articles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its articles stay, and its stamp too: when it can be read again and has not changed, it is not read."""
    articles.run()
    os.utime(articles.one, ns=(0, 1_600_000_000_000_000_000))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(hashlib, "file_digest", refuse)
        report = ingest(articles.index, [articles.folder])
    assert [failures.first[0].reason for failures in report.failures] == ["Permission denied"]
    assert articles.titles() == ["Chợ nổi", "Cầu mới"]
    assert articles.run() == (["1.txt"], [])


def test_stamps_are_remembered_by_the_manifest(articles: Articles) -> None:
    """Each has the size, the time of modification, the time of change and the inode."""
    articles.run()
    entries = ManifestFile(articles.index.folder).manifest.entries
    stamps = [entry.stamp for entry in entries.values()]
    statuses = [(articles.folder / name).stat() for name in ("1.txt", "2.txt")]
    assert stamps == [
        f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}" for status in statuses
    ]
