"""The new documents of a change: runs of them become segments of their own, in whatever process."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.document_bytes import decode_document
from searchidx.engines.columnar.states import random_segment_name
from searchidx.engines.columnar.writing.invert import Inverter
from searchidx.engines.columnar.writing.validate import check_batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from searchidx.engines.base import AnalyzeDocuments, FieldSpec, Workers

RUN_SIZE = 12 << 20
"""Bytes of stored documents that are inverted together: what bounds the memory of indexing."""

FIRST_SIZE = 3 << 20
"""Of the first run, about a thousand articles; later ones are larger. So small changes are shared out too."""

_EACH = 200
"""What a document adds to the size of its run, besides its stored form."""


_ANALYSED = 5 << 19
"""Bytes of stored documents that are analysed together: about a thousand articles."""


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A new segment: its name, the number of its documents, and which were replaced or deleted since."""

    name: str
    document_count: int
    deleted: set[int] = field(default_factory=set)


class NewSegments:
    """Takes stored documents in and has them inverted; where runs end depends on the documents alone."""

    def __init__(
        self,
        folder: Path,
        specs: tuple[FieldSpec, ...],
        analyze: AnalyzeDocuments,
        helpers: Workers,
    ) -> None:
        self._folder, self._specs, self._helpers = folder, specs, helpers
        self._analyze, self._limit = analyze, FIRST_SIZE
        self._forms: list[bytes] = []
        self._dead: set[int] = set()
        self._size = 0
        self._done: list[NewSegment] = []
        self._starts = [0]
        """The number of the first document of each run, the one under way included."""
        self._under_way: list[tuple[Future[None], Path, list[bytes]]] = []

    def append(self, form: bytes) -> int:
        """Take a stored document; return its number among all that were taken."""
        if self._size >= self._limit:
            self._settle()
            path, forms = self._cut()
            future = self._helpers.submit(invert, path, self._specs, self._analyze, forms)
            if future is None:
                invert(path, self._specs, self._analyze, forms)
            else:
                self._under_way.append((future, path, forms))
        self._forms.append(form)
        self._size += len(form) + _EACH
        return self._starts[-1] + len(self._forms) - 1

    def drop(self, number: int) -> None:
        """Take a document out."""
        run = bisect_right(self._starts, number) - 1
        dead = self._done[run].deleted if run < len(self._done) else self._dead
        dead.add(number - self._starts[run])

    def finish(self) -> list[NewSegment]:
        """Invert what is left, and wait for what helpers do; return all runs, in order."""
        if self._forms:
            path, forms = self._cut()
            invert(path, self._specs, self._analyze, forms, final=len(self._done) == 1)
        while self._under_way:
            future, path, forms = self._under_way.pop()
            if future.cancel():
                invert(path, self._specs, self._analyze, forms)
            else:
                future.result()
        del self._analyze  # what it has learnt takes memory that merging needs
        return self._done

    def _settle(self) -> None:
        """Forget what helpers have done, or raise the exception that they met."""
        for future, _, _ in self._under_way:
            if future.done():
                future.result()
        self._under_way = [job for job in self._under_way if not job[0].done()]

    def _cut(self) -> tuple[Path, list[bytes]]:
        """End the run; return where it is to be inverted, and its documents."""
        run, forms = NewSegment(random_segment_name(), len(self._forms), self._dead), self._forms
        self._forms, self._dead, self._size = [], set(), 0
        self._starts.append(self._starts[-1] + run.document_count)
        self._limit = min(2 * self._limit, RUN_SIZE)
        self._done.append(run)
        return states.segment_path(self._folder, run.name), forms


def invert(
    path: Path,
    specs: tuple[FieldSpec, ...],
    analyze: AnalyzeDocuments,
    forms: Sequence[bytes],
    *,
    final: bool = False,
) -> None:
    """Write stored documents as one segment. One that is to stay (`final`) has signatures, and is synced."""
    inverter = Inverter(path, specs)
    try:
        for some in _slices(forms):
            batch = analyze([decode_document(form) for form in some])
            check_batch(batch, specs)
            inverter.add(batch, some)
        inverter.finish(final=final)
    except BaseException:
        inverter.discard()
        raise


def _slices(forms: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Cut the documents into stretches that are analysed as a whole."""
    first = size = 0
    for at, form in enumerate(forms):
        size += len(form)
        if size >= _ANALYSED:
            yield forms[first : at + 1]
            first, size = at + 1, 0
    if first < len(forms):
        yield forms[first:]
