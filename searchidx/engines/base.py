"""The protocol of an engine, which stores documents, finds those that match a plan and ranks them.

An engine implements four protocols:

- `EngineFactory` creates and opens indexes.
- `Engine` is an open index in a folder.
- `Writer` makes one change to the index, as a whole or not at all.
- `Searcher` answers plans and other questions about one committed state of the index.

An engine knows no analyzer and no query text. The caller passes a function that turns documents into terms
(`AnalyzeDocuments`), a function that decides which documents are copies (`AreCopies`), processes that share
the work (`Workers`), and plans (`plan.py`).

Besides the errors named below, every method that reads or writes files may raise OSError. Damaged files may
make any reading method raise any exception. The caller then calls `Searcher.verify`, which raises
IndexFormatError if the files are damaged. `searchidx/engines/columnar` is the only engine so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from analyzers.bulk import Stream
    from searchidx.engines.plan import Plan, Term, TermPhrase, TermPrefix
    from searchidx.model import Contribution, Document

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Batch(NamedTuple):
    """Documents, and for each index field, by its name, a stream with the terms of all these documents.

    Text i of a stream comes from `documents[i]`. Fields of pairs have no stream, because the engine
    derives pairs itself. Within a document, positions never descend, and each is less than the length of the
    field in this document. A term is not empty and contains no control characters; a term of a base field of
    pairs contains no spaces either.

    `sketches` has a row of numbers for each document, or is None in all batches of an index. The number of
    columns is even, and the same for all batches. Documents that have two numbers in common, in columns 2i
    and 2i + 1, may be copies. A row of zeros says that the document is no copy of any other.
    """

    documents: tuple[Document, ...]
    streams: Mapping[str, Stream]
    sketches: NDArray[np.uint16] | None = None


class ScoredDocument(NamedTuple):
    """A document that a search found, with its score.

    `number` is the document number: the engine's own number of the document, which is valid only for the
    searcher that returned it. `complete` is true if the document is a complete match, false if it is a
    partial match. `copies` has the document numbers of the copies that are folded under the document.
    """

    number: int
    score: float
    complete: bool
    copies: tuple[int, ...] = ()


ValueCounts = tuple[tuple[str, int], ...]
"""The values of a field, each with the number of documents that have it, in ascending order of the values."""


class TopDocuments(NamedTuple):
    """One page of the best documents, best first, and the number of documents that match.

    `complete` is the number of complete matches. `total` is the number of all matches, including the partial
    matches if the plan lets them follow. Both numbers are the same for every page.
    `relaxed` is true if `total` is greater than `complete`. `facets` has the values of each field that was
    asked for, counted in all complete matches.
    """

    page: tuple[ScoredDocument, ...]
    total: int
    complete: int
    relaxed: bool
    facets: tuple[ValueCounts, ...] = ()


class DocumentFrequencies(Protocol):
    """The document frequencies of an index, which most parts of planning need."""

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return the document frequency of each of several terms of one index field.

        The result has one number for each of `texts`, in their order: 0 for a term that the field does not
        have, and for every term of an unknown field. A term of a field of pairs is two terms joined by a
        space. Deleted and replaced documents may count until the engine rewrites the files that hold them.
        """

    def document_count(self) -> int:
        """Return the number of live documents. Deleted and replaced documents do not count."""


class TermStatistics(DocumentFrequencies, Protocol):
    """The terms of an index and their document frequencies."""

    def document_frequency(self, term: Term) -> int:
        """Return the document frequency of one term, counted as by `document_frequencies`."""

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """Return the terms of an index field that start with the prefix, at most `limit` of them.

        Terms are in descending order of their document frequency; equally frequent terms are in ascending
        order of their codepoints. Document frequencies are counted as by `document_frequencies`, so a term
        that only deleted documents contain may be returned. An empty prefix matches every term. An unknown
        field has no terms. Raises ValueError for a field of pairs.
        """

    def following_terms(self, pairs: str, first: str, prefix: TermPrefix, limit: int) -> Sequence[str]:
        """Return the terms that start with the prefix and directly follow the term `first`.

        `pairs` is a field of pairs. The field of the prefix is the base field of `pairs` or the folded field
        of this base field. The result has terms of the base field, at most `limit` of them, in descending
        order of the document frequencies of their pairs with `first`. Equally frequent terms are in ascending
        order of their codepoints. Document frequencies are counted as by `document_frequencies`. An unknown
        field has no terms. Raises ValueError if `pairs` is not a field of pairs, or the prefix has any other
        field.
        """


class FeedbackStatistics(TermStatistics, Protocol):
    """The statistics that planning needs: document frequencies, and pairs in the best documents of a plan."""

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> Sequence[int]:
        """Return the number of occurrences of each pair in the `depth` best documents of a plan.

        `search` would return these documents. `field` is a field of pairs, and a pair is two terms joined by
        a space. The result has one number for each of `pairs`, in their order: the sum of the pair's
        frequencies in these documents. The number is 0 for a pair that the field does not have.
        """


