"""What filters, orders and counts do to the results of an index."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from searchidx import Document, Index, SearchError
from searchidx.engines.plan import DateBetween
from searchidx.errors import QuerySyntaxError
from searchidx.filters import filter_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = datetime.date(2021, 11, 24)


def article(
    number: str, body: str, date: str = "", source: str = "", category: str = "", author: str = ""
) -> Document:
    day = datetime.date.fromisoformat(date) if date else None
    return Document(number, "Tin", body, day, source, category, author=author)


ARTICLES = [
    article("0", "Cao tốc mới. Cao tốc này dài.", "2021-11-23", "VTV", "Xã hội", "Lâm Uyên"),
    article("1", "Cao tốc mở rộng.", "2021-10-31", "Báo VTV", "Kinh tế"),
    article("2", "Đường cao tốc.", "2020-12-31", "Tuổi Trẻ", "Xã hội", "Lâm Uyên Nhi"),
    article("3", "Cao tốc ven biển.", "", "VTV"),
    article("4", "Cao tốc phía tây.", "2021-11-23", "Tuoi Tre", "Kinh tế"),
    article("5", "Mưa to.", "2021-11-24", "VTV"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("filters") / "index") as created:
        created.update(ARTICLES[:3])
        created.update(ARTICLES[3:])
        yield created


def found(index: Index, query: str, **arguments: Any) -> str:
    return "".join(hit.document.id for hit in index.search(query, **arguments).hits)


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "01234"),
    ({"since": "2021"}, "014"),
    ({"until": "2021-10"}, "12"),
    ({"since": "10/2021", "until": "10/2021"}, "1"),
    ({"since": datetime.date(2021, 11, 1)}, "04"),
    ({"since": datetime.datetime(2021, 11, 1, 23, 30), "until": datetime.date(2021, 11, 30)}, "04"),
    ({"since": "hôm qua"}, "04"),
    ({"since": "tháng trước", "until": "tháng trước"}, "1"),
    ({"until": "last year"}, "2"),
    ({"since": "năm ngoái", "until": datetime.date(2021, 10, 30)}, "2"),
    ({"since": "2022"}, ""),
    ({"source": "vtv"}, "03"),  # the whole source: Báo VTV is another one
    ({"source": "tuổi trẻ"}, "24"),
    ({"source": "tuoi tre"}, "24"),
    ({"source": ["vtv", "báo vtv"]}, "013"),
    ({"source": "tuổi"}, ""),
    ({"category": "xã hội", "source": "VTV"}, "0"),
    ({"where": {"author": "Lâm Uyên"}}, "0"),
    ({"where": {"author": ["lam uyen", "lam uyen nhi"]}, "since": "2021"}, "0"),
    ({"where": {"category": "kinh te"}}, "14"),
    ({"source": None, "since": None, "where": None}, "01234"),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=str)
def test_filters_narrow_the_matches(index: Index, filters: dict[str, Any], expected: str) -> None:
    """All filters of a search must be met. Totals and counts are those of what is left."""
    results = index.search("cao tốc", today=TODAY, **filters)
    assert sorted(hit.document.id for hit in results.hits) == sorted(expected)
    assert results.total == results.complete == len(expected)
    assert index.count("cao tốc", today=TODAY, **filters) == len(expected)


def test_a_filter_changes_no_score(index: Index) -> None:
    """Here the best document is the same. The others are compared with it."""
    everything = {hit.document.id: hit.score for hit in index.search("cao tốc", explain=True).hits}
    narrowed = index.search("cao tốc", source=["VTV", "Tuổi Trẻ"]).hits
    assert {hit.document.id: hit.score for hit in narrowed} == {
        hit.document.id: everything[hit.document.id] for hit in narrowed
    }


@pytest.mark.parametrize(("sort", "expected"), [("relevance", "0"), ("newest", "04123"), ("oldest", "21043")])
def test_the_order_of_the_hits(index: Index, sort: Any, expected: str) -> None:
    """Articles of one day are in the order of indexing, and articles without a date are last."""
    assert found(index, "cao tốc", sort=sort).startswith(expected)
    assert found(index, "cao tốc", sort=sort, offset=2, limit=2) == found(index, "cao tốc", sort=sort)[2:4]


def test_in_an_order_by_date_partial_matches_are_last(index: Index) -> None:
    """Complete matches come first, also of a query of more than four syllables."""
    assert found(index, "cao tốc phía tây", sort="newest") == "4" + "0123"
    assert found(index, "đường cao tốc ven biển phía tây", sort="oldest")[:2] == "21"
    assert all(hit.score == 0 for hit in index.search("cao tốc", sort="newest").hits)


def test_plain_text_has_no_query_language(index: Index) -> None:
    assert found(index, "mưa) OR (tốc", plain=True, source="VTV") == found(index, "mưa or tốc", source="VTV")
    with pytest.raises(QuerySyntaxError):
        index.search("mưa) OR (tốc")
    assert index.count('cao "tốc', plain=True) == 5
    assert index.search("source:vtv", plain=True).complete == 0


def test_a_correction_is_found_among_the_filtered_articles(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Plain text stays plain text when it is corrected."""
    with Index.create(tmp_path_factory.mktemp("corrected") / "index") as created:
        created.update(
            article(str(number), "Quốc hội họp sáng nay.", "2021-01-01", "VTV" if number < 20 else "Báo")
            for number in range(40)
        )
        results = created.search("qốc hội)", plain=True, source="VTV")
        assert (results.corrected, results.total, results.typed_complete) == ("quốc hội)", 20, 0)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"since": "hôm nào"}, "hôm nào"),
    ({"since": "2021", "until": "2020"}, "before it begins"),
    ({"source": " "}, "source=' ' names nothing; give the source of some article"),
    ({"path": ["tin", "/"]}, "path='/' names nothing. Write a folder"),
    (
        {"where": {"tag": "x"}},
        "There is no keyword field 'tag' in this index. Name one of source, category, author",
    ),
    ({"sort": "date"}, "There is no order 'date'. Sort by relevance or newest or oldest"),
]


@pytest.mark.parametrize(("arguments", "reason"), WRONG, ids=str)
def test_what_cannot_be_read_is_an_error(index: Index, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(SearchError, match=reason):
        index.search("cao tốc", **arguments)


def test_an_unknown_filter_is_an_unknown_argument(index: Index) -> None:
    wrong: dict[str, Any] = {"from": "2021"}
    with pytest.raises(TypeError, match="unexpected keyword argument 'from'"):
        index.search("cao tốc", **wrong)


def test_without_filters_there_is_no_condition() -> None:
    assert filter_condition({}) is None
    assert filter_condition({"since": None, "where": {}}) is None
    assert filter_condition({"until": "2021"}) == DateBetween(None, datetime.date(2021, 12, 31))
