"""The seam between searchidx and whatever stores and ranks: what an engine takes and gives.

An engine is handed documents with what analyses them, and plans: it knows no analyzer and no query text.
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
    """Documents and, by index field, the analysed terms of all of them (one stream a field, none for pairs).

    Within a document, positions ascend and are less than its length. A term is any text without control
    characters and spaces, not empty.
    """

    documents: tuple[Document, ...]
    streams: Mapping[str, Stream]


class ScoredDocument(NamedTuple):
    """A found document: the engine's own number for it, valid for the searcher that gave it."""

    number: int
    score: float
    complete: bool


class TopDocuments(NamedTuple):
    """The page asked for, and how many documents match: wholly (`complete`) and in all (`total`)."""

    page: tuple[ScoredDocument, ...]
    total: int
    complete: int
    relaxed: bool


class DocumentFrequencies(Protocol):
    """In how many documents terms stand."""

    def document_frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each term of the field stands, 0 for an unknown one.

        Deleted and replaced documents may count until the engine has merged them away.
        """

    def document_count(self) -> int:
        """Return the number of documents."""


class TermStatistics(DocumentFrequencies, Protocol):
    """Which terms an index has, and how frequent they are."""

    def document_frequency(self, term: Term) -> int:
        """Return in how many documents one term stands, as `document_frequencies` counts them."""

    def terms_with_prefix(self, field: str, prefix: str, limit: int) -> Sequence[str]:
        """Return at most `limit` terms of the field that start with the prefix.

        The most frequent terms come first; equally frequent ones are in ascending order.
        """


class FeedbackStatistics(TermStatistics, Protocol):
    """What planning asks of an index: statistics of terms, and what the best documents of a rough plan
    hold."""

    def pair_occurrences(self, plan: Plan, depth: int, field: str, pairs: Sequence[str]) -> Sequence[int]:
        """Return how often each pair of a field of pairs stands in the best documents of a plan.

        The occurrences in the `depth` best documents are added up.
        """


class Searcher(FeedbackStatistics, Protocol):
    """One state of an index, read-only: safe to share between threads, unaware of later commits."""

    def search(self, plan: Plan, *, limit: int, offset: int = 0) -> TopDocuments:
        """Return the exact best documents of the plan, in its order."""

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        """Return what each signal gave to one document; the contributions sum up to its score."""

    def document(self, number: int) -> Document:
        """Return the stored document."""

    def document_number(self, identifier: str) -> int | None:
        """Return the number of the document with this id, None where there is none."""

    def identifiers(self) -> Iterable[str]:
        """Yield the ids of all documents."""

    def verify(self) -> None:
        """Raise IndexFormatError if what is stored contradicts itself: reads all of it."""

    def close(self) -> None:
        """Release the files."""


class AnalyzeDocuments(Protocol):
    """What makes terms of documents; it can be pickled."""

    def __call__(self, documents: Sequence[Document], /) -> Batch:
        """Return the documents with the terms of all their fields."""


class Workers(Protocol):
    """Other processes that an engine may have work done by."""

    def submit(self, function: Callable[[*Ts], T], *args: *Ts) -> Future[T] | None:
        """Have a module's function called, None where all are busy.

        A future that can be cancelled has to be, and the work done here, by who waits for its result.
        """

    def close(self) -> None:
        """End the processes, whatever they do."""


class Writer(Protocol):
    """One change to an index, all or nothing; holds the lock until it is committed or cancelled."""

    def add(self, documents: Sequence[Document]) -> None:
        """Take the documents in, replacing those that have the same ids (the last of equal ids counts)."""

    def delete(self, identifiers: Iterable[str]) -> int:
        """Take the documents with these ids out; return how many there were."""

    def commit(self) -> None:
        """Make the change durable and visible to searchers opened from now on."""

    def cancel(self) -> None:
        """Leave the index as it was."""


class Engine(Protocol):
    """An index in a folder."""

    def writer(self, analyze: AnalyzeDocuments, helpers: Workers) -> Writer:
        """Return the one writer; raises IndexLockedError while another holds it. It ends the helpers."""

    def searcher(self) -> Searcher:
        """Return the newest committed state."""

    def metadata(self) -> Mapping[str, str]:
        """Return what was recorded when the index was made (format, analyzers, schema fingerprint)."""

    def close(self) -> None:
        """Release everything."""

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class EngineFactory(Protocol):
    """How an engine comes to be; `metadata` is kept with the index and given back by `metadata()`."""

    def exists(self, folder: Path) -> bool:
        """Return whether the folder holds an index of any version."""

    def create(self, folder: Path, fields: Sequence[FieldSpec], metadata: Mapping[str, str]) -> Engine:
        """Make a new index; raises IndexExistsError when the folder holds anything already."""

    def open(self, folder: Path) -> Engine:
        """Open an index; raises IndexMissingError or IndexFormatError."""


class FieldSpec(NamedTuple):
    """One index field of analysed terms: a layer of a text field.

    `positions`: keep them, for phrases. Stored values, ids and dates are the engine's own affair, in fields
    of its own named `id` and `date`.

    `folds` names the field whose tokens this one has in another form: both streams have the same positions,
    and every term of that field always has the same fold. `pairs_of` names the field whose neighbours
    (positions p and p + 1) are the terms here, joined by a space; a document's frequency is the number of
    such p, its length that of the field less one. The engine derives pairs: a batch has no stream of them.

    `signature`: keep of each document its most telling terms, by which documents are compared. At most one
    field has it, and one that folds another.
    """

    name: str
    positions: bool
    folds: str | None = None
    pairs_of: str | None = None
    signature: bool = False
