"""The order by date of plans without signals."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.plan import AllOf, AnyTerm, DateBetween, Plan, Term
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher

NEWEST = Plan(complete=AllOf(()), k1=1.2, b=0.75)
OLDEST = NEWEST._replace(oldest_first=True)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSearcher:
    """Documents 1, 4 and 6 are of one day, 0 and 3 have none, and 4 is deleted."""
    day, other_day = datetime.date(2020, 1, 1), datetime.date(1960, 5, 5)
    first = [
        Document(str(number), "", "an", date) for number, date in enumerate([None, day, other_day, None, day])
    ]
    second = [Document("5", "", "an ba", datetime.date(2024, 1, 1)), Document("6", "", "ba", day)]
    return corpus.searcher_of(tmp_path_factory.mktemp("dated"), first, second, deleted=["4"])


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 6, 10])
@pytest.mark.parametrize(("plan", "expected"), [(NEWEST, "516203"), (OLDEST, "216503")])
def test_without_signals_dates_decide(
    searcher: ColumnarSearcher, plan: Plan, expected: str, limit: int
) -> None:
    """Documents of one day keep their order, and those without a date come last. All scores are 0."""
    page = searcher.search(plan, limit=limit).page
    assert "".join(searcher.document(match.number).id for match in page) == expected[:limit]
    assert {match.score for match in page} == {0.0}


def test_partial_matches_follow_complete_ones_whatever_their_dates(searcher: ColumnarSearcher) -> None:
    plan = OLDEST._replace(
        complete=AnyTerm((Term("body", "ba"),)), partial=AnyTerm((Term("body", "an"),)), partial_below=3
    )
    page = searcher.search(plan, limit=9).page
    assert "".join(searcher.document(match.number).id for match in page) == "65" + "2103"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (datetime.date(2020, 1, 1), None, "516"),
        (None, datetime.date(2020, 1, 1), "162"),
        (datetime.date(1900, 1, 1), datetime.date(1959, 12, 31), ""),
    ],
)
def test_a_filter_narrows_complete_and_partial_matches(
    searcher: ColumnarSearcher, first: datetime.date | None, last: datetime.date | None, expected: str
) -> None:
    """The numbers of matches are those of the filtered documents."""
    plan = NEWEST._replace(
        complete=AnyTerm((Term("body", "ba"),)),
        partial=AnyTerm((Term("body", "an"),)),
        filter=DateBetween(first, last),
    )
    answer = searcher.search(plan, limit=9)
    ids = "".join(searcher.document(match.number).id for match in answer.page)
    assert sorted(ids) == sorted(expected)
    assert (answer.total, answer.complete) == (len(expected), sum(number in "56" for number in expected))
