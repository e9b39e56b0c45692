"""The file of the manifest: what is written comes back, and damage is an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchidx.errors import IndexFormatError, SearchError
from searchidx.files.manifest import FILE_NAME, Manifest, load, save
from tests.files.manifest.entries import entry, manifest

A, B = entry("/a/x", "1"), entry("/b/y", "2")


def test_saving_and_loading_are_inverse(tmp_path: Path) -> None:
    """Any entry comes back as it was, names that are no text included; nothing else is left in the folder."""
    before = manifest(
        A,
        entry('/a/caf\udce9 \n"x', "", "hội.txt", ("1", "2")),
        entry("/b/none.jsonl", "3", ids=()),
        entry("/b/doubt.txt", "4", doubtful=True),
        entry("/b/named.jsonl", "5", ids=("named.jsonl",)),
    )
    save(tmp_path, manifest(B))
    save(tmp_path, before)
    assert load(tmp_path) == before
    assert list(load(tmp_path).entries) == list(before.entries)
    assert os.listdir(tmp_path) == [FILE_NAME]  # noqa: PTH208


def test_the_bytes_of_a_manifest(tmp_path: Path) -> None:
    """Each file is a row; `?` marks a doubtful entry, null stands where the only id is the name."""
    save(tmp_path, manifest(A, entry("/hội", "2", "h", ("1", "2"), doubtful=True), entry("/c", ids=())))
    assert (tmp_path / "manifest.json").read_bytes() == (
        b'{"format": 1, "files": [\n'
        b'["/a/x", "x", "1", null],\n'
        b'["/h\\u1ed9i", "h", "?2", ["1", "2"]],\n'
        b'["/c", "c", "1", []]\n'
        b"]}\n"
    )
    save(tmp_path, Manifest())
    assert (tmp_path / "manifest.json").read_bytes() == b'{"format": 1, "files": [\n\n]}\n'


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    """An index without a list of files learns all files anew."""
    assert load(tmp_path) == Manifest()


DAMAGED = [
    *(b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", b"[" * 100_000),
    *(b'{"format": 1}', b'{"format": 1, "files": [1]}', b'{"format": 1, "files": [["a", "b", "c"]]}'),
    *(b'{"format": 1, "files": [["a", "b", 3, null]]}', b'{"format": 1, "files": [["a", "b", "c", "ids"]]}'),
    *(b'{"format": 1, "files": [["a", "b", "c", [1]]]}', b'{"format": 1, "files": [[1, "b", "c", null]]}'),
    *(b'{"format": 1, "files": [["a", 2, "c", null]]}', b'{"format": 1, "files": [["a", "b", null, null]]}'),
    b'{"format": 1, "files": [["a", "b", "c", {"d": 1}]]}',
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: content[:60].decode("ascii", "ignore"))
def test_a_damaged_manifest_is_an_error(tmp_path: Path, content: bytes) -> None:
    """Content that is no manifest is told with what to do, never taken for "nothing indexed"."""
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexFormatError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME}, the list of indexed files, is damaged; "
        f"delete the folder {tmp_path} and index again"
    )


def test_a_manifest_of_another_format_is_an_error(tmp_path: Path) -> None:
    """The message says that a later version may have written it."""
    (tmp_path / FILE_NAME).write_bytes(b'{"format": 2, "files": []}')
    with pytest.raises(IndexFormatError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME} has format 2, this version reads 1; update searchidx"
    )


def test_a_manifest_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    """The reason of the operating system is told."""
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(IndexFormatError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME} cannot be read: Is a directory; check its permissions"
    )


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever goes wrong, the old list is whole, the error is ours and no file stays behind."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    save(tmp_path, manifest(A))
    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(SearchError) as caught:
            save(tmp_path, manifest(B))
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME} cannot be written: No space left on device; "
        "solve this and index the files again"
    )
    assert load(tmp_path) == manifest(A)
    assert os.listdir(tmp_path) == [FILE_NAME]  # noqa: PTH208


def test_a_manifest_is_durable_before_and_after_it_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is synchronised before the file is renamed, the folder after it."""
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def recorded_fsync(descriptor: int) -> None:
        names = [name.name for name in tmp_path.iterdir()]
        steps.append(f"fsync with {names}, {os.fstat(descriptor).st_size > 0}")
        fsync(descriptor)

    def recorded_replace(self: Path, target: Path) -> Path:
        steps.append(f"{self.name} becomes {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(Path, "replace", recorded_replace)
    save(tmp_path, manifest(A))
    assert steps == [
        "fsync with ['manifest.json.tmp'], True",
        "manifest.json.tmp becomes manifest.json",
        "fsync with ['manifest.json'], True",
    ]
