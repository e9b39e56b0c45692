"""Where the syllables of a query stand in some documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.columnar.searching.syllable_occurrences import WantedTerm, read_syllables
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment

DOCUMENTS = [
    Document("0", "ba an", "ba"),
    Document("1", "ca", "ca"),
    Document("2", "an", "y án|ba an"),
]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> SearchableSegment:
    return corpus.segment_of(tmp_path_factory.mktemp("syllables"), DOCUMENTS)


def wanted(segment: SearchableSegment, *terms: tuple[int, str, str]) -> list[WantedTerm]:
    return [
        WantedTerm(syllable, field, segment.term_number(field, text.encode()))
        for syllable, field, text in terms
    ]


def read(
    segment: SearchableSegment, fields: list[list[WantedTerm]], documents: list[int]
) -> list[tuple[int, int, int]]:
    """Texts, positions and syllables."""
    occurrences = read_syllables(segment, fields, np.array(documents))
    assert occurrences.packed.tolist() == [
        (text << 32) + position
        for text, position in zip(
            occurrences.text_numbers.tolist(), occurrences.positions.tolist(), strict=True
        )
    ]
    return list(zip(*(array.tolist() for array in occurrences[1:]), strict=True))


def test_two_fields_of_two_documents(segment: SearchableSegment) -> None:
    """Text f * documents + d is field f of document d; occurrences ascend by text, position and syllable."""
    titles = wanted(segment, (0, "title", "an"), (1, "title", "ba"))
    bodies = wanted(segment, (0, "body_folded", "an"), (1, "body", "ba"))
    assert read(segment, [titles, bodies], [0, 2]) == [
        *[(0, 0, 1), (0, 1, 0), (1, 0, 0)],
        *[(2, 0, 1), (3, 1, 0), (3, 1, 1), (3, 2, 0)],
    ]
    assert read(segment, [titles, bodies], [2]) == [(0, 0, 0), (1, 1, 0), (1, 1, 1), (1, 2, 0)]
    assert read(segment, [[], bodies], [0, 2]) == [(2, 0, 1), (3, 1, 0), (3, 1, 1), (3, 2, 0)]


def test_terms_of_one_syllable_that_share_a_position_count_once(segment: SearchableSegment) -> None:
    """A syllable that is looked for with and without its accents is found once at each position."""
    bodies = wanted(segment, (2, "body_folded", "an"), (2, "body", "an"), (2, "body", "án"))
    assert read(segment, [bodies], [0, 1, 2]) == [(2, 1, 2), (2, 2, 2)]


def test_one_syllable(segment: SearchableSegment) -> None:
    """A query of one syllable, whose number is 0, is no exception."""
    assert read(segment, [wanted(segment, (0, "body", "ca"))], [0, 1]) == [(1, 0, 0)]


@pytest.mark.parametrize("terms", [[], [(0, "title", "ca")]])
def test_nothing_is_found(segment: SearchableSegment, terms: list[tuple[int, str, str]]) -> None:
    """Without terms, or in documents that have none of them."""
    assert read(segment, [wanted(segment, *terms), []], [0, 2]) == []
