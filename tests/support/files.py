"""Files of articles, and what reading them gives."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from searchidx import read
from searchidx.files.found_files import ArticleFile
from searchidx.files.readers import Keys, read_file
from searchidx.files.readers.content import Content, open_content
from searchidx.model import Document

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.errors import ReadError
    from searchidx.files.readers.remarks import Remark


def write_lines(path: Path, *records: object) -> Path:
    """Write a `.jsonl` file: texts as they are, all else as JSON; returns its path."""
    lines = (
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def open_path(path: Path) -> Iterator[Content]:
    """Open a file as a reader gets it."""
    with (content := open_content(ArticleFile(str(path), str(path), path.name))).stream:
        yield content


def read_all(*paths: str | os.PathLike[str]) -> tuple[list[Document], list[str]]:
    """The documents under the paths, and the texts of the errors."""
    errors: list[ReadError] = []
    documents = list(read(*paths, on_error=errors.append))
    return documents, list(map(str, errors))


def read_remarks(path: Path, **keys: str) -> tuple[list[Document], list[Remark]]:
    """The documents of a file, and the remarks on it. `keys` are those that the user named (`--map`)."""
    documents: list[Document] = []
    remarks: list[Remark] = []
    for item in read_file(ArticleFile(str(path), str(path), path.name), Keys(tuple(keys.items()))):
        if isinstance(item, Document):
            documents.append(item)
        else:
            remarks.append(item)
    return documents, remarks
