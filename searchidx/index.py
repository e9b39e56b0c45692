"""The class `Index`, through which programs create, open, change and search an index.

`searchable_index.py` has the questions that an index answers. A change starts in `Index.updating`, and
`update.py` and the engine's writer carry it out.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import numpy  # noqa: F401 - an import from deeper in the stack takes 3 to 10 ms more in Python 3.11

from searchidx import schema
from searchidx.engines import columnar
from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import IndexFormatError, SearchError
from searchidx.keyword_names import METADATA_NAME as KEYWORDS
from searchidx.keyword_names import own_keywords, stored_keywords
from searchidx.searchable_index import SearchableIndex
from searchidx.synonyms import METADATA_NAME

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from searchidx.engines.base import Engine, EngineFactory
    from searchidx.filters import Filters
    from searchidx.model import Document
    from searchidx.synonyms.rules import SynonymsArgument
    from searchidx.update import Update

ENGINE: EngineFactory = columnar
"""The engine that stores and ranks the documents."""


class Index(SearchableIndex):
    """An index in a folder, made by `Index.create` or `Index.open`. A `with` block closes it at its end.

    An `Index` shows one committed state of the index: the state that was newest when the `Index` was opened,
    last refreshed or last used to commit a change.

    Threads: any number of threads may search and read with one `Index` at once. Only one change may be under
    way at a time, in all threads and processes together. A second change does not wait: it raises
    IndexLockedError. A change does not disturb searches.

    Errors: SearchError is raised if the operating system refuses to read or write the folder. Every method
    that reads files of the index can raise IndexFormatError, because they may be damaged. An argument of a
    wrong type raises Python's own exceptions.
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        super().__init__(engine.searcher(), stored_keywords(engine.metadata()))
        self.folder = folder
        self._engine = engine

    @classmethod
    def exists(cls, folder: str | os.PathLike[str]) -> bool:
        """Return whether the folder holds an index of any version. The folder need not exist."""
        with translate_os_errors(folder, "read"):
            return ENGINE.exists(Path(folder))

    @classmethod
    def create(
        cls,
        folder: str | os.PathLike[str],
        *,
        synonyms: SynonymsArgument = None,
        keywords: Iterable[str] = (),
    ) -> Index:
        """Create a new, empty index in a folder, and open it.

        Args:
            folder: an empty folder, or the path of a folder to make. It may hold files whose names start with
                a dot.
            synonyms: the synonyms of the index: `Synonyms`, or the path of a file to read, or None.
            keywords: the names of keyword fields of one's own. Their values are those of these keys in
                `Document.extra`: texts and numbers, or lists of them. They are searched, filtered and counted
                as `source` is. They cannot be changed later.

        Raises:
            SearchError: a name of `keywords` cannot be the name of a field.
            IndexExistsError: the folder holds an index or other files.
            IndexLockedError: another process or thread is making an index in the folder.
            SynonymsError: the synonyms cannot be read. No index is made.
        """
        own = own_keywords(keywords)
        metadata = {"schema": schema.fingerprint(own)}
        if own:
            metadata[KEYWORDS] = ",".join(own)
        if synonyms is not None:
            from searchidx.synonyms.rules import stored_text

            if text := stored_text(synonyms):
                metadata[METADATA_NAME] = text
        with translate_os_errors(folder, "made"):
            return cls(Path(folder), ENGINE.create(Path(folder), schema.fields(own), metadata))

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Index:
        """Open an index that exists, at its newest state.

        Raises:
            IndexMissingError: the folder holds no index, or does not exist.
            IndexFormatError: another version of searchidx made the index, or its files are damaged.
        """
        with translate_os_errors(folder, "read"):
            engine = ENGINE.open(Path(folder))
        metadata = engine.metadata()
        if metadata.get("schema") != schema.fingerprint(stored_keywords(metadata)):
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
        """Release the index, which must not be used afterwards.

        The files stay mapped into memory until Python has deleted this object and all arrays that show parts
        of them.
        """
        self._searcher.close()
        self._engine.close()

    @contextmanager
    def updating(self, *, workers: int | None = None) -> Iterator[Update]:
        """Start one change: a `with` block in which documents are added and deleted through an `Update`.

        The change is committed when the block ends. Then the change is durable, and this `Index` shows it.
        Any other `Index` shows the change when it is opened or refreshed afterwards. An exception that leaves
        the block undoes the whole change and is raised again.

        Args:
            workers: the number of worker processes for a large change. 0 keeps all work in this process.
                None chooses the number by the available processors. A small change starts no workers.

        Yields:
            The `Update`, whose methods `add`, `delete` and `set_synonyms` make up the change.

        Raises:
            IndexLockedError: another change is under way.
            WorkerError: a worker process failed. The change is undone.
            SearchError: at the end of the block, if an error that was caught inside it cancelled the change.
        """
        from searchidx.copies.compare import are_copies
        from searchidx.processes import WorkerPool
        from searchidx.update import Update

        with translate_os_errors(self.folder, "written"):
            analyze = schema.DocumentAnalyzer(self.keywords)
            writer = self._engine.writer(analyze, WorkerPool(workers), are_copies)
        try:
            yield Update(self.folder, writer, self._searcher)
        except BaseException:
            writer.cancel()
            raise
        with translate_os_errors(self.folder, "written"), verify_on_unexpected_error(self._searcher):
            writer.commit()
        self.refresh()

    def update(self, documents: Iterable[Document], *, workers: int | None = None) -> int:
        """Add documents as one change. A document replaces any document that has the same id.

        Args:
            documents: any iterable, for example a generator. It may have the same id several times: the last
                document counts.
            workers: see `updating`.

        Returns:
            The number of documents in the iterable. Documents with equal ids are counted separately.

        Raises:
            DocumentError: a document has no id, a value of a wrong type, or `extra` values that cannot be
                stored.
            WorkerError: a worker process failed.
            IndexLockedError: another change is under way.

        These errors, and any exception that the iterable raises, leave the index unchanged.
        """
        with self.updating(workers=workers) as update:
            return update.add(documents)

    def delete(
        self,
        identifiers: Iterable[str] = (),
        *,
        query: str | None = None,
        plain: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Delete the documents with these ids, or those that a query finds, as one change.

        Args:
            identifiers: an iterable of ids, or a single id as a string. Unknown ids are ignored.
            query: a query as for `search`: the documents that match it completely as typed are deleted. An
                empty query finds all documents that meet the filters, and none without filters.
            plain: see `search`.
            filters: narrow what the query finds (see `search`). They need a query.

        Returns:
            The number of documents that were deleted.

        Raises:
            IndexLockedError: another change is under way.
            QuerySyntaxError: the query cannot be read. Nothing is deleted.
            SearchError: a filter cannot be read, or there are filters without a query. Nothing is deleted.
        """
        if query is None and filters:
            raise SearchError(
                'Filters delete nothing without a query. Add query="" to delete all that meet them.'
            )
        with self.updating() as update:
            self.refresh()  # the change starts from the newest state, so the query must find its documents
            found = [] if query is None else self._identifiers(query, plain=plain, filters=filters)
            ids = [identifiers] if isinstance(identifiers, str) else list(identifiers)
            return update.delete([*ids, *found])

    def _identifiers(self, query: str, *, plain: bool, filters: Filters) -> list[str]:
        """Return the ids of the documents that match the whole query as typed."""
        searcher = self._searcher
        page = self._find_complete(query, plain=plain, filters=filters, limit=len(self)).page
        return [searcher.document(scored.number).id for scored in page]

    def set_synonyms(self, synonyms: SynonymsArgument) -> None:
        """Replace the synonyms of the index as one change. No document is indexed anew.

        Args:
            synonyms: `Synonyms`, or the path of a file to read, or None to remove the synonyms.

        Raises:
            SynonymsError: the synonyms cannot be read. The index stays unchanged.
            IndexLockedError: another change is under way.
        """
        with self.updating(workers=0) as update:
            update.set_synonyms(synonyms)

    def refresh(self) -> None:
        """Show the newest state of the index, which includes all changes committed by other processes.

        Searches that are under way in other threads finish in the state in which they started.

        Raises:
            IndexMissingError: the folder no longer holds an index.
        """
        with translate_os_errors(self.folder, "read"):
            self._searcher = self._engine.searcher()

    def info(self) -> dict[str, str]:
        """Return what `searchidx info` prints, as a dictionary of strings for people to read.

        The keys are `folder`, `documents` (their number), `size` (of all files in the folder), `synonyms`
        (the number of rules, if there are any), `keywords` (the keyword fields of one's own, if there are
        any) and `schema`.

        Raises:
            OSError: the folder cannot be read.
        """
        size = sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())
        rules = len(self.synonyms())
        return {
            "folder": str(self.folder),
            "documents": f"{len(self):,}",
            "size": f"{size / 1e6:,.1f} MB",
            **({"synonyms": f"{rules:,}"} if rules else {}),
            **({"keywords": ", ".join(self.keywords)} if self.keywords else {}),
            "schema": self._searcher.metadata()["schema"],
        }
