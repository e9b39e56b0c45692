"""The members of zip archives: limits, damage, and archives that lie."""

from __future__ import annotations

import io
import zipfile

import pytest

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.zip_container import ZipContainer
from tests.support.office_files import zip_of

DAMAGED = "it is damaged or ends too early"


def reason(data: bytes, name: str = "a.xml", max_bytes: int = 1 << 20) -> str:
    """Why a member cannot be read, without details, or "" if it can."""
    try:
        list(ZipContainer(io.BytesIO(data), ".docx", 5000).chunks(name, max_bytes))
    except ContentError as error:
        return error.reason.partition(" (")[0] if error.reason.startswith(DAMAGED) else error.reason
    return ""


def test_a_member_comes_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.zip_container._CHUNK_BYTES", 4)
    container = ZipContainer(io.BytesIO(zip_of({"a.xml": b"0123456789"})), ".docx")
    assert "a.xml" in container
    assert "b.xml" not in container
    assert list(container.chunks("a.xml", 10)) == [b"0123", b"4567", b"89"]


def test_a_member_that_is_missing_or_compressed_in_another_way() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", b"<a/>")
    assert reason(stream.getvalue()) == "its compression (LZMA) is not supported"
    assert reason(zip_of({"a.xml": b"<a/>"}), "b.xml") == "its part b.xml is missing"


def test_an_encrypted_member() -> None:
    data = bytearray(zip_of({"a.xml": b"<a/>"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert reason(bytes(data)) == "it is protected by a password"


@pytest.mark.parametrize(("lie", "expected"), [(0, DAMAGED), (3, DAMAGED), (0xFFFFFFF, "")])
def test_a_member_that_lies_about_its_size(lie: int, expected: str) -> None:
    data = bytearray(zip_of({"a.xml": b"<a>" + b"b" * 1000 + b"</a>"}))
    place = data.index(b"PK\1\2") + 24
    data[place : place + 4] = lie.to_bytes(4, "little")
    assert reason(bytes(data)) == expected


def test_a_member_that_is_too_large_gives_its_beginning() -> None:
    container = ZipContainer(io.BytesIO(zip_of({"a.xml": bytes(9 << 20)})), ".docx")
    chunks = container.chunks("a.xml", 2 << 20)
    assert sum(map(len, [next(chunks), next(chunks)])) == 2 << 20
    with pytest.raises(ContentError, match=r"its part a\.xml is larger than 2 MiB"):
        next(chunks)


def test_the_size_of_the_largest_member() -> None:
    data = zip_of({"a.xml": bytes(2048)})
    assert reason(data, max_bytes=2048) == ""
    assert reason(data, max_bytes=2047) == "its part a.xml is larger than 1 KiB"


def test_too_many_members() -> None:
    """The directory is refused before it is read into memory."""
    assert reason(zip_of({**{f"{number}.xml": "" for number in range(90)}, "a.xml": "a"})) == ""
    large = "the list of its members is larger than 4 KiB"
    assert reason(zip_of({f"{number}.xml": "" for number in range(200)})) == large


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", bytes(1000)])
def test_what_is_no_archive(data: bytes) -> None:
    assert reason(data) == "it is no .docx file, although its name ends like one"
