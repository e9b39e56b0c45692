"""CSV and TSV files: headers, ids, encodings, rows that are too long, and what is told."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.files.readers.content import Content
from searchidx.files.readers.data.delimited import read_delimited
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import ConvertedEncoding, DamagedCharacters, Failure, Note
from searchidx.model import Document

if TYPE_CHECKING:
    from searchidx.files.readers.remarks import Remark


def read_table(data: str | bytes, name: str = "tin.csv", **keys: str) -> tuple[list[Document], list[Remark]]:
    raw = data.encode() if isinstance(data, str) else data
    items = list(read_delimited(Content(f"a/{name}", name, io.BytesIO(raw)), Keys(tuple(keys.items()))))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if not isinstance(item, Document)]


def test_a_table_of_articles() -> None:
    """The id has the number of the row that a spreadsheet shows."""
    documents, remarks = read_table(
        'title,body,date,views\nChợ nổi,"Chợ họp sớm.\nGhe đậu kín.",2021-11-24,7\n\n,,,\n'
        "Chợ quê,Họp theo phiên.,,\n"
    )
    assert [(document.id, document.title, document.body) for document in documents] == [
        ("tin.csv:2", "Chợ nổi", "Chợ họp sớm.\nGhe đậu kín."),
        ("tin.csv:5", "Chợ quê", "Họp theo phiên."),
    ]
    assert documents[0].date == datetime.date(2021, 11, 24)
    assert documents[0].extra == {"views": "7"}
    assert {document.path for document in documents} == {"a/tin.csv"}
    assert remarks == []


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("tin.csv", "tieu_de,noi_dung,ngay\nChợ nổi,Họp sớm,24/11/2021\n", ""),
        ("tin.csv", "Tiêu đề;Nội dung;Ngày\nChợ nổi;Họp sớm;24/11/2021\n", 'delimiter ";"'),
        ("tin.csv", "tiêu đề\tnội dung\tngày\nChợ nổi\tHọp sớm\t24/11/2021\n", "delimiter tab"),
        ("tin.tsv", "headline\tcontent\tpublished_at\nChợ nổi\tHọp sớm\t2021-11-24\n", ""),
        ("tin.TSV.gz", "headline|content|published_at\nChợ nổi|Họp sớm|2021-11-24\n", 'delimiter "|"'),
        ("tin.csv", "sep=;\nheadline;content;published_at\nChợ nổi;Họp sớm;2021-11-24\n", 'delimiter ";"'),
        ("tin.csv", " headline , content,\ufeffpublished_at\nChợ nổi,Họp sớm,2021-11-24\n", ""),
    ],
)
def test_headers_and_delimiters(name: str, data: str, note: str) -> None:
    """What the reader decided is told."""
    raw = gzip.compress(data.encode()) if name.endswith(".gz") else data.encode()
    (document,), remarks = read_table(raw, name)
    assert (document.id, document.title, document.body) == (f"{name}:2", "Chợ nổi", "Họp sớm")
    assert document.date == datetime.date(2021, 11, 24)
    notes = [remark.text for remark in remarks if isinstance(remark, Note)]
    assert len(notes) == len(remarks)
    assert [text for text in notes if text.startswith("delimiter")] == ([note] if note else [])
    assert any(text.startswith('title from "') for text in notes)


def test_columns_that_the_user_named() -> None:
    (document,), remarks = read_table("a,b\nChợ nổi,Họp sớm\n", title="a", body="b")
    assert (document.title, document.body, document.extra, remarks) == ("Chợ nổi", "Họp sớm", {}, [])


def test_names_of_columns_are_all_different() -> None:
    """Columns without a name, or with the name of another, keep their cells."""
    (document,), _ = read_table("title,x,,x,\na,b,c,d,e\n")
    assert document.extra == {"x": "b", "column 3": "c", "x (column 4)": "d", "column 5": "e"}


def test_rows_of_other_lengths() -> None:
    """Missing cells are missing keys. Further cells are kept and told, unless they are empty."""
    documents, remarks = read_table("title,body,x\na\nb,c\nd,e,f,g,,h\ni,j,k,,\nl,m,n,o\n")
    assert [document.extra for document in documents] == [
        *({}, {}, {"x": "f", "column 4": "g", "column 6": "h"}, {"x": "k"}, {"x": "n", "column 4": "o"}),
    ]
    assert remarks == [
        Note(
            "a/tin.csv",
            'row 4 and 1 more have more cells than the header; they are kept as "column 4" and so on; '
            "quote cells that contain the delimiter",
        )
    ]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("1,Chợ nổi,Họp sớm\n2,Chợ quê,Họp\n", '("1", "Chợ nổi", "Họp sớm")'),
        ("id,views,likes,shares\n1,2,3,4\n", '("id", "views", "likes", "shares")'),
        ("a,b,c,d,e,f\n1,2,3,4,5,6\n", '("a", "b", "c", "d", "e", …)'),
        (f"{'a' * 31}\n1\n", f'("{"a" * 30}…")'),
    ],
)
def test_a_table_without_known_columns_is_told(data: str, shown: str) -> None:
    """It is no failure, because folders have tables of other things."""
    text = f"no articles were found (keys: {shown[1:-1]}); name their keys, as in title=KEY body=KEY"
    assert read_table(data) == ([], [Note("a/tin.csv", text)])


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b",,\n , ,\n", b"\xef\xbb\xbf"])
def test_an_empty_table(data: bytes) -> None:
    documents, remarks = read_table(data)
    advice = "write the names of the columns in the first row"
    assert (documents, remarks) == ([], [Failure("a/tin.csv", "it is empty", advice)])


def test_a_header_alone_is_an_empty_table_of_articles() -> None:
    assert read_table("title,body\n") == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_once(encoding: str) -> None:
    """Excel writes UTF-16 with tabs as "Unicode text"."""
    (first, _), remarks = read_table("title\tbody\nChợ nổi\tHọp\nChợ quê\tHọp\n".encode(encoding))
    name = {"utf-8-sig": "", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert first.title == "Chợ nổi"
    assert first.extra == ({"encoding": name} if name else {})
    assert [remark for remark in remarks if not isinstance(remark, Note)] == (
        [ConvertedEncoding("a/tin.csv", name)] if name else []
    )


def test_bad_bytes_damage_their_rows_only() -> None:
    data = "title,body\nChợ nổi,Họp sớm\n".encode() + b"Ch\xff,h\n" + "Chợ quê,Họp theo phiên\n".encode()
    documents, remarks = read_table(data)
    assert [document.extra for document in documents] == [{}, {"encoding": "utf-8, damaged"}, {}]
    assert remarks == [DamagedCharacters("a/tin.csv", "utf-8")]


def test_what_is_no_text() -> None:
    assert read_table(bytes(range(128, 256)) * 9) == (
        [],
        [Failure("a/tin.csv", "its encoding cannot be recognised", "save it as UTF-8")],
    )


def test_broken_rows_are_failures_and_the_others_are_read() -> None:
    documents, remarks = read_table('title,body\na,b\nc,"d\ne,f\ng,"h"\n')
    assert [document.id for document in documents] == ["tin.csv:2", "tin.csv:4", "tin.csv:5"]
    (failure,) = remarks
    assert str(failure) == (
        "a/tin.csv, row 3: a quotation mark in it is not closed; "
        "write a quotation mark in a cell twice, and quote the cell"
    )


def test_a_truncated_archive() -> None:
    lines = "".join(f"{number},{hash(str(number))}\n" for number in range(9000))
    packed = gzip.compress(f"title,body\n{lines}".encode())
    documents, remarks = read_table(packed[: len(packed) // 2], "tin.csv.gz")
    assert len(documents) > 1000
    (failure,) = remarks
    assert isinstance(failure, Failure)
    assert failure.place == f"row {len(documents) + 2}"
    assert "ends too early" in failure.reason


texts = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5), st.sampled_from(",;\t|"), st.booleans())
def test_written_tables_come_back(rows: list[tuple[str, str]], delimiter: str, quotes_all: bool) -> None:
    out = io.StringIO(newline="")
    quoting: Any = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
    writer.writerow(["id", "title", "x"])
    writer.writerows((number, f"Chợ {number}", f"ờ {a}{b}") for number, (a, b) in enumerate(rows))
    documents, remarks = read_table(out.getvalue())
    assert [document.extra.get("x") for document in documents] == [f"ờ {a}{b}" for a, b in rows]
    assert [document.id for document in documents] == [str(number) for number in range(len(rows))]
    assert not any(isinstance(remark, Failure) for remark in remarks)
