"""Text files: one file is one article."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest

from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Failure
from searchidx.model import Document
from tests.support.files import read_remarks

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Hội chợ mở cửa\n\nĐăng vào 31/07/2020\nSáng nay hội chợ đón hai nghìn khách.\n"


def test_an_article_becomes_a_document(tmp_path: Path) -> None:
    """All fields of a text article come from its page and its path."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert read_remarks(path) == (
        [
            Document(
                id="a.txt",
                title="Hội chợ mở cửa",
                body="Sáng nay hội chợ đón hai nghìn khách.",
                date=datetime.date(2020, 7, 31),
                path=str(path),
                furniture="Đăng vào 31/07/2020",
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    ("encoding", "noted"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1258", "windows-1258"),
    ],
)
def test_other_encodings_are_read_and_noted(tmp_path: Path, encoding: str, noted: str | None) -> None:
    """The text is the same whatever the bytes; `extra` tells the encoding unless it was UTF-8."""
    text = unicodedata.normalize("NFC", "Hoi cho\n" + "Anh ta ra di luc ba gio. " * 5 + "à la carte, bà già")
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    (document,), remarks = read_remarks(path)
    assert unicodedata.normalize("NFC", f"{document.title}\n{document.body}") == text
    assert document.extra.get("encoding") == noted
    assert remarks == ([ConvertedEncoding(str(path), noted)] if noted else [])


GOOD = "Hội chợ mở cửa\nSáng nay hội chợ đón hai nghìn khách."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (GOOD.encode() + b" \xff hai", "utf-8"),
        (GOOD.encode()[:-3] + "ệ".encode()[:2], "utf-8"),
        (GOOD.encode("utf-16") + b"a", "utf-16-le"),
        (GOOD.encode("utf-16-be") + b"\xd8\x00\x00a", "utf-16-be"),
    ],
)
def test_damage_is_noted(tmp_path: Path, data: bytes, encoding: str) -> None:
    """`extra` and a remark tell when bytes became U+FFFD."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (document,), remarks = read_remarks(path)
    assert document.title == "Hội chợ mở cửa"
    assert "\ufffd" in document.body
    assert document.extra["encoding"] == f"{encoding}, damaged"
    assert remarks == [DamagedCharacters(str(path), encoding)]


def test_the_callers_unicode_form_is_kept(tmp_path: Path) -> None:
    """NFD stays NFD in title and body, and line ends become line feeds."""
    text = unicodedata.normalize("NFD", "Hội chợ\r\nSáng nay mở cửa.\rChiều nghỉ.")
    (tmp_path / "a.txt").write_bytes(text.encode())
    (document,), _ = read_remarks(tmp_path / "a.txt")
    assert f"{document.title}\n{document.body}" == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("data", "reason", "advice"),
    [
        (b" \n", "it is empty", "write the title on the first line, or remove it"),
        (b"", "it is empty", "write the title on the first line, or remove it"),
        (bytes(range(256)) * 40, "its encoding cannot be recognised", "save it as UTF-8"),
        (b"a" * ((16 << 20) + 1), "it is larger than 16 MiB", "split it into its articles"),
    ],
    ids=["blank", "empty", "binary", "huge"],
)
def test_files_that_are_no_article(tmp_path: Path, data: bytes, reason: str, advice: str) -> None:
    """Each is one failure with what to do, and nothing else is said."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_remarks(path) == ([], [Failure(str(path), reason, advice)])


def test_a_file_of_16_mib_is_read(tmp_path: Path) -> None:
    """A file of exactly 16 MiB is not too large."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\n" + b"b" * ((16 << 20) - 2))
    (document,), remarks = read_remarks(path)
    assert len(document.body) == (16 << 20) - 2
    assert not remarks
