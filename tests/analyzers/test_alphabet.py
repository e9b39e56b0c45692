"""The Vietnamese letters with marks."""

from __future__ import annotations

from analyzers.alphabet import VIETNAMESE_LETTERS
from analyzers.orthography import letters


def test_the_letters_are_those_of_the_orthography_in_a_fixed_order() -> None:
    """They are all letters beyond ASCII, in both cases, ascending. Stored documents depend on this order."""
    assert "".join(sorted(letter for letter in letters() if not letter.isascii())) == VIETNAMESE_LETTERS
