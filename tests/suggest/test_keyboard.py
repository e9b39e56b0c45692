"""Telex and VNI keys in a query, and when they are decoded."""

from __future__ import annotations

import pytest

from searchidx.suggest.keyboard import decode_keys
from tests.support.suggestions import evidence_of, parts_of

CORPUS = {"việt": 90, "nam": 80, "công": 30, "an": 20, "cộng": 11, "coong": 0}


def decoded(text: str, corpus: dict[str, int]) -> list[tuple[str, str]]:
    replacements = decode_keys(text, parts_of(text), evidence_of(corpus))
    return [(replacement.part.typed, replacement.term) for replacement in replacements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vieejt nam", [("vieejt", "việt")]),
        ("vie65t nam", [("vie65t", "việt")]),
        ("coong an", [("coong", "công")]),
        ("coong vieejt", [("coong", "công"), ("vieejt", "việt")]),
        ("việt nam", []),
        ("viet nam", []),
        ("quoocs vieejt", []),  # one of the two is not in the corpus
        ("vieejt-nam", []),
    ],
)
def test_keys_are_decoded_into_syllables_of_the_corpus(text: str, expected: list[tuple[str, str]]) -> None:
    """Only the parts that change are returned, and none unless the corpus has all of them."""
    assert decoded(text, CORPUS) == expected


@pytest.mark.parametrize(
    ("keys", "syllable", "is_decoded"),
    [(0, 0, False), (0, 1, True), (1, 10, False), (1, 11, True), (2, 20, False), (2, 21, True)],
)
def test_a_decoded_syllable_needs_more_than_ten_times_the_documents_of_its_keys(
    keys: int, syllable: int, is_decoded: bool
) -> None:
    """Keys that articles write themselves are mostly meant."""
    assert bool(decoded("vieejt", {"vieejt": keys, "việt": syllable})) is is_decoded
