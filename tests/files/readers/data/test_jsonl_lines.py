"""Lines of files: compression, encodings, breaks, and limits of memory."""

from __future__ import annotations

import gzip
import json
import lzma
import random
import tracemalloc
import unicodedata
from typing import TYPE_CHECKING

import pytest

from searchidx import read
from searchidx.files.readers.data.jsonl_lines import Line, read_lines
from searchidx.files.readers.decoding import DecodedText
from searchidx.files.readers.remarks import Failure
from tests.support.files import open_path, read_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def lines_of(path: Path) -> list[Line | Failure]:
    with open_path(path) as content:
        return list(read_lines(content))


RECORDS = "".join(
    json.dumps({"id": str(i), "title": f"Hội chợ {i}", "k": random.Random(i).random()}) + "\n"
    for i in range(5000)
)
PACK: dict[str, Callable[[bytes], bytes]] = {
    "a.jsonl": bytes,
    "a.ndjson": bytes,
    "a.jsonl.gz": gzip.compress,
    "a.JSONL.XZ": lzma.compress,
    "a.ndjson.xz": lzma.compress,
}


@pytest.mark.parametrize("name", PACK)
def test_every_packing_reads_the_same(tmp_path: Path, name: str) -> None:
    """The end of the name, in any case, tells whether a file is plain, gzip or xz."""
    (tmp_path / name).write_bytes(PACK[name](RECORDS.encode()))
    documents, errors = read_all(tmp_path / name)
    assert not errors
    assert [document.id for document in documents] == [str(i) for i in range(5000)]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
