"""The writer of every suffix, and which suffixes have several articles in a file."""

from __future__ import annotations

import bz2
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.support.archives import make_tar, make_zip, tar_member
from tests.support.compression import COMPRESSIONS
from tests.support.writers import documents, plain, records, web
from tests.support.writers.written import Entry, File

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.support.writers.articles import Article
    from tests.support.writers.written import Writer


def _tar(members: Mapping[str, bytes]) -> bytes:
    return make_tar(*(tar_member(name, data) for name, data in members.items()))


def _compressed(write: Writer, compress: Callable[[bytes], bytes], articles: Sequence[Article]) -> File:
    """The file of a writer, compressed."""
    file = write(articles)
    return File(compress(file.data), file.entries)


def _archive(make: Callable[[Mapping[str, bytes]], bytes], articles: Sequence[Article]) -> File:
    """An archive with a file of some format for each article. Every seventh one is in an inner archive."""
    members: dict[str, bytes] = {}
    entries: list[Entry] = []
    for article in articles:
        suffix = _MEMBERS[article.number % len(_MEMBERS)]
        name, file = f"thư mục/{article.number}{suffix}", WRITERS[suffix]([article])
        if article.number % 7 == 0:
            inner = f"bên trong{suffix}"
            name, file = (
                f"{name}.zip",
                File(make_zip({inner: file.data}), [entry.in_member(inner) for entry in file.entries]),
            )
        members[name] = file.data
        entries += (entry.in_member(name) for entry in file.entries)
    return File(make(members), entries)


_MEMBERS: Final = (".txt", ".html", ".jsonl.gz", ".docx", ".epub")

_RECORDS: Final[dict[str, Writer]] = {
    ".jsonl": records.jsonl,
    ".ndjson": records.jsonl,
    ".json": records.json_array,
    ".csv": records.delimited,
    ".tsv": records.tsv,
}

SINGLE: Final[dict[str, Writer]] = {
    ".txt": plain.txt,
    ".md": plain.markdown,
    ".markdown": plain.markdown,
    ".html": web.news_page,
    ".htm": web.bare_page,
    ".xhtml": web.xhtml_page,
    ".mhtml": web.mhtml,
    ".mht": web.mhtml,
    ".docx": documents.docx,
    ".odt": documents.odt,
    ".pdf": documents.write_pdf,
    ".eml": plain.eml,
}
"""The writers of files with one article."""

_TAR: Final = partial(_archive, _tar)

WRITERS: Final[dict[str, Writer]] = {
    **SINGLE,
    **_RECORDS,
    **{
        suffix + ending: partial(_compressed, write, compress)
        for suffix, write in _RECORDS.items()
        for ending, compress in COMPRESSIONS.items()
    },
    ".warc": web.warc,
    ".warc.gz": partial(_compressed, web.warc, COMPRESSIONS[".gz"]),
    ".parquet": records.parquet,
    ".arrow": records.arrow,
    ".feather": records.write_feather,
    ".epub": documents.epub,
    ".mbox": plain.mbox,
    ".zip": partial(_archive, make_zip),
    ".tar": _TAR,
    ".tgz": partial(_compressed, _TAR, COMPRESSIONS[".gz"]),
    ".tar.bz2": partial(_compressed, _TAR, bz2.compress),
    **{f".tar{ending}": partial(_compressed, _TAR, compress) for ending, compress in COMPRESSIONS.items()},
}
"""The writer of every suffix. Those that are not in `SINGLE` write any number of articles."""
