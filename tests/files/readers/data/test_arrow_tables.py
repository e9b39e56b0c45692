"""Tables of Parquet and Arrow: types of values, columns, broken files, and bombs."""

from __future__ import annotations

import datetime
import decimal
import io
import json
import random
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.files.readers.content import Content
from searchidx.files.readers.keys import Keys
from searchidx.files.readers.remarks import Failure, Note
from searchidx.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.files.readers.remarks import Remark

pa = pytest.importorskip("pyarrow", reason="the extra tables is not installed")
pq = pytest.importorskip("pyarrow.parquet")
feather = pytest.importorskip("pyarrow.feather")
ipc = pytest.importorskip("pyarrow.ipc")

from searchidx.files.readers.data.arrow import read_arrow  # noqa: E402
from searchidx.files.readers.data.arrow_values import SmallBatches  # noqa: E402
from searchidx.files.readers.data.parquet import read_parquet  # noqa: E402
from searchidx.files.readers.data.unpacking import UnpackingError  # noqa: E402


def _parquet(table: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=20)
    return out.getvalue()


def _feather(table: Any) -> bytes:
    out = io.BytesIO()
    feather.write_feather(table, out, compression="zstd")
    return out.getvalue()


def _stream(table: Any) -> bytes:
    out = io.BytesIO()
    with ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table, max_chunksize=20)
    return out.getvalue()


def _file(table: Any) -> bytes:
    out = io.BytesIO()
    with ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


WRITE: dict[str, Callable[[Any], bytes]] = {
    "parquet": _parquet,
    "feather": _feather,
    "arrow stream": _stream,
    "arrow file": _file,
}
formats = pytest.mark.parametrize("form", WRITE)


def read_bytes(data: bytes, form: str, **keys: str) -> tuple[list[Document], list[Remark]]:
    name = f"tin.{form.split()[0]}"
    read = read_parquet if form == "parquet" else read_arrow
    items = list(read(Content(f"a/{name}", name, io.BytesIO(data)), Keys(tuple(keys.items()))))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if not isinstance(item, Document)]


def read_columns(form: str, columns: dict[str, Any], **keys: str) -> tuple[list[Document], list[Remark]]:
    return read_bytes(WRITE[form](pa.table(columns)), form, **keys)


@formats
def test_every_row_is_an_article(form: str) -> None:
    """Rows are counted over all row groups and batches."""
    documents, remarks = read_columns(
        form,
        {
            "title": [f"Chợ {number}" for number in range(50)],
            "content": ["Chợ họp sớm."] * 50,
            "published_at": pa.array([datetime.datetime(2021, 11, 24, 22, 26)] * 50, pa.timestamp("ns")),
        },
    )
    name = form.split()[0]
    assert [document.id for document in documents] == [f"tin.{name}:{number}" for number in range(1, 51)]
    assert [document.title for document in documents] == [f"Chợ {number}" for number in range(50)]
    assert {document.body for document in documents} == {"Chợ họp sớm."}
    assert {document.date for document in documents} == {datetime.datetime(2021, 11, 24, 22, 26)}
    assert remarks == [Note(f"a/tin.{name}", 'body from "content", date from "published_at"')]


VALUES: list[tuple[Any, object]] = [
    (pa.array(["ợ"]), "ợ"),
    (pa.array(["ợ"], pa.large_string()), "ợ"),
    (pa.array(["ợ"]).dictionary_encode(), "ợ"),
    (pa.array([2**63 - 1]), 2**63 - 1),
    (pa.array([True]), True),
    (pa.array([1.5]), 1.5),
    (pa.array([float("nan")]), None),
    (pa.array([float("inf")]), None),
    (pa.nulls(1), None),
    (pa.array([None], pa.string()), None),
    (pa.array([decimal.Decimal("1.50")]), "1.50"),
    (pa.array([datetime.date(2021, 11, 24)]), "2021-11-24"),
    (pa.array([datetime.time(22, 26)]), "22:26:00"),
    (pa.array([datetime.timedelta(1)]), "1 day, 0:00:00"),
    (pa.array([1_637_766_360_123_456_789], pa.timestamp("ns")), "2021-11-24T15:06:00.123456"),
    (pa.array([1_637_766_360], pa.timestamp("s", "Asia/Ho_Chi_Minh")), "2021-11-24T22:06:00+07:00"),
    (pa.array([1_637_766_360], pa.timestamp("s", "+07:00")), "2021-11-24T22:06:00+07:00"),
    (pa.array([10**12], pa.timestamp("s")), None),
    (pa.array([10**8], pa.date32()), None),
    (pa.array([["a", None], []])[:1], ["a", None]),
    (pa.array([{"bytes": b"\x89PNG", "path": "a.png"}]), {"path": "a.png"}),
    (
        pa.array([{"a": {"b": [datetime.date(2021, 11, 24)], "c": decimal.Decimal(7)}}]),
        {"a": {"b": ["2021-11-24"], "c": "7"}},
    ),
    (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())), [["k", 1]]),
]


