"""Crawls of the web: each page that a server sent is an article."""

from __future__ import annotations

import datetime
import gzip
import random
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("fastwarc", reason="reading crawls needs the extra html")

from searchidx.files.readers.content import MAX_TEXT_BYTES, Content
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import ConvertedEncoding, Failure, Note
from searchidx.files.readers.web import warc
from searchidx.files.readers.web.warc import read_warc
from searchidx.model import Document
from tests.analyzers.encodings.test_detect import ENCODERS
from tests.files.readers.web.pages import FONT_PAGE, NEWS_PAGE, TITLE
from tests.support.writers.web import warc_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.files.readers.remarks import Remark

URL = "https://baomau.example/tin?so=1"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = NEWS_PAGE.encode()


def record(block: bytes, kind: str = "response", url: str = URL) -> bytes:
    """A record of a WARC file, which is a response unless it has another kind."""
    return warc_record(block, kind, url)


def page(html: bytes, headers: bytes = HTML) -> bytes:
    """A record with a page."""
    return record(headers + b"\r\n" + html)


def chunked(data: bytes) -> bytes:
    parts = [data[first : first + 100] for first in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def read(data: bytes) -> list[Document | Remark]:
    return list(read_warc(Content("tin/a.warc", "a.warc", BytesIO(data)), Keys()))


def titles(items: list[Document | Remark]) -> list[str]:
    return [item.title for item in items if isinstance(item, Document)]


def test_pages_become_documents() -> None:
    """The id has the number of the record, the address is that of the record, as is a date in need."""
    items = read(
        record(b"software: x\r\n", "warcinfo") + page(PAGE) + page(b"<h1>Ch\xe1\xbb\xa3</h1><p>Xin.")
    )
    news, market = items
    assert isinstance(news, Document)
    assert (news.id, news.title, news.url, news.path) == ("a.warc:2", TITLE, URL, "tin/a.warc")
    assert str(news.date) == "2021-11-24 22:26:00+07:00"
    loaded = datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert market == Document("a.warc:3", "Chợ", "Xin.", loaded, "", "", URL, "tin/a.warc")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"", PAGE),
        (b"Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        (b"Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
        (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        (b"Transfer-Encoding: Chunked\r\nContent-Encoding: GZIP\r\n", chunked(gzip.compress(PAGE, mtime=0))),
        (b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE),
        (b"Content-Encoding: br\r\n", PAGE),
        (b"Content-Encoding: x-unknown\r\n", PAGE),
    ],
)
def test_encodings_of_http(headers: bytes, body: bytes) -> None:
    """Encodings are undone, and encodings that a crawler had undone already are believed not to be there."""
    assert titles(read(page(body, HTML + headers) + page(PAGE))) == [TITLE, TITLE]


@pytest.mark.parametrize("media_type", [b"TEXT/HTML", b"application/XHTML+xml; charset=utf-8"])
def test_the_case_of_a_media_type_does_not_matter(media_type: bytes) -> None:
    assert titles(read(page(PAGE, b"HTTP/1.1 200 OK\r\nContent-Type: " + media_type + b"\r\n"))) == [TITLE]


