"""The manifest: what changed, what to forget, and that a crash at any moment loses and doubles nothing."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from searchidx.errors import IndexFormatError, ReadError, SearchError
from searchidx.files.manifest import (
    FILE_NAME,
    FileEntry,
    FoundFile,
    Manifest,
    diff,
    entry_after,
    obsolete,
    save,
    settled,
    unsettled,
)
from searchidx.files.readers import digest, find_files, read_file
from searchidx.files.sources import SourceFile


def entry(location: str, digest: str = "1", name: str = "", ids: tuple[str, ...] = ()) -> FileEntry:
    name = name or location.rpartition("/")[2]
    return FileEntry(location, name, digest, ids or (name,))


def manifest(*entries: FileEntry) -> Manifest:
    return Manifest({entry.location: entry for entry in entries})


def found(location: str, digest: str = "1", name: str = "") -> FoundFile:
    return FoundFile(SourceFile(location, location, name or location.rpartition("/")[2]), digest)


def summary(
    known: Manifest, files: list[FoundFile], roots: list[str], **options: object
) -> dict[str, list[str]]:
    options.setdefault("exists", lambda location: True)
    changes = diff(known, files, roots, **options)  # type: ignore[arg-type]
    groups = {
        "new": [one.file.location for one in changes.new],
        "changed": [one.file.location for one in changes.changed],
        "unchanged": [one.location for one in changes.unchanged],
        "vanished": [one.location for one in changes.vanished],
    }
    return {name: group for name, group in groups.items() if group}


A, B = entry("/a/x", "1"), entry("/b/y", "2")
DIFFS = [
    ("nothing is known", (), [found("/a/x")], ["/a"], {"new": ["/a/x"]}),
    ("the same again", (A,), [found("/a/x")], ["/a"], {"unchanged": ["/a/x"]}),
    ("other content", (A,), [found("/a/x", "9")], ["/a"], {"changed": ["/a/x"]}),
    ("unsettled", (entry("/a/x", "?1"),), [found("/a/x")], ["/a"], {"changed": ["/a/x"]}),
    ("gone under the root", (A, B), [], ["/a"], {"vanished": ["/a/x"]}),
    ("the other folder stays", (A, B), [found("/b/y", "2")], ["/b"], {"unchanged": ["/b/y"]}),
    ("a file as root", (A, entry("/a/z")), [found("/a/x")], ["/a/x"], {"unchanged": ["/a/x"]}),
    ("a name that only begins so", (entry("/ab/x"),), [], ["/a"], {}),
    ("copied elsewhere", (A,), [found("/b/x", "1")], ["/b"], {"new": ["/b/x"]}),
]


@pytest.mark.parametrize(("_name", "known", "files", "roots", "expected"), DIFFS)
def test_diff(
    _name: str,
    known: tuple[FileEntry, ...],
    files: list[FoundFile],
    roots: list[str],
    expected: dict[str, list[str]],
) -> None:
    """Each file is new, changed, unchanged or vanished; what was not looked at is none of them."""
    assert summary(manifest(*known), files, roots) == expected


def test_a_moved_file_is_followed() -> None:
    """Content found elsewhere while its old place is empty was moved, even from a folder not looked at."""
    moved = summary(manifest(A), [found("/b/x", "1")], ["/b"], exists=lambda location: False)
    assert moved == {"new": ["/b/x"], "vanished": ["/a/x"]}
    changes = diff(manifest(A), [found("/b/x", "1")], ["/b"], exists=lambda location: False)
    assert changes.new[0].file.name == "x"
    unrelated = summary(manifest(A), [found("/b/x", "7")], ["/b"], exists=lambda location: False)
    assert unrelated == {"new": ["/b/x"]}


def test_what_is_unreadable_keeps_its_documents() -> None:
    """Neither a file nor a folder that could not be read counts as vanished."""
    known = manifest(A, entry("/a/sub/y"), entry("/a/z"))
    assert summary(known, [], ["/a"], unreadable=["/a/x", "/a/sub"]) == {"vanished": ["/a/z"]}


def test_files_that_share_an_id_are_read_again() -> None:
    """When a file loses an id, another file that holds it too must give its version."""
    known = manifest(entry("/a/1", ids=("p", "q")), entry("/a/2", ids=("q", "r")), entry("/a/3", ids=("s",)))
    files = [found("/a/2"), found("/a/3")]
    assert summary(known, files, ["/a"]) == {"vanished": ["/a/1"], "changed": ["/a/2"], "unchanged": ["/a/3"]}


def test_a_file_keeps_its_name_and_a_new_one_takes_a_free_one() -> None:
    """Ids stay what they were under another root, and never collide with those of another folder."""
    known = manifest(entry("/a/sub/x", name="sub/x"), entry("/b/y"))
    changes = diff(
        known, [found("/a/sub/x", "9"), found("/a/sub/y", "8"), found("/c/y", "7")], ["/a/sub", "/c"]
    )
    assert [one.file.name for one in changes.changed] == ["sub/x"]
    assert [one.file.name for one in changes.new] == ["sub/y", "c/y"]


def test_many_roots_and_files_are_no_matter() -> None:
    """As many roots as files (a shell's `*.txt`) cost no more than one."""
    known = manifest(*(entry(f"/a/{number}") for number in range(20_000)))
    changes = diff(
        known, [found(f"/b/{number}", "7") for number in range(20_000)], [f"/b/{n}" for n in range(20_000)]
    )
    assert len(changes.new) == 20_000
    assert not changes.vanished


def test_saving_and_loading_are_inverse(tmp_path: Path) -> None:
    """Any entry comes back as it was, names that are no text included; nothing else is left in the folder."""
    odd = entry('/a/caf\udce9 \n"x', "", "hội.txt", ("1", "2"))
    before = manifest(A, odd, FileEntry("/b/none.jsonl", "none.jsonl", "3", ()))
    save(tmp_path, manifest(B))
    save(tmp_path, before)
    assert Manifest.load(tmp_path) == before
    assert os.listdir(tmp_path) == [FILE_NAME]  # noqa: PTH208


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    """An index without a list of files learns all files anew."""
    assert Manifest.load(tmp_path) == Manifest()


DAMAGED = [
    *(
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"format": 1}',
        b'{"format": 2, "files": []}',
        b"[" * 100_000,
    ),
    *(b'{"format": 1, "files": [1]}', b'{"format": 1, "files": [["a", "b", "c"]]}'),
    *(b'{"format": 1, "files": [["a", "b", 3, null]]}', b'{"format": 1, "files": [["a", "b", "c", "ids"]]}'),
    b'{"format": 1, "files": [["a", "b", "c", [1]]]}',
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: content[:50])
def test_a_damaged_manifest_is_an_error(tmp_path: Path, content: bytes) -> None:
    """Content that is no manifest is told with what to do, never taken for "nothing indexed"."""
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexFormatError) as caught:
        Manifest.load(tmp_path)
    advice = str(caught.value).rpartition("; ")[2]
    assert advice in (f"delete the folder {tmp_path} and index again", "update searchidx")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever goes wrong, the old list is whole, the error is ours and no file stays behind."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    save(tmp_path, manifest(A))
    with monkeypatch.context() as patch:
        patch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
        with pytest.raises(SearchError, match="No space left"):
            save(tmp_path, manifest(B))
    assert Manifest.load(tmp_path) == manifest(A)
    assert os.listdir(tmp_path) == [FILE_NAME]  # noqa: PTH208


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

    def index(self, *paths: Path) -> list[ReadError]:
        """What the facade does: diff, read, save unsettled, commit, save settled."""
        errors: list[ReadError] = []
        known = Manifest.load(self.path)
        seen = find_files(paths, errors.append)
        files = [FoundFile(file, digest(file)) for file in seen.files]
        changes = diff(known, files, seen.roots, seen.unreadable)
        written, entries = {}, []
        for one in (*changes.new, *changes.changed):
            before = len(errors)
            documents = list(read_file(one.file, errors.append))
            written |= {document.id: document.title for document in documents}
            ids = [document.id for document in documents]
            entries.append(entry_after(known, one, ids, complete=len(errors) == before))
        after = settled(known, changes, entries)
        self._maybe_crash()
        save(self.path, unsettled(known, changes, entries))
        self._maybe_crash()
        gone = obsolete(known, after)
        self.committed = {name: text for name, text in self.committed.items() if name not in gone} | written
        self._maybe_crash()
        save(self.path, after)
        return errors


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
    """Ids that came from a vanished file and come from a new one are not deleted."""
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
        assert len(index.index(tmp_path / "a.jsonl")) == 1
        assert index.committed == {"1": "z", "2": "y"}
    jsonl(tmp_path / "a.jsonl", {"1": "z"})
    assert index.index(tmp_path / "a.jsonl") == []
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
    assert len(index.index(tmp_path / "a")) == 1
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
    documents = [document for file in find_files([root]).files for document in read_file(file)]
    articles = sorted(one.title for one in documents if one.path.endswith(".txt"))
    assert sorted(text for name, text in index.committed.items() if name.endswith(".txt")) == articles
    records = {(one.id, one.title) for one in documents if one.path.endswith(".jsonl")}
    held = {(name, text) for name, text in index.committed.items() if not name.endswith(".txt")}
    assert held <= records  # where two files hold one id, the text is that of either
    assert {name for name, _ in held} == {name for name, _ in records}
    before = dict(index.committed)
    index.index(root)
    assert index.committed == before
    assert not diff(
        Manifest.load(index.path),
        [FoundFile(one, digest(one)) for one in find_files([root]).files],
        find_files([root]).roots,
    ).changed
