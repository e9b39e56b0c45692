"""The patterns that a term of a text matches, alone or as one token of a phrase."""

from __future__ import annotations

import pytest

from searchidx.engines.plan import MATCHING, MEANT, OTHER, Pattern
from searchidx.highlight.matched_patterns import MatchedPatterns, PatternsByTerm, patterns_of_field
from tests.support.highlight import exact, folded, pattern


def test_patterns_of_other_fields_are_left_out_and_the_others_keep_their_numbers() -> None:
    """A word that was sought in titles only is not marked in a body."""
    title, body, both = (
        Pattern((exact("an"),), fields, 1.0) for fields in (("title",), ("body",), ("title", "body"))
    )
    assert patterns_of_field([title, body, both], "body") == {1: body, 2: both}
    assert patterns_of_field([title, body, both], "title") == {0: title, 2: both}


PATTERNS = {
    2: pattern(exact("công"), exact("an")),
    3: pattern(exact("an", "án")),
    5: pattern(folded("an"), accents=MATCHING),
    6: pattern(folded("an"), accents=OTHER, part=1),
    7: pattern(folded("cong"), exact("an"), folded("n"), prefix=True, part=2),
    8: pattern(exact("nướ"), prefix=True, part=3),
}

TERMS = [
    ("xã", (), (), []),
    # 5 is left out, because its part has 3 in the accents that were meant
    ("an", (3,), (6,), [(2, 1), (7, 1)]),
    ("án", (3,), (6,), []),
    ("ân", (), (5, 6), []),
    ("công", (), (), [(2, 0), (7, 0)]),
    ("cộng", (), (), [(7, 0)]),
    # the last token of a prefix is a beginning
    ("nước", (8,), (), [(7, 2)]),
    ("nuoc", (), (), [(7, 2)]),
    ("n", (), (), [(7, 2)]),
]


@pytest.mark.parametrize(("term", "meant", "other", "of_phrases"), TERMS)
def test_the_patterns_of_a_term(
    term: str, meant: tuple[int, ...], other: tuple[int, ...], of_phrases: list[tuple[int, int]]
) -> None:
    """Patterns have their numbers in the plan, and a value that was looked up before stays the same."""
    by_term = PatternsByTerm(PATTERNS)
    for matched in (by_term[term], by_term[term]):
        assert matched == MatchedPatterns(meant, other, matched.of_phrases)
        assert sorted(matched.of_phrases) == of_phrases


def test_what_the_patterns_of_terms_know_of_the_patterns() -> None:
    """Those that are marked wherever they match, and the number of the last token of each."""
    by_term = PatternsByTerm(PATTERNS)
    assert by_term.patterns == PATTERNS
    assert by_term.meant_patterns == {number: PATTERNS[number] for number in (2, 3, 7, 8)}
    assert all(each.accents == MEANT for each in by_term.meant_patterns.values())
    assert by_term.last_tokens == {2: 1, 3: 0, 5: 0, 6: 0, 7: 2, 8: 0}
