"""The parts of office files."""

from __future__ import annotations

import io
import zipfile

import pytest

from searchidx.files.readers.office.office_errors import OfficeError
from searchidx.files.readers.office.zip_parts import ZipParts
from tests.support.office_files import zip_of

DAMAGED = "its zip archive is damaged"


def reason(data: bytes, part: str = "a.xml") -> str:
    """Why a part cannot be read, or "" if it can."""
    try:
        list(ZipParts(io.BytesIO(data), ".docx").chunks(part))
    except OfficeError as error:
        return error.reason
    return ""


def test_a_part_comes_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.zip_parts._CHUNK_BYTES", 4)
    parts = ZipParts(io.BytesIO(zip_of({"a.xml": b"0123456789"})), ".docx")
    assert "a.xml" in parts
    assert "b.xml" not in parts
    assert list(parts.chunks("a.xml")) == [b"0123", b"4567", b"89"]


def test_a_part_that_is_missing_or_compressed_in_another_way() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", b"<a/>")
    assert reason(stream.getvalue()) == DAMAGED
    assert reason(zip_of({"a.xml": b"<a/>"}), "b.xml") == "the part b.xml is missing"


def test_an_encrypted_part() -> None:
    data = bytearray(zip_of({"a.xml": b"<a/>"}))
    data[data.index(b"PK\1\2") + 8] |= 1
    assert reason(bytes(data)) == DAMAGED


@pytest.mark.parametrize(("lie", "expected"), [(0, DAMAGED), (3, DAMAGED), (0xFFFFFFF, "")])
def test_a_part_that_lies_about_its_size(lie: int, expected: str) -> None:
    data = bytearray(zip_of({"a.xml": b"<a>" + b"b" * 1000 + b"</a>"}))
    place = data.index(b"PK\1\2") + 24
    data[place : place + 4] = lie.to_bytes(4, "little")
    assert reason(bytes(data)) == expected


def test_a_part_that_is_too_large_gives_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.zip_parts._MAX_PART_BYTES", 2 << 20)
    parts = ZipParts(io.BytesIO(zip_of({"a.xml": bytes(9 << 20)})), ".docx")
    chunks = parts.chunks("a.xml")
    assert sum(map(len, [next(chunks), next(chunks)])) == 2 << 20
    with pytest.raises(OfficeError, match=r"only the first 2 MiB of its part a\.xml were read"):
        next(chunks)


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.files.readers.office.zip_parts._MAX_DIRECTORY_BYTES", 5000)
    assert reason(zip_of({**{f"{number}.xml": "" for number in range(90)}, "a.xml": "a"})) == ""
    assert (
        reason(zip_of({f"{number}.xml": "" for number in range(200)})) == "its zip archive has too many parts"
    )
