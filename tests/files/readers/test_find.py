"""The files that are there now, with hashes of their contents."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchidx.files.readers import find_files

if TYPE_CHECKING:
    import pytest


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
