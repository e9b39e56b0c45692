"""The spellings of one syllable: possible ones, and those that it matches as typed."""

from __future__ import annotations

import pytest

from analyzers.accentuations import accentuations
from searchidx.planning.accents.possible_spellings import matching_spellings, possible_spellings

POSSIBLE = [
    ("ca", set(accentuations("ca"))),
    # names of the Central Highlands, with and without a tone
    ("dak", {f"{first}{vowel}k" for first in "dđ" for vowel in "aăâáạắặấậ"}),
    ("k", set()),
    # abbreviations: each of up to three letters d may be đ
    ("hd", {"hd", "hđ"}),
    ("hdnd", {"hdnd", "hdnđ", "hđnd", "hđnđ"}),
    ("ddd", {a + b + c for a in "dđ" for b in "dđ" for c in "dđ"}),
    ("dddd", set()),
    ("xyz", set()),
    ("123", set()),
]


@pytest.mark.parametrize(("folded", "expected"), POSSIBLE)
def test_possible_spellings(folded: str, expected: set[str]) -> None:
    """A syllable has its accentuations; what is none may be a name with k for c, or have đ for d."""
    found = possible_spellings(folded)
    assert len(found) == len(set(found))
    assert set(found) == expected


MATCHING = [
    # what was typed with accents is meant, except for i and y
    ("bác", {"bác"}),
    ("sĩ", {"sĩ", "sỹ"}),
    ("sỹ", {"sĩ", "sỹ"}),
    # without accents, both twins have all of theirs
    ("si", {*accentuations("si"), *accentuations("sy")}),
    ("sy", {*accentuations("si"), *accentuations("sy")}),
    ("ca", set(accentuations("ca"))),
    # what is no syllable is itself
    ("xyz", {"xyz"}),
    ("123", {"123"}),
    ("hd", {"hd", "hđ"}),
]


@pytest.mark.parametrize(("exact", "expected"), MATCHING)
def test_the_spellings_that_a_typed_syllable_matches(exact: str, expected: set[str]) -> None:
    found = matching_spellings(exact)
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert exact in found
