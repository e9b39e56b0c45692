"""A segment as its file has it, and as it is searched."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.columnar.format.days import NO_DATE
from searchidx.engines.columnar.reading import frequencies
from searchidx.engines.columnar.reading.chosen_documents import ChosenDocuments
from searchidx.engines.columnar.reading.frequencies import DocumentBits
from searchidx.engines.columnar.reading.segment import Segment
from searchidx.errors import IndexFormatError
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment

DOCUMENTS = [
    Document("a", "an", "an ba an ba", datetime.date(1970, 1, 3)),
    Document("b", "", "", datetime.date(1969, 12, 31)),
    Document("c", "ba an", "án ba"),
    Document("d", "", "ca|an ba", datetime.date(1970, 1, 1)),
]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> SearchableSegment:
    """Four documents, of which the third is deleted."""
    return corpus.segment_of(tmp_path_factory.mktemp("segment"), DOCUMENTS, deleted=["c"])


def number(segment: Segment, field: str, text: str) -> int:
    return segment.term_number(field, text.encode())


def test_deleted_documents_stay_in_the_columns(segment: SearchableSegment) -> None:
    """They are counted apart, and marked as not live."""
    assert (segment.stored_count, segment.live_count) == (4, 3)
    assert segment.live.tolist() == [True, True, False, True]
    assert segment.deleted.tolist() == [2]
    assert segment.days().tolist() == [2, -1, NO_DATE, 0]
    assert (segment.has_times, segment.times().tolist()) == (False, [0, 0, 0, 0])
    assert [segment.stored.document(i).id for i in range(4)] == ["a", "b", "c", "d"]


def test_times_are_a_column(tmp_path: Path) -> None:
    """A date without a time, and a document without a date, have the time 0."""
    dates = [datetime.date(1970, 1, 3), datetime.datetime(1970, 1, 3, 0, 0, 5), None]
    documents = [Document(str(number), "", "", date) for number, date in enumerate(dates)]
    segment = corpus.segment_of(tmp_path, documents, deleted=["1"])
    assert (segment.has_times, segment.times().tolist()) == (True, [0, 5_000_000, 0])
    assert segment.days().tolist() == [2, 2, NO_DATE]


def test_no_document_can_be_deleted_that_there_is_not(segment: SearchableSegment) -> None:
    """A state that says so does not belong to the file."""
    Segment(segment.container.path, np.array([0, 3], np.uint32))
    with pytest.raises(IndexFormatError, match="fewer documents"):
        Segment(segment.container.path, np.array([4], np.uint32))


@pytest.mark.parametrize(
    ("field", "lengths"),
    [
        ("title", [1, 0, 2, 0]),
        ("body", [4, 0, 2, 2]),
        ("body_folded", [4, 0, 2, 2]),
        ("body_pairs", [3, 0, 1, 1]),
        ("body_words", [2, 0, 0, 0]),
    ],
)
def test_lengths(segment: SearchableSegment, field: str, lengths: list[int]) -> None:
    """A folded field is as long as the one it folds, a field of pairs one less than the one it is of."""
    for _ in range(2):
        assert segment.lengths(field).tolist() == lengths


def test_ids_and_dates_have_no_lengths(segment: SearchableSegment) -> None:
    """All fields but these two are scored."""
    assert segment.scored == {spec.name for spec in corpus.FIELDS}


@pytest.mark.parametrize(
    ("field", "text", "documents", "counts"),
    [
        ("body", "an", [0, 3], [2, 1]),
        ("body", "án", [2], [1]),
        ("body_folded", "an", [0, 2, 3], [2, 1, 1]),
        ("body_pairs", "an ba", [0, 2, 3], [2, 1, 1]),
        ("body_pairs", "ba an", [0], [1]),
        ("body_exact_pairs", "an ba", [0, 3], [2, 1]),
        ("title_pairs", "ba an", [2], [1]),
        ("body_words", "ba_ba", [0], [1]),
        ("id", "b", [1], [1]),
    ],
)
@pytest.mark.parametrize("factor", [1, 5, 1000])
def test_posting_lists(
    segment: SearchableSegment,
    monkeypatch: pytest.MonkeyPatch,
    field: str,
    text: str,
    documents: list[int],
    counts: list[int],
    factor: int,
) -> None:
    """Deleted documents included; pairs have lists as well, which are read off the positions."""
    monkeypatch.setattr(frequencies, "DENSE_FACTOR", factor)
    fresh = type(segment)(segment.container.path, segment.deleted)
    term = number(fresh, field, text)
    assert fresh.field(field).document_frequency(term) == len(documents)
    term_documents = fresh.term_documents(field, term)
    assert isinstance(term_documents, DocumentBits) is field.endswith("folded")
    assert (term_documents.at(np.arange(4)) > 0).tolist() == [i in documents for i in range(4)]
    found = fresh.posting_list(field, term)
    assert (found.documents.tolist(), found.frequencies.tolist()) == (documents, counts)
    assert not isinstance(fresh.term_documents(field, term), DocumentBits)  # frequencies are known now
    if "pairs" in field:
        with pytest.raises(ValueError, match="no posting lists"):
            Segment.read_posting_list(fresh, field, term)
    else:
        unkept = Segment.read_posting_list(fresh, field, term)
        assert (unkept.documents.tolist(), unkept.frequencies.tolist()) == (documents, counts)


def test_terms_that_there_are_not(segment: SearchableSegment) -> None:
    """An unknown term has the number -1, also in an unknown field, which has no reader."""
    assert segment.term_number("body", b"none") == -1
    assert segment.term_number("nowhere", b"an") == -1
    with pytest.raises(KeyError):
        segment.field("nowhere")


def test_what_is_decoded_is_kept(segment: SearchableSegment) -> None:
    """The same arrays are returned again."""
    for field, text in (("body", "an"), ("body_pairs", "an ba")):
        term = number(segment, field, text)
        assert segment.term_frequencies(field, term) is segment.term_frequencies(field, term)
    assert segment.rounded_scales("body", 0.75, 2.0) is segment.rounded_scales("body", 0.75, 2.0)
    assert segment.rounded_scales("body", 0.5, 2.0) is not segment.rounded_scales("body", 0.75, 2.0)


def test_scales(segment: SearchableSegment) -> None:
    """1 / (1 - b + b * length / average), of some documents, or in single precision of all."""
    expected = [1 / (0.25 + 0.75 * length / 2) for length in (4, 0, 2, 2)]
    assert segment.scale("body", 0.75, 2.0, np.array([0, 2])).tolist() == [expected[0], expected[2]]
    rounded = segment.rounded_scales("body", 0.75, 2.0)
    assert rounded.dtype == np.float32
    assert rounded.tolist() == pytest.approx(expected)


def test_occurrences_in_chosen_documents(segment: SearchableSegment) -> None:
    """Texts are numbered by the chosen documents; a fold has the positions of all its terms."""
    chosen = np.array([0, 2, 3])
    for field, text, expected in (
        ("body", "an", [(0, 0), (0, 2), (2, 0)]),
        ("body_folded", "an", [(0, 0), (0, 2), (1, 0), (2, 0)]),
        ("body", "ca", [(2, 0)]),
        ("title", "ba", [(1, 0)]),
    ):
        occurrences = segment.occurrences(field, number(segment, field, text), chosen).tolist()
        assert [divmod(occurrence, 1 << 32) for occurrence in occurrences] == expected
    with pytest.raises(ValueError, match="'body_words' has no positions"):
        segment.occurrences("body_words", 0, chosen)


def test_occurrences_of_several_terms_are_read_together(segment: SearchableSegment) -> None:
    """The occurrences of each term follow those of the term before, and are counted; some have none."""
    chosen = np.array([0, 2, 3])
    terms = [
        (field, number(segment, field, text))
        for field, text in (("body", "an"), ("body_folded", "an"), ("body", "ca"), ("body", "an"))
    ]
    joined, counts = segment.occurrences_by_term(terms, chosen)
    parts = [part.tolist() for part in np.split(joined, counts.cumsum()[:-1])]
    assert list(map(sorted, parts)) == [segment.occurrences(*term, chosen).tolist() for term in terms]
    nothing, none = segment.occurrences_by_term(terms, np.array([1]))
    assert (nothing.tolist(), none.tolist()) == ([], [0, 0, 0, 0])


def test_chosen_documents_read_a_term_once(
    segment: SearchableSegment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Phrases and pairs that share terms share what was read of them."""
    asked: list[tuple[str, int]] = []
    occurrences = segment.occurrences_by_term

    def spy(terms: list[tuple[str, int]], documents: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        asked.extend(terms)
        return occurrences(terms, documents)

    monkeypatch.setattr(segment, "occurrences_by_term", spy)
    chosen = ChosenDocuments(segment, np.array([0, 1, 3]))
    an, ba = ("body_folded", number(segment, "body_folded", "an")), ("body", number(segment, "body", "ba"))
    assert chosen.have_phrase([[an], [ba]]).tolist() == [True, False, True]
    assert chosen.have_phrase([[ba], [an]]).tolist() == [True, False, False]
    assert chosen.have_phrase([[an, ba], [ba], [an]]).tolist() == [True, False, False]
    assert chosen.have_phrase([[], [an]]).tolist() == [False, False, False]
    assert chosen.have_phrase([]).tolist() == [False, False, False]
    assert asked == [an, ba]  # not again for the second and the third phrase
    pair = number(segment, "body_pairs", "an ba")
    assert chosen.pair_term_frequencies("body_pairs", pair).tolist() == [2, 0, 1]
    nothing = ChosenDocuments(segment, np.zeros(0, np.int64))
    assert nothing.have_phrase([[an], [ba]]).tolist() == []


@pytest.mark.parametrize(
    "meta",
    [{}, {"documents": -1}, {"documents": "4"}, {"documents": True}, {"fields": [["id", False]]}],
    ids=str,
)
def test_a_file_that_says_what_cannot_be(
    segment: SearchableSegment, tmp_path: Path, meta: dict[str, object]
) -> None:
    """Neither a number of documents nor fields: the file is damaged."""
    from searchidx.engines.columnar.format.container_writer import ContainerWriter

    writer = ContainerWriter(tmp_path / "x.columns")
    writer.close({"documents": 4, "fields": segment.container.meta["fields"], **meta} if meta else {})
    with pytest.raises(IndexFormatError, match="declares are impossible"):
        Segment(tmp_path / "x.columns", np.zeros(0, np.uint32))
