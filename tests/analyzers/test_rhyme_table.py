"""The table of initials and rhymes."""

from __future__ import annotations

import pytest

from analyzers.rhyme_table import initials_and_rhymes, rhymes_by_initial


@pytest.mark.parametrize(
    ("initial", "rhyme"),
    [("k", "i"), ("c", "a"), ("ngh", "iêng"), ("qu", "y"), ("gi", "a"), ("", "yên"), ("g", "oa")],
)
def test_rhymes_follow_their_initials(initial: str, rhyme: str) -> None:
    """The spelling of an initial agrees with the vowel that follows."""
    assert rhyme in rhymes_by_initial()[initial]


@pytest.mark.parametrize(
    ("initial", "rhyme"), [("k", "a"), ("c", "i"), ("ng", "e"), ("gh", "o"), ("c", "oa"), ("b", "yên")]
)
def test_other_rhymes_do_not(initial: str, rhyme: str) -> None:
    """An initial does not precede a vowel that requires another spelling."""
    assert rhyme not in rhymes_by_initial()[initial]


def test_every_pair_is_listed_once() -> None:
    """The pairs are those of the table by initial, each once."""
    pairs = list(initials_and_rhymes())
    assert len(pairs) == len(set(pairs)) == sum(map(len, rhymes_by_initial().values()))
