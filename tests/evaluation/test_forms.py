"""The forms in which queries are typed."""

from __future__ import annotations

import pytest

from evaluation.collection import Query
from evaluation.forms import FORMS, half_accented

TYPED = [
    ("accented", "Hoà thuận ở Đắk Lắk", "Hoà thuận ở Đắk Lắk"),
    ("unaccented", "Hoà thuận ở Đắk Lắk", "Hoa thuan o Dak Lak"),
    ("old-tone", "Hoà thuỷ khoẻ", "Hòa thủy khỏe"),
    ("new-tone", "Hòa thủy khỏe", "Hoà thuỷ khoẻ"),
    ("nfd", "hoà", "hoa\u0300"),
    ("upper", "hoà đ", "HOÀ Đ"),
]


@pytest.mark.parametrize(("form", "text", "typed"), TYPED)
def test_a_form_types_a_query_in_its_way(form: str, text: str, typed: str) -> None:
    """Every form changes the spelling that it is named for and nothing else."""
    assert FORMS[form](Query("q", text)) == typed


def test_half_accented_strips_about_half_of_the_syllables_by_the_key_alone() -> None:
    """The choice is fixed for a key, differs between keys, and keeps about half the accents."""
    text = "đường " * 400
    once = half_accented(text, "one")
    assert once == half_accented(text, "one") != half_accented(text, "two")
    assert set(once.split()) == {"đường", "duong"}
    assert 150 < once.split().count("duong") < 250
