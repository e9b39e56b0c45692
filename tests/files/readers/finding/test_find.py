"""The files that are there now, with stamps and with hashes of their contents."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from searchidx.files.readers import find_files
from searchidx.files.readers.finding import find


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock of the run be some seconds after the real one."""
    later = round(seconds * 1e9)
    monkeypatch.setattr(find, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + later))


def stamp_of(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def test_files_are_found_with_their_digests(tmp_path: Path) -> None:
    """Equal content has the same digest, whatever the names: 16 bytes of BLAKE2b."""
    (tmp_path / "a").mkdir()
    for name, content in (("x.txt", b"1"), ("y.txt", b"2"), ("z.txt", b"1")):
        (tmp_path / "a" / name).write_bytes(content)
    found_files = find_files([tmp_path / "a", tmp_path / "a/y.txt"])
    one, two = (hashlib.blake2b(content, digest_size=16).hexdigest() for content in (b"1", b"2"))
    assert [(file.file.name, file.digest) for file in found_files.files] == [
        *(("x.txt", one), ("y.txt", two), ("z.txt", one))
    ]
    real = os.path.realpath(tmp_path)
    assert found_files.roots == (f"{real}/a", f"{real}/a/y.txt")
    assert found_files.unreadable == ()


def test_a_folder_is_the_same_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, locations and roots depend on the folder, not on how the caller spells its path."""
    for name in ("seeds/001.txt", "seeds/tin/002.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.chdir(tmp_path)
    spellings = [
        "seeds",
        "./seeds/",
        "seeds/../seeds",
        str(tmp_path / "seeds"),
        f"../{tmp_path.name}/seeds//",
    ]
    answers = []
    for spelling in [*spellings, "."]:
        if spelling == ".":
            monkeypatch.chdir(tmp_path / "seeds")
        found_files = find_files([spelling])
        files = [(file.file.name, file.file.location, file.digest) for file in found_files.files]
        answers.append((files, found_files.roots))
    assert all(answer == answers[0] for answer in answers)
    assert [name for name, _, _ in answers[0][0]] == ["001.txt", "tin/002.txt"]


def test_what_cannot_be_read_is_told_with_its_location(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be walked comes before what could not be opened; a zero byte has no location."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("a")
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    found_files = find_files([tmp_path, "zero\0byte", tmp_path / "gone"])
    real = os.path.realpath(tmp_path)
    assert [file.file.name for file in found_files.files] == ["b.txt"]
    assert found_files.roots == (real, f"{real}/gone")
    assert [item.location for item in found_files.unreadable] == ["", f"{real}/gone", f"{real}/a.txt"]
    assert [str(item.failure).split("; ")[0] for item in found_files.unreadable] == [
        r"zero\x00byte cannot be read: no file can have this name",
        f"{tmp_path}/gone cannot be read: No such file or directory",
        f"{tmp_path}/a.txt cannot be read: Permission denied",
    ]


def test_a_file_with_a_known_stamp_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Location and stamp are asked for together; an unknown file is hashed."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("a")
    asked: list[tuple[str, str]] = []
    opened: list[str] = []
    open_path = Path.open

    def known_digest(location: str, stamp: str) -> str:
        asked.append((location, stamp))
        return "known" if location.endswith("/a.txt") else ""

    def record(self: Path, *arguments: object, **options: object) -> object:
        opened.append(self.name)
        return open_path(self, *arguments, **options)  # type: ignore[call-overload]

    set_clock(monkeypatch, 10)
    monkeypatch.setattr(Path, "open", record)
    found_files = find_files([tmp_path], known_digest).files
    real = os.path.realpath(tmp_path)
    stamps = [stamp_of(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert asked == [(f"{real}/a.txt", stamps[0]), (f"{real}/b.txt", stamps[1])]
    assert opened == ["b.txt"]
    one = hashlib.blake2b(b"a", digest_size=16).hexdigest()
    assert [(file.digest, file.stamp) for file in found_files] == [("known", stamps[0]), (one, stamps[1])]


@pytest.mark.parametrize(
    ("seconds", "clock", "is_safe"),
    [
        (0, 2.9, False),
        (0, 3.1, True),
        (-1_000, 3.1, True),
        (-1_000, 2, False),
        (50, 10, False),
        (50, 54, True),
        (0, -60, False),
    ],
)
def test_the_stamp_of_a_file_that_was_just_changed_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, clock: float, is_safe: bool
) -> None:
    """A later change might get the same times, as long as both lie less than 3 seconds back, or lie ahead."""
    path = tmp_path / "a.txt"
    path.write_text("a")
    changed = path.stat().st_ctime_ns
    os.utime(path, ns=(changed, changed + seconds * 1_000_000_000))
    changed = path.stat().st_ctime_ns
    monkeypatch.setattr(find, "time", SimpleNamespace(time_ns=lambda: changed + round(clock * 1_000_000_000)))
    (found_file,) = find_files([path]).files
    assert found_file.stamp == (stamp_of(path) if is_safe else "")


def test_a_stamp_is_that_of_the_content_before_it_was_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes while it is hashed has another stamp in the next run."""
    path = tmp_path / "a.txt"
    path.write_text("a")
    stamp = stamp_of(path)
    hash_file = hashlib.file_digest

    def slowly(*arguments: object) -> object:
        path.write_text("longer")
        return hash_file(*arguments)  # type: ignore[arg-type]

    set_clock(monkeypatch, 10)
    monkeypatch.setattr(hashlib, "file_digest", slowly)
    (found_file,) = find_files([path]).files
    assert found_file.stamp == stamp != stamp_of(path)


def test_a_link_has_the_stamp_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the file is a change of the link."""
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").symlink_to("a.txt")
    set_clock(monkeypatch, 10)
    (found_file,) = find_files([tmp_path / "b.txt"]).files
    assert found_file.stamp == stamp_of(tmp_path / "a.txt")


def test_the_options_of_reading_depend_on_the_path(tmp_path: Path) -> None:
    """Without options, they are empty."""
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text("{}")
    found_files = find_files([tmp_path], reading=lambda file: "title=headline" * file.path.endswith(".jsonl"))
    assert [file.reading for file in found_files.files] == ["", "title=headline"]
    assert [file.reading for file in find_files([tmp_path]).files] == ["", ""]
