"""When the results of a correction may be shown instead."""

from __future__ import annotations

import pytest

from searchidx.query.parse import parse
from searchidx.suggest import (
    differ_only_in_bare_words,
    has_clearly_more,
    is_clearly_meant,
    may_be_common_slip,
)
from searchidx.suggest.carrying_over import changed_phrases
from searchidx.suggest.query_parts import Replacement
from tests.support.suggestions import parts_of


@pytest.mark.parametrize(
    ("typed", "corrected", "is_more"),
    [
        *[(0, 9, False), (0, 10, True), (1, 19, False), (1, 20, True), (9, 179, False), (9, 180, True)],
        *[(10, 19, False), (10, 20, True), (300, 599, False), (300, 600, True)],
    ],
)
def test_a_correction_needs_clearly_more_matches(typed: int, corrected: int, is_more: bool) -> None:
    """Ten at least, and twenty times those of the query as typed, or twice if these are ten or more."""
    assert has_clearly_more(corrected, typed) is is_more


@pytest.mark.parametrize(
    ("typed", "corrected", "complete", "is_meant"),
    [
        *[(0, 0, 0, False), (0, 1, 0, True), (1, 19, 1, False), (1, 20, 1, True)],
        *[(0, 9, 10, False), (0, 10, 10, True), (2, 39, 300, False), (2, 40, 300, True)],
    ],
)
def test_documents_have_a_changed_phrase(typed: int, corrected: int, complete: int, is_meant: bool) -> None:
    """One document at least, ten if the query has matches, and twenty times those with the typed phrase."""
    assert is_clearly_meant(corrected, typed, complete) is is_meant


@pytest.mark.parametrize(("complete", "may_be"), [(10, True), (100, True), (101, False)])
def test_a_query_with_many_matches_is_no_slip(complete: int, may_be: bool) -> None:
    """One document in a hundred is too many."""
    assert may_be_common_slip(complete, 10_000) is may_be


@pytest.mark.parametrize(
    ("query", "changes", "phrases"),
    [
        ("qốc", {0: "quốc"}, []),
        ("côngan", {0: "công an"}, [("côngan", "công an")]),
        ("qốc hội", {0: "quốc"}, [("qốc hội", "quốc hội")]),
        ("phan xi păng", {2: "măng"}, [("phan xi păng", "phan xi măng")]),
        ("kỳ họp qốc hội", {2: "quốc"}, [("họp qốc hội", "họp quốc hội")]),
        ("kỳ họp qốc hội", {}, []),
        (
            "qốc hội họp sám",
            {0: "quốc", 3: "sáng"},
            [("qốc hội họp", "quốc hội họp"), ("hội họp sám", "hội họp sáng")],
        ),
    ],
)
def test_phrases_are_around_the_changes(
    query: str, changes: dict[int, str], phrases: list[tuple[str, str]]
) -> None:
    """A change at an end has its neighbours on one side."""
    parts = parts_of(query)
    assert (
        changed_phrases(parts, [Replacement(parts[index], term) for index, term in changes.items()])
        == phrases
    )


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