def members(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def one_member(records: list[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


@pytest.mark.parametrize("compress", [members, one_member, b"".join])
def test_compressed_files(compress: Callable[[list[bytes]], bytes]) -> None:
    """Each record may be compressed, or the whole file, or nothing."""
    assert titles(read(compress([page(PAGE)] * 3))) == [TITLE] * 3


def test_the_charset_of_the_server_and_old_encodings() -> None:
    """The charset may be in the headers of the response alone; an old encoding is told."""
    headers = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n"
    chinese, _, news, remark = read(
        page("<p>清晨三点,船只停泊。".encode("gbk"), headers) + page(ENCODERS["viscii"](NEWS_PAGE))
    )
    assert isinstance(chinese, Document)
    assert chinese.body == "清晨三点,船只停泊。"
    assert titles([news]) == [TITLE]
    assert remark == ConvertedEncoding("tin/a.warc", "viscii")


def test_other_records_are_passed_over() -> None:
    """Requests and revisits are skipped without a word, other responses are counted in one note."""
    picture = record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG")
    missing = record(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not found.")
    dns = record(b"20240102 a. 1 IN A 127.0.0.1", url="dns:baomau.example")
    others = (
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(b"", "revisit"),
        picture,
        picture,
        missing,
        dns,
    )
    assert read(b"".join(others) + page(b"<script>x()</script>") + page(PAGE))[1:] == [
        Note(
            "tin/a.warc",
            "responses that are no articles (not HTML: 2, another status than 200: 1, not HTTP: 1, "
            "pages without text: 1)",
        )
    ]


@pytest.mark.parametrize("cut", [100, 300, 2000])
@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_file_that_ends_too_early(compress: Callable[[bytes], bytes], cut: int) -> None:
    """What comes before the end is read, then there is one failure."""
    whole = compress(page(PAGE))
    (*documents, failure) = read(whole * 2 + whole[: -min(cut, len(whole) // 2) - 10])
    assert titles(documents)[:2] == [TITLE] * 2
    assert isinstance(failure, Failure)
    assert (failure.place, failure.reason) == ("record 3", "it is damaged or ends too early")


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG" * 100, gzip.compress(b"x" * 100, mtime=0), b"WARC/1.0\r\n" + b"\0" * 100_000]
)
def test_other_files(data: bytes) -> None:
    """A file without records is a failure."""
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert failure.reason == "it is no .warc file, although its name ends like one"


def test_a_damaged_record_ends_the_file() -> None:
    """What follows the damage cannot be told from it."""
    first, failure = read(page(PAGE) + b"\0" * 50 + page(PAGE))
    assert titles([first]) == [TITLE]
    assert isinstance(failure, Failure)
    assert failure.place == "record 2"


class Endless:
    """A compressed body that never ends."""

    def __init__(self, stream: BytesIO) -> None:
        self.blocks = 0

    def read(self, size: int) -> bytes:
        self.blocks += 1
        assert (self.blocks - 2) * size < MAX_TEXT_BYTES
        return bytes(size)


def test_a_body_is_unpacked_up_to_the_size_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most one block more than the largest page is in memory."""
    monkeypatch.setitem(warc._DECOMPRESSORS, "gzip", Endless)
    (failure,) = read(page(PAGE, HTML + b"Content-Encoding: gzip\r\n"))
    assert failure == Failure("tin/a.warc", "it is larger than 16 MiB", "", "record 1")


@pytest.mark.parametrize("body", [b"\0" * (MAX_TEXT_BYTES + 1), gzip.compress(b"\0" * (64 << 20), mtime=0)])
def test_bombs_are_refused(body: bytes) -> None:
    """A response that is too large, or becomes too large, is a failure; the next record is read."""
    bomb = page(body, HTML + b"Content-Encoding: gzip\r\n")
    failure, news = read(gzip.compress(bomb, 1) + gzip.compress(page(PAGE)))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.place) == ("it is larger than 16 MiB", "record 1")
    assert titles([news]) == [TITLE]


def test_damaged_files_do_not_raise() -> None:
    """Whatever bytes are changed, the answer is articles, failures and notes."""
    chance = random.Random(3)
    plain = page(b"<p>Xin.") * 3
    for whole in (plain, gzip.compress(plain), gzip.compress(page(b"<p>Xin.")) * 3):
        for _ in range(60):
            changed = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            assert read(bytes(changed))


def test_text_in_font_letters() -> None:
    """The letter that looks like a soft hyphen is converted, and the font is told."""
    document, remark = read(page(FONT_PAGE.encode()))
    assert isinstance(document, Document)
    assert (document.title, document.body) == ("Người dân được nước", "Ngư dân đi lưới, bà con đợi nước về.")
    assert document.extra == {"encoding": "tcvn3 font"}
    assert isinstance(remark, ConvertedEncoding)
