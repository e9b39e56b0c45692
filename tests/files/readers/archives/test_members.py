"""What archives of both kinds have in common: names, limits, archives in archives."""

from __future__ import annotations

import gzip
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.archives import members
from searchidx.files.readers.remarks import Failure, PassedOver
from tests.support.archives import ARTICLE, make_tar, make_zip, read_archive, tar_member
from tests.support.extras import without_extras
from tests.support.files import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ADVICE = "unpack the archive yourself and index the folder"


def make_any_tar(contents: Mapping[str, str | bytes]) -> bytes:
    return make_tar(*(tar_member(name, content) for name, content in contents.items()))


BOTH = pytest.mark.parametrize(("suffix", "make"), [("zip", make_zip), ("tar", make_any_tar)])


@BOTH
def test_paths_and_ids_are_those_of_a_folder(suffix: str, make: Callable[..., bytes]) -> None:
    """The archive counts as a folder with its name, also in an archive."""
    inner = make({"c.jsonl": '{"title": "Chợ quê"}', "d.txt": ARTICLE})
    data = make({"./b/c.txt": ARTICLE, f"e/in.{suffix}": inner})
    documents, remarks = read_archive(f"tin.{suffix}", data)
    assert not remarks
    assert [(document.id, document.path) for document in documents] == [
        (f"tin.{suffix}/b/c.txt", f"dir/tin.{suffix}/b/c.txt"),
        (f"tin.{suffix}/e/in.{suffix}/c.jsonl:1", f"dir/tin.{suffix}/e/in.{suffix}/c.jsonl"),
        (f"tin.{suffix}/e/in.{suffix}/d.txt", f"dir/tin.{suffix}/e/in.{suffix}/d.txt"),
    ]
    assert documents[0].title == "Chợ nổi họp sớm"


@BOTH
def test_hidden_members_are_skipped_and_unknown_types_told(suffix: str, make: Callable[..., bytes]) -> None:
    """As in a folder; the folder that macOS adds is hidden, too."""
    hidden = (".git/a.txt", "b/.a.txt", "__MACOSX/._a.txt", "__MACOSX/a.txt", ".searchidxignore")
    documents, remarks = read_archive(
        f"tin.{suffix}", make({**dict.fromkeys(hidden, "x"), "a.txt": ARTICLE, "ảnh/a.PNG": "x", "doc": "x"})
    )
    assert [document.id for document in documents] == [f"tin.{suffix}/a.txt"]
    assert remarks == [
        PassedOver(f"dir/tin.{suffix}/ảnh/a.PNG", ".png", ""),
        PassedOver(f"dir/tin.{suffix}/doc", "", ""),
    ]


