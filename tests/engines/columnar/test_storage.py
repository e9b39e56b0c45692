"""What happens to an index when files are damaged, processes die, disks fill up and several work at once."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import threading
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.engines import columnar as engine
from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.errors import (
    DocumentError,
    IndexExistsError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    SearchError,
)
from tests.support import ROOT
from tests.support import engine_corpus as corpus
from tests.support.engine_files import create_index, random_documents, read_everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_new_index(tmp_path: Path) -> None:
    """A new index is empty, keeps its metadata, is there, and refuses to be made again."""
    (tmp_path / ".gitkeep").touch()
    index = create_index(tmp_path)
    assert index.searcher().document_count() == 0
    assert list(index.searcher().identifiers()) == []
    assert index.searcher().document_number("x") is None
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
    create_index(tmp_path, random_documents(1, 0, 3))
    index = engine.open(tmp_path)
    mapped: list[Path] = []
    init = Container.__init__

    def counted(container: Container, path: Path) -> None:
        mapped.append(path)
        init(container, path)

    monkeypatch.setattr(Container, "__init__", counted)
    assert engine.open(tmp_path).metadata() == index.metadata()
    assert [path.suffix for path in mapped] == [".state"]
    searcher = index.searcher()
    assert [path.suffix for path in mapped[1:]] == [".state", *[".columns"] * len(searcher._segments)]


def test_opening_runs_no_pickle(tmp_path: Path) -> None:
    """Whoosh's pickled table of contents is never read by us, whatever is in it."""
    create_index(tmp_path, random_documents(1, 0, 3))
    (tmp_path / states.toc_name(1)).write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    assert len(read_everything(tmp_path)) == 3


@pytest.mark.parametrize("pattern", ["*.columns", "*.state"])
def test_altered_files_are_told(tmp_path: Path, pattern: str) -> None:
    """An altered byte anywhere in a file, or a shorter file, is an IndexFormatError when it matters."""
    whole = tmp_path / "whole"
    create_index(whole, random_documents(2, 0, 12))
    (name,) = [path.name for path in whole.glob(pattern) if "_0." not in path.name]
    data = (whole / name).read_bytes()
    random = Random(7)
    places = sorted({*range(48), *(random.randrange(len(data)) for _ in range(120)), len(data) - 1})
    for place in places:
        altered = bytearray(data)
        altered[place] ^= 1 << random.randrange(8)
        (whole / name).write_bytes(altered)
        with pytest.raises(IndexFormatError, match="rebuild"):
            read_everything(whole)
    for size in (0, 10, 63, 64, 65, len(data) // 2, len(data) - 1):
        (whole / name).write_bytes(data[:size])
        with pytest.raises(IndexFormatError, match="rebuild"):
            read_everything(whole)
    (whole / name).write_bytes(data)
    assert len(read_everything(whole)) == 12
    (whole / name).unlink()
    with pytest.raises(IndexFormatError):
        read_everything(whole)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_at_any_file_operation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: BaseException
) -> None:
    """When any file operation of a change fails, the index is as before or wholly changed, and not locked."""
    start = tmp_path / "start"
    create_index(start, random_documents(1, 0, 6), random_documents(2, 4, 4))
    before, step = read_everything(start), 0
    after = before | {document.id: document for document in random_documents(3, 5, 6)}
    committed = []
    while True:
        folder = tmp_path / f"failing-at-{step}"
        shutil.copytree(start, folder)
        with monkeypatch.context() as patch:
            operations = _FailingOperations(step, kind)
            operations.install(patch)
            try:
                writer = corpus.writer(folder, 1)
                try:
                    writer.set_metadata("synonyms", "a,b")
                    writer.add(random_documents(3, 5, 6))
                    writer.commit()
                finally:
                    writer.cancel()
            except (OSError, KeyboardInterrupt):
                pass
        found = read_everything(folder)
        assert found in (before, after), f"after step {step}"
        assert has_synonyms(folder) == (found == after)
        committed.append(found == after)
        corpus.writer(folder).cancel()
        assert read_everything(folder) == found
        if operations.left > 0:
            break
        step += 1
    assert step > 8
    # What fails up to the step that commits loses the change, what fails after it does not.
    assert committed == sorted(committed)
    assert set(committed) == {False, True}


def has_synonyms(folder: Path) -> bool:
    """Whether the newest state has the metadata that the change sets."""
    return engine.open(folder).searcher().metadata().get("synonyms") == "a,b"


class _FailingOperations:
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
from tests.support import engine_corpus as corpus
from tests.support.engine_files import random_documents
folder, steps_left = Path(sys.argv[1]), int(sys.argv[2])
def dying(real):
    def step(*args, **kwargs):
        global steps_left
        if not steps_left:
            os._exit(9)
        steps_left -= 1
        os.write(1, b".")
        return real(*args, **kwargs)
    return step
os.fsync, os.replace = dying(os.fsync), dying(os.replace)
writer = corpus.writer(folder, 1)
writer.set_metadata("synonyms", "a,b")
writer.add(random_documents(3, 5, 6))
writer.commit()
"""


COMMIT_STEPS = 7
"""Syncs and renames up to the one that commits: two merged segments, our file of the state, Whoosh's file.

A segment is synced. A file of a state is synced and renamed, and its folder is synced: one step is left after
the commit.
"""


@pytest.mark.slow
def test_a_killed_process_leaves_a_whole_index(tmp_path: Path) -> None:
    """A process that dies before any sync or rename leaves the old or the new state, and no stuck lock."""
    start = tmp_path / "start"
    create_index(start, random_documents(1, 0, 6))
    before = read_everything(start)
    after = before | {document.id: document for document in random_documents(3, 5, 6)}
    committed = []
    for steps in count():
        folder = tmp_path / f"killed-after-{steps}"
        shutil.copytree(start, folder)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(folder), str(steps)],
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        found = read_everything(folder)
        assert found in (before, after)
        assert has_synonyms(folder) == (found == after)
        committed.append(found == after)
        writer = corpus.writer(folder)
        writer.add(random_documents(3, 5, 6))
        writer.commit()
        assert read_everything(folder) == after
        if done.returncode == 0:
            break
        assert (done.returncode, len(done.stdout)) == (9, steps), done.stderr.decode()
    assert committed == [False] * COMMIT_STEPS + [True, True]


@pytest.mark.slow
def test_readers_during_commits(tmp_path: Path) -> None:
    """Searchers opened, and used, while another thread commits never fail and never see half a change."""
    index = create_index(tmp_path, random_documents(1, 0, 3))
    errors: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                searcher = index.searcher()
                count = searcher.document_count()
                assert count % 3 == 0
                assert len(list(searcher.identifiers())) == count
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for change in range(1, 25):
        writer = index.writer(corpus.batch, corpus.Alone())
        writer.add(random_documents(change, 3 * change, 3))
        writer.commit()
    done.set()
    for thread in threads:
        thread.join()
    assert not errors
    assert index.searcher().document_count() == 75


def test_one_searcher_for_many_threads(tmp_path: Path) -> None:
    """A searcher shared by threads gives each the answers that it gives alone, its cache thrashing."""
    random = Random(4)
    searcher = create_index(tmp_path, random_documents(1, 0, 60)).searcher()
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


def test_all_errors_are_search_errors() -> None:
    """Whoever catches SearchError catches everything the engine raises on purpose."""
    for kind in (DocumentError, IndexExistsError, IndexFormatError, IndexLockedError, IndexMissingError):
        assert issubclass(kind, SearchError)
