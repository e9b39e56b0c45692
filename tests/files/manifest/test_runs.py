"""Runs over changing files: a crash at any moment, or in the midst of a write, loses and doubles nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from searchidx.files.manifest import (
    FILE_NAME,
    Changes,
    Manifest,
    ManifestFile,
    diff,
    entry_after_reading,
    ids_to_delete,
    manifest_after_commit,
    manifest_before_commit,
    store,
)
from searchidx.files.readers import FoundFiles, Keys, find_files, read_file
from searchidx.files.readers.finding import find
from searchidx.model import Document

if TYPE_CHECKING:
    from pathlib import Path


class CrashError(Exception):
    """The process dies here."""


@dataclass
class Folder:
    """A stand-in for an index: what is committed (id -> text), and the folder of its manifest."""

    path: Path
    committed: dict[str, str] = field(default_factory=dict)
    crash_at: int = 0
    rng: random.Random = field(default_factory=lambda: random.Random(0))

    def _crashes(self) -> bool:
        self.crash_at -= 1
        return self.crash_at == 0

    def _maybe_crash(self) -> None:
        if self._crashes():
            raise CrashError

    def _save(self, file: ManifestFile, manifest: Manifest) -> None:
        """Save, or die in the midst of it: a line may then be torn anywhere, but a new file is whole."""
        path = self.path / FILE_NAME
        old = path.read_bytes() if path.exists() else b""
        file.save(manifest)
        if self._crashes():
            kept = old[: old.rfind(b"\n") + 1]
            new = path.read_bytes() if path.exists() else b""
            if kept and new.startswith(kept):
                os.truncate(path, self.rng.randint(len(kept), len(new)))
            elif old and self.rng.random() < 0.5:
                path.write_bytes(old)
            raise CrashError

    def index(self, *paths: Path) -> int:
        """Do what `ingest` does, and return how many failures there were."""
        manifest_file = ManifestFile(self.path)
        old_manifest = manifest_file.manifest
        found_files, changes = changes_under(old_manifest, *paths)
        failures = len(found_files.unreadable)
        written: dict[str, str] = {}
        entries = []
        for file in (*changes.new, *changes.changed):
            items = list(read_file(file.file, Keys()))
            documents = [item for item in items if isinstance(item, Document)]
            failures += len(items) - len(documents)
            written |= {document.id: document.title for document in documents}
            ids = [document.id for document in documents]
            complete = len(items) == len(documents)
            entries.append(entry_after_reading(old_manifest, file, ids, complete=complete))
        after = manifest_after_commit(old_manifest, changes, entries)
        self._maybe_crash()
        self._save(manifest_file, manifest_before_commit(old_manifest, changes, entries))
        self._maybe_crash()
        deleted = ids_to_delete(old_manifest, after)
        self.committed = {
            name: text for name, text in self.committed.items() if name not in deleted
        } | written
        self._maybe_crash()
        self._save(manifest_file, after)
        return failures


def changes_under(old_manifest: Manifest, *paths: Path) -> tuple[FoundFiles, Changes]:
    """The files that are there now, and what changed."""
    found_files = find_files(paths, old_manifest.known_digest)
    unreadable = [item.location for item in found_files.unreadable]
    return found_files, diff(old_manifest, found_files.files, found_files.roots, unreadable)


@pytest.fixture
def index(tmp_path: Path) -> Folder:
    (tmp_path / "index").mkdir()
    return Folder(tmp_path / "index")


def jsonl(path: Path, records: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "".join(json.dumps({"id": k, "title": v}) + "\n" for k, v in records.items()), encoding="utf-8"
    )


def test_a_renamed_collection_keeps_its_documents(tmp_path: Path, index: Folder) -> None:
    """Ids that came from a gone file and come from a new one are not deleted."""
    jsonl(tmp_path / "a/one.jsonl", {"1": "x", "2": "y"})
    index.index(tmp_path / "a")
    (tmp_path / "a/one.jsonl").rename(tmp_path / "a/two.jsonl")
    index.index(tmp_path / "a")
    assert index.committed == {"1": "x", "2": "y"}
    (tmp_path / "a/two.jsonl").unlink()
    index.index(tmp_path / "a")
    assert index.committed == {}


def test_a_partly_broken_file_keeps_its_old_documents_and_is_reported_every_time(
    tmp_path: Path, index: Folder
) -> None:
    """A line that breaks does not delete its document, and the file counts as changed until it is mended."""
    jsonl(tmp_path / "a.jsonl", {"1": "x", "2": "y"})
    index.index(tmp_path / "a.jsonl")
    (tmp_path / "a.jsonl").write_text('{"id": "1", "title": "z"}\n{"id": "2", "ti\n', encoding="utf-8")
    for _ in range(2):
        assert index.index(tmp_path / "a.jsonl") == 1
        assert index.committed == {"1": "z", "2": "y"}
    jsonl(tmp_path / "a.jsonl", {"1": "z"})
    assert index.index(tmp_path / "a.jsonl") == 0
    assert index.committed == {"1": "z"}


def test_a_shared_id_falls_back_to_the_file_that_still_has_it(tmp_path: Path, index: Folder) -> None:
    """When the later of two files with one id loses it, the document of the other comes back."""
    jsonl(tmp_path / "a/1.jsonl", {"p": "first"})
    jsonl(tmp_path / "a/2.jsonl", {"p": "second", "q": "x"})
    index.index(tmp_path / "a")
    assert index.committed == {"p": "second", "q": "x"}
    jsonl(tmp_path / "a/2.jsonl", {"q": "x"})
    index.index(tmp_path / "a")
    assert index.committed == {"p": "first", "q": "x"}


def test_a_file_indexed_under_two_roots_is_one_document(tmp_path: Path, index: Folder) -> None:
    """The folder, a folder in it, the file itself: still one id; and a missing folder deletes nothing."""
    path = tmp_path / "a/tin/x.txt"
    path.parent.mkdir(parents=True)
    for number, root in enumerate([tmp_path / "a", tmp_path / "a/tin", path]):
        path.write_text(f"Tin {number}", encoding="utf-8")
        index.index(root)
        assert index.committed == {"tin/x.txt": f"Tin {number}"}
    (tmp_path / "a").rename(tmp_path / "unmounted")
    assert index.index(tmp_path / "a") == 1
    assert list(index.committed) == ["tin/x.txt"]


def change_something(rng: random.Random, root: Path) -> None:
    """Write, move or delete a file; texts are few, so that equal content is frequent.

    A file that is written gets a time of its own, because two changes may come in one tick of the clock.
    """
    files = sorted(path for path in root.rglob("*") if path.is_file())
    path = root / rng.choice("ab") / rng.choice(["x.txt", "y.txt", "z.jsonl", "w.jsonl"])
    action = rng.random()
    if action < 0.25 and files:
        rng.choice(files).unlink()
    elif action < 0.4 and files:
        source = rng.choice(files)
        source.replace(path.with_suffix(source.suffix))
    elif path.suffix == ".jsonl":
        home = f"{path.parent.name}{path.stem}"
        jsonl(path, {f"{home}{number}": rng.choice("tuv") for number in range(rng.randrange(3))})
        touch(path, rng)
    else:
        path.write_text(rng.choice("tuv"), encoding="utf-8")
        touch(path, rng)


def touch(path: Path, rng: random.Random) -> None:
    """Let the file have been changed at a time that no other file has."""
    os.utime(path, ns=(0, rng.randrange(1 << 60)))


def later_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of the runs be a minute after the real one, so that stamps are trusted."""
    monkeypatch.setattr(find, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + 60_000_000_000))


