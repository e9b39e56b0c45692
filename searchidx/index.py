"""The index as a program sees it: create or open it, change it, search it.

`Index._answer` is the map of a search: each of its steps names the folder that does the work. A change is
begun here and carried out by `update.py`.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy  # noqa: F401 - imported here, because deeper in a stack Python 3.11 takes 3 to 10 ms more for it

from searchidx import schema
from searchidx.engines import columnar
from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import IndexFormatError, SearchError
from searchidx.hits import HitPresenter
from searchidx.model import Results
from searchidx.planning.plan import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import passages, suggest

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from searchidx.engines.base import Engine, EngineFactory, Searcher
    from searchidx.model import Document
    from searchidx.update import Update

ENGINE: EngineFactory = columnar
"""The engine that stores the documents and ranks them."""

SUGGESTION_HITS = 5
"""How many of the first hits are read for a suggestion: their texts show which accents the query may mean."""


class Index:
    """An index in a folder.

    Several threads may search at once. Only one process, and one thread in it, may change the index at a
    time.
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self._engine = engine
        self._searcher: Searcher = engine.searcher()

    @classmethod
    def exists(cls, folder: str | os.PathLike[str]) -> bool:
        """Return whether the folder holds an index."""
        with translate_os_errors(folder, "read"):
            return ENGINE.exists(Path(folder))

    @classmethod
    def create(cls, folder: str | os.PathLike[str]) -> Index:
        """Create a new, empty index; raises IndexExistsError if the folder holds anything."""
        metadata = {"schema": schema.fingerprint()}
        with translate_os_errors(folder, "made"):
            return cls(Path(folder), ENGINE.create(Path(folder), schema.fields(), metadata))

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Index:
        """Open an index that exists.

        Raises IndexMissingError if there is none, and IndexFormatError if another version made it or its
        files are damaged.
        """
        with translate_os_errors(folder, "read"):
            engine = ENGINE.open(Path(folder))
        if engine.metadata().get("schema") != schema.fingerprint():
            engine.close()
            raise IndexFormatError(
                f"The index in {str(folder)!r} was made by another version of searchidx, which analyses text "
                f"in another way. Delete the folder and rebuild it: searchidx index PATH... --index {folder}"
            )
        with translate_os_errors(folder, "read"):
            return cls(Path(folder), engine)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files. A file stays mapped into memory as long as an object still shows a part of it."""
        self._searcher.close()
        self._engine.close()

    def __len__(self) -> int:
        return self._searcher.document_count()

    def __contains__(self, identifier: object) -> bool:
        with verify_on_unexpected_error(self._searcher) as searcher:
            return isinstance(identifier, str) and searcher.document_number(identifier) is not None

    @contextmanager
    def updating(self, *, workers: int | None = None) -> Iterator[Update]:
        """Begin one change: a `with` block that gives an `Update` to add and delete documents.

        The change is durable when the block ends, and an exception in the block undoes all of it. `workers`
        is how many other processes help to index many documents; None starts as many as pay off. Raises
        IndexLockedError while another process or thread changes the index.
        """
        from searchidx.processes import WorkerPool
        from searchidx.update import Update

        with translate_os_errors(self.folder, "written"):
            writer = self._engine.writer(schema.DocumentAnalyzer(), WorkerPool(workers))
        try:
            yield Update(self.folder, writer, self._searcher)
        except BaseException:
            writer.cancel()
            raise
        with translate_os_errors(self.folder, "written"), verify_on_unexpected_error(self._searcher):
            writer.commit()
        self.refresh()

    def update(self, documents: Iterable[Document], *, workers: int | None = None) -> int:
        """Add documents as one change, and replace those that have the same ids.

        Returns how many documents were given. Raises DocumentError for a document that cannot be indexed,
        WorkerError if a worker process fails, and what `updating` raises; nothing is changed then.
        """
        with self.updating(workers=workers) as update:
            return update.add(documents)

    def delete(self, identifiers: Iterable[str]) -> int:
        """Delete the documents with these ids as one change; a single id may be given as it is.

        Returns how many documents there were. Unknown ids are ignored.
        """
        with self.updating() as update:
            return update.delete(identifiers)

    def refresh(self) -> None:
        """Show what was committed since the index was opened or last refreshed, by this or another process.

        Searches under way in other threads finish in the state in which they began.
        """
        with translate_os_errors(self.folder, "read"):
            self._searcher = self._engine.searcher()

    def search(self, query: str, *, limit: int = 10, offset: int = 0, explain: bool = False) -> Results:
        """Search, and return one page of results: at most `limit` hits, after the first `offset` ones.

        With `explain`, each hit lists what every signal contributed to its score. Raises QuerySyntaxError for
        a query that cannot be read, and SearchError for a negative `limit` or `offset`.
        """
        if limit < 0 or offset < 0:
            raise SearchError(
                f"limit={limit}, offset={offset}: neither can be negative; they count documents."
            )
        return self._answer(query, limit, offset, explain=explain)

    def _answer(self, query: str, limit: int, offset: int, *, explain: bool) -> Results:
        started = time.perf_counter()
        # 1. Parse what was typed into a tree of words, phrases and operators (query/).
        parsed = parse(query)
        with verify_on_unexpected_error(self._searcher) as searcher:
            # 2. Analyse what it wants: syllables, and stretches of neighbouring ones (planning/stretches.py).
            analyzed = analyze_query(parsed)
            # 3. Plan: decide which documents match and what adds to their scores (planning/).
            planned = plan(analyzed, searcher)
            # 4. Search: the engine finds and ranks the documents (engines/columnar/searching/).
            top = searcher.search(planned, limit=limit, offset=offset)
            # 5. Present the page: marks and snippets make hits of documents (hits.py, highlight/).
            presenter = HitPresenter(searcher, planned, explain=explain)
            hits = tuple(presenter.hits(top.page, offset + 1))
            # 6. Suggest a better way to write the query, on the first page only (suggest/).
            first_page = offset == 0
            suggestion = suggest(analyzed, searcher, passages(hits[:SUGGESTION_HITS])) if first_page else None
        took = time.perf_counter() - started
        return Results(query, hits, top.total, top.complete, top.relaxed, suggestion, took)

    def get(self, identifier: str) -> Document | None:
        """Return the document with this id, or None if there is none."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            number = searcher.document_number(identifier)
            return None if number is None else searcher.document(number)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all documents."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            yield from searcher.identifiers()

    def info(self) -> dict[str, str]:
        """Return what `searchidx info` prints, by name: the folder, the documents, the size, the schema."""
        size = sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())
        return {
            "folder": str(self.folder),
            "documents": f"{len(self):,}",
            "size": f"{size / 1e6:,.1f} MB",
            **self._engine.metadata(),
        }
