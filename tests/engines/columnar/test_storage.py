"""What happens to an index when files are damaged, processes die, disks fill up and several work at once."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.engines import columnar as engine
from searchidx.engines.base import Batch
from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.writing import new_segments
from searchidx.engines.columnar.writing.writer import ColumnarWriter
from searchidx.errors import (
    DocumentError,
    IndexExistsError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    SearchError,
)
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchidx.model import Document


def documents(seed: int, first: int, count: int) -> list[Document]:
    random = Random(seed)
    return [corpus.document(random, f"id{i}") for i in range(first, first + count)]


def made(folder: Path, *batches: list[Document]) -> engine.ColumnarEngine:
    opened = engine.create(folder, corpus.FIELDS, {"made": "by a test"})
    for batch in batches:
        writer = corpus.writer(folder)
        writer.add(batch)
        writer.commit()
    return opened


def everything(folder: Path) -> dict[str, Any]:
    """All that can be read of an index: every byte of its files is looked at."""
    searcher = engine.open(folder).searcher()
    for segment in searcher._segments:
        for name in segment.container._table:
            segment.container.column(name).whole()
    return {i: searcher.document(searcher.document_number(i) or 0) for i in searcher.identifiers()}


def test_a_new_index(tmp_path: Path) -> None:
    """A new index is empty, keeps its metadata, is there, and refuses to be made again."""
    (tmp_path / ".gitkeep").touch()
    opened = made(tmp_path)
    assert opened.searcher().document_count() == 0
    assert list(opened.searcher().identifiers()) == []
    assert opened.searcher().document_number("x") is None
    assert engine.open(tmp_path).metadata() == {"made": "by a test"}
    assert engine.exists(tmp_path)
    with pytest.raises(IndexExistsError):
        engine.create(tmp_path, corpus.FIELDS, {})


@pytest.mark.parametrize("here", [False, True])
def test_no_index(tmp_path: Path, here: bool) -> None:
    """Opening a folder that is empty or absent says so."""
    folder = tmp_path if here else tmp_path / "absent"
    assert not engine.exists(folder)
    with pytest.raises(IndexMissingError, match="searchidx index"):
        engine.open(folder)


def test_another_format(tmp_path: Path) -> None:
    """An index of an older version, or one that Whoosh wrote to, is refused with the way to rebuild it."""
    (tmp_path / "_MAIN_1.toc").write_bytes(pickle.dumps(os.system))
    with pytest.raises(IndexFormatError, match="searchidx index PATH"):
        engine.open(tmp_path)


def test_opening_reads_each_segment_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine itself reads the state only; segments are mapped for a searcher."""
    made(tmp_path, documents(1, 0, 3))
    opened = engine.open(tmp_path)
    mapped: list[Path] = []
    init = Container.__init__

    def counted(container: Container, path: Path) -> None:
        mapped.append(path)
        init(container, path)

    monkeypatch.setattr(Container, "__init__", counted)
    assert engine.open(tmp_path).metadata() == opened.metadata()
    assert [path.suffix for path in mapped] == [".state"]
    searcher = opened.searcher()
    assert [path.suffix for path in mapped[1:]] == [".state", *[".columns"] * len(searcher._segments)]


def test_opening_runs_no_pickle(tmp_path: Path) -> None:
    """Whoosh's pickled table of contents is never read by us, whatever is in it."""
    made(tmp_path, documents(1, 0, 3))
    (tmp_path / states.toc_name(1)).write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    assert len(everything(tmp_path)) == 3


