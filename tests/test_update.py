"""What may be added to an index, and how documents reach the engine."""

from __future__ import annotations

import datetime
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.errors import DocumentError, SearchError, SynonymsError
from searchidx.model import Document
from searchidx.synonyms.rules import Synonyms
from searchidx.update import ADD_BATCH_DOCUMENTS, Update, check_document
from tests.support.datetimes import HANOI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher, Writer

FOLDER = Path("somewhere")


def document(**changes: Any) -> Document:
    return Document(**{"id": "a", "title": "Tin", "body": "Một tin.", **changes})


class NotATime(datetime.datetime):
    """A datetime that says of itself that it is none, like `NaT` of pandas."""

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return "NaT"


class OtherDate(datetime.date):
    """A class of dates of another library."""


class OtherTime(datetime.datetime):
    """A class of times of another library."""


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "A document titled 'Tin' has no id. Give it a unique id."),
    ({"id": None}, "A document titled 'Tin' has no id. Give it a unique id."),
    ({"id": 7}, "The id of document 7 is not a string but int. Convert it with str(), or leave it empty."),
    *(
        (
            {name: None},
            f"The {name} of document 'a' is not a string but NoneType. "
            "Convert it with str(), or leave it empty.",
        )
        for name in ("title", "body", "source", "category", "url")
    ),
    (
        {"path": FOLDER},
        f"The path of document 'a' is not a string but {type(FOLDER).__name__}. "
        "Convert it with str(), or leave it empty.",
    ),
    (
        {"date": "2021-11-24"},
        "The date of document 'a' is not a valid datetime.date or datetime.datetime but of type str. "
        "Convert it, or leave it None.",
    ),
    (
        {"date": datetime.time(22, 26)},
        "The date of document 'a' is not a valid datetime.date or datetime.datetime but of type time. "
        "Convert it, or leave it None.",
    ),
    (
        {"date": NotATime(1, 1, 1)},
        "The date of document 'a' is not a valid datetime.date or datetime.datetime but of type NotATime. "
        "Convert it, or leave it None.",
    ),
    (
        {"date": datetime.datetime(2021, 11, 24, tzinfo=datetime.tzinfo())},  # type: ignore[abstract]
        "The date of document 'a' is not a valid datetime.date or datetime.datetime but of type datetime. "
        "Convert it, or leave it None.",
    ),
]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_a_document_with_a_wrong_value_is_refused(changes: dict[str, Any], message: str) -> None:
    """The message names the attribute and the document, and says what to do."""
    with pytest.raises(DocumentError) as caught:
        check_document(document(**changes))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "accepted",
    [
        document(),
        document(title="", body=""),
        document(date=datetime.date(2021, 11, 24), extra={"x": 1}),
        *(
            document(date=date)
            for date in (
                datetime.datetime.min,
                datetime.datetime.max,
                datetime.datetime(2021, 11, 24, 22, 26, tzinfo=HANOI),
                datetime.datetime(2021, 11, 24, 22, 26, tzinfo=zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")),
                OtherDate(2021, 11, 24),
                OtherTime(2021, 11, 24, 22, 26),
            )
        ),
    ],
)
def test_a_document_may_have_empty_texts_and_any_day(accepted: Document) -> None:
    """Only the id must not be empty; what `extra` holds is the engine's affair."""
    check_document(accepted)


class RecordingWriter:
    """Takes the place of an engine's writer, and remembers the ids that it was given, call by call."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.added: list[list[str]] = []
        self.deleted: list[list[str]] = []
        self.metadata: list[tuple[str, str]] = []

    def add(self, documents: list[Document]) -> None:
        if self.error:
            raise self.error
        self.added.append([document.id for document in documents])

    def delete(self, identifiers: list[str]) -> int:
        self.deleted.append(identifiers)
        return len(identifiers)

    def set_metadata(self, name: str, value: str) -> None:
        self.metadata.append((name, value))


def updating(writer: Any) -> Update:
    searcher: Any = object()
    typed_writer: Writer = writer
    typed_searcher: Searcher = searcher
    return Update(FOLDER, typed_writer, typed_searcher)


def test_documents_are_handed_on_in_batches() -> None:
    """An iterator of any length is read batch by batch, so that few documents are in memory at a time."""
    writer = RecordingWriter()
    read_ahead: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(2 * ADD_BATCH_DOCUMENTS + 1):
            read_ahead.append(number - sum(map(len, writer.added)))
            yield document(id=f"a{number}")

    assert updating(writer).add(documents()) == 2 * ADD_BATCH_DOCUMENTS + 1
    assert list(map(len, writer.added)) == [ADD_BATCH_DOCUMENTS, ADD_BATCH_DOCUMENTS, 1]
    assert max(read_ahead) < ADD_BATCH_DOCUMENTS


def test_no_document_of_a_batch_with_a_bad_one_is_handed_on() -> None:
    """Documents are checked before the engine sees them."""
    writer = RecordingWriter()
    with pytest.raises(DocumentError):
        updating(writer).add([document(), document(body=None)])
    assert writer.added == []


def test_an_error_of_the_system_names_the_folder() -> None:
    """An OSError of the engine becomes a SearchError; one of the caller's own iterator does not."""
    with pytest.raises(SearchError, match="'somewhere' cannot be written: No space left"):
        updating(RecordingWriter(OSError(28, "No space left on device"))).add([document()])

    def unreadable() -> Iterator[Document]:
        yield document()
        raise OSError("my own disk")

    with pytest.raises(OSError, match="my own disk"):
        updating(RecordingWriter()).add(unreadable())


@pytest.mark.parametrize(
    ("identifiers", "ids"), [("ab", ["ab"]), (["a", "b"], ["a", "b"]), (iter("ab"), ["a", "b"])]
)
def test_a_string_is_one_id(identifiers: Any, ids: list[str]) -> None:
    """A single id may be given as it is; any other iterable is taken for several ids."""
    writer = RecordingWriter()
    assert updating(writer).delete(identifiers) == len(ids)
    assert writer.deleted == [ids]


def test_synonyms_are_handed_on_as_they_are_stored() -> None:
    """None and synonyms without rules remove them; synonyms that cannot be read reach no writer."""
    writer = RecordingWriter()
    update = updating(writer)
    update.set_synonyms(Synonyms.parse("Ô tô, xe hơi"))
    update.set_synonyms(None)
    update.set_synonyms(Synonyms())
    with pytest.raises(SynonymsError, match="nowhere"):
        update.set_synonyms(FOLDER / "nowhere")
    assert writer.metadata == [("synonyms", "ô tô,xe hơi"), ("synonyms", ""), ("synonyms", "")]
