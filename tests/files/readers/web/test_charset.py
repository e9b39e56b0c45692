"""The encoding of web pages: what bytes, meta tags and servers say, and what is believed."""

from __future__ import annotations

import random

import pytest

from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.web.charset import decode_page
from tests.analyzers.encodings.test_detect import ENCODERS
from tests.files.readers.web.pages import NEWS_PAGE, PARAGRAPHS, TABLE_PAGE

META = '<meta charset="utf-8">'
FRENCH = "<p>Très tôt le matin, les élèves étaient déjà là, près de la fenêtre du marché.</p>"
CHINESE = "<p>清晨三点,满载西瓜的船只停泊在河边,商人们开始交易。</p>"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "x-user-defined", "windows-1252", "x-viscii", ""])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258"])
def test_old_encodings_are_recognised_whatever_the_page_claims(encoding: str, charset: str) -> None:
    """The bytes decide: browsers could not know these encodings, so pages named any charset."""
    for page in (NEWS_PAGE, TABLE_PAGE):
        claimed = page.replace(META, f'<meta http-equiv=Content-Type content="text/html; charset={charset}">')
        assert decode_page(ENCODERS[encoding](claimed)) == (claimed, encoding, False)


@pytest.mark.parametrize(
    ("data", "server", "text", "label"),
    [
        (NEWS_PAGE.encode(), "", NEWS_PAGE, ""),
        (NEWS_PAGE.encode(), "iso-8859-1", NEWS_PAGE, ""),
        (NEWS_PAGE.encode("utf-8-sig"), "", NEWS_PAGE, ""),
        (NEWS_PAGE.encode("utf-16"), "utf-8", NEWS_PAGE, "utf-16-le"),
        (NEWS_PAGE.encode("utf-16-be"), "", NEWS_PAGE, "utf-16-be"),
        (b"<p>a\0b" + b" c" * 500, "", "<p>ab" + " c" * 500, ""),
        (FRENCH.encode("latin-1"), "iso-8859-1", FRENCH, "iso-8859-1"),
        (FRENCH.encode("latin-1"), '"ISO-8859-15"', FRENCH, "iso-8859-15"),
        (FRENCH.encode("latin-1"), "utf-8", FRENCH, "windows-1252"),
        (FRENCH.encode("latin-1"), "no-such-charset", FRENCH, "windows-1252"),
        (
            b'<META CHARSET="gb2312">' + CHINESE.encode("gbk"),
            "",
            '<META CHARSET="gb2312">' + CHINESE,
            "gb2312",
        ),
        (
            b'<?xml version="1.0" encoding="big5"?>\xa4\xf4',
            "",
            '<?xml version="1.0" encoding="big5"?>水',
            "big5",
        ),
        (b"", "", "", ""),
    ],
)
def test_what_decides(data: bytes, server: str, text: str, label: str) -> None:
    """A mark or valid UTF-8 decides, then Vietnamese syllables, then what the server or the page says."""
    decoded = decode_page(data, server)
    assert (decoded.text, decoded.label()) == (text, label)


def test_damaged_utf_8_stays_utf_8() -> None:
    """A few bad bytes are replaced and told."""
    decoded = decode_page(NEWS_PAGE.encode().replace("rạng".encode(), b"r\xff\xfeng"))
    assert decoded.label() == "utf-8, damaged"
    assert "r\ufffd\ufffdng đông" in decoded.text


def test_entities_in_words_of_an_old_font_are_bytes_of_the_font() -> None:
    """Editors wrote some letters of the font as entities of the Latin letters with their bytes."""
    data = b" ".join(ENCODERS["tcvn3"](text) for text in PARAGRAPHS)
    mixed = b"".join(
        f"&#{byte};".encode() if byte > 0xA0 and index % 3 == 0 else bytes([byte])
        for index, byte in enumerate(data)
    )
    assert decode_page(mixed + b" &copy; 2003").text == " ".join(PARAGRAPHS) + " &copy; 2003"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, random.Random(1).randbytes(20_000), b"\0" * 1000],
    ids=["picture", "random", "zeros"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    """A picture that is named like a page is no text."""
    with pytest.raises(ContentError):
        decode_page(data)


def test_scripts_without_an_end_are_passed_over_at_once() -> None:
    """The words of a script do not count, and are not searched for its end again and again."""
    data = ENCODERS["vni"](PARAGRAPHS[0]) + b"<script \xe9\xe9\xe9 " * 20_000
    assert decode_page(data).encoding == "vni"
