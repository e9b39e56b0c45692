"""A syllable between its neighbours, and what the corpus has of a term in its place."""

from __future__ import annotations

import pytest

from searchidx.suggest.context import Context, context_of, neighbour_terms
from searchidx.suggest.query_parts import with_term
from tests.support.suggestions import evidence_of, parts_of

CORPUS = {"bộ_quốc": 7, "phòng_họp": 3, "kỹ": 5, "bố": 9, "bồ": 4}


@pytest.mark.parametrize(
    ("query", "index", "context"),
    [
        ("quốc", 0, Context("quốc", (), ())),
        ("bộ quốc phòng", 1, Context("quốc", ("bộ",), ("phòng",))),
        ("kĩ quốc", 1, Context("quốc", ("kĩ", "kỹ"), ())),
        ("quốc bo", 0, Context("quốc", (), ("bo", "bố", "bồ"))),
        # A neighbour that makes a word on its other side is taken.
        ("bộ quốc phòng họp", 2, Context("phòng", ("quốc",), ("họp",), left_in_word=True)),
        ("bộ quốc phòng họp", 1, Context("quốc", ("bộ",), ("phòng",), right_in_word=True)),
        ("bộ quốc phòng họp", 0, Context("bộ", (), ("quốc",))),
        ("bộ quốc phòng họp", 3, Context("họp", ("phòng",), ())),
    ],
)
def test_the_context_of_a_part(query: str, index: int, context: Context) -> None:
    """Its neighbours in all of their spellings, and whether they are taken by words on their other sides."""
    assert context_of(parts_of(query), index, evidence_of(CORPUS)) == context


def test_of_a_divided_part_the_last_syllable_is_the_neighbour() -> None:
    """`côngan` that was divided into `công an` has `an` beside the next syllable."""
    parts = with_term(parts_of("côngan tỉnh"), 0, "công an")
    assert neighbour_terms(parts) == ["an", "tỉnh"]


FREQUENCIES = {"a b": 1, "x b": 2, "b c": 4, "b z": 8, "a_b": 10, "x_b": 20, "b_c": 40, "b_z": 80, "b a": 500}
BOTH_SIDES = Context("q", ("a", "x"), ("c", "z"))


def test_documents_beside_all_spellings_of_the_neighbours_are_added_up() -> None:
    """Before and after the term, as pairs and as words."""
    evidence = evidence_of(FREQUENCIES)
    assert BOTH_SIDES.pair_documents("b", evidence) == 1 + 2 + 4 + 8
    assert BOTH_SIDES.word_documents("b", evidence) == 10 + 20 + 40 + 80


def test_a_neighbour_that_is_taken_makes_no_word() -> None:
    """It is still beside the term."""
    evidence = evidence_of(FREQUENCIES)
    left_in_word, right_in_word = (
        BOTH_SIDES._replace(left_in_word=True),
        BOTH_SIDES._replace(right_in_word=True),
    )
    assert left_in_word.word_documents("b", evidence) == 40 + 80
    assert right_in_word.word_documents("b", evidence) == 10 + 20
    assert left_in_word.pair_documents("b", evidence) == right_in_word.pair_documents("b", evidence) == 15


@pytest.mark.parametrize(
    ("corpus", "passages", "is_established"),
    [
        ({"x_q": 1}, [], True),
        ({"q_z": 1}, [], True),
        ({}, ["x q"], True),
        ({}, ["Q, z"], True),
        ({"x q": 9, "q z": 9, "q": 9, "q_x": 9}, ["q x", "z q", "q"], False),
    ],
)
def test_a_term_is_established_by_a_word_or_in_a_passage(
    corpus: dict[str, int], passages: list[str], is_established: bool
) -> None:
    """Standing beside a neighbour somewhere in the corpus is not enough."""
    assert BOTH_SIDES.is_established(evidence_of(corpus, passages=passages)) is is_established


def test_a_context_without_neighbours_is_empty() -> None:
    """One neighbour is enough."""
    assert Context("q", (), ()).is_empty
    assert not Context("q", ("a",), ()).is_empty
    assert not Context("q", (), ("a",)).is_empty
