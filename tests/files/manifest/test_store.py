"""The file of the manifest: what is written comes back, whatever a crash leaves, and damage is an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.errors import IndexFormatError, SearchError
from searchidx.files.manifest import FILE_NAME, FileEntry, Manifest, ManifestFile, store
from tests.files.manifest.entries import entry, manifest

A, B = entry("/a/x", "1"), entry("/b/y", "2")


def load(folder: Path) -> Manifest:
    return ManifestFile(folder).manifest


def save(folder: Path, saved: Manifest) -> None:
    ManifestFile(folder).save(saved)


@pytest.fixture
def always_appending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MAX_ROWS_PER_ENTRY", 1_000_000)


def test_saving_and_loading_are_inverse(tmp_path: Path) -> None:
    """Any entry comes back as it was, names that are no text included; nothing else is left in the folder."""
    before = manifest(
        A,
        entry('/a/caf\udce9 \n"x', "", "hội.txt", ("1", "2")),
        entry("/b/none.jsonl", "3", ids=()),
        entry("/b/doubt.txt", "4", doubtful=True),
        entry("/b/named.jsonl", "5", ids=("named.jsonl",), stamp="1 2 3 4"),
        entry("/b/mapped.jsonl", "5", ids=("9",), reading="title=tiêu đề"),
    )
    save(tmp_path, manifest(B))
    save(tmp_path, before)
    assert load(tmp_path) == before
    assert list(load(tmp_path).entries) == list(before.entries)
    assert os.listdir(tmp_path) == [FILE_NAME]  # noqa: PTH208


def test_the_bytes_of_a_manifest(tmp_path: Path) -> None:
    """`?` marks a doubtful entry, null stands where the only id is the name; a save appends what differs."""
    first = manifest(
        *(A, entry("/hội", "2", "h", ("1", "2"), doubtful=True), entry("/c", stamp="5 6 7 8")),
        *(entry(f"/{number}") for number in (1, 2, 3)),
    )
    written = (
        b'{"format": 2, "files": 6}\n'
        b'[["/a/x", "x", "1", null, ""], '
        b'["/h\\u1ed9i", "h", "?2", ["1", "2"], ""], '
        b'["/c", "c", "1", null, "5 6 7 8"], '
        b'["/1", "1", "1", null, ""], ["/2", "2", "1", null, ""], ["/3", "3", "1", null, ""]]\n'
    )
    file = ManifestFile(tmp_path)
    file.save(first)
    assert (tmp_path / "manifest.json").read_bytes() == written
    changed = {**first.entries, "/c": entry("/c", ids=(), reading="m"), "/d": entry("/d", "9")}
    del changed["/a/x"]
    file.save(Manifest(changed))
    appended = b'[["/c", "c", "1", [], "", "m"], ["/d", "d", "9", null, ""], ["/a/x"]]\n'
    assert (tmp_path / "manifest.json").read_bytes() == written + appended
    assert load(tmp_path) == Manifest(changed)


def test_nothing_is_written_if_nothing_has_changed(tmp_path: Path) -> None:
    """An equal manifest is the same; an empty one needs no file."""
    save(tmp_path, Manifest())
    assert not (tmp_path / FILE_NAME).exists()
    save(tmp_path, manifest(A, B))
    before = (tmp_path / FILE_NAME).stat()
    save(tmp_path, manifest(entry("/b/y", "2"), entry("/a/x", "1")))
    after = (tmp_path / FILE_NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    """An index without a list of files learns all files anew."""
    assert load(tmp_path) == Manifest()


def test_a_manifest_of_format_1_is_read_and_then_written_anew(tmp_path: Path) -> None:
    """Its entries have no stamps, so the next run hashes all files."""
    (tmp_path / FILE_NAME).write_bytes(
        b'{"format": 1, "files": [\n["/a/x", "x", "1", null],\n["/b/y", "y", "?2", ["p", "q"]]\n]}\n'
    )
    file = ManifestFile(tmp_path)
    assert file.manifest == manifest(A, entry("/b/y", "2", ids=("p", "q"), doubtful=True))
    file.save(manifest(A, B))
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b'{"format": 2, "files": 2}\n')
    assert load(tmp_path) == manifest(A, B)


def test_a_file_of_outdated_rows_is_written_anew(tmp_path: Path) -> None:
    """A file never has many more rows than there are files, however often they change."""
    entries = {f"/{number}": entry(f"/{number}") for number in range(20)}
    file = ManifestFile(tmp_path)
    first_rows = set()
    for run in range(50):
        entries["/7"] = entry("/7", f"{run}")
        file.save(Manifest(dict(entries)))
        content = (tmp_path / FILE_NAME).read_bytes()
        assert content.count(b'"/') <= 30
        assert load(tmp_path) == Manifest(entries)
        first_rows.add(content.splitlines()[1])
    assert len(first_rows) == 5  # written first, and at every eleventh save after it
    file.save(Manifest())
    assert (tmp_path / FILE_NAME).read_bytes() == b'{"format": 2, "files": 0}\n'
    assert load(tmp_path) == Manifest()


def test_many_rows_are_written_in_lines_of_bounded_length(tmp_path: Path) -> None:
    """Their order is kept."""
    large = manifest(*(entry(f"/{number}") for number in range(25_000)))
    save(tmp_path, large)
    lines = (tmp_path / FILE_NAME).read_bytes().splitlines()
    assert lines[0] == b'{"format": 2, "files": 25000}'
    assert [line.count(b"null") for line in lines[1:]] == [10_000, 10_000, 5_000]
    assert list(load(tmp_path).entries.values()) == list(large.entries.values())


HISTORY = (
    manifest(A, B, entry("/c")),
    manifest(A._replace(doubtful=True), B, entry("/c")),
    manifest(A._replace(digest="7"), B, entry("/hội", ids=("p",), stamp="9 9 9 9")),
    manifest(B),
)


@pytest.mark.usefixtures("always_appending")
def test_every_beginning_of_the_file_is_the_last_whole_save_or_is_refused(tmp_path: Path) -> None:
    """A torn line counts for nothing, and the next save replaces it; the first save cannot be torn."""
    path = tmp_path / FILE_NAME
    file = ManifestFile(tmp_path)
    ends = []
    for saved in HISTORY:
        file.save(saved)
        ends.append(path.stat().st_size)
    content = path.read_bytes()
    for cut in range(len(content) + 1):
        path.write_bytes(content[:cut])
        saves = sum(end <= cut for end in ends)
        if not saves:
            with pytest.raises(IndexFormatError, match="is damaged"):
                load(tmp_path)
            continue
        reopened = ManifestFile(tmp_path)
        assert reopened.manifest == HISTORY[saves - 1]
        reopened.save(manifest(A, entry("/new")))
        assert load(tmp_path) == manifest(A, entry("/new"))
        assert path.read_bytes()[: ends[saves - 1]] == content[: ends[saves - 1]]


@pytest.mark.usefixtures("always_appending")
@pytest.mark.parametrize("tail", [b"\0\0\0", b"\0\0\n", b'[["/x", "x', b'"/x"]]\n', b"\xff\n", b"[\n"])
def test_a_tail_that_a_power_cut_left_counts_for_nothing(tmp_path: Path, tail: bytes) -> None:
    """The blocks of a line that was not synced may be missing or zero."""
    path = tmp_path / FILE_NAME
    save(tmp_path, manifest(A))
    save(tmp_path, manifest(A, B))
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    assert load(tmp_path) == manifest(A, B)
    save(tmp_path, manifest(B))
    assert path.read_bytes() == whole + b'[["/a/x"]]\n'


ENTRIES = st.builds(
    FileEntry,
    location=st.sampled_from([f"/{letter}" for letter in "abcdef"]),
    name=st.text(max_size=3),
    digest=st.sampled_from(["", "1", "2"]),
    ids=st.lists(st.text(max_size=2), max_size=3).map(tuple),
    doubtful=st.booleans(),
    stamp=st.sampled_from(["", "1 2 3 4"]),
    reading=st.sampled_from(["", "m"]),
)


@settings(max_examples=60)
@given(
    history=st.lists(st.lists(ENTRIES).map(lambda entries: manifest(*entries)), min_size=1, max_size=8),
    rows_per_file=st.sampled_from([1.0, 1.5, 100.0]),
    torn=st.lists(st.binary(max_size=4)),
)
def test_any_history_of_saves_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    history: list[Manifest],
    rows_per_file: float,
    torn: list[bytes],
) -> None:
    """Appended or written anew, from one process or several, with or without torn lines between them."""
    folder = tmp_path_factory.mktemp("index")
    tails = iter(torn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_MAX_ROWS_PER_ENTRY", rows_per_file)
        for saved in history:
            save(folder, saved)
            assert load(folder) == saved
            if (folder / FILE_NAME).exists():
                with (folder / FILE_NAME).open("ab") as stream:
                    stream.write(next(tails, b"").replace(b"\n", b"["))
        assert load(folder) == history[-1]


HEADER = b'{"format": 2, "files": 1}\n'
ROW = b'["a", "b", "c", null, "d"]'
DAMAGED = [
    *(b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", b"[" * 100_000),
    *(
        b'{"format": 2}\n',
        b'{"format": 2, "files": 0}',
        b'{"format": 2, "files": "1"}\n',
        b'{"format": 1, "files": [\n',
        HEADER,
    ),
    *(HEADER + b"[]\n", HEADER + b"[%s]" % ROW, HEADER + b"[1]\n", HEADER + b"1\n", HEADER + b'{"a": "b"}\n'),
    *(HEADER + b"%s\n" % ROW, HEADER + b'[["a"]]\n', HEADER + b'[["a", "b"]]\n', HEADER + b"[[]]\n"),
    HEADER + b'[["a", "b", 3, null, "d"]]\n',
    HEADER + b'[["a", "b", "c", "ids", "d"]]\n',
    HEADER + b'[["a", "b", "c", [1], "d"]]\n',
    HEADER + b'[["a", "b", "c", {"d": 1}, "d"]]\n',
    HEADER + b'[["a", "b", "c", null, 4]]\n',
    HEADER + b'[["a", "b", "c", null, "d", null]]\n',
    HEADER + b'[["a", "b", "c", null, "d", "e", "f"]]\n',
    HEADER + b'[[1, "b", "c", null, "d"]]\n',
    HEADER + b'[["a", 2, "c", null, "d"]]\n',
    HEADER + b"[%s\n[%s]\n" % (ROW, ROW),
    HEADER + b"[%s]\n[%s\n[%s]\n" % (ROW, ROW, ROW),
    HEADER + b"[%s]\n\n[%s]\n" % (ROW, ROW),
    b'{"format": 1, "files": [["a", "b", "c"]]}',
    b'{"format": 1, "files": [["a", "b", "c", "ids"]]}',
]


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: content[:80].decode("ascii", "ignore"))
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
    (tmp_path / FILE_NAME).write_bytes(b'{"format": 3}\n')
    with pytest.raises(IndexFormatError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME} has format 3, this version reads 2; update searchidx"
    )


def test_a_manifest_that_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    """The reason of the operating system is told."""
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(IndexFormatError) as caught:
        load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / FILE_NAME} cannot be read: Is a directory; check its permissions"
    )


def fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_save_that_fails_leaves_the_old_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever goes wrong, the old list is whole, the error is ours and no file stays behind."""
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


@pytest.mark.usefixtures("always_appending")
def test_an_append_that_fails_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written of the line may be there or not; the next save replaces it."""
    file = ManifestFile(tmp_path)
    file.save(manifest(A))
    first = (tmp_path / FILE_NAME).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(SearchError, match="cannot be written: No space left on device"):
            file.save(manifest(A, B))
    assert file.manifest == manifest(A)
    file.save(manifest(A, entry("/c")))
    assert (tmp_path / FILE_NAME).read_bytes() == first + b'[["/c", "c", "1", null, ""]]\n'


def test_a_manifest_is_durable_before_and_after_it_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content is synchronised before the file is renamed, the folder after it; a line once it is written."""
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
    monkeypatch.setattr(store, "_MAX_ROWS_PER_ENTRY", 2)
    save(tmp_path, manifest(A))
    assert steps == [
        "fsync with ['manifest.json.tmp'], True",
        "manifest.json.tmp becomes manifest.json",
        "fsync with ['manifest.json'], True",
    ]
    del steps[:]
    save(tmp_path, manifest(A, B))
    assert steps == ["fsync with ['manifest.json'], True"]
