"""Runs over changing files: a crash at any moment loses and doubles nothing."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from searchidx.files.manifest import (
    Changes,
    Manifest,
    diff,
    entry_after_reading,
    ids_to_delete,
    load,
    manifest_after_commit,
    manifest_before_commit,
    save,
)
from searchidx.files.readers import FoundFiles, Keys, find_files, read_file
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

    def _maybe_crash(self) -> None:
        self.crash_at -= 1
        if self.crash_at == 0:
            raise CrashError

    def index(self, *paths: Path) -> int:
        """Do what `ingest` does, and return how many failures there were."""
        old_manifest = load(self.path)
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
        save(self.path, manifest_before_commit(old_manifest, changes, entries))
        self._maybe_crash()
        deleted = ids_to_delete(old_manifest, after)
        self.committed = {
            name: text for name, text in self.committed.items() if name not in deleted
        } | written
        self._maybe_crash()
        save(self.path, after)
        return failures


def changes_under(old_manifest: Manifest, *paths: Path) -> tuple[FoundFiles, Changes]:
    """The files that are there now, and what changed."""
    found_files = find_files(paths)
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
    """Write, move or delete a file; texts are few, so that equal content is frequent."""
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
    else:
        path.write_text(rng.choice("tuv"), encoding="utf-8")


@pytest.mark.parametrize("seed", [*range(30), 97, 109, 138, 394])
def test_whatever_happens_the_index_comes_to_hold_what_the_files_hold(
    tmp_path: Path, index: Folder, seed: int
) -> None:
    """Files change, runs look at some folders and die at any moment; one whole run then makes it right."""
    rng = random.Random(seed)
    root = tmp_path / "files"
    for name in "ab":
        (root / name).mkdir(parents=True)
    for _ in range(15):
        for _ in range(rng.randrange(4)):
            change_something(rng, root)
        index.crash_at = rng.randrange(7)
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
    _, changes = changes_under(load(index.path), root)
    assert not changes.changed
