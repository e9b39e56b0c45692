"""The order by date of plans without signals."""

from __future__ import annotations

import datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from searchidx.engines.columnar.reading.segment import Segment
from searchidx.engines.plan import AllOf, AnyTerm, DateBetween, Plan, Term
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

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


SECOND = datetime.timedelta(seconds=1)
MICROSECOND = datetime.timedelta(microseconds=1)
EIGHT = datetime.datetime(2020, 1, 1, 8)
WEST, EAST = (datetime.timezone(datetime.timedelta(hours=hours)) for hours in (-10, 12))
WITHIN_A_DAY: list[tuple[str, list[list[datetime.date | None]], str, str]] = [
    ("a date is the beginning of its day", [[EIGHT, EIGHT.date()], [EIGHT.replace(hour=0)]], "012", "120"),
    ("days before times", [[EIGHT], [EIGHT.date() + datetime.timedelta(1), None]], "102", "012"),
    ("equal times as indexed", [[EIGHT, None], [EIGHT], [EIGHT - SECOND, EIGHT]], "02431", "30241"),
    ("a segment without times", [[EIGHT.date(), None], [EIGHT, EIGHT - SECOND]], "2301", "0321"),
    (
        "zones do not count",
        [[EIGHT.replace(tzinfo=WEST)], [(EIGHT + SECOND).replace(tzinfo=EAST)]],
        "10",
        "01",
    ),
    (
        "every microsecond of the last and the first year",
        [
            [datetime.datetime.max, datetime.datetime.max - MICROSECOND],
            [datetime.datetime.min, datetime.datetime.min + MICROSECOND, datetime.datetime.max],
        ],
        "04132",
        "23104",
    ),
]


@pytest.mark.parametrize(("segments", "newest", "oldest"), [case[1:] for case in WITHIN_A_DAY])
def test_times_decide_within_a_day(
    tmp_path: Path, segments: list[list[datetime.date | None]], newest: str, oldest: str
) -> None:
    """Times as written, in whatever zone; of equal ones, the document that was indexed first comes first."""
    numbers = count()
    searcher = corpus.searcher_of(
        tmp_path, *([Document(str(next(numbers)), "", "an", date) for date in dates] for dates in segments)
    )
    for plan, expected in ((NEWEST, newest), (OLDEST, oldest)):
        for limit in range(1, len(expected) + 1):
            page = searcher.search(plan, limit=limit).page
            assert "".join(searcher.document(match.number).id for match in page) == expected[:limit]


def test_times_are_not_read_if_there_are_none(
    searcher: ColumnarSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order by days does nothing more than it did before there were times."""
    monkeypatch.setattr(Segment, "times", None)
    assert len(searcher.search(NEWEST, limit=9).page) == 6


@pytest.mark.parametrize("date", [EIGHT, EIGHT.replace(tzinfo=WEST), EIGHT.replace(hour=23, tzinfo=EAST)])
def test_a_range_of_days_has_all_times_of_its_days(tmp_path: Path, date: datetime.datetime) -> None:
    """The day is the one that was written."""
    searcher = corpus.searcher_of(tmp_path, [Document("0", "", "an", date)])
    for first, last, total in ((EIGHT, EIGHT, 1), (None, EIGHT - SECOND * 86400, 0), (date, None, 1)):
        days = DateBetween(first.date() if first else None, last.date() if last else None)
        assert searcher.search(NEWEST._replace(filter=days), limit=1).total == total


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
