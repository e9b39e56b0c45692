"""The syllables that differ in their accents only."""

from __future__ import annotations

import pytest

from analyzers.accentuations import accentuations, toneless_spellings
from analyzers.fold import fold
from analyzers.orthography import syllables, unmarked_syllables


def test_accentuations_are_the_syllables_with_the_same_letters() -> None:
    """All of them, with đ for d too, and no other; none for letters that make no syllable."""
    assert accentuations("ca") == ("ca", "cà", "cá", "cả", "cã", "cạ")
    assert {"da", "đa", "đà", "dạ"} < set(accentuations("da"))
    assert set(accentuations("cac")) == {"các", "cạc", "cắc", "cặc", "cấc", "cậc"}
    assert accentuations("xyz") == accentuations("") == ()


def test_every_syllable_is_an_accentuation_of_its_letters() -> None:
    """Taken together, the accentuations are all syllables, each of them once."""
    found = [text for letters in unmarked_syllables() for text in accentuations(letters)]
    assert len(found) == len(set(found))
    assert set(found) == syllables()
    assert all(text in accentuations(fold(text)) for text in ("đường", "nguyễn", "quýt"))


@pytest.mark.parametrize(
    ("letters", "toneless"),
    [("cac", ["cac", "căc", "câc"]), ("da", ["da", "đa"]), ("xyz", []), ("", [])],
)
def test_toneless_spellings_have_letters_but_no_tones(letters: str, toneless: list[str]) -> None:
    """They are listed also if no syllable is spelt so, as before a stop, which needs a tone."""
    assert sorted(toneless_spellings(letters)) == sorted(toneless)
