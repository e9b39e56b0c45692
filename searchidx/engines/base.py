"""The contract of an engine: what stores documents and answers plans, and how searchidx talks to it.

An engine is given documents, a function that makes terms of them, and plans. It knows no analyzer and no
query text. Indexing goes through a `Writer`, searching through a `Searcher`, which shows one committed state
of the index; both come from an `Engine`, an open index in a folder, and that comes from an `EngineFactory`. A
new engine implements these four; `searchidx/engines/columnar` is the one that searchidx has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from types import TracebackType

    from analyzers.bulk import Stream
    from searchidx.engines.plan import Plan, Term
    from searchidx.model import Contribution, Document

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Batch(NamedTuple):
    """Documents, and the terms of all of them by index field.

    Each field has one stream, in the order of the documents; fields of pairs have none. Within a document,
    positions ascend and are less than the document's length. A term is not empty and has neither spaces nor
    control characters.
    """

    documents: tuple[Document, ...]
    streams: Mapping[str, Stream]


class ScoredDocument(NamedTuple):
    """A document that a search found.

    `number` is the engine's own number of the document and means nothing to another searcher. `complete`
    tells whether the document is a complete match.
    """

    number: int
    score: float
    complete: bool


class TopDocuments(NamedTuple):
    """The documents of the page that was asked for, and how many documents match.

    `complete` counts complete matches, `total` all matches that the search considered: partial matches only
    where it needed them. `relaxed` tells whether there are any of those.
    """

    page: tuple[ScoredDocument, ...]
    total: int
    complete: int
    relaxed: bool


class DocumentFrequencies(Protocol):
    """The document frequencies of an index, all that most of planning asks for."""

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each of the terms of a field stands, 0 for a term it does not have.

        Deleted and replaced documents may count until the engine has removed them for good.
        """

    def document_count(self) -> int:
        """Return the number of documents, without deleted ones."""


class TermStatistics(DocumentFrequencies, Protocol):
    """The terms of an index and their document frequencies."""

    def document_frequency(self, term: Term) -> int:
        """Return in how many documents one term stands, counted as by `document_frequencies`."""

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """Return at most `limit` terms of the field that start with the prefix.

        The most frequent terms come first, equally frequent ones in ascending order. Raises ValueError for a
        field of pairs.
        """


class FeedbackStatistics(TermStatistics, Protocol):
    """All that planning asks of an index: statistics, and how the best documents spell the query."""

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> Sequence[int]:
        """Return how often each pair stands in the `depth` best documents of a plan, added up over them.

        `field` is a field of pairs.
        """


class Searcher(FeedbackStatistics, Protocol):
    """One committed state of an index. Threads may share it; later commits do not change it."""

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> TopDocuments:
        """Return the documents from `offset` on, at most `limit` of them, in the exact order of the plan."""

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal, and each part of rescoring, gave to a document that the plan found.

        The sum is the score of the document. One that is not among the best was not rescored.
        """

    def document(self, number: int) -> Document:
        """Return the stored document with this number."""

    def document_number(self, identifier: str) -> int | None:
        """Return the number of the document with this id, None where there is none."""

    def identifiers(self) -> Iterable[str]:
        """Yield the ids of all documents, in any order."""

    def verify(self) -> None:
        """Read everything, and raise IndexFormatError if what is stored contradicts itself."""

    def close(self) -> None:
        """Release the files."""


class AnalyzeDocuments(Protocol):
    """A function that makes terms of documents. It can be pickled, so that other processes can call it."""

    def __call__(self, documents: Sequence[Document], /) -> Batch:
        """Return the documents with the terms of all their fields."""


class Workers(Protocol):
    """Other processes that work for an engine."""

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Have a worker call a function of a module; return None where all workers are busy.

        Who needs the result cancels the future first: if that succeeds, no worker has begun, and the caller
        does the work itself.
        """

    def close(self) -> None:
        """End the processes, even in the middle of their work."""


class Writer(Protocol):
    """One change to an index, made as a whole or not at all.

    It holds the lock of the index until it is committed or cancelled. A writer that fails in the middle of
    its work cancels the change.
    """

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents. Each replaces the document that has the same id, also one that was added before.

        The caller has checked the documents: `searchidx.Index` does so once, where they come in, and no
        engine does it again.
        """

    def delete(self, identifiers: Iterable[str]) -> int:
        """Delete the documents with these ids; return how many there were."""

    def commit(self) -> None:
        """Make the change durable and visible to searchers opened from now on."""

    def cancel(self) -> None:
        """Leave the index as it was."""


class Engine(Protocol):
    """An index in a folder."""

    def writer(self, analyze: AnalyzeDocuments, workers: Workers) -> Writer:
        """Return a writer; raises IndexLockedError while there is another one.

        The writer closes the workers when it is committed or cancelled.
        """

    def searcher(self) -> Searcher:
        """Return a searcher of the newest committed state."""

    def metadata(self) -> Mapping[str, str]:
        """Return the metadata that the index was made with (format, analyzers, schema fingerprint)."""

    def close(self) -> None:
        """Release everything."""

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class EngineFactory(Protocol):
    """Makes and opens indexes: a module or an object with these three functions."""

    def exists(self, folder: Path) -> bool:
        """Return whether the folder holds an index of any version."""

    def create(self, folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> Engine:
        """Make a new, empty index; raises IndexExistsError when the folder holds anything already.

        `metadata` is kept with the index and returned by `Engine.metadata`.
        """

    def open(self, folder: Path) -> Engine:
        """Open an index; raises IndexMissingError or IndexFormatError."""


class FieldSpec(NamedTuple):
    """One index field.

    `positions` tells whether the field keeps the positions of its terms, which phrases need.

    `folds` names the field whose tokens this field has with another spelling: both streams have the same
    positions, and each term of that field always has the same term here.

    `pairs_of` names the field whose neighbours, at positions p and p + 1, are the terms here, joined by a
    space. The frequency of a pair in a document is the number of such p; the length of the field is that of
    the other one less one. The engine derives pairs itself: a batch has no stream of them.

    `signature` tells whether the field's most telling terms are kept for each document, so that documents can
    be compared. At most one field has it, and only one that folds another.

    The engine has fields of its own for ids and dates, named `id` and `date`, and stores documents apart from
    all fields. The repr of these tuples is part of the schema's fingerprint (searchidx/schema.py): to rename
    the class or one of its fields would make every index look as if it had another schema.
    """

    name: str
    positions: bool
    folds: str | None = None
    pairs_of: str | None = None
    signature: bool = False