@BOTH
def test_members_whose_reader_is_not_installed(
    suffix: str, make: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remark has the extra that is missing."""
    with without_extras(monkeypatch):
        _, remarks = read_archive(f"tin.{suffix}", make({"a.tar.zst": "x", "b.txt": ARTICLE}))
    assert remarks == [PassedOver(f"dir/tin.{suffix}/a.tar.zst", ".tar.zst", "zstd")]


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "a/../../b.txt",
        "/etc/a.txt",
        "C:\\a.txt",
        "c:/a.txt",
        "..\\a.txt",
        "\\a.txt",
        "..",
    ],
)
def test_names_that_lead_out_of_the_archive(suffix: str, make: Callable[..., bytes], name: str) -> None:
    """Each is a failure, and the other members are read."""
    documents, (remark,) = read_archive(f"tin.{suffix}", make({name: ARTICLE, "a.txt": ARTICLE}))
    assert [document.id for document in documents] == [f"tin.{suffix}/a.txt"]
    assert remark == Failure(f"dir/tin.{suffix}/{name}", "its name leads out of the archive", ADVICE)


@BOTH
def test_names_with_backslashes(suffix: str, make: Callable[..., bytes]) -> None:
    """A backslash is what some programs write for a slash."""
    documents, remarks = read_archive(f"tin.{suffix}", make({"b\\c.txt": ARTICLE}))
    assert not remarks
    assert [document.id for document in documents] == [f"tin.{suffix}/b/c.txt"]


@BOTH
def test_names_are_shown_printable(suffix: str, make: Callable[..., bytes]) -> None:
    """Like the names of files."""
    documents, _ = read_archive(f"tin.{suffix}", make({"a\x1b\n\u202e.txt": ARTICLE}))
    assert [document.id for document in documents] == [f"tin.{suffix}/a\\x1b\\x0a\\u202e.txt"]


@BOTH
def test_a_broken_member_does_not_end_the_archive(suffix: str, make: Callable[..., bytes]) -> None:
    """Its failure has its path and the place in it."""
    lines = '{"title": "Chợ nổi"}\n{"title"\n{"title": "Chợ quê"}'
    documents, remarks = read_archive(
        f"tin.{suffix}",
        make({"a.jsonl": lines, "b.txt": "", "c.zip": "PK", "d.tar.gz": "", "e.txt": ARTICLE}),
    )
    assert [document.title for document in documents] == ["Chợ nổi", "Chợ quê", "Chợ nổi họp sớm"]
    assert [str(remark).partition(":")[0] for remark in remarks] == [
        f"dir/tin.{suffix}/a.jsonl, line 2",
        f"dir/tin.{suffix}/b.txt cannot be read",
        f"dir/tin.{suffix}/c.zip cannot be read",
        f"dir/tin.{suffix}/d.tar.gz cannot be read",
    ]


@BOTH
def test_archives_nested_too_deep(suffix: str, make: Callable[..., bytes]) -> None:
    """Three levels are read, the fourth is refused."""
    data = make({"sâu.txt": ARTICLE})
    for level in (4, 3, 2):
        data = make({f"{level}.{suffix}": data, f"{level}.txt": ARTICLE})
    documents, (remark,) = read_archive(f"1.{suffix}", data)
    base = f"1.{suffix}/2.{suffix}/3.{suffix}"
    assert {document.id for document in documents} == {
        f"1.{suffix}/2.txt",
        f"1.{suffix}/2.{suffix}/3.txt",
        f"{base}/4.txt",
    }
    reason = "it is nested deeper than 3 levels"
    assert remark == Failure(f"dir/{base}/4.{suffix}", reason, ADVICE)


@BOTH
def test_a_member_that_is_too_large(
    suffix: str, make: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused while it is unpacked; the next one is read."""
    monkeypatch.setattr(members, "_MAX_MEMBER_BYTES", 1000)
    documents, (remark,) = read_archive(f"tin.{suffix}", make({"a.txt": "x" * 1001, "b.txt": ARTICLE}))
    assert [document.id for document in documents] == [f"tin.{suffix}/b.txt"]
    assert isinstance(remark, Failure)
    assert remark.path == f"dir/tin.{suffix}/a.txt"
    assert remark.reason.startswith("it is larger than")


@BOTH
def test_too_many_bytes_in_all_levels(
    suffix: str, make: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive in an archive shares the limit, and what comes after the limit is not unpacked."""
    monkeypatch.setattr(members, "_MIN_LIMIT_BYTES", 4 << 20)
    monkeypatch.setattr(members, "_MAX_RATIO", 0)
    inner = make({"a.txt": "Tin\n\n" + "x" * (2 << 20), "b.txt": "Tin\n\n" + "x" * (2 << 20)})
    documents, remarks = read_archive(
        f"tin.{suffix}", make({"a.txt": ARTICLE, f"b.{suffix}": inner, "c.txt": ARTICLE})
    )
    unpacked = {"zip": ["a.txt", "b.zip/a.txt"], "tar": ["a.txt"]}  # inner.tar itself is larger than 4 MiB
    assert [document.id for document in documents] == [f"tin.{suffix}/{name}" for name in unpacked[suffix]]
    reason = "its members are larger than 4 MiB"
    assert remarks[-1] == Failure(f"dir/tin.{suffix}", reason, ADVICE)
    assert all(isinstance(remark, Failure) and remark.reason == reason for remark in remarks)


def test_the_ratio_counts_only_above_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive may unpack to much; a larger one to 200 times its size."""
    data = make_zip({"a.txt": "Tin\n\n" + "x" * (6 << 20)})
    documents, remarks = read_archive("tin.zip", data)
    assert len(documents) == 1
    assert not remarks
    monkeypatch.setattr(members, "_MIN_LIMIT_BYTES", 1 << 20)
    documents, (remark,) = read_archive("tin.zip", data)
    assert not documents
    assert str(remark).startswith("dir/tin.zip cannot be read: its members are larger than 1 MiB")
    monkeypatch.setattr(members, "_MAX_RATIO", 1100)
    assert not read_archive("tin.zip", data)[1]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """Members of archives in the archive count; a tar archive is read up to the limit."""
    monkeypatch.setattr(members, "_MAX_MEMBERS", 3)
    names = [f"{number}.txt" for number in range(4)]
    documents, (remark,) = read_archive("tin.zip", make_zip(dict.fromkeys(names, ARTICLE)))
    assert not documents
    assert remark == Failure("dir/tin.zip", "it has more than 3 members", ADVICE)
    documents, (remark,) = read_archive("tin.tar", make_any_tar(dict.fromkeys(names, ARTICLE)))
    assert len(documents) == 3
    assert remark == Failure("dir/tin.tar", "it has more than 3 members", ADVICE)
    inner = make_zip(dict.fromkeys(names[:2], ARTICLE))
    documents, remarks = read_archive("tin.zip", make_zip({"a.zip": inner, "b.txt": ARTICLE}))
    assert [document.id for document in documents] == ["tin.zip/b.txt"]
    assert remarks == [Failure("dir/tin.zip/a.zip", "it has more than 3 members", ADVICE)]


@BOTH
def test_large_members_go_to_disk_and_nothing_stays_there(
    suffix: str, make: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only files without a name are used, also if reading stops early."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(members, "_MEMORY_BYTES", 1000)
    lines = '{"title": "Chợ nổi"}\n' * 1000
    documents, remarks = read_archive(
        f"tin.{suffix}", make({"a.jsonl": lines, "a.jsonl.gz": gzip.compress(b"{")})
    )
    assert len(documents) == 1000
    assert len(remarks) == 1
    assert list(tmp_path.iterdir()) == []


NAMES = st.text(st.sampled_from("abđ01 ~"), min_size=1, max_size=4).map(lambda name: f"{name.strip()}x")
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: f"{'/'.join(parts)}.txt"),
    st.text(st.sampled_from("abcđêô \n"), max_size=60).map(lambda text: f"Tin mới\n\n{text}"),
    max_size=8,
)


@given(tree=TREES)
def test_an_archive_gives_what_the_folder_gives(
    tmp_path_factory: pytest.TempPathFactory, tree: dict[str, str]
) -> None:
    """A random tree of files: a zip archive is read in the same order, a tar archive in its own."""
    root = tmp_path_factory.mktemp("tree")
    for name, text in tree.items():
        (root / "tin" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "tin" / name).write_text(text, encoding="utf-8")
    (root / "tin").mkdir(exist_ok=True)
    (root / "tin.zip").write_bytes(make_zip(tree))
    (root / "tin.tar.gz").write_bytes(gzip.compress(make_any_tar(tree)))
    expected, errors = read_all(root / "tin")
    assert not errors
    zipped, errors = read_all(root / "tin.zip")
    assert not errors
    assert [(document.id, document.title, document.body) for document in zipped] == [
        (f"tin.zip/{document.id}", document.title, document.body) for document in expected
    ]
    tarred, errors = read_all(root / "tin.tar.gz")
    assert not errors
    assert [document.id for document in tarred] == [f"tin.tar.gz/{name}" for name in tree]
    assert {document.body for document in tarred} == {document.body for document in expected}
