"""The three kinds of fields answer the same questions, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.engines.columnar.format.field_reader import FieldReader
    from searchidx.engines.columnar.reading.segment import Segment

BODIES = ["an ba", "án ba an", "ca", "ẩn cá", "cấp ba"]
TERMS = {
    "body": ["an", "ba", "ca", "cá", "cấp", "án", "ẩn"],
    "body_folded": ["an", "ba", "ca", "cap"],
    "body_words": ["án_an"],
    "body_pairs": ["an ba", "an ca", "ba an", "cap ba"],
    "source": [],
}
FREQUENCIES = {
    "body": [2, 3, 1, 1, 1, 1, 1],
    "body_folded": [3, 3, 2, 1],
    "body_words": [1],
    "body_pairs": [2, 1, 1, 1],
    "source": [],
}


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Segment:
    return corpus.segment_of(tmp_path_factory.mktemp("fields"), corpus.documents_of(*BODIES))


@pytest.mark.parametrize("field", TERMS)
def test_terms_are_numbered_in_the_order_of_their_bytes(segment: Segment, field: str) -> None:
    """Every kind of field lists and finds its terms, and counts how many are less than a key."""
    reader, terms = segment.field(field), TERMS[field]
    keys = [term.encode() for term in terms]
    assert keys == sorted(keys)
    assert len(reader) == len(terms)
    assert [reader.term(number) for number in range(len(terms))] == keys
    for first in range(len(terms) + 1):
        for end in range(first, len(terms) + 1):
            assert reader.terms(first, end) == keys[first:end]
    base = segment.specs[field].pairs_of or field

    def find_in_base(text: str) -> int:
        return segment.term_number(base, text.encode())

    asked = [*terms, "none", "none an", "an none", "", "a", "z"]
    expected = [terms.index(text) if text in terms else -1 for text in asked]
    assert [reader.find(text.encode()) for text in asked] == expected
    assert reader.find_all(asked, find_in_base) == expected
    for text in asked:
        assert reader.lower_bound(text.encode()) == sum(key < text.encode() for key in keys)


@pytest.mark.parametrize("field", FREQUENCIES)
def test_document_frequencies(segment: Segment, field: str) -> None:
    """One by one, and of neighbouring terms."""
    reader, frequencies = segment.field(field), FREQUENCIES[field]
    assert [reader.document_frequency(number) for number in range(len(frequencies))] == frequencies
    for first in range(len(frequencies) + 1):
        for end in range(first, len(frequencies) + 1):
            assert reader.document_frequencies(first, end).tolist() == frequencies[first:end]


@pytest.mark.parametrize(
    ("field", "prefix", "documents"),
    [
        ("body", "a", {0, 1}),
        ("body", "c", {2, 3, 4}),
        ("body", "", {0, 1, 2, 3, 4}),
        ("body", "none", set()),
        ("body_folded", "an", {0, 1, 3}),
        ("body_folded", "c", {2, 3, 4}),
        ("body_words", "án", {1}),
        ("source", "", set()),
    ],
)
def test_lists_of_a_range_of_terms(segment: Segment, field: str, prefix: str, documents: set[int]) -> None:
    """Terms with a prefix are neighbours; their lists are in the ranges, each once."""
    reader = segment.field(field)
    first, end = reader.prefix_range(prefix.encode())
    keys = [term.encode() for term in TERMS[field]]
    assert keys[first:end] == [key for key in keys if key.startswith(prefix.encode())]
    ranges = reader.joined_list_ranges(first, end)
    listed = [reader.posting_lists.documents(*bounds).tolist() for bounds in ranges]
    assert {document for numbers in listed for document in numbers} == documents
    lists = [number for low, high in ranges for number in range(low, high)]
    assert lists == sorted(set(lists))
    own = [number for term in range(first, end) for number in range(*reader.list_range(term))]
    assert sorted(own) == lists


def test_a_fold_unites_the_terms_that_fold_to_it(segment: Segment) -> None:
    """Their lists are neighbours, in the order of the terms."""
    lists, folded = segment.posting_lists("body"), segment.field("body_folded")
    for number, fold in enumerate(TERMS["body_folded"]):
        unfolded = [lists.term(term).decode() for term in folded.unfolded_terms(number)]
        assert unfolded == [term for term in TERMS["body"] if corpus.fold(term) == fold]
        first, end = folded.list_range(number)
        assert lists.terms_of_lists(first, end).tolist() == folded.unfolded_terms(number)
    assert [lists.unfolded_terms(number) for number in range(7)] == [[number] for number in range(7)]
    assert folded.posting_lists is lists is lists.posting_lists
    list_numbers = lists.list_numbers().tolist()
    assert [lists.list_number(number) for number in range(7)] == list_numbers
    assert np.argsort(list_numbers).tolist() == lists.terms_of_lists(0, 7).tolist()


def test_the_terms_of_a_pair(segment: Segment) -> None:
    """They are terms of the field that the pairs are of."""
    pairs, folded = segment.field("body_pairs"), segment.field("body_folded")
    for number, pair in enumerate(TERMS["body_pairs"]):
        first, second = pairs.term_numbers(number)
        assert f"{folded.term(first).decode()} {folded.term(second).decode()}" == pair


REFUSED: list[tuple[str, Callable[[FieldReader], object], str]] = [
    ("body_pairs", lambda pairs: pairs.posting_lists, "no posting lists"),
    ("body_pairs", lambda pairs: pairs.list_range(0), "no posting lists"),
    ("body_pairs", lambda pairs: pairs.joined_list_ranges(0, 1), "no posting lists"),
    ("body_pairs", lambda pairs: pairs.unfolded_terms(0), "no positions"),
    ("body_pairs", lambda pairs: pairs.prefix_range(b"a"), "prefixes of pairs"),
    ("body", lambda lists: lists.term_numbers(0), "no pairs"),
    ("body_folded", lambda folded: folded.term_numbers(0), "no pairs"),
]


@pytest.mark.parametrize(("field", "ask", "message"), REFUSED)
def test_what_a_kind_of_field_cannot_answer(
    segment: Segment, field: str, ask: Callable[[FieldReader], object], message: str
) -> None:
    """It raises ValueError."""
    with pytest.raises(ValueError, match=message):
        ask(segment.field(field))