class Searcher(FeedbackStatistics, Protocol):
    """One committed state of an index, which later commits do not change. Threads may share a searcher.

    A caller may drop a searcher without calling `close`, because other threads may still use the searcher.
    The engine then releases the files when the searcher is garbage-collected.

    A searcher can be pickled. The copy opens the files again and shows the same state. Loading it raises
    FileNotFoundError if later commits have removed the files.
    """

    def search(
        self,
        plan: Plan,
        *,
        limit: int,
        offset: int = 0,
        fold_copies: bool = False,
        facets: Sequence[str] = (),
    ) -> TopDocuments:
        """Return one page of the documents that match a plan, in the exact order that `Plan` defines.

        The page starts after the `offset` best documents and holds at most `limit` documents. Neither number
        may be negative. Deleted documents never match. Raises ValueError if the plan has a condition that a
        field does not support (`plan.py`), unless the engine can answer the plan without this condition.

        With `fold_copies`, only the best document of each story is on any page. A story is a set of documents
        that are connected by pairs of copies. The other documents of the story that match the plan are the
        `copies` of this document, in the order of indexing. `total` and `complete` count them nevertheless.

        `facets` names fields whose terms are counted in all complete matches: index fields that are neither
        folded nor of pairs, or `date`, the field of the days in ISO form. An unknown field has no terms.
        """

    def deleted_count(self) -> int:
        """Return the number of deleted and replaced documents that document frequencies may still count.

        A term whose document frequency exceeds this number is a term of some live document.
        """

    def phrase_frequencies(self, plan: Plan, depth: int, phrases: Sequence[TermPhrase]) -> Sequence[int]:
        """Return the number of documents in which each phrase occurs, among the `depth` best of a plan.

        `search` would return these documents. The fields of all phrases are layers of one text. The result
        has one number for each of `phrases`, in their order. Raises the ValueErrors of `search`.
        """

    def unfolded_terms(self, prefix: TermPrefix, limit: int) -> Sequence[str]:
        """Return the terms whose folded terms start with the prefix, at most `limit` of them.

        The field of the prefix is a folded field, and the result has terms of its base field: `cong` begins
        `công` and `cộng`. They are in the order of `terms_with_prefix`, and may be terms that only deleted
        documents contain. An unknown field has no terms. Raises ValueError if the field is not folded.
        """

    def explain(self, plan: Plan, document_number: int) -> tuple[Contribution, ...]:
        """Return the contribution of each signal, and of each part of rescoring, to the score of a document.

        `document_number` comes from a search of this searcher for the same plan. Signals come first, in the
        order of the plan. Parts of rescoring are missing if the document was not rescored. The contributions
        add up to the score of the document, except for rounding.
        """

    def document(self, document_number: int) -> Document:
        """Return the stored document with this document number, which this searcher returned."""

    def contain(self, term: Term, document_numbers: Sequence[int]) -> Sequence[bool]:
        """Return for each of these documents, in their order, whether it contains the term.

        The document numbers come from this searcher. No document contains a term of an unknown field.
        """

    def copies(self, document_number: int) -> Sequence[int]:
        """Return the document numbers of the other documents of a document's story, in the order of indexing.

        Both kinds of document numbers are valid only for this searcher.
        """

    def document_number(self, identifier: str) -> int | None:
        """Return the document number of the live document with this id, or None if there is none.

        The number is valid only for this searcher.
        """

    def identifiers(self) -> Iterable[str]:
        """Yield the id of every live document once, in any order."""

    def metadata(self) -> Mapping[str, str]:
        """Return the metadata of the state: those of `EngineFactory.create`, as later changes set them."""

    def verify(self) -> None:
        """Read everything, and raise IndexFormatError if the contents contradict themselves."""

    def close(self) -> None:
        """Release the files. The searcher is not used afterwards."""


class AnalyzeDocuments(Protocol):
    """A function that turns documents into terms. It can be pickled, so that other processes can call it."""

    def __call__(self, documents: Sequence[Document], /) -> Batch:
        """Return the documents, in their order, with a stream for each index field except fields of pairs."""


class AreCopies(Protocol):
    """A function that decides which documents are copies: two prints of nearly the same text."""

    def __call__(self, documents: Sequence[Document], pairs: Sequence[tuple[int, int]], /) -> Sequence[bool]:
        """Return for each pair of indices into `documents` whether the two documents are copies."""