@formats
@pytest.mark.parametrize(("column", "value"), VALUES)
def test_values_fit_extra(form: str, column: Any, value: object) -> None:
    """They can be written as JSON. Values that Python does not have are null."""
    (document,), remarks = read_columns(form, {"title": ["Chợ nổi"], "body": [""], "x": column})
    assert document.extra == {"x": value}
    assert json.dumps(dict(document.extra), allow_nan=False)
    assert remarks == []


@formats
@pytest.mark.parametrize("arrow_type", [pa.binary(), pa.large_binary(), pa.binary(3)])
def test_bytes_are_left_out(form: str, arrow_type: Any) -> None:
    (document,), _ = read_columns(form, {"title": ["a"], "picture": pa.array([b"abc"], arrow_type)})
    assert document.extra == {}


@formats
def test_structs_may_have_the_text(form: str) -> None:
    (document,), remarks = read_columns(
        form, {"x": [{"title": "Chợ nổi", "text": "Họp sớm", "bytes": b"a"}]}, title="x.title", body="x.text"
    )
    assert (document.title, document.body, remarks) == ("Chợ nổi", "Họp sớm", [])


@formats
def test_names_of_columns(form: str) -> None:
    """Columns of equal names keep their values. The numbers of rows of pandas are left out."""
    table = pa.table([pa.array(["a"])] * 5, names=["title", "x", "", "__index_level_0__", "a.b"])
    (document,), _ = read_bytes(WRITE[form](table), form)
    assert document.extra == {"x": "a", "column 3": "a", "a.b": "a"}


@pytest.mark.parametrize("form", ["feather", "arrow stream", "arrow file"])
def test_columns_with_equal_names(form: str) -> None:
    table = pa.table([pa.array(["a"]), pa.array(["b"]), pa.array(["c"])], names=["title", "x", "x"])
    if form == "feather":
        return  # Feather does not write them.
    (document,), _ = read_bytes(WRITE[form](table), form)
    assert document.extra == {"x": "b", "x (column 3)": "c"}


@formats
@pytest.mark.parametrize(
    "columns", [{"a": ["b"]}, {"title": pa.array([b"a"])}, {"n": [1], "m": [2], "o": [3], "p": [4]}]
)
def test_a_table_without_known_columns_is_told(form: str, columns: dict[str, Any]) -> None:
    """It is no failure, because folders have tables of other things."""
    documents, (note,) = read_columns(form, columns)
    assert documents == []
    assert isinstance(note, Note)
    assert note.text.startswith("no articles were found (keys: ")


@formats
def test_an_empty_table(form: str) -> None:
    assert read_columns(form, {"title": pa.array([], pa.string())}) == ([], [])


@formats
@pytest.mark.parametrize(
    "data", [b"", b"a", b"PAR1", b"ARROW1\0\0", b"PAR1" * 9, b"Ch\xe1\xbb\xa3 n" * 99, bytes(999)]
)
def test_what_is_no_table_is_one_failure(form: str, data: bytes) -> None:
    documents, (failure,) = read_bytes(data, form)
    assert documents == []
    assert isinstance(failure, Failure)
    is_known = data.startswith(b"PAR1" if form == "parquet" else b"ARROW1")
    suffix = "parquet" if form == "parquet" else "arrow"
    expected = (
        "it is damaged or ends too early (" if is_known else f"it is no .{suffix} file, although its name"
    )
    assert failure.reason.startswith(expected)


def test_the_first_version_of_feather() -> None:
    documents, (failure,) = read_bytes(b"FEA1" + bytes(99), "feather")
    assert documents == []
    assert failure == Failure(
        "a/tin.feather", "it is of version 1 of Feather", "save it as version 2 or as .parquet"
    )


TABLE = pa.table(
    {
        "title": [f"Chợ {number}" for number in range(60)],
        "body": ["Chợ họp sớm. " * (number % 9) for number in range(60)],
        "tags": [["a", "b"], [], None] * 20,
        "picture": [{"bytes": b"x", "path": "p"}, None, None] * 20,
        "day": pa.array([1, 2, None] * 20, pa.timestamp("ns")),
        "kind": pa.array(["u", None, "v"] * 20).dictionary_encode(),
    }
)


