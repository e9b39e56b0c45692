"""One change to an index as its caller sees it: what is added, deleted, merged, committed or undone."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from searchidx.engines import columnar as engine
from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.merging.merge import merge
from searchidx.engines.columnar.writing import committed_documents, new_segments, writer
from searchidx.engines.columnar.writing.invert import Inverter
from searchidx.engines.columnar.writing.writer import ColumnarWriter
from searchidx.errors import DocumentError, IndexLockedError, SearchError
from searchidx.model import Document
from tests.support import engine_corpus as corpus
from tests.support.engine_files import create_index, file_contents, random_documents, read_everything

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from searchidx.engines.base import Batch


def change(folder: Path, added: Sequence[Document] = (), deleted: Sequence[str] = ()) -> int:
    """Add and delete documents in one change; return how many were deleted."""
    writer = corpus.writer(folder)
    writer.add(added)
    count = writer.delete(deleted)
    writer.commit()
    return count


def counts(folder: Path) -> list[tuple[int, int]]:
    """(live, deleted) documents of each segment."""
    return [(committed.live_count, len(committed.deleted)) for committed in states.read(folder).segments]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second writer is refused until the first is done, whichever way."""
    index = create_index(tmp_path)
    for finish in (ColumnarWriter.commit, ColumnarWriter.cancel):
        first = index.writer(corpus.batch, corpus.Alone())
        with pytest.raises(IndexLockedError, match="Another process"):
            index.writer(corpus.batch, corpus.Alone())
        finish(first)
        with pytest.raises(SearchError, match="already ended"):
            first.add(random_documents(1, 0, 1))
    index.writer(corpus.batch, corpus.Alone()).cancel()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_change_that_met_an_error_cannot_be_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Whoever catches the error and goes on is told, and the index opens at its last state."""
    monkeypatch.setattr(new_segments, "FIRST_FLUSH_BYTES", 1)
    index = create_index(tmp_path)
    before = file_contents(tmp_path)

    def failing(documents: Sequence[Document]) -> Batch:
        raise error

    writer = index.writer(failing, corpus.Alone())
    writer.add(random_documents(1, 0, 1))
    with pytest.raises(type(error)):
        writer.add(random_documents(1, 1, 1))
    with pytest.raises(SearchError, match="already ended"):
        writer.commit()
    assert file_contents(tmp_path) == before
    index.writer(corpus.batch, corpus.Alone()).commit()


def test_a_change_that_comes_to_nothing_leaves_nothing(tmp_path: Path) -> None:
    """Documents added and deleted in one change leave no file."""
    index = create_index(tmp_path)
    before = file_contents(tmp_path)
    writer = index.writer(corpus.batch, corpus.Alone())
    added = random_documents(1, 900, 3)
    writer.add(added)
    assert writer.delete([document.id for document in added]) == len(added)
    writer.commit()
    assert file_contents(tmp_path) == before


def test_cancel_leaves_no_trace(tmp_path: Path) -> None:
    """After a cancel, and after a commit of nothing, the same files are there with the same contents."""
    index = create_index(tmp_path, random_documents(1, 0, 4))
    before = file_contents(tmp_path)
    writer = corpus.writer(tmp_path, 1)
    writer.add(random_documents(2, 2, 5))
    writer.delete(["id0"])
    writer.cancel()
    writer.cancel()
    index.writer(corpus.batch, corpus.Alone()).commit()
    assert file_contents(tmp_path) == before


@pytest.mark.slow
def test_segments_stay_few_and_old_files_go(tmp_path: Path) -> None:
    """After many small changes there are few segments, and only the files of the last two states."""
    index = create_index(tmp_path)
    for change in range(40):
        writer = index.writer(corpus.batch, corpus.Alone())
        writer.add(random_documents(change, 2 * change, 2))
        writer.commit()
    state = states.read(tmp_path)
    assert sum(committed.live_count for committed in state.segments) == 80
    assert len(state.segments) <= 5
    names = {path.name for path in tmp_path.iterdir()}
    assert {name for name in names if name.endswith(".toc")} == {states.toc_name(39), states.toc_name(40)}
    assert len([name for name in names if name.endswith(".columns")]) <= 10


@pytest.mark.parametrize(
    ("sizes", "segments"),
    [
        ([10, 5], [15]),
        ([11, 5], [11, 5]),
        ([40, 10, 4], [40, 10, 4]),
        ([40, 10, 4, 2], [40, 16]),
        ([30, 10, 4, 2], [46]),
    ],
)
def test_new_documents_are_merged_with_segments_up_to_twice_their_size(
    tmp_path: Path, sizes: list[int], segments: list[int]
) -> None:
    """Each change adds documents; afterwards, sizes at least double from each segment to the one before."""
    first = 0
    create_index(tmp_path)
    for size in sizes:
        change(tmp_path, random_documents(size, first, size))
        first += size
    assert counts(tmp_path) == [(size, 0) for size in segments]
    assert len(read_everything(tmp_path)) == first


def test_a_segment_is_rewritten_when_most_of_it_is_deleted(tmp_path: Path) -> None:
    """Half of the documents deleted is not enough, one more is; without any left the segment goes."""
    create_index(tmp_path, random_documents(1, 0, 10))
    assert change(tmp_path, deleted=[f"id{number}" for number in range(5)]) == 5
    assert counts(tmp_path) == [(5, 5)]
    assert change(tmp_path, deleted=["id5"]) == 1
    assert counts(tmp_path) == [(4, 0)]
    assert read_everything(tmp_path).keys() == {f"id{number}" for number in range(6, 10)}
    assert change(tmp_path, deleted=[f"id{number}" for number in range(10)]) == 4
    assert counts(tmp_path) == []


@pytest.mark.parametrize(("later", "deleted"), [(1, []), (1, ["id8"]), (4, [])])
def test_all_new_segments_become_one(tmp_path: Path, later: int, deleted: list[str]) -> None:
    """However small the later ones are, and even if nothing is left of them: with others, none is final."""
    create_index(tmp_path)
    added = random_documents(3, 0, 8 + later)
    first_bytes = sum(200 + len(encode_document(document)) for document in added[:8])
    finals: list[bool] = []
    finish = Inverter.finish

    def recorded(inverter: Inverter, *, final: bool) -> None:
        finals.append(final)
        finish(inverter, final=final)

    with mock.patch.object(Inverter, "finish", recorded):
        change_under_way = corpus.writer(tmp_path, first_bytes)
        change_under_way.add(added)
        change_under_way.delete(deleted)
        with mock.patch.object(writer, "merge", side_effect=merge) as recorded_merge:
            change_under_way.commit()
    assert finals == [False, False]
    assert recorded_merge.call_count == 1
    assert counts(tmp_path) == [(8 + later - len(deleted), 0)]


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, 1])
def test_replaced_and_deleted_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """Whether ids are looked up one by one or all read: the last version of each document is there."""
    monkeypatch.setattr(committed_documents, "_LOOKUP_MAX_SHARE", share)
    random = Random(7)
    create_index(tmp_path)
    expected: dict[str, Document] = {}
    for number in range(12):
        added = [corpus.document(random, f"id{random.randrange(40)}") for _ in range(random.randrange(12))]
        deleted = {f"id{random.randrange(40)}" for _ in range(random.randrange(8))}
        before = set(expected) | {document.id for document in added}
        with mock.patch.object(new_segments, "FIRST_FLUSH_BYTES", random.choice([1, 1 << 20])):
            assert change(tmp_path, added, sorted(deleted)) == len(before & deleted)
        expected |= {document.id: document for document in added}
        expected = {name: document for name, document in expected.items() if name not in deleted}
        assert read_everything(tmp_path) == expected, number


def test_an_id_that_is_deleted_and_added_again(tmp_path: Path) -> None:
    """Deleting counts what was there at the time, and adding afterwards brings the document back."""
    index = create_index(tmp_path, random_documents(1, 0, 3))
    change_under_way = index.writer(corpus.batch, corpus.Alone())
    assert change_under_way.delete(["id0", "id1", "id7"]) == 2
    assert change_under_way.delete(["id0"]) == 0
    (again,) = random_documents(2, 0, 1)
    change_under_way.add([again])
    assert change_under_way.delete(["id1"]) == 0
    change_under_way.commit()
    found = read_everything(tmp_path)
    assert found.keys() == {"id0", "id2"}
    assert found["id0"] == again


def test_extra_values_that_cannot_be_stored_are_refused_before_anything_is_taken(tmp_path: Path) -> None:
    """The document is named, nothing of its batch is taken in, and the change goes on."""
    index = create_index(tmp_path)
    bad = [*random_documents(1, 0, 2), Document("id2", "x", "y", extra={"x": object()})]
    change_under_way = index.writer(corpus.batch, corpus.Alone())
    with pytest.raises(DocumentError, match="'id2' has extra values"):
        change_under_way.add(bad)
    change_under_way.add(random_documents(2, 10, 1))
    change_under_way.commit()
    assert read_everything(tmp_path).keys() == {"id10"}


def test_a_folder_without_an_index_is_not_left_locked(tmp_path: Path) -> None:
    """A writer that cannot be made releases the lock."""
    create_index(tmp_path)
    state = tmp_path / states.state_name(0)
    contents = state.read_bytes()
    state.write_bytes(contents[:-1])
    with pytest.raises(SearchError, match="damaged"):
        corpus.writer(tmp_path)
    state.write_bytes(contents)
    corpus.writer(tmp_path).cancel()
    assert engine.open(tmp_path).metadata() == {"made": "by a test"}


def metadata(folder: Path) -> dict[str, str]:
    """The metadata that a new searcher has, which are also those of a newly opened engine."""
    found = dict(engine.open(folder).searcher().metadata())
    assert engine.open(folder).metadata() == found
    return found


def test_a_commit_changes_metadata(tmp_path: Path) -> None:
    """The newest value counts; an empty one removes the name; an older searcher keeps what it had."""
    index = create_index(tmp_path, random_documents(1, 0, 3))
    older = index.searcher()
    writer = corpus.writer(tmp_path)
    writer.set_metadata("synonyms", "a,b")
    writer.set_metadata("synonyms", "ô tô,xe hơi")
    writer.set_metadata("unknown", "")
    assert metadata(tmp_path) == {"made": "by a test"}
    writer.commit()
    assert metadata(tmp_path) == {"made": "by a test", "synonyms": "ô tô,xe hơi"}
    assert index.searcher().metadata()["synonyms"] == "ô tô,xe hơi"
    assert older.metadata() == {"made": "by a test"}
    assert read_everything(tmp_path).keys() == {"id0", "id1", "id2"}
    writer = corpus.writer(tmp_path)
    writer.set_metadata("synonyms", "")
    writer.commit()
    assert metadata(tmp_path) == {"made": "by a test"}


def test_later_changes_and_merges_keep_metadata(tmp_path: Path) -> None:
    """Documents are added, merged and deleted; the metadata stay."""
    create_index(tmp_path, random_documents(1, 0, 4))
    writer = corpus.writer(tmp_path)
    writer.set_metadata("synonyms", "a,b")
    writer.add(random_documents(2, 4, 4))
    writer.commit()
    assert counts(tmp_path) == [(8, 0)]
    change(tmp_path, random_documents(3, 8, 4), ["id0"])
    change(tmp_path, deleted=[f"id{number}" for number in range(12)])
    assert counts(tmp_path) == []
    assert metadata(tmp_path) == {"made": "by a test", "synonyms": "a,b"}


def test_metadata_of_a_cancelled_change_are_lost(tmp_path: Path) -> None:
    """A cancelled change leaves no trace, and neither does one that sets what is set already."""
    create_index(tmp_path, random_documents(1, 0, 4))
    before = file_contents(tmp_path)
    writer = corpus.writer(tmp_path)
    writer.set_metadata("synonyms", "a,b")
    writer.cancel()
    assert file_contents(tmp_path) == before
    with pytest.raises(SearchError, match="already ended"):
        writer.set_metadata("synonyms", "a,b")
    writer = corpus.writer(tmp_path)
    writer.set_metadata("made", "by nobody")
    writer.set_metadata("made", "by a test")
    writer.commit()
    assert file_contents(tmp_path) == before
