"""The facade: create or open an index, update it, search it."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy  # noqa: F401 - from here, for from deeper in a stack Python 3.11 takes 3 to 10 ms more for it

from searchidx import schema
from searchidx.engines import columnar
from searchidx.errors import DocumentError, IndexFormatError, SearchError
from searchidx.hits import HitPresenter
from searchidx.model import Results
from searchidx.planning.plan import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import passages, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from searchidx.engines.base import Engine, EngineFactory, Searcher, TopDocuments, Writer
    from searchidx.model import Document, Hit, Suggestion
    from searchidx.query.tree import Query

engine: EngineFactory = columnar
"""What stores and ranks."""

_SUGGEST_FROM = 5
"""Hits that a suggestion is read off, where they show what the accents of the query may be."""

_TOGETHER = 100
"""Documents that are handed to the engine at a time."""


class Index:
    """An index in a folder. Searching is safe from several threads; one process writes at a time."""

    def __init__(self, folder: Path, opened: Engine) -> None:
        self.folder = folder
        self._engine = opened
        self._searcher: Searcher = opened.searcher()

    @classmethod
    def exists(cls, folder: str | os.PathLike[str]) -> bool:
        """Return whether the folder holds an index."""
        with _told(folder, "read"):
            return engine.exists(Path(folder))

    @classmethod
    def create(cls, folder: str | os.PathLike[str]) -> Index:
        """Make a new, empty index; raises IndexExistsError when the folder holds anything."""
        metadata = {"schema": schema.fingerprint()}
        with _told(folder, "made"):
            return cls(Path(folder), engine.create(Path(folder), schema.fields(), metadata))

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Index:
        """Open an index; raises IndexMissingError, or IndexFormatError when another version made it."""
        with _told(folder, "read"):
            opened = engine.open(Path(folder))
        if opened.metadata().get("schema") != schema.fingerprint():
            opened.close()
            raise IndexFormatError(
                f"The index in {str(folder)!r} was made by another version of searchidx, which analyses text "
                f"in another way. Delete the folder and rebuild it: searchidx index PATH... --index {folder}"
            )
        with _told(folder, "read"):
            return cls(Path(folder), opened)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files: they are unmapped with the last object that shows them."""
        self._searcher.close()
        self._engine.close()

    def __len__(self) -> int:
        return self._searcher.document_count()

    def __contains__(self, identifier: object) -> bool:
        with _trusted(self._searcher) as searcher:
            return isinstance(identifier, str) and searcher.document_number(identifier) is not None

    @contextmanager
    def updating(self, *, workers: int | None = None) -> Iterator[Update]:
        """Begin one change to the index: durable at the end of the block, undone by an exception in it.

        `workers` is how many processes help to analyse many documents: None for as many as pay off. Raises
        IndexLockedError while another process changes the index.
        """
        from searchidx.processes import WorkerPool

        with _told(self.folder, "written"):
            writer = self._engine.writer(schema.DocumentAnalyzer(), WorkerPool(workers))
        try:
            yield Update(self.folder, writer, self._searcher)
        except BaseException:
            writer.cancel()
            raise
        with _told(self.folder, "written"), _trusted(self._searcher):
            writer.commit()
        self.refresh()

    def update(self, documents: Iterable[Document], *, workers: int | None = None) -> int:
        """Take the documents in, replacing those with the same ids; return how many, or undo all.

        `workers` is as for `updating`. Raises WorkerError when one of them fails, DocumentError.
        """
        with self.updating(workers=workers) as update:
            return update.add(documents)

    def delete(self, identifiers: Iterable[str]) -> int:
        """Take the documents with these ids (or this one id) out; return how many there were."""
        with self.updating() as update:
            return update.delete(identifiers)

    def refresh(self) -> None:
        """See what was committed since, by this or another process. Searches under way are not disturbed."""
        with _told(self.folder, "read"):
            self._searcher = self._engine.searcher()

    def search(self, query: str, *, limit: int = 10, offset: int = 0, explain: bool = False) -> Results:
        """Return the page of best documents; raises QuerySyntaxError for a query that cannot be read.

        With `explain`, every hit tells what each signal gave to its score.
        """
        if limit < 0 or offset < 0:
            raise SearchError(
                f"limit={limit}, offset={offset}: neither can be negative; they count documents."
            )
        started = time.perf_counter()
        parsed = parse(query)
        with _trusted(self._searcher) as searcher:
            hits, found, better = self._answer(parsed, searcher, limit, offset, explain=explain)
        took = time.perf_counter() - started
        return Results(query, hits, found.total, found.complete, found.relaxed, suggestion=better, took=took)

    def _answer(
        self, parsed: Query, searcher: Searcher, limit: int, offset: int, *, explain: bool
    ) -> tuple[tuple[Hit, ...], TopDocuments, Suggestion | None]:
        analyzed = analyze_query(parsed)
        planned = plan(analyzed, searcher)
        found = searcher.search(planned, limit=limit, offset=offset)
        show = HitPresenter(searcher, planned, explain=explain)
        hits = tuple(show.hits(found.page, offset + 1))
        better = suggest(analyzed, searcher, passages(hits[:_SUGGEST_FROM])) if offset == 0 else None
        return hits, found, better

    def get(self, identifier: str) -> Document | None:
        """Return the document with this id, None when there is none."""
        with _trusted(self._searcher) as searcher:
            number = searcher.document_number(identifier)
            return None if number is None else searcher.document(number)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all documents."""
        with _trusted(self._searcher) as searcher:
            yield from searcher.identifiers()

    def info(self) -> dict[str, str]:
        """Return what the index holds, by name, fit to be printed."""
        size = sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())
        return {
            "folder": str(self.folder),
            "documents": f"{len(self):,}",
            "size": f"{size / 1e6:,.1f} MB",
            **self._engine.metadata(),
        }


class Update:
    """One change to an index, under way."""

    def __init__(self, folder: Path, writer: Writer, before: Searcher) -> None:
        self._folder = folder
        self._writer = writer
        self._before = before

    def add(self, documents: Iterable[Document]) -> int:
        """Take the documents in, replacing those with the same ids; return how many were taken."""
        rest = iter(documents)
        taken = 0
        while some := list(islice(rest, _TOGETHER)):
            for document in some:
                _check(document)
            with _told(self._folder, "written"):
                self._writer.add(some)
            taken += len(some)
        return taken

    def delete(self, identifiers: Iterable[str]) -> int:
        """Take the documents with these ids (or this one id) out; return how many there were."""
        named = [identifiers] if isinstance(identifiers, str) else list(identifiers)
        with _trusted(self._before):
            return self._writer.delete(named)


@contextmanager
def _told(folder: str | os.PathLike[str], done: str) -> Iterator[None]:
    """Turn errors of the operating system into SearchErrors that name the folder."""
    try:
        yield
    except OSError as error:
        raise SearchError(
            f"The index in {os.fspath(folder)!r} cannot be {done}: {error.strerror or error}. "
            "Check the folder, who may use it, and the space on the disk."
        ) from error


@contextmanager
def _trusted(searcher: Searcher) -> Iterator[Searcher]:
    """Have an unexpected error explained by the files, where they are damaged in spite of right checksums."""
    try:
        yield searcher
    except (SearchError, OSError, AttributeError):  # the last: an argument of the wrong type
        raise
    except Exception:
        searcher.verify()
        raise


def _check(document: Document) -> None:
    """Raise DocumentError for a document whose fields cannot be analysed."""
    if not document.id:
        raise DocumentError(f"A document titled {document.title!r} has no id. Give it one that is its own.")
    for name in ("id", "title", "body", "source", "category"):
        if not isinstance(getattr(document, name), str):
            raise DocumentError(
                f"The {name} of document {document.id!r} is not a text but "
                f"{type(getattr(document, name)).__name__}. Convert it with str(), or leave it empty."
            )
