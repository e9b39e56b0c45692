"""Marks: matches joined where a reader sees one thing."""

from __future__ import annotations

import pytest

from searchidx.highlight import joined_marks
from tests.support.highlight import bracketed, exact, find, pattern

PATTERNS = [pattern(exact(term)) for term in ("công", "an", "nđ", "cp", "nđ-cp")]

JOINED = [
    ("công an xã", "[công an] xã"),
    ("công \t an", "[công \t an]"),
    ("công\nan", "[công]\n[an]"),
    ("công \n an", "[công] \n [an]"),
    ("NĐ-CP", "[NĐ-CP]"),
    ("công/an", "[công/an]"),
    ("công.an", "[công.an]"),
    ("công, an", "[công], [an]"),
    ("công -- an", "[công] -- [an]"),
    # An entity joins like the character that it means.
    ("công&nbsp;an", "[công&nbsp;an]"),
    ("công &#32; an", "[công &#32; an]"),
    ("công&amp;an", "[công&amp;an]"),
    ("công &amp; an", "[công] &amp; [an]"),
    ("công&#10;an", "[công]&#10;[an]"),
    ("công--an", "[công]--[an]"),
    ("công b an", "[công] b [an]"),
    ("an công an công", "[an công an công]"),
    ("công b an an", "[công] b [an an]"),
    ("", ""),
    ("không gì", "không gì"),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_matches_are_joined_over_blanks_of_a_line_and_single_signs(text: str, expected: str) -> None:
    """Two words of a phrase and the parts of a code are one mark; more than one sign parts them."""
    assert bracketed(text, joined_marks(text, find(text, PATTERNS).matches)) == expected


@pytest.mark.parametrize(
    ("matches", "marks"),
    [
        ([(0, 2, 0), (1, 3, 1)], ((0, 3),)),
        ([(0, 2, 0), (2, 3, 1)], ((0, 3),)),
        ([(0, 3, 0), (1, 2, 1)], ((0, 3),)),
        ([(0, 1, 0), (2, 3, 1)], ((0, 1), (2, 3))),
        ([(0, 3, 0), (1, 2, 1), (3, 4, 2)], ((0, 4),)),
        ([], ()),
    ],
)
def test_matches_that_overlap_or_touch_are_one_mark(
    matches: list[tuple[int, int, int]], marks: tuple[tuple[int, int], ...]
) -> None:
    """Letters between two matches part them; a match within another one adds nothing."""
    assert joined_marks("abcd", matches) == marks
