"""Which changes are plausible slips, whatever the corpus says."""

from __future__ import annotations

import pytest

from searchidx.suggest.plausibility import is_in_listed_word, is_plausible
from tests.support.suggestions import evidence_of, parts_of

TIGHT = {"căng thẳng": 50, "căng": 60, "thẳng": 70, "bàn tay": 5, "bàn": 90, "tay": 80}


@pytest.mark.parametrize(
    ("query", "index", "term", "level", "plausible"),
    [
        ("khách vãng lai", 1, "hàng", 1, False),  # `khách vãng lai` is a word
        ("bỏ cánh", 0, "bộ", 0, False),  # another tone of a frequent syllable, and no listed word
        ("sản suất", 1, "xuất", 0, True),  # sounds alike
        ("giải phẩu", 1, "phẫu", 0, True),
        ("nhiên liêu", 1, "liệu", 0, True),  # lacks a mark
        ("đương huyết", 0, "đường", 0, True),
        ("cây trông", 1, "trồng", 0, True),
        ("căng thằng", 1, "thẳng", 0, True),  # a tight word
        ("bẩn tay", 0, "bàn", 0, False),  # `bẩn` is a word, and `tay` has many neighbours
        ("an nính", 1, "ninh", 0, True),  # `nính` is no word by itself
        ("đầu hói", 1, "mối", 1, False),
        ("đầu hói", 1, "mối", 2, False),
        ("lên gường", 1, "giường", 1, True),
        ("hàng gường", 1, "đường", 2, False),  # another first letter, and no listed word
        ("vũ mữ", 1, "nữ", 2, True),
        ("qoc hoi", 0, "quoc", 1, True),
        ("dau hoi", 1, "moi", 1, False),
        ("xan xuat", 0, "san", 0, True),
    ],
)
def test_a_change_is_plausible(query: str, index: int, term: str, level: int, plausible: bool) -> None:
    """Syllables of listed words were meant, unless they sound alike, lack marks or miss a word."""
    assert is_plausible(parts_of(query), index, term, level, evidence_of(TIGHT)) is plausible


@pytest.mark.parametrize(
    ("corpus", "level", "plausible"),
    [
        ({"elon": 50, "musk": 60, "elon musk": 40}, 2, True),
        ({"elon": 50, "musk": 60, "elon musk": 39}, 2, False),  # less than .8 of the rarer one
        ({"elon": 50, "musk": 60, "elon musk": 40, "mush": 1}, 2, False),
        ({"elon": 50, "musk": 60}, 1, True),  # a near term of level 1 has no wrong letter
    ],
)
def test_a_short_foreign_word_is_a_slip_only_in_a_name(
    corpus: dict[str, int], level: int, plausible: bool
) -> None:
    """Foreign words of four letters often differ in one."""
    assert is_plausible(parts_of("elon mush"), 1, "musk", level, evidence_of(corpus)) is plausible


@pytest.mark.parametrize(
    ("text", "index", "is_word"),
    [
        ("khách vãng lai", 0, True),
        ("khách vãng lai", 2, True),
        ("ông khách vãng lai", 0, False),
        ("hòa bình", 0, True),
        ("mùa vắng", 0, False),
    ],
)
def test_a_term_is_in_a_listed_word(text: str, index: int, is_word: bool) -> None:
    """Words of two and of three syllables, at each of their places."""
    assert is_in_listed_word(text.split(), index) is is_word
