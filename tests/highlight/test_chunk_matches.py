"""The matches in one chunk: tokens, parts of codes, parts of numbers, and tokens of phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import OTHER
from searchidx.highlight.chunk_matches import MAX_CHUNK_CHARACTERS, ChunkMatches, has_tokens, read_chunk
from searchidx.highlight.matched_patterns import PatternsByTerm
from tests.support.highlight import exact, folded, pattern

if TYPE_CHECKING:
    from searchidx.highlight.chunk_matches import Match

PATTERNS = PatternsByTerm(
    {
        0: pattern(exact("công", "20", "000", "5", "35", "50")),
        1: pattern(folded("cong"), accents=OTHER, part=1),
        2: pattern(exact("công"), exact("an"), part=2),
    }
)

CHUNKS = [
    ("…", ChunkMatches(0, (), (), ())),
    ("xã", ChunkMatches(1, (), (), ())),
    ("(cộng)", ChunkMatches(1, (), ((1, 5, 1),), ())),
    ("công-an,", ChunkMatches(2, ((0, 4, 0),), ((0, 4, 1),), ((0, 4, 0, 2, 0), (5, 7, 1, 2, 1)))),
    ("a/công", ChunkMatches(2, ((2, 6, 0),), ((2, 6, 1),), ((2, 6, 1, 2, 0),))),
]


@pytest.mark.parametrize(("text", "matches"), CHUNKS)
def test_the_matches_of_a_chunk(text: str, matches: ChunkMatches) -> None:
    """Offsets and positions are counted from the beginning of the chunk."""
    assert read_chunk(text, PATTERNS) == matches


NUMBERS = [
    # a part of a number is held back, and a number all of whose parts match is not
    ("20", [(0, 2, 0)], []),
    ("20.000", [(0, 2, 0), (3, 6, 0)], []),
    ("20.500", [], [(0, 2, 0)]),
    ("1,5", [], [(2, 3, 0)]),
    ("5,5", [(0, 1, 0), (2, 3, 0)], []),
    ("1.000.000", [], [(2, 5, 0), (6, 9, 0)]),
    # a number with a sign of its own is whole
    ("35%", [(0, 2, 0)], []),
    ("35,2%", [], [(0, 2, 0)]),
    # only the parts of the number are held back
    ("50/công", [(0, 2, 0), (3, 7, 0)], []),
    ("20.500–công", [(7, 11, 0)], [(0, 2, 0)]),
    # a code is no number
    ("20.500/công", [(0, 2, 0), (7, 11, 0)], []),
]


@pytest.mark.parametrize(("text", "meant", "held_back"), NUMBERS)
def test_a_part_of_a_number_is_held_back(text: str, meant: list[Match], held_back: list[Match]) -> None:
    """The 20 of `20.000` is marked only if the part of the query matches nowhere else."""
    chunk = read_chunk(text, PATTERNS)
    assert list(chunk.meant_matches) == meant
    assert [match for match in chunk.other_matches if match[2] == 0] == held_back


BETWEEN = [
    (" ", False),
    ("\n\u3000", False),
    (" … – ", False),
    (" ? ", False),
    (" b ", True),
    (" 漢 ", True),
    (" … 1 ", True),
    (" " + "." * (MAX_CHUNK_CHARACTERS - 1) + "b ", True),
    (" " + "." * MAX_CHUNK_CHARACTERS + "b ", False),
    (" " + "." * MAX_CHUNK_CHARACTERS + "b b ", True),
]


@pytest.mark.parametrize(("between", "expected"), BETWEEN)
def test_tokens_between_two_offsets(between: str, expected: bool) -> None:
    """Signs are no tokens, and only the beginning of each chunk is read."""
    text = f"công{between}an"
    assert has_tokens(text, 4, len(text) - 2) is expected
    assert has_tokens(text, 0, len(text))