class Workers(Protocol):
    """Other processes that work for an engine."""

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Let a worker call a function, and return a future of the result.

        The function is defined at the top level of a module, and the arguments and the result can be pickled.
        Returns None if the workers have enough calls already, or if there are no workers. The caller then
        does the work itself.

        A caller that needs the result first tries to cancel the future. If `Future.cancel` succeeds, no
        worker has begun the work, and the caller does it itself. Otherwise the caller calls `Future.result`,
        which waits for the worker, and raises WorkerError if the function failed or the worker ended.
        """

    def close(self) -> None:
        """End the processes, even if they are working. `submit` returns None from now on.

        May be called more than once.
        """


class Writer(Protocol):
    """One change to an index, made as a whole or not at all.

    A writer holds the lock of the index until the change is committed or cancelled. If `add` or `commit`
    fails halfway, the writer cancels the change itself. After a commit or a cancellation, `add`, `delete`,
    `set_metadata` and `commit` raise SearchError.
    """

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents. A document replaces any earlier document with the same id.

        The earlier document may be committed, or may have been added by this change. If several of
        `documents` have one id, only the last of them is kept. The engine does not check the types of the
        documents' attributes, because `searchidx.Index` has checked them.

        Raises DocumentError if a document cannot be stored. In this case none of `documents` is added, and
        the change goes on. Raises WorkerError if a worker fails. In this case the change is cancelled.
        """

    def delete(self, identifiers: Iterable[str]) -> int:
        """Delete the documents with these ids, and return the number of ids that had a document.

        Documents that were added by this change are deleted, too. An id that has no document, or no longer
        has one, is ignored. `identifiers` must not be a single string.
        """

    def set_metadata(self, name: str, value: str) -> None:
        """Set one of the metadata of the index to a value. An empty value removes it."""

    def commit(self) -> None:
        """Make the change durable, and visible to searchers that are opened from now on. Release the lock.

        Raises WorkerError if a worker fails. In this case the change is cancelled. An error after the change
        has become visible is also raised, but the change stays committed.
        """

    def cancel(self) -> None:
        """Undo the change. After a commit or a cancellation, do nothing."""


class Engine(Protocol):
    """An open index in a folder."""

    def writer(
        self, analyze: AnalyzeDocuments, workers: Workers, are_copies: AreCopies | None = None
    ) -> Writer:
        """Begin a change, and return its writer.

        `are_copies` compares documents whose sketches are alike; None finds no copies. `analyze` returns
        streams for the fields that the index was created with. The writer closes the workers when the change
        is committed or cancelled. Raises IndexLockedError while another writer, in this or another process,
        holds the lock. Also raises the errors of `EngineFactory.open`."""

    def searcher(self) -> Searcher:
        """Return a searcher of the newest committed state. Raises the errors of `EngineFactory.open`."""

    def metadata(self) -> Mapping[str, str]:
        """Return the metadata of the state that was newest when the engine was opened.

        The metadata can be read even if the segments cannot, because another version made the index.
        """

    def close(self) -> None:
        """Release what the engine itself holds. Searchers and writers are closed separately."""

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class EngineFactory(Protocol):
    """Creates and opens indexes. A module or an object that has these three functions is a factory."""

    def exists(self, folder: Path) -> bool:
        """Return whether the folder exists and holds an index of any version."""

    def create(self, folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> Engine:
        """Create and return an empty index with these index fields. Make the folder if it is missing.

        `metadata` is stored with the index. Later changes may set it (`Writer.set_metadata`), and
        `Searcher.metadata` returns it. Raises IndexExistsError if the folder already holds an index or other
        files; hidden files and the lock file do not count. Raises IndexLockedError if another process or
        thread is creating an index there.
        """

    def open(self, folder: Path) -> Engine:
        """Open and return the index in the folder.

        Raises IndexMissingError if there is no index, and IndexFormatError if the index has another format or
        its state is damaged. Damage in other files may be found only later (`Searcher.verify`).
        """


class FieldSpec(NamedTuple):
    """The description of one index field.

    `positions` says whether the field keeps the positions of its terms. Phrases need positions.

    `folds` is None, or the name of a base field. The field then has the same tokens at the same positions as
    the base field, in another spelling. Each term of the base field always becomes the same term here.

    `pairs_of` is None, or the name of a base field. The terms are then pairs of terms of the base field that
    occur at positions p and p + 1, joined by a space. The frequency of a pair in a document is the number of
    these positions p. The length of the field is one less than the length of the base field, but at least 0.

    At most one of `folds` and `pairs_of` is set. A base field is not a field of pairs. The base field of a
    folded field does not fold another field. Base fields keep positions, from which merging counts.

    `signature` says whether the engine keeps a signature of each document: the terms of this field that have
    the largest weights in the document. Documents are compared by their signatures. At most one field has
    signatures, and this field must fold another field.

    The engine also has two fields of its own, named `id` and `date`, and stores the documents themselves
    apart from all fields.

    The repr of these tuples is part of the schema's fingerprint (searchidx/schema.py). If this class or one
    of its attributes were renamed, every existing index would seem to have another schema.
    """

    name: str
    positions: bool
    folds: str | None = None
    pairs_of: str | None = None
    signature: bool = False
