"""The patterns that are marked in unaccented articles."""

from __future__ import annotations

import pytest

from searchidx.engines.plan import MATCHING, OTHER, Alternatives, Pattern
from searchidx.highlight import unaccented_patterns
from tests.support.highlight import exact, folded, pattern

CASES = [
    ([], []),
    # What was typed with accents is marked without them, too; other accents as in accented articles.
    (
        [pattern(exact("lúa")), pattern(folded("lua"), accents=OTHER)],
        [pattern(exact("lúa", "lua")), pattern(folded("lua"), accents=OTHER)],
    ),
    ([pattern(exact("sĩ", "sỹ"))], [pattern(exact("sĩ", "sỹ", "si", "sy"))]),
    ([pattern(exact("lúa"), exact("5"))], [pattern(exact("lúa", "lua"), exact("5"))]),
    # What was typed without accents is marked in any, instead of in the spellings that were meant.
    (
        [
            pattern(exact("bão", "báo")),
            pattern(folded("bao"), accents=MATCHING),
            pattern(exact("số"), part=1),
        ],
        [pattern(folded("bao")), pattern(exact("số", "so"), part=1)],
    ),
    (
        [pattern(exact("bộ"), exact("công")), pattern(exact("bộ"), folded("cong"), accents=MATCHING)],
        [pattern(exact("bộ", "bo"), folded("cong"))],
    ),
    # A beginning of words is marked in any accents.
    (
        [pattern(exact("mưa"), prefix=True)],
        [pattern(Alternatives(frozenset({"mưa"}), frozenset({"mua"})), prefix=True)],
    ),
    # Syllables of words whose accents must match in partial matches.
    ([pattern(exact("lúa"), accents=OTHER)], [pattern(exact("lúa", "lua"), accents=OTHER)]),
]


@pytest.mark.parametrize(("patterns", "expected"), CASES)
def test_accents_may_be_missing(patterns: list[Pattern], expected: list[Pattern]) -> None:
    """The order, the parts, the fields and the weights stay the same."""
    assert list(unaccented_patterns(patterns)) == expected
