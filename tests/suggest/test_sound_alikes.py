"""Syllables that sound alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.orthography import is_syllable, syllables, unmarked_syllables
from searchidx.suggest.sound_alikes import confused_syllables, sound_alikes

ALIKE = [
    ("xản", "sản"),
    ("suất", "xuất"),
    ("chung", "trung"),
    ("trân", "chân"),
    ("giàu", "dàu"),
    ("dán", "rán"),
    ("ra", "gia"),
    ("lông", "nông"),
    ("nỗi", "lổi"),
    ("sữ", "sử"),
    ("nghỉ", "nghĩ"),
    ("hàn", "hàng"),
    ("quang", "quan"),
    ("bát", "bác"),
    ("lĩnh", "nỉn"),  # initial, tone and final at once
    ("xan", "sanh"),
    ("xuat", "suat"),
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_syllables_that_sound_alike(left: str, right: str) -> None:
    """Each of the two is a sound-alike of the other one."""
    assert right in sound_alikes(left)
    assert left in sound_alikes(right)


@pytest.mark.parametrize("term", ["", "x", "tr", "ở", "minh tr", "nghe", "khoe", "ronaldo", "2025", "gì"])
def test_other_terms_have_no_sound_alikes(term: str) -> None:
    """There must be a vowel, and an initial, final or tone that sounds like another one."""
    assert sound_alikes(term) == ()


@given(
    st.one_of(st.sampled_from(sorted(syllables())), st.sampled_from(sorted(unmarked_syllables())), st.text())
)
def test_sound_alikes_are_possible_and_mutual(term: str) -> None:
    """They are distinct possible syllables, and each of them sounds like the term."""
    alikes = sound_alikes(term)
    assert len(set(alikes)) == len(alikes)
    for alike in alikes:
        assert alike != term
        assert is_syllable(alike) or alike in unmarked_syllables()
        if is_syllable(term):
            assert term in sound_alikes(alike)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sát", "sáp"),
        ("chuẩn", "chẩn"),
        ("mùi", "muồi"),
        ("trao", "trau"),
        ("kìm", "kiềm"),
        ("xá", "sá"),
        ("lạng", "lạn"),
        ("sẽ", "sẻ"),
        ("tay", "tai"),
        ("lừa", "nừa"),
        ("an", "am"),
    ],
)
def test_syllables_that_writers_confuse(typed: str, meant: str) -> None:
    """Each of the two is confused with the other one."""
    assert meant in confused_syllables(typed)
    assert typed in confused_syllables(meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("sát", "xáp"), ("sát", "sàt"), ("sát", "bát"), ("hòa", "hoà"), ("sữa", "xửa"), ("sát", "sắt")],
)
def test_only_one_part_of_a_confused_syllable_differs(typed: str, other: str) -> None:
    """Two parts, other accents and another place of the tone mark are no confusion."""
    assert other not in confused_syllables(typed)


@given(st.one_of(st.sampled_from(sorted(syllables())), st.text(max_size=9)))
def test_confused_syllables_are_possible_and_distinct(term: str) -> None:
    """Any text is accepted, and none is confused with itself."""
    confused = confused_syllables(term)
    assert len({*confused, term}) == len(confused) + 1
    assert all(map(is_syllable, confused))
