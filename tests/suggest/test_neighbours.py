"""Syllables that stand side by side in some texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import syllables
from analyzers.fold import folded_term
from searchidx.suggest.neighbours import neighbours
from tests.support.highlight import SOUGHT, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable


@given(st.lists(TEXTS, max_size=4), st.lists(st.sampled_from(SOUGHT.split()), min_size=1, max_size=4))
def test_neighbours_are_those_of_all_tokens(texts: list[str], sought: list[str]) -> None:
    """Neighbours read off a few chunks are, as often, those that reading every token finds."""
    folded = {folded_term(term) for term in sought}

    def among(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(pair for pair in pairs if folded.issuperset(map(folded_term, pair)))

    plain: list[tuple[str, str]] = []
    for text in texts:
        first = {token.position: token.term for token in reversed(syllables(text))}
        plain += pairwise(first[position] for position in sorted(first))
    assert among(neighbours(texts, folded)) == among(plain)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Công an xã", [("công", "an")]),
        ("công, (an)", [("công", "an")]),
        ("công … an", [("công", "an")]),
        ("công xã an", []),
        ("công x an công", [("an", "công")]),
        ("công-an/công", [("công", "an"), ("an", "công")]),
        ("cộng ân", [("cộng", "ân")]),
        ("công", []),
    ],
)
def test_only_what_no_other_word_parts_is_side_by_side(text: str, pairs: list[tuple[str, str]]) -> None:
    """Blanks and signs may stand between two syllables, and of a code the parts are read, not the whole."""
    assert list(neighbours([text], ["cong", "an"])) == pairs


def test_neighbours_do_not_reach_from_one_text_into_the_next() -> None:
    """Each text is read for itself."""
    assert list(neighbours(["công", "an công"], ["cong", "an"])) == [("an", "công")]