@pytest.mark.parametrize("seed", [*range(60), 97, 109, 138, 394])
def test_whatever_happens_the_index_comes_to_hold_what_the_files_hold(
    tmp_path: Path, index: Folder, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files change, runs look at some folders and die at any moment; one whole run then makes it right.

    In some of the histories, stamps are trusted; in some, all changes of the manifest are appended.
    """
    if seed % 2:
        later_clock(monkeypatch)
    if seed % 3:
        monkeypatch.setattr(store, "_MAX_ROWS_PER_ENTRY", 1_000)
    rng = index.rng = random.Random(seed)
    root = tmp_path / "files"
    for name in "ab":
        (root / name).mkdir(parents=True)
    for _ in range(15):
        for _ in range(rng.randrange(4)):
            change_something(rng, root)
        index.crash_at = rng.randrange(8)
        try:
            index.index(*rng.choice([[root], [root / "a"], [root / "b"], [root / "a", root / "b"]]))
        except CrashError:
            continue
    index.crash_at = 0
    index.index(root)
    items = [item for file in find_files([root]).files for item in read_file(file.file, Keys())]
    documents = [item for item in items if isinstance(item, Document)]
    articles = sorted(document.title for document in documents if document.path.endswith(".txt"))
    assert sorted(text for name, text in index.committed.items() if name.endswith(".txt")) == articles
    records = {(document.id, document.title) for document in documents if document.path.endswith(".jsonl")}
    held = {(name, text) for name, text in index.committed.items() if not name.endswith(".txt")}
    assert held <= records  # where two files hold one id, the text is that of either
    assert {name for name, _ in held} == {name for name, _ in records}
    before = dict(index.committed)
    index.index(root)
    assert index.committed == before
    _, changes = changes_under(ManifestFile(index.path).manifest, root)
    assert not changes.changed


def test_wherever_a_run_ends_the_next_one_makes_it_right(
    tmp_path: Path, index: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest is cut anywhere in what the run wrote, with the commit and, if possible, without.

    The run changes, deletes, moves and adds files, and one new file takes the name of a file that is gone.
    """
    later_clock(monkeypatch)
    monkeypatch.setattr(store, "_MAX_ROWS_PER_ENTRY", 1_000)
    rng = random.Random(1)
    root, path = tmp_path / "files", index.path / FILE_NAME
    (root / "a").mkdir(parents=True)
    (root / "b").mkdir()
    for name in ("a/x.txt", "a/y.txt", "b/x.txt", "b/v.txt"):
        (root / name).write_text(f"Chợ {name}", encoding="utf-8")
        touch(root / name, rng)
    jsonl(root / "a/1.jsonl", {"p": "một", "q": "hai"})
    jsonl(root / "b/2.jsonl", {"q": "ba", "r": "bốn"})
    index.index(root / "a", root / "b")
    old_content, old_committed = path.read_bytes(), dict(index.committed)

    (root / "a/x.txt").unlink()
    (root / "b/x.txt").rename(root / "b/z.txt")
    (root / "c").mkdir()
    (root / "c/x.txt").write_text("Chợ mới", encoding="utf-8")
    (root / "a/y.txt").write_text("Chợ sửa", encoding="utf-8")
    jsonl(root / "b/2.jsonl", {"r": "bốn"})
    whole = [root / "a", root / "b", root / "c"]
    ends = [len(old_content)]

    def save(_: Folder, file: ManifestFile, saved: Manifest) -> None:
        file.save(saved)
        ends.append(path.stat().st_size)

    monkeypatch.setattr(Folder, "_save", save)
    index.index(*whole)
    content, committed = path.read_bytes(), dict(index.committed)
    assert content.startswith(old_content)
    assert ends == sorted({*ends})
    assert len(ends) == 3
    near_ends = {end + distance for end in ends for distance in (-1, 0, 1)}
    for cut in sorted(near_ends.union(range(ends[0], ends[2], 13)).intersection(range(ends[0], ends[2] + 1))):
        for index.committed in [dict(old_committed)] * (cut < ends[2]) + [dict(committed)] * (cut >= ends[1]):
            path.write_bytes(content[:cut])
            index.index(*whole)
            assert index.committed == committed
            assert not changes_under(ManifestFile(index.path).manifest, *whole)[1].changed


def test_a_gone_file_whose_name_was_taken_may_come_back(
    tmp_path: Path, index: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of a run is applied as a whole or not at all: no name ever has two owners."""
    monkeypatch.setattr(store, "_MAX_ROWS_PER_ENTRY", 1_000)
    old, new, away = tmp_path / "a/x.txt", tmp_path / "b/x.txt", tmp_path / "away"
    for path in (old, new):
        path.parent.mkdir()
    old.write_text("cũ", encoding="utf-8")
    index.index(old.parent)
    whole = (index.path / FILE_NAME).read_bytes()
    old.rename(away)
    new.write_text("mới", encoding="utf-8")
    index.crash_at = 3
    with pytest.raises(CrashError):
        index.index(old.parent, new.parent)
    content = (index.path / FILE_NAME).read_bytes()
    assert len(content) > len(whole)
    away.rename(old)
    for cut in (len(whole), len(whole) + 1, len(content) - 30, len(content) - 1, len(content)):
        shutil.copytree(index.path, tmp_path / f"{cut}")
        copy = Folder(tmp_path / f"{cut}", dict(index.committed))
        (copy.path / FILE_NAME).write_bytes(content[:cut])
        copy.index(old.parent, new.parent)
        copy.index(old.parent, new.parent)
        assert sorted(copy.committed.values()) == ["cũ", "mới"]
