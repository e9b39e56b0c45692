"""Titles for texts that have none."""

from __future__ import annotations

import pytest

from searchidx.files.readers.headline import headline

SENTENCE = "Hội chợ mở cửa sáng nay."


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("", ""),
        ("Hội chợ. Mở cửa", "Hội chợ. Mở cửa"),
        ("a " * 59 + "ab", "a " * 59 + "ab"),
        ("a " * 59 + "abc", "a " * 58 + "a…"),
        ("a" * 120, "a" * 120),
        ("a" * 121, "a" * 120 + "…"),
        (SENTENCE + " Khách đến rất đông" * 20, SENTENCE),
        ("“Mở cửa!” Khách" + " đến" * 40, "“Mở cửa!”"),
        ("Mở cửa ở TP.HCM rồi? Khách" + " đến" * 40, "Mở cửa ở TP.HCM rồi?"),
        ("a" * 118 + ". " + "b" * 9, "a" * 118 + "."),
        ("a" * 119 + ". " + "b" * 9, "a" * 119 + ".…"),
        ("từ " * 60, ("từ " * 40).strip() + "…"),
        ("chợ, " + "a" * 130, "chợ…"),
        ("TTX " + "a" * 130, "TTX…"),
        ("a " + "b" * 118 + " c", "a…"),
        ("a\u0323\u0302" * 60, "a\u0323\u0302" * 40 + "…"),
        ("a" + "a\u0323\u0302" * 60, "a" + "a\u0323\u0302" * 39 + "…"),
        ("\u0302" * 130, "\u0302…"),
        ("- " + "a" * 130, "- " + "a" * 118 + "…"),
    ],
)
def test_a_headline_is_cut_sensibly(line: str, title: str) -> None:
    """It ends with a sentence, else a word, else a letter; a line of at most 120 characters is not cut."""
    assert headline(line) == title
