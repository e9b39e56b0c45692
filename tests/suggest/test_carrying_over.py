"""When the results of a correction may be shown instead."""

from __future__ import annotations

import pytest

from searchidx.query.parse import parse
from searchidx.suggest import differ_only_in_bare_words, has_clearly_more


@pytest.mark.parametrize(
    ("typed", "corrected", "is_more"),
    [(0, 9, False), (0, 10, True), (1, 19, False), (1, 20, True), (9, 179, False), (9, 180, True)],
)
def test_a_correction_needs_clearly_more_matches(typed: int, corrected: int, is_more: bool) -> None:
    """Ten at least, and twenty times those of the query as typed."""
    assert has_clearly_more(corrected, typed) is is_more


@pytest.mark.parametrize(
    ("typed", "corrected", "only_bare_words"),
    [
        ("qốc hội", "quốc hội", True),
        ("qốc", "quốc", True),
        ("côngan tỉnh", "công an tỉnh", True),
        ("Qốc hội, -giá", "Quốc hội, -giá", True),
        ("qốc hội date:2025 source:vtv", "quốc hội date:2025 source:vtv", True),
        ("(qốc hội)", "(quốc hội)", True),
        ('qốc hội "bầu cử"', 'quốc hội "bầu cử"', True),
        ('"qốc hội"', '"quốc hội"', False),
        ("+qốc hội", "+quốc hội", False),
        ("họp -qốc", "họp -quốc", False),
        ("qốc hội OR bầu cử", "quốc hội OR bầu cử", False),
        ("qốc hội AND bầu cử", "quốc hội AND bầu cử", False),
        ("title:qốc hội", "title:quốc hội", False),
        ("qốc* hội", "quốc* hội", False),
        ('qốc hội "bầu cữ"', 'quốc hội "bầu cử"', False),
        ("", "", True),
    ],
)
def test_only_bare_words_may_differ(typed: str, corrected: str, only_bare_words: bool) -> None:
    """What has quotes, a sign, an operator, a star or a field was meant as typed."""
    assert differ_only_in_bare_words(parse(typed), parse(corrected)) is only_bare_words
