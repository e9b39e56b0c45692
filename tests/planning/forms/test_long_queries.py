"""A pasted text of ten thousand characters is planned in linear time, with a limited number of forms."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from searchidx.planning.constants import Scoring
from searchidx.planning.forms.find import MAX_FORMS, find_forms
from searchidx.planning.planner import plan
from searchidx.planning.statistics import QueryStatistics
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from tests.support.statistics import UniformStatistics

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchidx.planning.stretches import AnalyzedQuery

LENGTH = 3_000


def repeated(text: str, separator: str = "") -> Callable[[int], str]:
    return lambda length: separator.join([text] * (length // (len(text) + len(separator))))


def numbered(pattern: str, separator: str) -> Callable[[int], str]:
    size = len(pattern.format(0)) + len(separator) + 3
    return lambda length: separator.join([pattern.format(number) for number in range(length // size)])


LONG: dict[str, Callable[[int], str]] = {
    "digits": repeated("0912345678"),
    "letters": repeated("abcdefghi"),
    "letters and digits": repeated("x1"),
    "letters with signs": repeated("a-b-c-d-e-f-g-h-"),
    "groups of digits": repeated("123", "."),
    "telephone numbers": repeated("0912345678", " "),
    "telephone numbers apart": numbered("0912345{:03}", " – "),
    "abbreviations": repeated("htx", "-"),
    "long forms": repeated("hop-tac-xa", "-"),
    "joined words": numbered("wifi{}", " "),
    "joined words apart": numbered("wifi{}", " – "),
    "dates": numbered("6/2/{:04}", "; "),
    "money": numbered("{}.000đ", " – "),
    "operators": numbered("wifi{}", " OR "),
    "unwanted words": numbered("-wifi{}", " "),
    "partly accented": repeated("đuong", " "),
    "phrases": numbered('"covid {}"', " – "),
}
EVERYTHING = UniformStatistics(lambda text: 0 if "=" in text or text == "none" else 9, documents=1000)
NOTHING = UniformStatistics(lambda _: 0, documents=1000)


def calls(query: AnalyzedQuery, index: UniformStatistics) -> int:
    """The number of function calls that planning takes."""
    count = 0

    def counting(_frame: object, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call" or event == "c_call"

    previous = sys.getprofile()
    sys.setprofile(counting)
    try:
        plan(query, index, typing=True)
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize("index", [EVERYTHING, NOTHING], ids=["everything is known", "nothing is known"])
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_planning_takes_linear_time(text: Callable[[int], str], index: UniformStatistics) -> None:
    """A text of twice the length takes no more than little over twice the number of steps."""
    half, whole = (analyze_query(parse(text(length))) for length in (LENGTH // 2, LENGTH))
    plan(whole, index)  # fill the caches
    assert calls(whole, index) <= 2.5 * calls(half, index) + 1000


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_number_of_forms_is_limited(text: Callable[[int], str]) -> None:
    forms = find_forms(analyze_query(parse(text(LENGTH))), QueryStatistics(EVERYTHING, Scoring()))
    assert len(forms.wanted) <= MAX_FORMS
    assert len(forms.unwanted) <= MAX_FORMS