def test_a_file_that_breaks_off_gives_what_is_before(tmp_path: Path, name: str) -> None:
    """All lines that can be unpacked come first, in order, then one error with the line where it ended."""
    packed = PACK[name.replace("jsonl.xz", "JSONL.XZ")](RECORDS.encode())
    (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    documents, errors = read_all(tmp_path / name)
    assert [document.id for document in documents] == [str(i) for i in range(len(documents))]
    assert 1000 < len(documents) < 4000
    assert len(errors) == 1
    assert f"line {len(documents) + 1}: it is damaged or ends too early" in errors[0]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.xz"])
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b", b"\xfd7zXZ"])
def test_what_is_no_archive_is_one_error(tmp_path: Path, name: str, content: bytes) -> None:
    """Content that does not unpack is told and nothing else happens."""
    (tmp_path / name).write_bytes(content)
    documents, errors = read_all(tmp_path / name)
    assert not documents
    assert len(errors) == (1 if content or name.endswith("xz") else 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and UTF-16 need no byte order mark; UTF-16 is noted in every document."""
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"title": "Hội chợ"}\r\n{"title": "Mở cửa 😀"}'.encode(encoding))
    documents, errors = read_all(path)
    assert not errors
    assert [document.title for document in documents] == ["Hội chợ", "Mở cửa 😀"]
    noted = {"utf-8-sig": None, "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert [document.extra.get("encoding") for document in documents] == [noted] * 2


def test_lines_are_decoded_one_by_one(tmp_path: Path) -> None:
    """A line in an old encoding is read and noted, one that is no text is an error of its own."""
    path = tmp_path / "a.jsonl"
    old = (
        unicodedata.normalize("NFC", '{"title": "à la carte, bà già ở nhà"}')
        .replace("ở", "o")
        .encode("cp1258")
    )
    binary = bytes(range(128, 256)) * 2 + b"\x00"
    path.write_bytes(b"\n".join((b'{"title": "a"}', old, binary, b'{"title": "b"}')))
    documents, errors = read_all(path)
    assert [document.title for document in documents] == ["a", "à la carte, bà già o nhà", "b"]
    assert [document.extra.get("encoding") for document in documents] == [None, "windows-1258", None]
    assert len(errors) == 1
    assert f"{path}, line 3: its encoding cannot be recognised" in errors[0]


def test_damaged_lines_are_noted(tmp_path: Path) -> None:
    """A line with bad bytes, or with half a surrogate pair in UTF-16, is read and noted; no other line is."""
    path = tmp_path / "a.jsonl"
    good = '{"title": "Hội chợ \ufffd mở cửa đón khách ở tỉnh"}\n'
    path.write_bytes(good.encode() + good.encode().replace("\ufffd".encode(), b"\xff") + good.encode())
    documents, errors = read_all(path)
    assert [document.extra.get("encoding") for document in documents] == [None, "utf-8, damaged", None]
    path.write_text(good + good.replace("\ufffd", "\ud83d") + good, "utf-16-le", "surrogatepass")
    again, more = read_all(path)
    assert [document.extra["encoding"] for document in again] == [
        *("utf-16-le", "utf-16-le, damaged", "utf-16-le")
    ]
    assert {document.title for document in again} == {"Hội chợ \ufffd mở cửa đón khách ở tỉnh"}
    assert not errors + more
    path.write_bytes(path.read_bytes() + b"{")
    again, errors = read_all(path)
    assert len(again) == 3
    assert len(errors) == 1
    assert "line 4: it is damaged" in errors[0]


def test_a_line_without_end_is_bounded(tmp_path: Path) -> None:
    """A line of 40 MB is one error and is never held in memory; the next line is read."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"title": "')
        for _ in range(40):
            stream.write(b"a" * 1_000_000)
        stream.write(b'"}\n{"title": "b"}\n')
    tracemalloc.start()
    try:
        documents, errors = read_all(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [document.title for document in documents] == ["b"]
    assert [error.split(": ")[1].partition(";")[0] for error in errors] == ["it is larger than 16 MiB"]
    assert peak < 60_000_000


@pytest.mark.slow
def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    """Memory does not grow with the number of lines."""
    path = tmp_path / "a.jsonl.xz"
    with lzma.open(path, "wb", preset=0) as stream:
        for _ in range(4):
            stream.write(RECORDS.replace("Hội chợ", "Hội chợ " + "rất đông " * 60).encode())
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(path)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


MIB = 1 << 20


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_a_line_has_at_most_16_mib(tmp_path: Path, ending: bytes) -> None:
    """Its line feed does not count; a line of one byte more is a failure, and the next one is read."""
    path = tmp_path / "a.jsonl"
    longest = b"a" * (16 * MIB - len(ending.strip(b"\n"))) + ending
    path.write_bytes(longest)
    (line,) = lines_of(path)
    assert line == Line(1, DecodedText(longest.decode().strip("\n"), "utf-8", damaged=False))
    path.write_bytes(b"a" + longest + b"b")
    failure, *others = lines_of(path)
    assert failure == Failure(str(path), "it is larger than 16 MiB", "split it into its articles", "line 1")
    assert others == ([Line(2, DecodedText("b", "utf-8", damaged=False))] if ending else [])


def test_overlong_lines_are_passed_over_to_their_ends(tmp_path: Path) -> None:
    """The next line is read however long the line before it is."""
    path = tmp_path / "a.jsonl"
    for length in (16 * MIB + 1, 16 * MIB + (1 << 18), 16 * MIB + (1 << 19) + 1):
        path.write_bytes(b"a" * length + b"\nb\n" + b"c" * length)
        lines = lines_of(path)
        assert lines[1] == Line(2, DecodedText("b", "utf-8", damaged=False))
        assert [line.place for line in lines if isinstance(line, Failure)] == ["line 1", "line 3"]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", []),
        (b"a", [(1, "a")]),
        (b"a\nb\r\n\nc", [(1, "a"), (2, "b\r"), (4, "c")]),
        (b"\n\r\n \n", [(2, "\r"), (3, " ")]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", [(1, "a"), (2, "\ufeffb")]),
        ("a\rb\x0bc\u2028d".encode(), [(1, "a\rb\x0bc\u2028d")]),
        ("ế\n".encode(), [(1, "ế")]),
        (b"\n" * (3 << 18) + b"a", [((3 << 18) + 1, "a")]),
        (b"a" + b"\n" * (3 << 18) + b"b", [(1, "a"), ((3 << 18) + 1, "b")]),
    ],
)
def test_lines_end_with_a_line_feed_only(tmp_path: Path, data: bytes, lines: list[tuple[int, str]]) -> None:
    """A byte order mark at the beginning is skipped. Empty lines are only counted."""
    (tmp_path / "a.jsonl").write_bytes(data)
    items = lines_of(tmp_path / "a.jsonl")
    assert [(line.number, line.decoded.text) for line in items if isinstance(line, Line)] == lines


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"{\x00\n\x00", "utf-16-le"),
        (b"\x00{\x00\n", "utf-16-be"),
        (b"\xff\xfe\xea\x1e\n\x00", "utf-16-le"),
        (b"\xfe\xff\x1e\xea\x00\n", "utf-16-be"),
        (b"{\x00", "utf-16-le"),
        (b"\x00{", "utf-16-be"),
        (b"{", "utf-8"),
        (b"\x00\x00{", "utf-8"),
    ],
)
def test_utf_16_is_told_by_the_first_bytes(tmp_path: Path, data: bytes, encoding: str) -> None:
    """The byte order mark tells it, or the zero byte beside an ASCII character."""
    (tmp_path / "a.jsonl").write_bytes(data)
    (line,) = lines_of(tmp_path / "a.jsonl")
    assert isinstance(line, Line)
    assert line.decoded.encoding == encoding
    assert not line.decoded.text.startswith("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_lines_of_utf_16(tmp_path: Path, encoding: str) -> None:
    """They end with a line feed only, and half of a surrogate pair damages one line."""
    text = "\ufeffế\r\n\rb\n\ud83d\nc"
    (tmp_path / "a.jsonl").write_bytes(text.encode(encoding, "surrogatepass"))
    assert lines_of(tmp_path / "a.jsonl") == [
        Line(1, DecodedText("ế\r", encoding, damaged=False)),
        Line(2, DecodedText("\rb", encoding, damaged=False)),
        Line(3, DecodedText("\ufffd", encoding, damaged=True)),
        Line(4, DecodedText("c", encoding, damaged=False)),
    ]


def test_failures_of_lines(tmp_path: Path) -> None:
    """A line that is no text is told with what to do; a file that breaks off ends with a failure."""
    path = tmp_path / "a\n.jsonl"
    path.write_bytes(
        b"a\n" + bytes(range(128, 256)) * 2 + b"\x00\n" + "Hội chợ mở cửa đón khách ".encode() + b"\xff"
    )
    lines = lines_of(path)
    assert [line.number for line in lines if isinstance(line, Line)] == [1, 3]
    assert lines[1] == Failure(
        f"{tmp_path}/a\\x0a.jsonl",
        "its encoding cannot be recognised",
        "save it as UTF-8",
        "line 2",
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"a\nb\n")[:-4])
    failure = lines_of(path)[-1]
    assert isinstance(failure, Failure)
    assert str(failure).startswith(f"{path}, line 3: it is damaged or ends too early (Compressed file ended")
