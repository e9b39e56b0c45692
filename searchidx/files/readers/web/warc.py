"""`.warc` files: a crawl of the web. Each web page that a server sent is an article."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from searchidx.files.readers.content import MAX_TEXT_BYTES
from searchidx.files.readers.content_errors import ContentError
from searchidx.files.readers.records import Record, read_records
from searchidx.files.readers.remarks import Note
from searchidx.files.readers.web.html import NoTextError, read_page_of, values_of
from searchidx.files.readers.web.publication_date import date_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import WarcRecord

    from searchidx.files.readers.content import Content
    from searchidx.files.readers.keys import Keys
    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document

_BLOCK_BYTES: Final = 1 << 16
"""The number of bytes that are decompressed at once."""

_WEB_PAGES: Final = ("text/html", "application/xhtml+xml")
"""The content types of web pages."""

_DECOMPRESSORS: Final[dict[str, Callable[[BytesIO], WarcReader]]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": lambda stream: GzipReader(stream, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}
"""The readers for the content encodings of HTTP."""


class _Response(NamedTuple):
    """What a server sent: the bytes of a web page, its charset or "", its address, and when it was loaded."""

    data: bytes
    charset: str
    url: str
    loaded: str


def read_warc(content: Content, keys: Keys) -> Iterator[Document | Remark]:
    """Yield the article of each web page that a server sent with status 200, and one note on other responses.

    The id of an article is the name of the file and the number of its record in the file, counted from 1,
    because a crawl may have the same address several times. Other records are passed over.
    """
    return read_records(_read_responses(content), content, keys, own_keys=False)


def _read_responses(content: Content) -> Iterator[Record | Remark]:
    """Yield the records and remarks of a file. The file ends where it is damaged."""
    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(content.stream, parse_http=False), start=1):
            if record.record_type == WarcRecordType.response:
                yield from _read_response(record, content.path, number, others)
            else:
                _skip(record)
    except EOFError:
        yield ContentError.damaged("").failure(content.path, f"record {number}")
    except OSError:
        if number:
            yield ContentError.damaged("").failure(content.path, f"record {number + 1}")
    if others:
        kinds = ", ".join(f"{kind}: {count:,}" for kind, count in others.most_common())
        yield Note(content.path, f"responses that are no articles ({kinds})")
    if number == 0:
        raise ContentError.wrong_type(".warc")


def _read_response(
    record: WarcRecord, path: str, number: int, others: Counter[str]
) -> Iterator[Record | Remark]:
    """Yield the record and remarks of a response, or count what it is instead of an article.

    Raises EOFError if the file ends in the record, and OSError if it is damaged.
    """
    place = f"record {number}"
    response = _response(record)
    if isinstance(response, str):
        _skip(record)
        others[response] += 1
        return
    try:
        if len(response.data) > MAX_TEXT_BYTES:
            raise ContentError.too_large(MAX_TEXT_BYTES, "")
        page = read_page_of(response.data, charset=response.charset, url=response.url)
    except NoTextError:
        others["pages without text"] += 1
        return
    except ContentError as error:
        yield error.failure(path, place)
        return
    values = values_of(page)
    values["url"] = response.url
    if "date" not in values and (loaded := date_of(response.loaded)):
        values["date"] = loaded
    yield Record(values, place, f":{number}", page.label())


def _response(record: WarcRecord) -> _Response | str:
    """Return the web page that a server sent, or what the response is instead.

    A page that is too large is returned with more than `MAX_TEXT_BYTES` bytes. Raises EOFError if the file
    ends in the record.
    """
    try:
        record.parse_http()
    except OSError:
        return "not HTTP"
    headers = record.http_headers
    if headers is None or headers.status_code is None:
        return "not HTTP"
    if headers.status_code != 200:
        return "another status than 200"
    if (record.http_content_type or "").lower() not in _WEB_PAGES:
        return "not HTML"
    length = min(record.content_length, MAX_TEXT_BYTES + 1)
    data = record.reader.read(length)
    if len(data) < length:
        raise EOFError
    for encoding in _encodings(headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""):
        data = _decoded(data, encoding)
    return _Response(
        data,
        record.http_charset or "",
        (record.headers.get("WARC-Target-URI") or "").strip("<>"),
        record.headers.get("WARC-Date") or "",
    )


def _skip(record: WarcRecord) -> None:
    """Read a record to its end. Raises EOFError if the file ends before."""
    if record.reader.consume() < record.content_length:
        raise EOFError


def _encodings(transfer: str, content: str) -> list[Callable[[BytesIO], WarcReader]]:
    """Return the readers that undo the encodings of a response, in their order."""
    readers: list[Callable[[BytesIO], WarcReader]] = [ChunkedReader] if "chunked" in transfer.lower() else []
    names = [name.strip().lower() for name in content.split(",")]
    return readers + [_DECOMPRESSORS[name] for name in names[::-1] if name in _DECOMPRESSORS]


def _decoded(data: bytes, encoding: Callable[[BytesIO], WarcReader]) -> bytes:
    """Return the decoded bytes, at most one block more than the largest page.

    Some crawlers decode a response and keep the header with its encoding. Bytes that are not encoded are
    returned as they are, and of damaged bytes the part before the damage.
    """
    blocks: list[bytes] = []
    try:
        reader = encoding(BytesIO(data))
        while len(blocks) * _BLOCK_BYTES <= MAX_TEXT_BYTES and (block := reader.read(_BLOCK_BYTES)):
            blocks.append(block)
    except OSError:
        pass
    return b"".join(blocks) or data
