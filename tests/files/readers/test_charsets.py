"""Bytes with a declared charset."""

from __future__ import annotations

import unicodedata

import pytest

from analyzers.encodings.legacy import decode_tcvn3, decode_viscii
from searchidx.files.readers.charsets import decode_declared
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.decoding import DecodedText
from tests.support.legacy import encoded


@pytest.mark.parametrize(
    ("data", "charset", "text", "encoding"),
    [
        ("Chợ nổi".encode(), "utf-8", "Chợ nổi", "utf-8"),
        ("Chợ nổi".encode(), "iso-8859-1", "Chợ nổi", "utf-8"),
        ("Chợ nổi".encode(), "", "Chợ nổi", "utf-8"),
        (b"Cho noi", "us-ascii", "Cho noi", "utf-8"),
        (b"Cho noi", "no-such-charset", "Cho noi", "utf-8"),
        (b"Cho noi", "idna", "Cho noi", "utf-8"),
        ("Déjà vu".encode("cp1252"), "windows-1252", "Déjà vu", "windows-1252"),
        ("не".encode("koi8-r"), "KOI8-R", "не", "koi8-r"),
        ("東京".encode("iso-2022-jp"), "iso-2022-jp", "東京", "iso-2022-jp"),
        ("Chợ".encode("utf-16"), "utf-16", "Chợ", "utf-16"),
        (b"Cho noi!", "utf-16", "Cho noi!", "utf-8"),
        (encoded("Chợ nổi", decode_tcvn3), "x-viet-tcvn5712", "Chợ nổi", "tcvn3"),
        (encoded("Hà Nội ngày nắng", decode_tcvn3), "iso-8859-1", "Hà Nội ngày nắng", "tcvn3"),
        (encoded("Hà Nội ngày nắng", decode_tcvn3), "", "Hà Nội ngày nắng", "tcvn3"),
        (encoded("Chợ nổi", decode_viscii), "VISCII", "Chợ nổi", "viscii"),
        (encoded("Chợ nổi", decode_viscii), "csVISCII", "Chợ nổi", "viscii"),
        (b"Vie^.t Nam", "viqr", "Việt Nam", "viqr"),
        ("Đêm".encode("cp1258"), "windows-1258", "Đêm", "windows-1258"),
    ],
)
def test_declared_charsets(data: bytes, charset: str, text: str, encoding: str) -> None:
    """The charset decides, unless it is unknown or evidently wrong."""
    decoded = decode_declared(data, charset)
    assert decoded._replace(text=unicodedata.normalize("NFC", decoded.text)) == DecodedText(
        text, encoding, damaged=False
    )


def test_damage_and_binary_data() -> None:
    """Invalid bytes are told; bytes that are no text in an unknown charset are refused."""
    assert decode_declared(b"a\xff\xff", "shift_jis").damaged
    with pytest.raises(ContentError):
        decode_declared(bytes(range(256)) * 9, "no-such-charset")
