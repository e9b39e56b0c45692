"""`.tar` files: compressions, kinds of members, headers, and archives that break off."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.remarks import Failure, Note
from tests.support.archives import ARTICLE, make_tar, read_archive, tar_member
from tests.support.compression import compress_zstd

if TYPE_CHECKING:
    from collections.abc import Callable

ADVICE = "unpack the archive yourself and index the folder"
DAMAGE_ADVICE = "save or download it again"

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "tin.tar": bytes,
    "tin.tar.gz": gzip.compress,
    "tin.tgz": gzip.compress,
    "tin.tar.xz": lzma.compress,
    "tin.tar.bz2": bz2.compress,
    "tin.TAR.ZST": compress_zstd,
}
MANY = make_tar(
    *(
        tar_member(f"b/{number:03}.txt", f"{ARTICLE} {random.Random(number).randbytes(600).hex()}")
        for number in range(200)
    )
)
END = -(-len(MANY.rstrip(b"\0")) // 512) * 512
"""The end of the last member, which has as many bytes as the others."""


@pytest.mark.parametrize("name", COMPRESSIONS)
def test_every_compression_reads_the_same(name: str) -> None:
    """In the order of the archive."""
    data = make_tar(tar_member("b.txt"), tar_member("a/c.txt"), tar_member("a.txt"))
    documents, remarks = read_archive(name, COMPRESSIONS[name](data))
    assert not remarks
    assert [document.id for document in documents] == [
        f"{name}/{member}" for member in ("b.txt", "a/c.txt", "a.txt")
    ]


@pytest.mark.parametrize("compress", COMPRESSIONS.values())
def test_the_first_bytes_tell_the_compression(compress: Callable[[bytes], bytes]) -> None:
    """Not the suffix."""
    assert len(read_archive("tin.tar.gz", compress(make_tar(tar_member("a.txt"))))[0]) == 1


def test_zstd_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive with another suffix may need it, too."""
    data = compress_zstd(make_tar(tar_member("a.txt")))
    for module in ("backports", "compression"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "searchidx.files.readers.zst", raising=False)
    remark = Failure(
        "dir/tin.tar", "it is compressed with Zstandard", 'to read it: pip install "searchidx[zstd]"'
    )
    assert read_archive("tin.tar", data) == ([], [remark])


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_formats_of_headers(form: int) -> None:
    """Long names are in extended headers, which differ."""
    name = f"{'thư-mục/' * (10 if form == tarfile.USTAR_FORMAT else 40)}bài.txt"
    (document,), remarks = read_archive("tin.tar", make_tar(tar_member(name), form=form))
    assert not remarks
    assert document.id == f"tin.tar/{name}"


