"""`.zip` files: order, names, compressions, and archives that lie."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.archives import zip as zip_reader
from searchidx.files.readers.remarks import Failure, Note
from tests.support.archives import ARTICLE, make_zip, read_archive
from tests.support.files import read_all

if TYPE_CHECKING:
    from pathlib import Path

DAMAGE_ADVICE = "save or download it again"
ADVICE = "unpack the archive yourself and index the folder"


def change_entries(data: bytes, offset: int, value: bytes) -> bytes:
    """The archive with other bytes at an offset of each entry in its list of members."""
    changed = bytearray(data)
    place = data.find(b"PK\1\2")
    while place >= 0:
        changed[place + offset : place + offset + len(value)] = value
        place = data.find(b"PK\1\2", place + 1)
    return bytes(changed)


def test_members_come_in_the_order_of_a_folder() -> None:
    """A folder comes in its place among the files, whatever the order of the archive is."""
    names = ["b/z.txt", "c.txt", "a.txt", "b.txt", "a/x.txt", "b/a/x.txt"]
    documents, remarks = read_archive("tin.zip", make_zip(dict.fromkeys(names, ARTICLE)))
    assert not remarks
    assert [document.id.removeprefix("tin.zip/") for document in documents] == [
        *("a/x.txt", "a.txt", "b/a/x.txt", "b/z.txt", "b.txt", "c.txt"),
    ]


def test_folders_and_empty_archives() -> None:
    """Entries of folders are nothing, and an archive may have no members."""
    assert read_archive("tin.zip", make_zip({"b/": "", "b/c/": "", "b/c.txt": ARTICLE}))[1] == []
    assert read_archive("tin.zip", make_zip({})) == ([], [])


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("tin/hội chợ.txt".encode(), "tin/hội chợ.txt"),
        ("tin/ho\u0323\u0302i.txt".encode(), "tin/hội.txt"),
        ("déjà.txt".encode("cp437"), "déjà.txt"),
        (b"h\xe9i.txt", "hΘi.txt"),
    ],
)
def test_names_without_the_mark_of_utf_8(stored: bytes, name: str) -> None:
    """They are read as UTF-8 if they can be, and else in code page 437."""
    plain = "x" * (len(stored) - 4) + ".txt"
    data = make_zip({plain: ARTICLE}).replace(plain.encode(), stored)
    documents, remarks = read_archive("tin.zip", data)
    assert not remarks
    assert [document.id for document in documents] == [f"tin.zip/{name}"]


def test_a_name_with_a_zero_byte() -> None:
    """zipfile would cut it there: `a.txt\\0.exe`."""
    data = make_zip({"a.txtx.txt": ARTICLE, "b.txt": ARTICLE}).replace(b"a.txtx.txt", b"a.txt\0.txt")
    documents, remarks = read_archive("tin.zip", data)
    assert [document.id for document in documents] == ["tin.zip/b.txt"]
    assert remarks == [Failure(r"dir/tin.zip/a.txt\x00.txt", "no file can have this name", ADVICE)]


def test_of_equal_names_the_last_is_read() -> None:
    """Programs that change an archive append to it."""
    data = make_zip({"a.txt": "Cũ\n\nmột", "b.txt": ARTICLE, "c.txt": "Mới\n\nhai"}).replace(
        b"c.txt", b"a.txt"
    )
    documents, remarks = read_archive("tin.zip", data)
    assert [(document.id, document.title) for document in documents] == [
        ("tin.zip/a.txt", "Mới"),
        ("tin.zip/b.txt", "Chợ nổi họp sớm"),
    ]
    text = "1 of its members have the same name as a later member and were not read"
    assert remarks == [Note("dir/tin.zip", text)]


def test_encrypted_members_are_counted() -> None:
    """One failure tells all of them; the others are read."""
    data = bytearray(make_zip({"a.txt": ARTICLE, "b.txt": ARTICLE, "c.txt": ARTICLE}))
    for name in (b"a.txt", b"c.txt"):
        data[data.rfind(name) - 46 + 8] |= 1
    documents, remarks = read_archive("tin.zip", bytes(data))
    assert [document.id for document in documents] == ["tin.zip/b.txt"]
    reason = "2 of its members are protected by a password"
    assert remarks == [Failure("dir/tin.zip", reason, ADVICE)]


@pytest.mark.parametrize(
    ("method", "name"),
    [(9, "Deflate64"), (zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA"), (77, "number 77")],
)
def test_compressions_that_are_not_supported(method: int, name: str) -> None:
    """A failure for each member."""
    data = change_entries(make_zip({"a.txt": ARTICLE}), 10, struct.pack("<H", method))
    reason = f"its compression ({name}) is not supported"
    assert read_archive("tin.zip", data) == ([], [Failure("dir/tin.zip/a.txt", reason, ADVICE)])


def test_stored_members() -> None:
    """Members need not be compressed."""
    assert len(read_archive("tin.zip", make_zip({"a.txt": ARTICLE}, zipfile.ZIP_STORED))[0]) == 1


def test_links() -> None:
    """The content of a link is no article but a path."""
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    remarks = read_archive("tin.zip", stream.getvalue())[1]
    assert remarks == [Failure("dir/tin.zip/a.txt", "it is a link", ADVICE)]


def test_members_that_share_bytes() -> None:
    """All entries point to the same bytes. They are read once."""
    data = make_zip({f"{number}.txt": ARTICLE for number in range(4)})
    documents, remarks = read_archive("tin.zip", change_entries(data, 42, bytes(4)))
    assert [document.id for document in documents] == ["tin.zip/0.txt"]
    reason = "it shares bytes with another member, as in a zip bomb"
    assert remarks == [Failure(f"dir/tin.zip/{number}.txt", reason, ADVICE) for number in (1, 2, 3)]


def test_a_member_that_reaches_into_the_list_of_members() -> None:
    """The header before a member counts, too: here 30 bytes, a name of 5 bytes, and 10 bytes too many."""
    size = len(ARTICLE.encode())
    lie = struct.pack("<I", size + 10)
    _, (remark,) = read_archive(
        "tin.zip", change_entries(make_zip({"a.txt": ARTICLE}, zipfile.ZIP_STORED), 20, lie)
    )
    assert remark == Failure(
        "dir/tin.zip/a.txt", "it shares bytes with another member, as in a zip bomb", ADVICE
    )


@pytest.mark.parametrize("size", [0, 5, 100_000, 0xFFFFFFFE])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_that_lie_about_their_size(compression: int, size: int) -> None:
    """Nothing is cut, and no memory is taken for what is not there."""
    data = change_entries(make_zip({"a.txt": ARTICLE}, compression), 24, struct.pack("<I", size))
    documents, remarks = read_archive("tin.zip", data)
    if size > len(ARTICLE) and documents:
        assert documents[0].body == "Ghe xuồng tụ về từ tờ mờ sáng."
    else:
        assert not documents
        assert str(remarks[0]).startswith(
            "dir/tin.zip/a.txt cannot be read: it is damaged or ends too early ("
        )


def test_a_damaged_member() -> None:
    """Its checksum tells; the others are read."""
    data = make_zip({"a.txt": ARTICLE, "b.txt": ARTICLE}, zipfile.ZIP_STORED)
    documents, (remark,) = read_archive("tin.zip", data.replace(b"Ch", b"ch", 1))
    assert [document.id for document in documents] == ["tin.zip/b.txt"]
    reason = "it is damaged or ends too early (Bad CRC-32 for file 'a.txt')"
    assert remark == Failure("dir/tin.zip/a.txt", reason, DAMAGE_ADVICE)


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"Rar!\x1a\x07", bytes(10_000)])
def test_what_is_no_zip_archive(content: bytes) -> None:
    """Whatever the suffix says."""
    remark = Failure(
        "dir/tin.zip", "it is no .zip file, although its name ends like one", "rename or remove it"
    )
    assert read_archive("tin.zip", content) == ([], [remark])


def test_an_archive_that_ends_too_early() -> None:
    """The list of members is at the end, so nothing can be read."""
    data = make_zip({f"{number}.txt": ARTICLE for number in range(9)})
    documents, (remark,) = read_archive("tin.zip", data[:-200])
    assert not documents
    reason = "it is damaged or ends too early (the list of its members cannot be read)"
    assert remark == Failure("dir/tin.zip", reason, DAMAGE_ADVICE)


def test_a_list_of_members_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before it is read into memory."""
    data = make_zip({f"{number}.txt": ARTICLE for number in range(9)})
    monkeypatch.setattr(zip_reader, "_MAX_DIRECTORY_BYTES", 400)
    documents, (remark,) = read_archive("tin.zip", data)
    assert not documents
    assert str(remark).startswith("dir/tin.zip cannot be read: the list of its members is larger than")


def test_random_damage_gives_only_failures() -> None:
    """No exception, whatever bytes are changed or cut."""
    generator = random.Random(16)
    good = make_zip({f"b/{number}.txt": ARTICLE * number for number in range(1, 5)})
    failures = 0
    for _ in range(500):
        data = bytearray(good[: generator.choice([len(good), len(good), generator.randrange(len(good))])])
        for _ in range(generator.choice([0, 1, 3])):
            data[generator.randrange(len(data))] = generator.choice([0, 255, generator.randrange(256)])
        failures += any(isinstance(remark, Failure) for remark in read_archive("tin.zip", bytes(data))[1])
    assert failures > 100


def test_a_file_on_disk(tmp_path: Path) -> None:
    """A folder with archives is read like one with folders."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/TIN.ZIP").write_bytes(make_zip({"x.txt": ARTICLE, "y.txt": ""}))
    (document,), (error,) = read_all(tmp_path)
    assert document.id == "a/TIN.ZIP/x.txt"
    assert document.path == f"{tmp_path}/a/TIN.ZIP/x.txt"
    assert error.startswith(f"{tmp_path}/a/TIN.ZIP/y.txt cannot be read: it is empty")
