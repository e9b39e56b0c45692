"""Files of records: JSON, tables of text, and tables of Arrow."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

from tests.support.writers.written import ALL, Entry, File, attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.writers.articles import Article

_VIETNAMESE: Final = {
    "title": "Tiêu đề",
    "body": "Nội dung",
    "date": "Ngày đăng",
    "author": "Tác giả",
    "source": "Nguồn",
    "category": "Chuyên mục",
    "url": "Đường dẫn",
}
_ENGLISH: Final = {"title": "headline", "body": "content", "date": "published_at", "source": "publisher"}


def jsonl(articles: Sequence[Article]) -> File:
    """An object in each line. Every fifth article has an id of its own."""
    lines = [json.dumps(_with_id(article), ensure_ascii=article.number % 2 == 0) for article in articles]
    return File("\n".join(lines).encode(), _entries(articles, own_ids=True))


def json_array(articles: Sequence[Article]) -> File:
    """Objects with common keys in an array inside of an object, or one object that is the article."""
    records = [_renamed(_with_id(article), _ENGLISH) for article in articles]
    value = {"status": "ok", "data": {"count": len(records), "articles": records}}
    data = json.dumps(records[0] if len(records) == 1 else value, ensure_ascii=False, indent=1)
    entries = _entries(articles, own_ids=True)
    return File(data.encode(), entries if len(records) > 1 else [entries[0]._replace(id_ending="")])


def delimited(articles: Sequence[Article], delimiter: str = ",") -> File:
    """A table with a Vietnamese header and line ends in its cells."""
    rows = [_renamed(_record(article), _VIETNAMESE) for article in articles]
    for row, article in zip(rows, articles, strict=True):
        row[_VIETNAMESE["date"]] = f"{article.date:%d/%m/%Y %H:%M}"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(_VIETNAMESE.values()), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    entries = [
        Entry(article, attributes(article, "time", *ALL[1:]), f":{number}")
        for number, article in enumerate(articles, 2)
    ]
    return File(stream.getvalue().encode("utf-8-sig" if delimiter == "," else "utf-8"), entries)


def tsv(articles: Sequence[Article]) -> File:
    """A table with tabs."""
    return delimited(articles, "\t")


def parquet(articles: Sequence[Article]) -> File:
    """A table in row groups of two rows."""
    stream = io.BytesIO()
    pq.write_table(_table(articles), stream, row_group_size=2)
    return File(stream.getvalue(), _entries(articles))


def arrow(articles: Sequence[Article]) -> File:
    """A stream of record batches, as the library `datasets` writes it, or a file with a footer."""
    stream, table = io.BytesIO(), _table(articles)
    new = ipc.new_stream if articles[0].number % 2 else ipc.new_file
    with new(stream, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return File(stream.getvalue(), _entries(articles))


def write_feather(articles: Sequence[Article]) -> File:
    """A Feather file as pandas writes it."""
    stream = io.BytesIO()
    feather.write_feather(_table(articles), stream, compression="lz4")
    return File(stream.getvalue(), _entries(articles))


def _table(articles: Sequence[Article]) -> Any:
    """A table with the dates as timestamps, and with columns of pictures and numbers."""
    records = [_renamed(_record(article), _ENGLISH) for article in articles]
    columns: dict[str, Any] = {key: [record[key] for record in records] for key in records[0]}
    dates = [article.date for article in articles]
    columns["published_at"] = pa.array(dates, pa.timestamp("s", "Asia/Ho_Chi_Minh"))
    return pa.table({**columns, "image": [b"\x89PNG"] * len(records), "views": list(range(len(records)))})


def _record(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in ("title", *ALL)}
    return {**values, "body": "\n\n".join(article.paragraphs), "date": article.date.isoformat()}


def _with_id(article: Article) -> dict[str, Any]:
    own_id = {"id": _own_id(article)} if _own_id(article) else {}
    return {**own_id, **_record(article), "views": article.number}


def _own_id(article: Article) -> str:
    return f"bai-{article.number}" if article.number % 5 == 0 else ""


def _renamed(record: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in record.items()}


def _entries(articles: Sequence[Article], *, own_ids: bool = False) -> list[Entry]:
    return [
        Entry(article, attributes(article, *ALL), f":{number}", id=_own_id(article) if own_ids else "")
        for number, article in enumerate(articles, 1)
    ]
