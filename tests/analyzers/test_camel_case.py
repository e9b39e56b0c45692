"""Syllables that were typed together with capitals are parts, and a whole."""

from __future__ import annotations

from itertools import pairwise

import pytest

from analyzers import Analyzer, syllables
from analyzers.camel_case import camel_case_spans
from analyzers.crf_model import load_model

WHOLE = """
    YouTube iPhone McDonald VinFast HoSE TikTok iOS eSIM VoIP BoE kWh pH saveSonDoong HàNộiVN HongKong
    xanh Xanh XANH Việt2026 2026 A4 110kV aA iU NhómA Việt2Nam ÑaNoi naïNam МоскваДа
"""


@pytest.mark.parametrize(
    ("part", "pieces"),
    [
        ("SốngXanh", ["Sống", "Xanh"]),
        ("HàNội", ["Hà", "Nội"]),
        ("ĐàNẵngĐẹp", ["Đà", "Nẵng", "Đẹp"]),
        ("VietNam", ["Viet", "Nam"]),
        ("haNoi", ["ha", "Noi"]),
        ("từTổng", ["từ", "Tổng"]),
        ("TếtViệt2026", ["Tết", "Việt", "2026"]),
        ("tiếngViêt", ["tiếng", "Viêt"]),  # a mark is missing
        ("HàÐông", ["Hà", "Ðông"]),
        ("ÐàNẵngHòan", ["Ðà", "Nẵng", "Hòan"]),  # a look-alike, and a misplaced mark
        ("ThànhPhốHồChíMinh", ["Thành", "Phố", "Hồ", "Chí", "Minh"]),
    ],
)
def test_syllables_are_divided(part: str, pieces: list[str]) -> None:
    """Accented, unaccented and partly accented syllables are pieces, and so is a number at the end."""
    assert [part[start:end] for start, end in camel_case_spans(part)] == pieces


@pytest.mark.parametrize("part", WHOLE.split())
def test_other_words_stay_whole(part: str) -> None:
    """Words with a piece that is no syllable, a single letter or several capitals are not divided."""
    assert camel_case_spans(part) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#SốngXanh", [("sống", 0), ("sốngxanh", 0), ("xanh", 1)]),
        ("ở (HàNội).", [("ở", 0), ("hà", 1), ("hànội", 1), ("nội", 2)]),
        ("TP.HàNội x", [("tp", 0), ("tp.hànội", 0), ("hà", 1), ("hànội", 1), ("nội", 2), ("x", 3)]),
        (
            "HàNội-SàiGòn",
            [("hà", 0), ("hànội", 0), ("hànội-sàigòn", 0), ("nội", 1), ("sài", 2), ("sàigòn", 2), ("gòn", 3)],
        ),
        ("Ha\u0300Nội", [("hà", 0), ("hànội", 0), ("nội", 1)]),
        ("Hòan\u200bKiếm", [("hoàn", 0), ("hòankiếm", 0), ("kiếm", 1)]),
        ("a@HaNoi.vn", [("a", 0), ("a@hanoi.vn", 0), ("hanoi", 1), ("vn", 2)]),
        (
            "HàNội,www.HaNoi.vn",
            [("hà", 0), ("hànội", 0), ("nội", 1), ("www", 2), ("www.hanoi.vn", 2), ("hanoi", 3), ("vn", 4)],
        ),
        ("YouTube", [("youtube", 0)]),
    ],
)
def test_parts_and_whole(text: str, expected: list[tuple[str, int]]) -> None:
    """The whole has the position of its first piece. Addresses are not divided."""
    assert [(token.term, token.position) for token in syllables(text)] == expected


@pytest.mark.parametrize("text", ["hoà bình #HàNội xanh", "SốngXanh", "(HàNội).", "(TếtViệt2026)"])
def test_the_word_layer_has_the_words_of_the_syllables(text: str) -> None:
    """pyvi's model reads the syllables as if there were blanks between them."""
    analyzer = Analyzer(load_model())
    parted = text.replace("Nội", " Nội").replace("Xanh", " Xanh").replace("Việt", " Việt ")
    words = analyzer.analyze([text, parted]).words
    first, second = (
        [words.vocabulary[i] for i in words.ids[start:end]] for start, end in pairwise(words.offsets)
    )
    assert first == second
