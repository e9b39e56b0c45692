"""Encodings of articles: what is noted of them, and what is remarked."""

from __future__ import annotations

import unicodedata

import pytest

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.decoding import DecodedText, decode_article, encoding_remark
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Remark

LABELS = [
    ("utf-8", False, "", None),
    ("utf-8-sig", False, "", None),
    ("utf-8", True, "utf-8, damaged", DamagedCharacters("a.txt", "utf-8")),
    ("utf-8-sig", True, "utf-8-sig, damaged", DamagedCharacters("a.txt", "utf-8-sig")),
    ("viscii", False, "viscii", ConvertedEncoding("a.txt", "viscii")),
    ("viscii", True, "viscii, damaged", DamagedCharacters("a.txt", "viscii")),
]


@pytest.mark.parametrize(("encoding", "damaged", "label", "remark"), LABELS)
def test_what_is_noted_of_an_encoding(
    encoding: str, damaged: bool, label: str, remark: Remark | None
) -> None:
    """Sound UTF-8 is not worth a word; damage is told rather than a conversion."""
    assert DecodedText("a", encoding, damaged).label() == label
    assert (encoding_remark(label, "a.txt") if label else None) == remark


TEXT = "Hội chợ mở cửa\nSáng nay hội chợ đón hai nghìn khách."
OLD_TEXT = unicodedata.normalize("NFC", "Hoi cho\n" + "Anh ta ra di luc ba gio. " * 5 + "à la carte, bà già")


@pytest.mark.parametrize(
    ("data", "encoding", "damaged"),
    [
        (TEXT.encode(), "utf-8", False),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", False),
        (TEXT.encode("utf-16"), "utf-16-le", False),
        (OLD_TEXT.encode("cp1258"), "windows-1258", False),
        (TEXT.encode() + b" \xff hai", "utf-8", True),
        (TEXT.encode() + "\ufffd".encode(), "utf-8", False),
        (TEXT.encode() + "\ufffd".encode() + b"\xff", "utf-8", True),
        (TEXT.encode("utf-16") + b"a", "utf-16-le", True),
        ((TEXT + "\ufffd").encode("utf-16"), "utf-16-le", False),
    ],
)
def test_damage_is_told_from_a_replacement_character(data: bytes, encoding: str, damaged: bool) -> None:
    """U+FFFD is damage unless the bytes spell it."""
    decoded = decode_article(data)
    assert (decoded.encoding, decoded.damaged) == (encoding, damaged)
    assert decoded.text.startswith(("Hội chợ", "Hoi cho"))


def test_an_encoding_that_python_does_not_know_may_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """TCVN3 has no U+FFFD of its own: where there is one, it stands for bytes that are no letter."""
    monkeypatch.setattr("searchidx.files.readers.decoding.decode", lambda data: (data.decode(), "tcvn3"))
    assert decode_article("a\ufffd".encode()) == DecodedText("a\ufffd", "tcvn3", damaged=True)
    assert decode_article(b"a") == DecodedText("a", "tcvn3", damaged=False)


def test_bytes_that_are_no_text() -> None:
    """A picture has no encoding, and that is an error."""
    with pytest.raises(ContentError):
        decode_article(bytes(range(256)) * 40)