@pytest.mark.parametrize("form", ["arrow stream", "arrow file"])
def test_the_rows_before_a_damage_are_read(form: str) -> None:
    """Also if a file with a footer has lost it."""
    data = WRITE[form](TABLE if form == "arrow stream" else pa.concat_tables([TABLE] * 3))
    documents, (failure,) = read_bytes(data[: len(data) * 4 // 5], form)
    assert isinstance(failure, Failure)
    assert 20 <= len(documents) < 180
    assert failure.place == f"row {len(documents) + 1}"
    assert failure.reason.endswith("), and the rest of the file is not read")


def test_the_other_row_groups_are_read() -> None:
    out = io.BytesIO()
    pq.write_table(
        TABLE.select(["title", "body"]), out, row_group_size=20, compression="none", use_dictionary=False
    )
    data = bytearray(out.getvalue())
    place = pq.ParquetFile(out).metadata.row_group(1).column(1).data_page_offset
    data[place : place + 200] = bytes(200)
    documents, remarks = read_bytes(bytes(data), "parquet")
    assert [document.title for document in documents] == [f"Chợ {n}" for n in range(60) if not 20 <= n < 40]
    assert [document.id for document in documents][20] == "tin.parquet:41"
    (failure,) = remarks
    assert isinstance(failure, Failure)
    assert failure.place == "row 21"
    assert failure.reason.endswith("), and the rows up to the next row group are not read")


@formats
def test_damaged_bytes_never_raise(form: str) -> None:
    good = WRITE[form](TABLE)
    for seed in range(150):
        chance = random.Random(seed)
        data = bytearray(good[: chance.randrange(len(good))] if seed % 5 == 0 else good)
        for _ in range(seed % 3 + 1):
            if data:
                data[chance.randrange(len(data))] = chance.choice((0, 127, 255, chance.randrange(256)))
        documents, remarks = read_bytes(bytes(data), form)
        assert len(documents) == 60 or remarks


def test_a_bomb_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text that every row has takes few bytes in a file, and a row of nulls takes none."""
    monkeypatch.setattr("searchidx.files.readers.data.unpacking._FREE_BYTES", 1 << 20)
    out = io.BytesIO()
    pq.write_table(pa.table({"title": ["Chợ nổi " * 1000] * 10_000}), out, compression="zstd")
    data = out.getvalue()
    assert len(data) < 20_000
    documents, (failure,) = read_bytes(data, "parquet")
    assert 10 < len(documents) < 1000
    assert isinstance(failure, Failure)
    assert failure.reason == "it unpacks to more than 500 times its size"
    data = _stream(pa.table({"title": ["a"] * 3, "body": ["b" * 100_000] * 3}))
    assert len(read_bytes(data, "arrow stream")[0]) == 3
    batches = SmallBatches(Content("a", "a", io.BytesIO(b"")))
    with pytest.raises(UnpackingError):
        for _ in batches.divide(pa.record_batch([pa.nulls(2 << 20)], names=["title"])):
            pass


@formats
def test_reading_starts_no_threads(form: str) -> None:
    """A process with threads of pyarrow may abort when it ends."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        pytest.skip("threads are counted on Linux only")
    data = WRITE[form](TABLE)
    before = len(list(tasks.iterdir()))
    read_bytes(data, form)
    assert len(list(tasks.iterdir())) <= before


@pytest.mark.parametrize("form", ["parquet", "arrow stream"])
def test_batches_are_read_one_by_one(form: str) -> None:
    """Values of few rows are in memory at a time."""
    data = WRITE[form](
        pa.table({"title": ["a"] * 400, "body": [f"{number}" * 20_000 for number in range(400)]})
    )
    content = Content("a", "a", io.BytesIO(data))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        read = read_parquet if form == "parquet" else read_arrow
        assert sum(1 for _ in read(content, Keys())) == 400
        assert tracemalloc.get_traced_memory()[1] - before < 4_000_000
    finally:
        tracemalloc.stop()


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.none() | st.integers(-(2**63), 2**63 - 1)
rows = st.fixed_dictionaries(
    {"s": st.none() | texts, "n": plain, "l": st.none() | st.lists(texts, max_size=3), "b": st.booleans()}
)
schema = pa.schema(
    [
        ("title", pa.string()),
        ("s", pa.string()),
        ("n", pa.int64()),
        ("l", pa.list_(pa.string())),
        ("b", pa.bool_()),
    ]
)


@formats
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(written=st.lists(rows, min_size=1, max_size=5))
def test_written_rows_come_back(form: str, written: list[dict[str, object]]) -> None:
    table = pa.Table.from_pylist([{"title": "Chợ", **row} for row in written], schema=schema)
    documents, _ = read_bytes(WRITE[form](table), form)
    assert [dict(document.extra) for document in documents] == written
