"""Deleting documents of committed segments: found by their ids in every segment, each only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.engines.columnar import states
from searchidx.engines.columnar.writing import committed_documents
from searchidx.engines.columnar.writing.committed_documents import CommittedDocuments
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("share", [0, 2])
def test_delete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """Whether ids are looked up or all ids are read, `delete` finds documents and records their numbers."""
    monkeypatch.setattr(committed_documents, "_LOOKUP_MAX_SHARE", share)
    folder = tmp_path / "index"
    corpus.index_of(folder, corpus.documents_of("an", "ba", "ca"), corpus.documents_of("án", "bá", first=3))
    before = states.read(folder).segments
    committed = CommittedDocuments(folder, before)
    assert committed.delete({"1", "4", "gone"}) == {"1", "4"}
    assert committed.delete({"4", "0", ""}) == {"0"}
    assert committed.delete(set()) == set()
    after = committed.segments()
    assert [segment[:2] for segment in after] == [segment[:2] for segment in before]
    assert [segment.deleted.tolist() for segment in after] == [[0, 1], [1]]
    assert [segment.live_count for segment in after] == [1, 1]
    assert [segment.deleted.tolist() for segment in before] == [[], []]


def test_deletions_of_the_state_count(tmp_path: Path) -> None:
    """A document that the state lists as deleted is not found again."""
    folder = tmp_path / "index"
    corpus.index_of(folder, corpus.documents_of("an", "ba", "ca"))
    writer = corpus.writer(folder)
    assert writer.delete(["2"]) == 1
    writer.commit()
    committed = CommittedDocuments(folder, states.read(folder).segments)
    assert committed.delete({"1", "2"}) == {"1"}
    assert [segment.deleted.tolist() for segment in committed.segments()] == [[1, 2]]
