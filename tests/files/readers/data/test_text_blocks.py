"""Blocks of text: one encoding for a file, recognised where it first shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.data.text_blocks import TextBlocks, utf_16_name

TEXT = "Chợ nổi họp từ sáng sớm, ghe xuồng đậu kín một khúc sông.\n"


def blocks_of(data: bytes, size: int = 1000) -> TextBlocks:
    return TextBlocks(data[start : start + size] for start in range(0, len(data), size))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 18])
def test_unicode(encoding: str, size: int) -> None:
    """Blocks may end within a character. A byte order mark is skipped."""
    text = blocks_of((TEXT * 20).encode(encoding), size)
    assert "".join(text) == TEXT * 20
    expected = encoding.removesuffix("-sig")
    assert text.encoding == (f"{expected}-le" if expected in ("utf-16", "utf-32") else expected)


def _tcvn3(text: str) -> bytes:
    letters = {"ợ": 0xEE, "ổ": 0xE6, "ọ": 0xE4, "ừ": 0xF5, "á": 0xB8, "ớ": 0xED, "ồ": 0xE5, "đ": 0xAE}
    letters |= {"ậ": 0xCB, "í": 0xDD, "ộ": 0xE9, "ô": 0xAB, "ú": 0xF3}
    return bytes(letters.get(letter, ord(letter) if letter.isascii() else 63) for letter in text)


@pytest.mark.parametrize("size", [1, 1000, 1 << 18])
def test_an_old_encoding(size: int) -> None:
    """Words are not cut at the ends of blocks."""
    text = blocks_of(_tcvn3(TEXT * 4000), size if size > 1 else 997)
    assert "".join(text) == TEXT * 4000
    assert text.encoding == "tcvn3"
    assert text.label([]) == "tcvn3"


def test_windows_1258() -> None:
    data = "bà già ở nhà đá gà\n".replace("ở", "o").encode("cp1258")
    assert "".join(blocks_of(data)) == "bà già o nhà đá gà\n"


@pytest.mark.parametrize("encode", [str.encode, _tcvn3])
def test_the_first_letters_beyond_ascii_decide(encode: object) -> None:
    """A file may begin with much ASCII."""
    ascii_lines = "id,title,body\n" * 20_000
    assert callable(encode)
    text = blocks_of(ascii_lines.encode() + encode(TEXT), 1 << 16)
    assert "".join(text) == ascii_lines + TEXT


def test_bad_bytes_are_replaced() -> None:
    text = blocks_of(TEXT.encode() * 50 + b"\xff" + TEXT.encode() * 50)
    assert "".join(text) == TEXT * 50 + "\ufffd" + TEXT * 50
    assert text.label(["a", "\ufffd"]) == "utf-8, damaged"
    assert text.label(["a", "b"]) == ""


def test_a_valid_replacement_character_is_no_damage() -> None:
    text = blocks_of(("\ufffd" + TEXT).encode())
    assert "".join(text) == "\ufffd" + TEXT
    assert text.label(["\ufffd"]) == ""


@pytest.mark.parametrize(
    "data", [bytes(range(128, 256)) * 3, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", b"\x01" * 99]
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ContentError):
        list(blocks_of(data))


def test_no_viqr() -> None:
    """In a table, the signs of VIQR are full stops and quotation marks."""
    assert "".join(blocks_of(b"Vie^.t Nam ddu+o+`ng\n" * 9)) == "Vie^.t Nam ddu+o+`ng\n" * 9


def test_nothing() -> None:
    assert list(blocks_of(b"")) == []
    assert list(blocks_of(b"\xef\xbb\xbf")) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), st.integers(1, 9))
def test_utf_8_comes_back(text: str, size: int) -> None:
    data = (TEXT + text).encode()
    assert "".join(blocks_of(data, size)) == TEXT + text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        *((b"\xff\xfea\0", "utf-16-le"), (b"\xfe\xff\0a", "utf-16-be"), (b"a\0", "utf-16-le")),
        *((b"\0a", "utf-16-be"), (b"\xff\xfe\0\0", ""), (b"ab", ""), (b"a", ""), (b"", ""), (b"\0\0", "")),
    ],
)
def test_the_names_of_utf_16(head: bytes, name: str) -> None:
    assert utf_16_name(head) == name
