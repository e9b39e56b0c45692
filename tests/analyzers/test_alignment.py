"""The parts of a chunk that begin in each of pyvi's pieces."""

from __future__ import annotations

import pytest
from hypothesis import given

from analyzers.alignment import aligned_pieces, model_spelling, syllable_term
from analyzers.clean import clean
from analyzers.scan import scan_chunk
from tests.support.texts import HOSTILE


@pytest.mark.parametrize(
    ("chunk", "pieces", "part_counts"),
    [
        ("họp", ["họp"], [1]),
        ("03/2019/NĐ-CP.", ["03", "/", "2019", "/", "NĐ", "-", "CP."], [1, 0, 1, 0, 1, 0, 1]),
        ("1.000", ["1.000"], [2]),
        ("hòa,", ["hoà", ","], [1, 0]),
        ("...", ["..."], [0]),
        ("#HàNội.", ["#", "Hà", "Nội", "."], [0, 1, 1, 0]),
        ("TếtViệt2026", ["Tết", "Việt", "2026"], [1, 1, 1]),
        ("abc中国", ["abc中国"], [3]),
        ("5km 1/2", ["5km", "1", "/", "2"], [1, 1, 0, 1]),
    ],
)
def test_pieces_and_their_parts(chunk: str, pieces: list[str], part_counts: list[int]) -> None:
    """The pieces have the spelling of the model, and each has the number of parts that begin in it."""
    aligned = aligned_pieces(chunk, scan_chunk(chunk))
    assert list(aligned.pieces) == pieces
    assert list(aligned.part_counts) == part_counts


@given(HOSTILE)
def test_every_part_begins_in_one_piece(text: str) -> None:
    """For any chunk, the part counts of the pieces add up to the number of parts."""
    for chunk in text.split():
        cleaned = clean(chunk).text
        tokens = scan_chunk(cleaned)
        parts = len({token.position for token in tokens})
        assert sum(aligned_pieces(cleaned, tokens).part_counts) == parts


def test_model_reads_the_new_tone_placement() -> None:
    """Both hòa and hoà become hoà, the spelling of pyvi's word list."""
    assert model_spelling("hòa") == model_spelling("hoà") == "hoà"


@pytest.mark.parametrize(
    ("piece", "term"), [("TP.", "tp"), ("Hoà", "hòa"), ("1.000", ""), ("-", ""), ("...", "")]
)
def test_only_syllables_have_a_term_in_a_word(piece: str, term: str) -> None:
    """Numbers and signs have no term, so they are part of no word."""
    assert syllable_term(piece) == term
