"""How are many queries answered faster than one by one? Worker processes answer a part of them.

The queries are cut into chunks. This process answers the first chunk, and offers the chunks that follow it to
the workers. All answers are yielded in the order of the queries. Threads would not help, because most of a
search is Python code, and only one thread at a time can run Python code.

The answers do not depend on the workers. A worker opens the files of the same state that the index shows
here. It stops at the first query whose search raises an exception. This process then searches for the rest of
the chunk itself, so that the exception is raised here in its turn. This process never waits for a worker: if
nothing else is left to do, it answers the same chunk as the worker.
"""

from __future__ import annotations

import pickle
import time
import warnings
from collections import OrderedDict, deque
from contextlib import suppress
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from searchidx.filters import SearchArguments
    from searchidx.model import Results
    from searchidx.processes import WorkerPool

CHUNK_QUERIES: Final = 8
"""The largest number of queries in a chunk."""

CHUNK_HITS: Final = 800
"""The largest number of hits of all answers of a chunk, unless a single answer has more."""

CHUNKS_AHEAD: Final = 8
"""The number of chunks that are read, and may be answered, before their turn."""

START_SECONDS: Final = 1.0
"""Workers start if the queries that were read so far take at least this CPU time, of which a worker needs a
third to start. The time is estimated from the searches so far."""

ESTIMATE_SEARCHES: Final = 4
"""The number of searches before the first estimate. The very first search takes longer than others."""

REMEMBERED_HITS: Final = 5_000
"""The largest number of hits of all answers that are remembered for equal queries: some 20 MB."""

FAILED_WORKER_WARNING: Final = "A worker process failed, so this process answers all other queries."


