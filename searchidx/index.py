"""The class `Index`, through which programs create, open, change and search an index.

`answer.py` answers a search. A change starts in `Index.updating`, and `update.py` and the engine's writer
carry it out.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, get_args

import numpy  # noqa: F401 - an import from deeper in the stack takes 3 to 10 ms more in Python 3.11

from searchidx import schema
from searchidx.answer import Request, answer, find_complete, mark
from searchidx.engines import columnar
from searchidx.error_guards import translate_os_errors, verify_on_unexpected_error
from searchidx.errors import IndexFormatError, SearchError
from searchidx.highlight import SNIPPET_LENGTH
from searchidx.hits import check_snippets
from searchidx.keyword_names import METADATA_NAME as KEYWORDS
from searchidx.keyword_names import own_keywords, stored_keywords
from searchidx.model import Copies, Sort
from searchidx.synonyms import METADATA_NAME

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from analyzers.form_table import FormTable
    from searchidx.engines.base import Engine, EngineFactory, Searcher, TopDocuments
    from searchidx.facets import Unit
    from searchidx.filters import Filters
    from searchidx.model import Document, MarkedDocument, Results
    from searchidx.synonyms.rules import Synonyms, SynonymsArgument
    from searchidx.update import Update

ENGINE: EngineFactory = columnar
"""The engine that stores and ranks the documents."""


class Index:
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
        self.folder = folder
        self._engine = engine
        self._searcher: Searcher = engine.searcher()
        self.keywords = stored_keywords(engine.metadata())
        """The keyword fields of the index in addition to `source`, `category` and `author`."""

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

    def __len__(self) -> int:
        """Return the number of documents. Deleted documents do not count."""
        return self._searcher.document_count()

    def __contains__(self, identifier: object) -> bool:
        """Return whether there is a document with this id. A value that is not a string is no id."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            return isinstance(identifier, str) and searcher.document_number(identifier) is not None

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
        from searchidx.processes import WorkerPool
        from searchidx.update import Update

        with translate_os_errors(self.folder, "written"):
            writer = self._engine.writer(schema.DocumentAnalyzer(self.keywords), WorkerPool(workers))
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

    def synonyms(self) -> Synonyms:
        """Return the synonyms of the index, which have no rules if the index has no synonyms."""
        from searchidx.synonyms.rules import Synonyms
        from searchidx.synonyms.stored import decode

        return Synonyms(decode(self._searcher.metadata().get(METADATA_NAME, "")))

    def _synonym_table(self, searcher: Searcher) -> FormTable | None:
        """Return the synonyms of a searcher's state as a table, or None if the state has no synonyms.

        The table is built by the first search that needs it, and kept for the next ones.
        """
        text = searcher.metadata().get(METADATA_NAME)
        if text is None:
            return None
        from searchidx.synonyms.stored import form_table

        return form_table(text)

    def refresh(self) -> None:
        """Show the newest state of the index, which includes all changes committed by other processes.

        Searches that are under way in other threads finish in the state in which they started.

        Raises:
            IndexMissingError: the folder no longer holds an index.
        """
        with translate_os_errors(self.folder, "read"):
            self._searcher = self._engine.searcher()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        explain: bool = False,
        exact: bool = False,
        typing: bool = False,
        plain: bool = False,
        sort: Sort = "relevance",
        copies: Copies = "all",
        facets: Iterable[str] = (),
        snippets: int = 1,
        snippet_length: int = SNIPPET_LENGTH,
        **filters: Unpack[Filters],
    ) -> Results:
        """Search the index and return one page of results.

        Args:
            query: the query as a user types it (docs/query-language.md).
            limit: the largest number of hits on the page.
            offset: the number of best hits to skip: 0 for the first page, 10 for the second page of ten hits.
            explain: whether each hit gets an `explanation`, the summands of its score.
            exact: whether the results are always those of the query as typed. Otherwise the results of a
                correction are shown if few documents match the query completely and clearly more match the
                correction (`Results.corrected`).
            typing: whether the user is still typing. The last word is then read as the beginning of a word,
                unless white space follows it. Without `typing`, it is read so only if no article has it, or
                none has it next to the word before it (docs/query-language.md).
            plain: whether the query is plain text: all of its words are searched, and no sign in it has any
                meaning. Use it for text that is not typed as a query, such as a title.
            sort: the order of the hits: "relevance", or "newest" or "oldest" first. In an order by date,
                complete matches come before partial ones, documents without a date come last, documents of
                one day are in the order of indexing, and all scores are 0.
            copies: what happens to articles with nearly the same text. With "fold", only the best article of
                a story is a hit, which has the ids of the others (`Hit.copies`). Totals count all of them.
            facets: what is counted over all complete matches (`Results.facets`): names of keyword fields, and
                "year", "month" and "day".
            snippets: the largest number of snippets of a hit, from 0 to 100. They are the passages that show
                most of the query, in the order of the text (`Hit.snippets`). With 0, hits have neither
                snippets nor marks, and the search is faster.
            snippet_length: the largest number of codepoints of a snippet without its ellipses, from 20 to
                10,000.
            filters: `since`, `until`, `source`, `category`, `where`, `path` and `today` narrow what matches
                (see `searchidx.filters.Filters`).

        Returns:
            The page of hits, best first, and the number of documents that match. Only the first page, at
            offset 0, may have a suggestion.

        Raises:
            QuerySyntaxError: the query cannot be read.
            SearchError: `limit` or `offset` is negative, there is no such order or facet, `snippets` or
                `snippet_length` is out of its range, or a filter cannot be read.
        """
        if limit < 0 or offset < 0:
            raise SearchError(
                f"limit={limit}, offset={offset}: neither can be negative; they count documents."
            )
        if sort not in get_args(Sort):
            raise SearchError(f"There is no order {sort!r}. Sort by {' or '.join(get_args(Sort))}.")
        if copies not in get_args(Copies):
            raise SearchError(f"copies={copies!r} means nothing. Write {' or '.join(get_args(Copies))}.")
        check_snippets(snippets, snippet_length)
        with verify_on_unexpected_error(self._searcher) as searcher:
            request = Request(
                limit,
                offset,
                explain=explain,
                exact=exact,
                typing=typing,
                plain=plain,
                sort=sort,
                copies=copies,
                facets=[facets] if isinstance(facets, str) else tuple(facets),
                filters=filters,
                synonyms=self._synonym_table(searcher),
                keywords=self.keywords,
                snippets=snippets,
                snippet_length=snippet_length,
            )
            return answer(query, searcher, request)

    def count(self, query: str, *, plain: bool = False, **filters: Unpack[Filters]) -> int:
        """Return the number of documents that match the whole query as typed.

        This is faster than a search. The arguments and errors are those of `search`.
        """
        return self._find_complete(query, plain=plain, filters=filters).complete

    def timeline(
        self, query: str, *, by: Unit = "month", plain: bool = False, **filters: Unpack[Filters]
    ) -> tuple[tuple[datetime.date, int], ...]:
        """Return how many of the documents that match the whole query as typed are of each unit of time.

        Args:
            query: the query, as for `search`. An empty query with filters counts all documents that meet the
                filters.
            by: the unit: "year", "month" or "day".
            plain: see `search`.
            filters: see `search`.

        Returns:
            The first day of each unit, and the number of documents, without gaps from the first unit with any
            document to the last one. Documents without a date are not counted.

        Raises:
            QuerySyntaxError: the query cannot be read.
            SearchError: there is no such unit, or a filter cannot be read.
        """
        from searchidx.facets import facet_fields, timeline_of

        (counts,) = self._find_complete(
            query, plain=plain, filters=filters, fields=facet_fields(("day",), self.keywords)
        ).facets
        return timeline_of(counts, by)

    def _find_complete(
        self, query: str, *, plain: bool, filters: Filters, limit: int = 0, fields: Sequence[str] = ()
    ) -> TopDocuments:
        """Return the documents that match the whole query as typed, with counts of some fields."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            request = Request(
                limit,
                plain=plain,
                filters=filters,
                synonyms=self._synonym_table(searcher),
                keywords=self.keywords,
            )
            return find_complete(query, searcher, request, fields)

    def mark(self, document: Document | str, query: str, *, plain: bool = False) -> MarkedDocument:
        """Return where the words of a query occur in a whole article.

        The query is marked as typed, by the rules by which the hits of a search are marked
        (docs/query-language.md). A search may show the results of a correction instead. To mark these, give
        `Results.corrected` as the query.

        Args:
            document: the document, or the id of a document in the index. A document need not be in the index.
            query: the query as a user types it.
            plain: whether the query is plain text (see `search`).

        Raises:
            KeyError: no document of the index has this id.
            QuerySyntaxError: the query cannot be read.
        """
        if isinstance(document, str):
            document = self[document]
        with verify_on_unexpected_error(self._searcher) as searcher:
            synonyms = self._synonym_table(searcher)
            request = Request(plain=plain, synonyms=synonyms, keywords=self.keywords)
            return mark(document, query, searcher, request)

    def get(self, identifier: str) -> Document | None:
        """Return the stored document with this id, or None if there is no such document."""
        with verify_on_unexpected_error(self._searcher) as searcher:
            number = searcher.document_number(identifier)
            return None if number is None else searcher.document(number)

    def __getitem__(self, identifier: str) -> Document:
        """Return the stored document with this id. Raises KeyError if there is no such document."""
        document = self.get(identifier)
        if document is None:
            raise KeyError(identifier)
        return document

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all documents, as `ids` does."""
        return self.ids()

    def documents(self) -> Iterator[Document]:
        """Yield all documents, in no particular order, each once.

        A change that is committed during the iteration does not affect it.
        """
        with verify_on_unexpected_error(self._searcher) as searcher:
            for identifier in searcher.identifiers():
                number = searcher.document_number(identifier)
                if number is not None:
                    yield searcher.document(number)

    def ids(self) -> Iterator[str]:
        """Yield the ids of all documents, in no particular order, each id once.

        A change that is committed during the iteration does not affect it.
        """
        with verify_on_unexpected_error(self._searcher) as searcher:
            yield from searcher.identifiers()

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