@pytest.mark.parametrize("pattern", ["*.columns", "*.state"])
def test_altered_files_are_told(tmp_path: Path, pattern: str) -> None:
    """An altered byte anywhere in a file, or a shorter file, is an IndexFormatError when it matters."""
    whole = tmp_path / "whole"
    made(whole, documents(2, 0, 12))
    (name,) = [path.name for path in whole.glob(pattern) if "_0." not in path.name]
    data = (whole / name).read_bytes()
    random = Random(7)
    places = sorted({*range(48), *(random.randrange(len(data)) for _ in range(120)), len(data) - 1})
    for place in places:
        altered = bytearray(data)
        altered[place] ^= 1 << random.randrange(8)
        (whole / name).write_bytes(altered)
        with pytest.raises(IndexFormatError, match="rebuild"):
            everything(whole)
    for size in (0, 10, 63, 64, 65, len(data) // 2, len(data) - 1):
        (whole / name).write_bytes(data[:size])
        with pytest.raises(IndexFormatError, match="rebuild"):
            everything(whole)
    (whole / name).write_bytes(data)
    assert len(everything(whole)) == 12
    (whole / name).unlink()
    with pytest.raises(IndexFormatError):
        everything(whole)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """A second writer is refused until the first is done, whichever way."""
    opened = made(tmp_path)
    for finish in (ColumnarWriter.commit, ColumnarWriter.cancel):
        first = opened.writer(corpus.batch, corpus.Alone())
        with pytest.raises(IndexLockedError, match="Another process"):
            opened.writer(corpus.batch, corpus.Alone())
        finish(first)
        with pytest.raises(SearchError, match="ended before"):
            first.add(documents(1, 0, 1))
    opened.writer(corpus.batch, corpus.Alone()).cancel()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_change_that_met_an_error_cannot_be_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """Whoever catches the error and goes on is told, and the index opens at its last state."""
    monkeypatch.setattr(new_segments, "FIRST_FLUSH_BYTES", 1)
    opened = made(tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())

    def failing(some: Sequence[Document]) -> Batch:
        raise error

    writer = opened.writer(failing, corpus.Alone())
    writer.add(documents(1, 0, 1))
    with pytest.raises(type(error)):
        writer.add(documents(1, 1, 1))
    with pytest.raises(SearchError, match="ended before"):
        writer.commit()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == before
    opened.writer(corpus.batch, corpus.Alone()).commit()


def test_a_change_that_comes_to_nothing_leaves_nothing(tmp_path: Path) -> None:
    """Documents added and deleted in one change leave no file."""
    opened = made(tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    writer = opened.writer(corpus.batch, corpus.Alone())
    added = documents(1, 900, 3)
    writer.add(added)
    assert writer.delete([document.id for document in added]) == len(added)
    writer.commit()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == before


def test_cancel_leaves_no_trace(tmp_path: Path) -> None:
    """After a cancel, and after a commit of nothing, the same files are there with the same contents."""
    opened = made(tmp_path, documents(1, 0, 4))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    writer = corpus.writer(tmp_path, 1)
    writer.add(documents(2, 2, 5))
    writer.delete(["id0"])
    writer.cancel()
    writer.cancel()
    opened.writer(corpus.batch, corpus.Alone()).commit()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


BAD: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "empty id"),
    ({"title": None}, "not a text"),
    ({"date": "2020-01-01"}, "datetime.date"),
    ({"extra": {"x": object()}}, "extra"),
]