def with_type(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def test_links_are_refused_and_devices_skipped() -> None:
    """A link to an article is told; folders, devices, and links that are hidden are nothing."""
    documents, remarks = read_archive(
        "tin.tar",
        make_tar(
            with_type("b", tarfile.DIRTYPE),
            with_type("b.txt", tarfile.DIRTYPE),
            tar_member("b/a.txt"),
            with_type("b/b.txt", tarfile.SYMTYPE, "/etc/passwd"),
            with_type("b/c.txt", tarfile.LNKTYPE, "b/a.txt"),
            with_type("b/.d.txt", tarfile.LNKTYPE, "b/a.txt"),
            with_type("b/e.txt", tarfile.FIFOTYPE),
            with_type("b/f.txt", tarfile.CHRTYPE),
        ),
    )
    assert [document.id for document in documents] == ["tin.tar/b/a.txt"]
    assert remarks == [Failure(f"dir/tin.tar/b/{name}.txt", "it is a link", ADVICE) for name in "bc"]


def test_members_with_equal_names_are_told() -> None:
    """All are read. In an index, the later one replaces the earlier one, because the ids are equal."""
    data = make_tar(tar_member("a.txt"), tar_member("b.txt"), tar_member("./a.txt", "Mới\n\nhai"))
    documents, remarks = read_archive("tin.tar", data)
    assert [document.id for document in documents] == [f"tin.tar/{name}.txt" for name in "aba"]
    assert remarks == [Note("dir/tin.tar", "1 of its members have the same name as an earlier member")]


def test_sparse_files_are_refused() -> None:
    """Their holes could have any size."""
    info, data = tar_member("a.txt", "8\n")
    info.pax_headers = {"GNU.sparse.map": "0,1", "GNU.sparse.size": "8000000000000"}
    documents, (remark,) = read_archive("tin.tar", make_tar((info, data), tar_member("b.txt")))
    assert [document.id for document in documents] == ["tin.tar/b.txt"]
    assert remark == Failure("dir/tin.tar/a.txt", "it is a sparse file", ADVICE)


def test_headers_that_are_too_large() -> None:
    """One extended header, and many of them."""
    reason = "a member has a header of more than 16 KiB"
    info, data = tar_member("b.txt")
    info.pax_headers = {"comment": "x" * (16 << 10)}
    documents, (remark,) = read_archive("tin.tar", make_tar(tar_member("a.txt"), (info, data)))
    assert len(documents) == 1
    assert remark == Failure("dir/tin.tar", reason, ADVICE)
    chain = b"".join(with_type("x", tarfile.XHDTYPE)[0].tobuf(tarfile.USTAR_FORMAT) for _ in range(5000))
    documents, (remark,) = read_archive("tin.tar", chain + make_tar(tar_member("a.txt")))
    assert not documents
    assert remark == Failure("dir/tin.tar", reason, ADVICE)


def test_sizes_that_lead_backwards() -> None:
    """tarfile would read the same header for ever."""
    info, _ = tar_member("a.txt")
    block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    block[124:136] = b"\xff" * 10 + b"\xfc\x00"  # -1024 in base 256
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    _, remarks = read_archive("tin.tar", make_tar(tar_member("b.txt"))[:1024] + bytes(block) + bytes(1024))
    assert str(remarks[-1]).startswith("dir/tin.tar cannot be read: it is damaged or ends too early (")


@pytest.mark.parametrize("name", COMPRESSIONS)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_an_archive_that_ends_too_early(name: str, share: float) -> None:
    """What comes before is read, then there is one failure."""
    data = COMPRESSIONS[name](MANY)
    documents, (remark,) = read_archive(name, data[: int(len(data) * share)])
    assert [document.id for document in documents] == [
        f"{name}/b/{number:03}.txt" for number in range(len(documents))
    ]
    assert 0 < len(documents) < 200 or name in ("tin.tar.bz2", "tin.TAR.ZST")  # large blocks
    assert isinstance(remark, Failure)
    assert remark.path == f"dir/{name}"
    assert remark.reason.startswith("it is damaged or ends too early (")
    assert remark.advice == DAMAGE_ADVICE


@pytest.mark.parametrize("cut", [0, -1, -511, 512, 1024])
def test_an_archive_that_ends_after_a_member(cut: int) -> None:
    """tarfile would take this for a whole archive."""
    documents, (remark,) = read_archive("tin.tar", MANY[: END - cut])
    assert len(documents) == (200 if cut < 1 else 199)
    assert isinstance(remark, Failure)
    assert remark.reason.startswith("it is damaged or ends too early (")


def test_a_damaged_header() -> None:
    """tarfile would take it for the end of the archive."""
    place = END // 200 * 7
    damaged = MANY[:place] + b"\xff" * 512 + MANY[place + 512 :]
    documents, (remark,) = read_archive("tin.tar", damaged)
    assert len(documents) == 7
    reason = "it is damaged or ends too early (the mark of its end is missing)"
    assert remark == Failure("dir/tin.tar", reason, DAMAGE_ADVICE)


@pytest.mark.parametrize("content", [b"<html>" * 200, b"PK\3\4" + bytes(1000)])
def test_what_is_no_tar_archive(content: bytes) -> None:
    """Whatever the suffix says, and however it is compressed."""
    for data in (content, gzip.compress(content)):
        documents, (remark,) = read_archive("tin.tar.gz", data)
        assert not documents
        assert isinstance(remark, Failure)
        assert remark.reason == "it is no .tar file, although its name ends like one"
        assert remark.advice == "rename or remove it"


def test_an_empty_archive() -> None:
    """An archive without members is no failure, but a file without bytes is."""
    assert read_archive("tin.tar", make_tar()) == ([], [])
    remark = Failure("dir/tin.tar", "it is damaged or ends too early (empty file)", DAMAGE_ADVICE)
    assert read_archive("tin.tar", b"") == ([], [remark])


@pytest.mark.parametrize("member", ["a.txt", "a.png"])
def test_a_bomb(member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members that are passed over count as well, because they are unpacked, too."""
    monkeypatch.setattr("searchidx.files.readers.archives.members._MIN_LIMIT_BYTES", 1 << 20)
    data = gzip.compress(make_tar(tar_member(member, bytes(4 << 20)), tar_member("b.txt")))
    documents, remarks = read_archive("tin.tar.gz", data)
    assert not documents
    assert remarks[-1] == Failure("dir/tin.tar.gz", "its members are larger than 1 MiB", ADVICE)


@pytest.mark.parametrize("name", COMPRESSIONS)
def test_random_damage_gives_only_failures(name: str) -> None:
    """No exception, whatever bytes are changed."""
    generator = random.Random(16)
    good = COMPRESSIONS[name](make_tar(*(tar_member(f"b/{number}.txt") for number in range(4))))
    failures = 0
    for _ in range(150):
        data = bytearray(good)
        for _ in range(generator.choice([1, 3, 30])):
            data[generator.randrange(min(len(data), 4096))] = generator.choice(
                [0, 255, generator.randrange(256)]
            )
        failures += any(isinstance(remark, Failure) for remark in read_archive(name, bytes(data))[1])
    assert failures > 20
