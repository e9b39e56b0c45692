"""Possible Vietnamese syllables and the placement of tone marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.orthography import (
    TONES,
    is_syllable,
    is_tone_allowed,
    is_unmarked_syllable,
    may_be_syllable,
    place_tone,
    split_syllable,
    strip_tone,
    syllables,
    toneless_syllables,
    unmarked_syllables,
)

if TYPE_CHECKING:
    from analyzers.orthography import ToneStyle

VALID = """
    a ạ ô ở ừ y ý yêu yến uống oán anh ách ướt việt nguyễn nghiêng nghỉ ngoằn ngoèo khuỷu khuya thuở
    huơ huỳnh huých hòa hoà thủy thuỷ khỏe khoẻ góa toán quà quý quốc quỳnh quyển quắt quen quê gì
    gìn giếng giết già giữa giường giá cà kẻ kỹ kĩ ghế gà ngà nghe đường được đắt đỉnh trường chuyện
    phượng xoong moóc bút thích lịch đẹp học rượu hươu người mười buổi tuần luật khuây khuấy ngoài
    xoáy loay quay thoăn thoắt soạn lưu hưu mỹ lý tỷ vỹ sĩ
"""
INVALID = """
    cafe resume ka kà ge gé ce cế nghà ngé qa qúa bàt hoc lich hòan tòan thuyế ươ ưo uơng ă â đă bâ
    jazz fan wifi zoo stress việtnam uoa đđ nguyenx hoaf việệt cuả vịêt giừơng cứư bb ph
"""


@pytest.mark.parametrize("text", VALID.split())
def test_spellings_in_use_are_syllables(text: str) -> None:
    """Syllables of common words, with every kind of initial and rhyme, are possible."""
    assert is_syllable(text)


@pytest.mark.parametrize("text", INVALID.split())
def test_what_the_rules_forbid_is_no_syllable(text: str) -> None:
    """Wrong initials, wrong tones before a final stop, misplaced marks and foreign words are refused."""
    assert not is_syllable(text)


@pytest.mark.parametrize(
    ("text", "initial", "rhyme", "tone"),
    [
        ("giếng", "gi", "iêng", "sắc"),
        ("gì", "gi", "i", "huyền"),
        ("già", "gi", "a", "huyền"),
        ("quý", "qu", "y", "sắc"),
        ("quốc", "qu", "ôc", "sắc"),
        ("nghỉ", "ngh", "i", "hỏi"),
        ("oan", "", "oan", "ngang"),
        ("thuỷ", "th", "uy", "hỏi"),
        ("đượm", "đ", "ươm", "nặng"),
        ("ngã", "ng", "a", "ngã"),
    ],
)
def test_a_syllable_splits_into_its_parts(text: str, initial: str, rhyme: str, tone: str) -> None:
    """gi and qu are initials, and gi shares its i with a rhyme that begins with i."""
    syllable = split_syllable(text)
    assert syllable is not None
    assert (syllable.initial, syllable.rhyme, TONES[syllable.tone]) == (initial, rhyme, tone)


def test_the_set_of_syllables_and_is_syllable_agree() -> None:
    """`is_syllable` accepts every generated syllable, and their number follows from the rules."""
    table = syllables()
    assert all(map(is_syllable, table))
    stopped = sum(base.rhyme.endswith(("p", "t", "c", "ch")) for base in toneless_syllables().values())
    expected = 6 * (len(toneless_syllables()) - stopped) + 2 * stopped
    assert len(table) == expected
    assert 15_000 < len(table) < 20_000


@pytest.mark.parametrize("style", ["old", "new"])
def test_every_rhyme_bears_each_of_its_tones_in_one_place(style: ToneStyle) -> None:
    """For each spelling and tone, `strip_tone` undoes `place_tone`, in both styles."""
    for toneless, base in toneless_syllables().items():
        for tone in range(1, 6):
            placed = place_tone(toneless, tone, style)
            assert (placed is not None) == is_tone_allowed(base.rhyme, tone)
            if placed is not None:
                assert strip_tone(placed)[:2] == (toneless, tone)
                assert is_syllable(placed)


def test_the_styles_differ_in_three_open_rhymes_alone() -> None:
    """The styles differ exactly in oa, oe and uy, as in hòa/hoà, khỏe/khoẻ, thủy/thuỷ."""
    differing = {
        base.rhyme
        for toneless, base in toneless_syllables().items()
        if place_tone(toneless, 5) != place_tone(toneless, 5, "new")
    }
    assert differing == {"oa", "oe", "uy"}


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềệốứừợýỳ", max_size=8))
def test_splitting_is_the_inverse_of_spelling(text: str) -> None:
    """Placing the tone on the toneless form of a syllable gives the syllable again, in one of the styles."""
    syllable = split_syllable(text)
    if syllable is not None:
        toneless, tone, _ = strip_tone(text)
        assert text in (place_tone(toneless, tone, "old"), place_tone(toneless, tone, "new"))
        assert toneless.endswith(syllable.rhyme)
        assert text in syllables() or place_tone(toneless, tone, "old") in syllables()


def test_unmarked_forms_are_ascii_and_known() -> None:
    """The unmarked syllables are ASCII and have the known spellings."""
    assert {"duong", "viet", "nguoi", "thuy", "quoc"} <= unmarked_syllables()
    assert all(spelling.isascii() for spelling in unmarked_syllables())
    assert "class" not in unmarked_syllables()


@given(st.text("abcdeghiklmnopqrstuvxyfj", max_size=7))
def test_unmarked_syllables_are_known_without_the_set(text: str) -> None:
    """`is_unmarked_syllable` has the answer of `unmarked_syllables`."""
    assert is_unmarked_syllable(text) == (text in unmarked_syllables())


def test_every_unmarked_syllable_is_known_without_the_set() -> None:
    """`is_unmarked_syllable` is true for each of them."""
    assert all(map(is_unmarked_syllable, unmarked_syllables()))


def test_a_syllable_may_lack_its_marks() -> None:
    """Some marks are not enough: with any, the syllable must be possible as it is."""
    assert all(map(may_be_syllable, ("duong", "cac", "đường", "an")))
    assert not any(map(may_be_syllable, ("đuong", "ngeng", "wifi", "", "19")))