@pytest.mark.parametrize(("changes", "message"), BAD)
def test_bad_documents_are_refused_before_anything_is_taken(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    """A document that cannot be indexed is named, and nothing of its batch is taken in."""
    from dataclasses import replace

    opened = made(tmp_path)
    good = documents(1, 0, 3)
    bad = [*good[:2], replace(good[2], **changes)]
    writer = opened.writer(corpus.batch, corpus.Alone())
    with pytest.raises(DocumentError, match=message):
        writer.add(bad)
    writer.add(documents(2, 10, 1))
    writer.commit()
    assert everything(tmp_path).keys() == {"id10"}


def test_streams_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """Missing streams, wrong sizes and positions out of order are errors, not wrong answers."""
    from dataclasses import replace

    opened = made(tmp_path, documents(2, 10, 1))
    good = corpus.batch(documents(1, 0, 3))
    body = good.streams["body"]
    for streams in (
        {},
        {**good.streams, "body": replace(body, offsets=body.offsets[:-1])},
        {**good.streams, "body": replace(body, positions=body.positions[::-1])},
        {**good.streams, "body": replace(body, lengths=body.lengths - 1)},
        {**good.streams, "body_folded": replace(body, positions=body.positions * 0)},
    ):
        wrong = Batch(good.documents, streams)
        writer = opened.writer(lambda _, wrong=wrong: wrong, corpus.Alone())
        writer.add(good.documents)
        with pytest.raises(ValueError, match=r"stream|field"):
            writer.commit()
    assert everything(tmp_path).keys() == {"id10"}


STEPS = ["open", "fsync", "replace", "unlink"]


@pytest.mark.parametrize("kind", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_at_any_file_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: BaseException
) -> None:
    """When any file operation of a change fails, the index is as before or wholly changed, and not locked."""
    start = tmp_path / "start"
    made(start, documents(1, 0, 6), documents(2, 4, 4))
    before, step = everything(start), 0
    after = before | {d.id: d for d in documents(3, 5, 6)}
    seen = set()
    while True:
        folder = tmp_path / f"try{step}"
        shutil.copytree(start, folder)
        with monkeypatch.context() as patch:
            counter = _Failing(step, kind)
            counter.install(patch)
            try:
                writer = corpus.writer(folder, 1)
                try:
                    writer.add(documents(3, 5, 6))
                    writer.commit()
                finally:
                    writer.cancel()
            except (OSError, KeyboardInterrupt):
                pass
        found = everything(folder)
        assert found in (before, after), f"after step {step}"
        seen.add(len(found))
        corpus.writer(folder).cancel()
        assert everything(folder) == found
        if counter.left > 0:
            break
        step += 1
    assert step > 8
    assert seen == {len(before), len(after)}


class _Failing:
    """Lets `left` file operations pass and fails all later ones but closing and unlocking."""

    def __init__(self, left: int, error: BaseException) -> None:
        self.left, self.error = left, error

    def install(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, "fsync", self.wrap(os.fsync))
        patch.setattr(os, "replace", self.wrap(os.replace))
        patch.setattr(ContainerWriter, "close", self.wrap(ContainerWriter.close))

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise self.error
            return real(*args, **kwargs)

        return step


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import tests.engines.columnar.test_storage as t
folder, left = Path(sys.argv[2]), int(sys.argv[3])
def dying(real):
    def step(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return real(*args, **kwargs)
    return step
os.fsync, os.replace = dying(os.fsync), dying(os.replace)
writer = t.corpus.writer(folder, 1)
writer.add(t.documents(3, 5, 6))
writer.commit()
"""


def test_a_killed_process_leaves_a_whole_index(tmp_path: Path) -> None:
    """A process that dies before a sync or a rename leaves the old or the new state, and no stuck lock."""
    start = tmp_path / "start"
    made(start, documents(1, 0, 6))
    before = everything(start)
    after = before | {d.id: d for d in documents(3, 5, 6)}
    for left in (0, 1, 2, 3, 4, 5, 7, 9):
        folder = tmp_path / f"kill{left}"
        shutil.copytree(start, folder)
        command = [sys.executable, "-c", KILLED, str(Path(__file__).parents[3]), str(folder), str(left)]
        done = subprocess.run(command, check=False, capture_output=True)
        assert done.returncode in (0, 9), done.stderr.decode()
        assert everything(folder) in (before, after)
        writer = corpus.writer(folder)
        writer.add(documents(3, 5, 6))
        writer.commit()
        assert everything(folder) == after


def test_readers_during_commits(tmp_path: Path) -> None:
    """Searchers opened, and used, while another thread commits never fail and never see half a change."""
    opened = made(tmp_path, documents(1, 0, 3))
    errors: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                searcher = opened.searcher()
                count = searcher.document_count()
                assert count % 3 == 0
                assert len(list(searcher.identifiers())) == count
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for change in range(1, 25):
        writer = opened.writer(corpus.batch, corpus.Alone())
        writer.add(documents(change, 3 * change, 3))
        writer.commit()
    done.set()
    for thread in threads:
        thread.join()
    assert not errors
    assert opened.searcher().document_count() == 75


def test_one_searcher_for_many_threads(tmp_path: Path) -> None:
    """A searcher shared by threads gives each the answers that it gives alone, its cache thrashing."""
    random = Random(4)
    searcher = made(tmp_path, documents(1, 0, 60)).searcher()
    for segment in searcher._segments:
        segment._cache._size = 2_000
    plans = [corpus.plan(random) for _ in range(30)]
    alone = [searcher.search(plan, limit=5) for plan in plans]
    wrong: list[int] = []

    def ask() -> None:
        for _ in range(3):
            wrong.extend(i for i, plan in enumerate(plans) if searcher.search(plan, limit=5) != alone[i])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_segments_stay_few_and_old_files_go(tmp_path: Path) -> None:
    """After many small changes there are few segments, and only the files of the last two states."""
    opened = made(tmp_path)
    for change in range(40):
        writer = opened.writer(corpus.batch, corpus.Alone())
        writer.add(documents(change, 2 * change, 2))
        writer.commit()
    state = states.read(tmp_path)
    assert sum(entry.live_count for entry in state.segments) == 80
    assert len(state.segments) <= 5
    names = {path.name for path in tmp_path.iterdir()}
    assert {n for n in names if n.endswith(".toc")} == {states.toc_name(39), states.toc_name(40)}
    assert len([n for n in names if n.endswith(".columns")]) <= 10


def test_all_errors_are_search_errors() -> None:
    """Whoever catches SearchError catches everything the engine raises on purpose."""
    for kind in (DocumentError, IndexExistsError, IndexFormatError, IndexLockedError, IndexMissingError):
        assert issubclass(kind, SearchError)
