"""Files that are read ahead by workers come out in order, whatever the workers do."""

from __future__ import annotations

import os
import sys
from concurrent.futures import Future
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.errors import WorkerError
from searchidx.files import reading
from searchidx.files.found_files import ArticleFile
from searchidx.files.readers import Keys
from searchidx.files.readers.remarks import Failure
from searchidx.files.reading import MIN_SLOW_FILES, FileToRead, read_in_order, read_whole_file
from searchidx.processes import WorkerPool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchidx.files.readers.remarks import Remark
    from searchidx.model import Document


class LateFuture(Future[Any]):
    """A call that is done when somebody waits for its result."""

    def __init__(self, call: Callable[[], Any]) -> None:
        super().__init__()
        self.call = call
        self.set_running_or_notify_cancel()

    def result(self, timeout: float | None = None) -> Any:
        return self.call()


class ScriptedPool(WorkerPool):
    """Workers that do to each call what a script says, and accept no call when it ends."""

    def __init__(self, script: str) -> None:
        super().__init__(0)
        self.script = list(script)
        self.closed = False

    def submit(  # type: ignore[override]  # the arguments are not checked here
        self, function: Callable[..., Any], *args: Any
    ) -> Future[Any] | None:
        """d: done at once. r: running until waited for. w: never begun. f: ended. n: not accepted."""
        deed = self.script.pop(0) if self.script and not self.closed else "n"
        if deed == "n":
            return None
        if deed == "r":
            return LateFuture(lambda: function(*args))
        future: Future[Any] = Future()
        if deed != "w":
            future.set_running_or_notify_cancel()
        if deed == "d":
            future.set_result(function(*args))
        elif deed == "f":
            future.set_exception(WorkerError("A worker process ended."))
        return future

    def close(self) -> None:
        self.closed = True


def pages(folder: Path, count: int) -> list[FileToRead]:
    """Files of which every third is a text, and the others are slow to read."""
    files = []
    for number in range(count):
        name = f"{number:03}.txt" if number % 3 == 2 else f"{number:03}.html"
        path = folder / name
        path.write_text(f"<p>Chợ nổi số {number} họp từ sáng sớm.</p>", encoding="utf-8")
        files.append(FileToRead(ArticleFile(str(path), str(path), name), Keys()))
    return files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[FileToRead]:
    return pages(tmp_path_factory.mktemp("pages"), 2 * MIN_SLOW_FILES)


def listed(results: Any) -> list[list[Document | Remark]]:
    return [list(items) for items in results]


@pytest.fixture(scope="module")
def expected(files: list[FileToRead]) -> list[list[Document | Remark]]:
    return [list(file.read()) for file in files]


@settings(max_examples=20)  # A hundred files are read for each.
@given(script=st.text("drwn", max_size=60))
def test_the_result_does_not_depend_on_the_workers(
    files: list[FileToRead], expected: list[list[Document | Remark]], script: str
) -> None:
    """A call may be done early or late, never begun, or not accepted. Texts are never sent to workers."""
    pool = ScriptedPool(script + "d" * len(files))
    assert listed(read_in_order(files, pool)) == expected
    assert len(pool.script) >= len(files) - sum(file.is_slow() for file in files)


def test_the_file_of_a_worker_that_ends_is_a_failure(
    files: list[FileToRead], expected: list[list[Document | Remark]]
) -> None:
    """The files of the other workers, which are then ended too, are read by this process."""
    slow = [number for number, file in enumerate(files) if file.is_slow()]
    pool = ScriptedPool("dfff")
    results = listed(read_in_order([files[number] for number in slow], pool))
    (failure,) = results[1]
    assert isinstance(failure, Failure)
    assert failure.path == files[slow[1]].file.path
    assert pool.closed
    assert pool.script == []
    del results[1], slow[1]
    assert results == [expected[number] for number in slow]


def test_few_slow_files_start_no_workers(files: list[FileToRead]) -> None:
    pool = ScriptedPool("d" * 1000)
    listed(read_in_order(files[:MIN_SLOW_FILES], pool))
    assert len(pool.script) == 1000


def test_memory_does_not_grow_with_the_files(files: list[FileToRead]) -> None:
    """While the first file is waited for, only a few others are read."""
    pool = ScriptedPool("r" + "d" * 1000)
    results = read_in_order([file for file in files if file.is_slow()], pool)
    next(iter(results))
    assert 1000 - len(pool.script) < 20


def end_in_a_worker(file: FileToRead) -> list[Document | Remark]:
    """Read a file, but end the process if it is a worker and the file has a bad name."""
    if file.file.name == "004.html" and sys.argv[0] == "-c":
        os._exit(1)
    return read_whole_file(file)


@pytest.mark.slow
def test_real_workers(
    files: list[FileToRead], expected: list[list[Document | Remark]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash in a worker costs one file at most: if this process reads the file itself, it costs nothing."""
    with closing(WorkerPool(2)) as pool:
        assert listed(read_in_order(files, pool)) == expected
    monkeypatch.setattr(reading, "read_whole_file", end_in_a_worker)
    with closing(WorkerPool(2)) as pool:
        results = listed(read_in_order(files, pool))
    assert results[:4] + results[5:] == expected[:4] + expected[5:]
    (item,) = results[4]
    assert item == expected[4][0] or isinstance(item, Failure)