def search_many(
    search: Callable[..., Results], queries: Iterable[str], arguments: SearchArguments, workers: int | None
) -> Iterator[Results]:
    """Yield the answer to each query, in the order of the queries.

    Args:
        search: the function that is called with each query and the arguments. It is pickled for workers.
        queries: read at most CHUNKS_AHEAD + 1 chunks ahead.
        arguments: the same for all queries.
        workers: the number of workers, or None for `processes.default_worker_count()`.
    """
    hits = max(arguments.get("limit", 10), 1)
    chunk_queries = max(min(CHUNK_QUERIES, CHUNK_HITS // hits), 1)
    searches = _ManySearches(partial(search, **arguments), queries, chunk_queries, workers)
    try:
        yield from searches.answers()
    finally:
        searches.stop_workers()


class _Chunk:
    """Some queries in a row, and the answers that are known so far."""

    def __init__(self, queries: Sequence[str]) -> None:
        self.queries = queries
        self.answers: dict[str, Results] = {}
        self.unknown: Sequence[str] = ()
        """The queries that had no answer when the chunk was begun, each once."""
        self.is_begun = False
        """Whether this process has begun the chunk, or a worker may begin it."""
        self.future: Future[list[Results]] | None = None
        """The answers of a worker to the first of `unknown`, possibly to all."""

    def begin(self, recent: _RecentAnswers) -> Sequence[str]:
        """Take the answers that are remembered. Return the queries that are left."""
        self.is_begun, self.future = True, None
        self.answers = recent.among(self.queries)
        self.unknown = [query for query in dict.fromkeys(self.queries) if query not in self.answers]
        return self.unknown

    def can_begin(self) -> bool:
        """Return whether nobody has begun the chunk. A worker that has not begun it does not get it then."""
        return not self.is_begun or (self.future is not None and self.future.cancel())

    def is_running(self) -> bool:
        """Return whether a worker is answering the chunk."""
        return self.future is not None and not self.future.done()

    def add(self, answers: Sequence[Results]) -> None:
        """Add the answers to the first of `unknown`."""
        self.answers.update(zip(self.unknown, answers, strict=False))


class _ManySearches:
    """One call of `search_many`."""

    def __init__(
        self,
        search: Callable[[str], Results],
        queries: Iterable[str],
        chunk_queries: int,
        workers: int | None,
    ) -> None:
        self._search = search
        self._queries = iter(queries)
        self._chunk_queries = chunk_queries
        self._workers = workers
        self._pool: WorkerPool | None = None
        self._pickled_search = b""
        self._ahead: deque[_Chunk] = deque()
        """The chunks after the present one."""
        self._recent = _RecentAnswers()
        self._searches = 0
        """The number of searches in this process, and the CPU time that they took."""
        self._seconds = 0.0

    def answers(self) -> Iterator[Results]:
        """Yield the answer to each query, in order."""
        self._read_ahead()
        while self._ahead:
            chunk = self._ahead.popleft()
            self._read_ahead()
            self._offer_chunks()
            if chunk.can_begin():
                chunk.begin(self._recent)
            self._answer_others_than(chunk)
            for query in chunk.queries:
                self._receive(chunk)
                if query not in chunk.answers:
                    chunk.answers[query] = self._answer(query)
                self._recent.add(query, chunk.answers[query])
                yield chunk.answers[query]

    def _read_ahead(self) -> None:
        while len(self._ahead) < CHUNKS_AHEAD:
            queries = list(islice(self._queries, self._chunk_queries))
            if not queries:
                break
            self._ahead.append(_Chunk(queries))

    def _answer_others_than(self, chunk: _Chunk) -> None:
        """While a worker answers this chunk, answer chunks that nobody has begun, if there are any."""
        for other in self._ahead:
            if chunk.is_running() and other.can_begin():
                other.add(first_answers(self._answer, other.begin(self._recent)))

    def _answer(self, query: str) -> Results:
        """Search in this process, and see to it that the workers have something to do."""
        self._offer_chunks()
        began = time.thread_time()
        results = self._search(query)
        self._seconds += time.thread_time() - began
        self._searches += 1
        return results

    def _offer_chunks(self) -> None:
        """Give the workers as many of the next chunks as they accept, if workers pay off."""
        if not self._workers_pay_off():
            return
        for chunk in self._ahead:
            if not chunk.is_begun and (unknown := chunk.begin(self._recent)):
                chunk.future = self._submit(unknown)
                if chunk.future is None:
                    chunk.is_begun = False
                    break

    def _workers_pay_off(self) -> bool:
        if self._searches < ESTIMATE_SEARCHES:
            return False
        queries = self._searches + sum(len(chunk.queries) for chunk in self._ahead)
        return self._seconds / self._searches * queries >= START_SECONDS

    def _submit(self, queries: Sequence[str]) -> Future[list[Results]] | None:
        """Let a worker answer the queries, if one is free."""
        if self._pool is None:
            from searchidx.processes import WorkerPool  # imported here, because few queries need no workers

            self._pool = WorkerPool(self._workers)
            try:
                self._pickled_search = pickle.dumps(self._search)
            except (pickle.PicklingError, TypeError, AttributeError):  # an argument cannot be pickled
                self._pool.close()
        return self._pool.submit(first_answers_of_pickled, self._pickled_search, queries)

    def stop_workers(self) -> None:
        """End all workers. This process answers all other queries."""
        if self._pool is not None:
            self._pool.close()

    def _receive(self, chunk: _Chunk) -> None:
        """Add the answers of the worker to its chunk, if the worker has finished."""
        if chunk.future is not None and chunk.future.done():
            try:
                chunk.add(chunk.future.result())
            except Exception:  # WorkerError, or the queries cannot be pickled
                self.stop_workers()
                for other in self._ahead:
                    other.future = None
                warnings.warn(FAILED_WORKER_WARNING, RuntimeWarning, stacklevel=2)
            chunk.future = None


class _RecentAnswers:
    """The last answers, by their queries."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Results] = OrderedDict()
        self._hits = 0

    def among(self, queries: Iterable[str]) -> dict[str, Results]:
        """Return the answers to those of the queries that are remembered."""
        return {query: self._answers[query] for query in queries if query in self._answers}

    def add(self, query: str, answer: Results) -> None:
        """Remember an answer, and forget the oldest ones if there are too many."""
        if query not in self._answers:
            self._answers[query] = answer
            self._hits += len(answer) + 1
        while self._hits > REMEMBERED_HITS:
            self._hits -= len(self._answers.popitem(last=False)[1]) + 1


def first_answers(search: Callable[[str], Results], queries: Iterable[str]) -> list[Results]:
    """Return the answers to the queries before the first one whose search raises an exception."""
    answers: list[Results] = []
    with suppress(Exception):  # the query is searched again in its turn, and then raises the exception
        for query in queries:
            answers.append(search(query))
    return answers


def first_answers_of_pickled(pickled_search: bytes, queries: Sequence[str]) -> list[Results]:
    """Do the work of `first_answers` in a worker.

    The result is empty if the files of the state are gone, because others have committed changes.
    """
    try:
        search = _unpickled(pickled_search)
    except FileNotFoundError:
        return []
    return first_answers(search, queries)


@lru_cache(maxsize=1)
def _unpickled(search: bytes) -> Callable[[str], Results]:
    """Return the function. A worker keeps it, and thus the open index, from one chunk to the next."""
    unpickled: Callable[[str], Results] = pickle.loads(search)
    return unpickled
