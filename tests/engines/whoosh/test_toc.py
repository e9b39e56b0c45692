"""Whoosh's files: the table of contents, the schema and the lock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from whoosh import fields, index

from searchidx.engines.whoosh.toc import STORED_FIELDS, WriteLock, schema
from searchidx.errors import IndexLockedError
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """The lock is Whoosh's own, is taken at once or not at all, and can be taken again afterwards."""
    corpus.index_of(tmp_path / "index", corpus.documents_of("an"))
    lock = WriteLock(tmp_path / "index")
    with pytest.raises(IndexLockedError, match="try again"):
        WriteLock(tmp_path / "index")
    with pytest.raises(index.LockError):
        index.open_dir(str(tmp_path / "index")).writer()
    lock.release()
    WriteLock(tmp_path / "index").release()


def test_the_schema_has_all_fields() -> None:
    """Texts of a field are stored where it has a text of its own; what is stored only is not indexed."""
    made = schema(corpus.FIELDS)
    assert set(made.names()) == {"id", "date", *(spec.name for spec in corpus.FIELDS), *STORED_FIELDS}
    assert {name for name in made.names() if made[name].stored} == {"id", "date", *STORED_FIELDS}
    assert {name for name in made.names() if isinstance(made[name], fields.STORED)} == set(STORED_FIELDS) - {
        *("title", "body", "source", "path")
    }
    assert made["id"].unique
    assert made["date"].column_type is not None
    for spec in corpus.FIELDS:
        assert made[spec.name].format.supports("positions") == spec.positions


@pytest.mark.parametrize(("field", "terms"), [("body", ["an", "bà"]), ("body_pairs", ["an bà"])])
def test_queries_are_analysed_as_terms(field: str, terms: list[str]) -> None:
    """Whoosh's parser splits a text at spaces and a pair not at all; letters become small."""
    analyzed = [token.text for token in schema(corpus.FIELDS)[field].analyzer("An BÀ")]
    assert analyzed == terms


def test_the_table_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    """A power cut leaves the old table or the new one, never an empty file."""
    order: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        order.append("sync")
        fsync(handle)

    def renamed(source: str, target: str) -> None:
        if str(target).endswith("_1.toc"):
            order.append("rename")
        replace(source, target)

    with mock.patch("os.fsync", synced), mock.patch("os.replace", renamed):
        corpus.index_of(tmp_path / "index", corpus.documents_of("an"))
    place = order.index("rename")
    assert order[place - 1] == order[place + 1] == "sync"
