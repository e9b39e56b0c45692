"""Keyword fields of one's own, facets, timelines, addresses and deletion by query, through an `Index`."""

from __future__ import annotations

import datetime
import json
import pickle
import shutil
import unicodedata
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from searchidx import (
    Document,
    DocumentError,
    Index,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    QuerySyntaxError,
    SearchError,
    schema,
)
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.writing import new_segments
from searchidx.printable import blank_unprintable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYWORDS = ("tags", "thẻ", "my-rank")


def article(
    number: str, body: str, date: str = "", source: str = "", *, path: str = "", url: str = "", **extra: Any
) -> Document:
    day = datetime.date.fromisoformat(date) if date else None
    extra = {name.replace("_", "-"): value for name, value in extra.items()}
    return Document(number, "Tin", body, day, source, path=path, url=url, extra=extra)


ARTICLES = [
    article(
        "0", "Lũ về trong đêm.", "2021-03-05", "VTV", path="tin/Thế_giới/2021/a.txt", tags=["Lũ lụt", "Mưa"]
    ),
    article("1", "Lũ rút dần.", "2021-01-31", "vtv", path="tin/the gioi/2020/b.txt", tags="Lũ lụt, mưa"),
    article("2", "Đèo lũ quét.", "2019-12-31", "Báo A", path="tin/ảnh/c.jpg.txt", tags=["lu lut"], my_rank=5),
    article(
        "3", "Nắng to.", "", "Báo A", url="https://www.x.vn/a/b", thẻ="\u0301", my_rank=[1.5, True, None]
    ),
    article(
        "4", "Nắng gắt, lũ cạn.", "2021-03-31", url="http://x.vn/A?u=http://y.vn", thẻ=["Nắng", ["sâu"], {}]
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("keywords") / "index", keywords=KEYWORDS) as created:
        created.update(ARTICLES[:3])
        created.update([*ARTICLES[3:], article("gone", "Lũ cũ.", "1999-01-01", "VTV", tags="Cũ")])
        created.delete("gone")
        yield created


def found(index: Index, query: str, **arguments: Any) -> str:
    return "".join(sorted(hit.document.id for hit in index.search(query, **arguments).hits))


# --- The keyword fields of an index ----------------------------------------------------------------------


def test_an_index_knows_its_keyword_fields(tmp_path: Path) -> None:
    """When it is made, opened and changed, in ascending order, without those that every index has."""
    with Index.create(tmp_path / "index", keywords=iter(["thẻ", "source", "tags", "tags"])) as created:
        assert created.keywords == ("tags", "thẻ")
        created.update([ARTICLES[0]])
        created.set_synonyms(None)
    with Index.open(tmp_path / "index") as opened:
        assert opened.keywords == ("tags", "thẻ")
        assert opened.info()["keywords"] == "tags, thẻ"
        assert found(opened, "tags:lũ") == "0"


@pytest.mark.parametrize("keywords", [(), ("author", "source"), "category"])
def test_an_index_without_keyword_fields_is_as_before(tmp_path: Path, keywords: Any) -> None:
    with Index.create(tmp_path / "index", keywords=keywords) as created:
        assert created.keywords == ()
        assert "keywords" not in created.info()
        assert created.info()["schema"] == schema.fingerprint()


def test_one_name_may_be_given_as_a_text(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", keywords="tags") as created:
        assert created.keywords == ("tags",)


@pytest.mark.parametrize("name", ["title", "Tags", "year", "title_words", "x_values", "a b", "", "id"])
def test_a_name_that_is_refused_makes_no_index(tmp_path: Path, name: str) -> None:
    with pytest.raises(SearchError, match=f"'{name}' "):
        Index.create(tmp_path / "index", keywords=["tags", name])
    assert not (tmp_path / "index").exists()


def forge_metadata(folder: Path, change: dict[str, str]) -> None:
    """Write the newest state anew with other metadata. Its checksums are right."""
    path = max(folder.glob("*.state"))
    container = Container(path)
    arrays = {name: container.column(name).whole().copy() for name in container.names()}
    meta = json.loads(json.dumps(container.meta))
    meta["metadata"] |= change
    writer = ContainerWriter(path)
    for name, values in arrays.items():
        writer.array(name, values, values.dtype.str)
    writer.close(meta)


@pytest.mark.parametrize("names", ["", "tags", "tags,thẻ,my-rank", "my-rank,tags,thẻ,x", "title", ",", "a b"])
def test_other_keyword_fields_in_the_metadata_are_refused(tmp_path: Path, index: Index, names: str) -> None:
    """The fingerprint of the schema is that of the names that the index was made with."""
    folder = shutil.copytree(index.folder, tmp_path / "index")
    forge_metadata(folder, {"keywords": names})
    with pytest.raises(IndexFormatError, match="made by another version"):
        Index.open(folder)


def test_keyword_fields_cannot_be_added_later(tmp_path: Path) -> None:
    """Indexes with other keyword fields have other fingerprints."""
    assert len({schema.fingerprint(names) for names in ((), ("a",), ("b",), ("a", "b"), ("ab",))}) == 5
    with Index.create(tmp_path / "index") as created:
        created.update([ARTICLES[0]])
        for ask in ({"where": {"tags": "mưa"}}, {"facets": "tags"}):
            with pytest.raises(SearchError, match="'tags' in this index"):
                created.search("lũ", **ask)
        assert created.search("tags:mưa").total == 0


def test_each_own_keyword_has_three_index_fields() -> None:
    names = [spec.name for spec in schema.fields(("tags", "thẻ"))]
    before = [spec.name for spec in schema.fields()]
    own = [f"{name}{ending}" for name in ("tags", "thẻ") for ending in ("", "_values", "_values_folded")]
    assert [name for name in names if name not in before] == own
    assert [name for name in names if name not in own] == before


def test_an_analyzer_with_keyword_fields_is_pickled_with_them() -> None:
    """In a process, the indexes with the same keyword fields share an analyzer."""
    first, again, other = (
        pickle.loads(pickle.dumps(schema.DocumentAnalyzer(names))) for names in (("tags",), ("tags",), ())
    )
    assert first is again
    assert first is not other
    batch = first([ARTICLES[0], ARTICLES[3]])
    assert {spec.name for spec in schema.fields(("tags",)) if not spec.pairs_of} == set(batch.streams)
    assert list(batch.streams["tags_values"].vocabulary) == ["Lũ lụt", "Mưa"]
    assert batch.streams["tags_values"].lengths.tolist() == [2, 0]
    assert not {name for name in other([ARTICLES[0]]).streams if name.startswith("tags")}


# --- Searching, filtering and counting values ------------------------------------------------------------

SEARCHED: list[tuple[str, dict[str, Any], str]] = [
    ("tags:lũ", {}, "012"),
    ("tags:mua", {}, "01"),
    ('tags:"lũ lụt" -tags:mưa', {}, "2"),
    ("TAGS:l*", {}, "012"),
    ("thẻ:nắng", {}, "4"),
    ("THẺ:sâu", {}, ""),  # a list in a list is no value
    ("my-rank:5", {}, "23"),  # 1.5 has the part 5
    ("My-Rank:true", {}, "3"),
    ("lũ", {"where": {"tags": "lũ lụt"}}, "02"),
    ("lũ", {"where": {"tags": "MUA"}}, "0"),
    ("lũ", {"where": {"tags": "lũ lụt, mưa"}}, "1"),
    ("lũ", {"where": {"tags": ["lũ lụt, mưa", "mưa"]}}, "01"),
    ("lũ", {"where": {"tags": "lũ"}}, ""),
    ("", {"where": {"thẻ": "\u0301"}}, "3"),
    ("", {"where": {"thẻ": "\u0300"}}, ""),  # there, accents are all there is
    ("", {"where": {"my-rank": "1.5", "source": "báo a"}}, "3"),
    ("", {"where": {"my-rank": "1.5", "tags": "mưa"}}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("query", "arguments", "expected"), SEARCHED)
def test_values_are_searched_and_filtered(
    index: Index, query: str, arguments: dict[str, Any], expected: str
) -> None:
    assert found(index, query, **arguments) == expected


def test_facets_count_all_complete_matches(index: Index) -> None:
    """Values as they were written, of all pages, without deleted articles."""
    results = index.search("lũ", limit=1, facets=("tags", "source", "thẻ", "year", "month", "day", "author"))
    assert (len(results), results.complete) == (1, 4)
    assert dict(results.facets) == {
        "tags": (("Lũ lụt", 1), ("Lũ lụt, mưa", 1), ("Mưa", 1), ("lu lut", 1)),
        "source": (("Báo A", 1), ("VTV", 1), ("vtv", 1)),
        "thẻ": (("Nắng", 1),),
        "year": (("2019", 1), ("2021", 3)),
        "month": (("2019-12", 1), ("2021-01", 1), ("2021-03", 2)),
        "day": (("2019-12-31", 1), ("2021-01-31", 1), ("2021-03-05", 1), ("2021-03-31", 1)),
        "author": (),
    }
    assert index.search("lũ").facets == {}
    assert index.search("", facets="tags").facets == {"tags": ()}
    assert index.search("", path="tin", facets="my-rank").facets == {"my-rank": (("5", 1),)}
    assert index.search("", where={"source": "báo a"}, facets=["source"]).facets == {
        "source": (("Báo A", 2),)
    }


def test_facets_of_a_correction_are_those_of_its_hits(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", keywords="tags") as created:
        created.update(Document(str(n), "", "Quốc hội họp sáng nay.", extra={"tags": "a"}) for n in range(40))
        results = created.search("qốc hội", facets="tags")
        assert (results.corrected, results.facets) == ("quốc hội", {"tags": (("a", 40),)})


WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"facets": "tag"},
        "There is no facet 'tag' in this index. Name one of source, category, author, my-rank, ",
    ),
    ({"facets": ("year", "Tags")}, "There is no facet 'Tags'"),
    ({"facets": [""]}, "There is no facet ''"),
    ({"copies": "none"}, "copies='none' means nothing. Write all or fold"),
    ({"where": {"Tags": "x"}}, "There is no keyword field 'Tags' in this index. Name one of source, "),
    ({"where": {"tags": ""}}, "tags='' names nothing; give the tags of some article"),
    ({"where": {"tags": ["x", " \x00"]}}, "names nothing; give the tags of some article"),
    ({"path": ""}, "path='' names nothing. Write a folder or a pattern"),
    ({"path": "//"}, "path='//' names nothing"),
    ({"path": " "}, "path=' ' names nothing"),
    ({"path": ["tin", "\x00"]}, r"path='\\x00' names nothing"),
]


@pytest.mark.parametrize(("arguments", "reason"), WRONG, ids=str)
def test_what_is_refused(index: Index, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(SearchError, match=reason):
        index.search("lũ", **arguments)


# --- Addresses -------------------------------------------------------------------------------------------

ADDRESSES: list[tuple[str, dict[str, Any], str]] = [
    ("path:tin", {}, "012"),
    ("path:thế-giới/2021", {}, "0"),
    ('path:"the gioi"', {}, "01"),
    ('path:"thế giới/202*" lũ', {}, "01"),
    ("path:(2020 OR *.jpg*)", {}, "12"),
    ("path:tin/*/*.txt -path:2020", {}, "2"),
    ("lũ path:tin/**/202?", {}, "01"),
    ("path:tin nắng", {}, ""),
    ("NOT path:tin", {}, "34"),
    ("path:giới", {}, ""),
    ("url:x.vn", {}, "34"),
    ("url:x.vn/a/", {}, "3"),
    ("url:https://x.vn", {}, ""),
    ("url:x.vn/a?u=http://y", {}, "4"),
    ("id:0 OR id:4*", {}, "04"),
    ("id:gone", {}, ""),
    ("", {"path": "tin/THE-GIOI"}, "01"),
    ("lũ", {"path": ["2021", "ảnh/*"]}, "02"),
    ("", {"path": "**"}, "012"),
    ("nắng", {"path": "tin"}, ""),
    ("", {"path": "tin", "source": "vtv", "since": "2021-02"}, "0"),
]


@pytest.mark.parametrize(("query", "arguments", "expected"), ADDRESSES)
def test_addresses_find_articles(index: Index, query: str, arguments: dict[str, Any], expected: str) -> None:
    assert found(index, query, **arguments) == expected


def test_too_many_paths_and_misspelt_fields_are_refused(index: Index) -> None:
    for query, reason in (("path:x " * 21, "more than 20 paths"), ("thess:x tagz:x taggs:x", "write tags:")):
        with pytest.raises(QuerySyntaxError, match=reason):
            index.search(query)
    assert index.search("path:x " * 21, plain=True).complete == 0


# --- An empty query with filters -------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "  ", "...", '""'])
@pytest.mark.parametrize("plain", [True, False])
def test_an_empty_query_lists_what_meets_the_filters(index: Index, query: str, plain: bool) -> None:
    """The newest first. Without filters, it finds nothing."""
    results = index.search(query, where={"source": ["vtv", "báo a"]}, plain=plain)
    assert [hit.document.id for hit in results] == ["0", "1", "2", "3"]
    assert (results.total, results.complete, results.suggestion, results.corrected) == (4, 4, None, None)
    assert {hit.score for hit in results} == {0.0}
    assert index.count(query, path="tin", plain=plain) == 3
    assert index.search(query, source=None, path=None, plain=plain).total == index.count(query) == 0
    page = index.search(query, path="tin", sort="oldest", limit=2, offset=1, plain=plain)
    assert [(hit.rank, hit.document.id) for hit in page] == [(2, "1"), (3, "0")]


# --- Timelines -------------------------------------------------------------------------------------------


def test_timelines_of_an_index(index: Index) -> None:
    """Without gaps, deleted articles and articles without a date."""
    date = datetime.date
    assert index.timeline("lũ", by="year") == (
        (date(2019, 1, 1), 1),
        (date(2020, 1, 1), 0),
        (date(2021, 1, 1), 3),
    )
    assert index.timeline("lũ", since="2021", until="2021-03") == (
        (date(2021, 1, 1), 1),
        (date(2021, 2, 1), 0),
        (date(2021, 3, 1), 2),
    )
    assert len(index.timeline("lũ", by="day", source="vtv")) == 34
    assert index.timeline("", path="tin/**/2021") == ((date(2021, 3, 1), 1),)
    assert index.timeline("", where={"my-rank": "1.5"}) == index.timeline("") == index.timeline("mây") == ()
    with pytest.raises(SearchError, match="There is no unit 'week'"):
        index.timeline("lũ", by="week")  # type: ignore[arg-type]
    with pytest.raises(QuerySyntaxError):
        index.timeline("lũ AND")
    with pytest.raises(SearchError, match="names nothing"):
        index.timeline("lũ", source="")


# --- Deletion by query -----------------------------------------------------------------------------------

DELETED: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
    (("1",), {}, "0234"),
    ((["1", "3", "nowhere", "1"],), {}, "024"),
    ((), {}, "01234"),
    ((), {"query": "lũ"}, "3"),
    ((), {"query": "lũ nắng"}, "0123"),  # partial matches stay
    ((), {"query": "tags:mưa"}, "234"),
    ((["3"],), {"query": "path:tin/ảnh"}, "014"),
    ((["0"],), {"query": "lũ", "source": "vtv"}, "234"),
    ((), {"query": "", "source": "vtv"}, "234"),
    ((), {"query": "", "until": "2020"}, "0134"),
    ((), {"query": "", "where": {"thẻ": "nắng"}, "path": None}, "0123"),
    ((), {"query": ""}, "01234"),
    ((), {"query": "", "source": None}, "01234"),
    ((), {"query": "mây"}, "01234"),
    ((), {"query": 'lũ) OR "nắng', "plain": True}, "01234"),
    ((), {"query": "qét lũ"}, "01234"),  # as typed: no correction is deleted
    (("01",), {}, "01234"),  # a text is one id
]


@pytest.mark.parametrize(("arguments", "named", "left"), DELETED, ids=str)
def test_deletion(
    tmp_path: Path, index: Index, arguments: tuple[Any, ...], named: dict[str, Any], left: str
) -> None:
    """The number of deleted articles is returned. Everything else stays."""
    with Index.open(shutil.copytree(index.folder, tmp_path / "index")) as copy:
        assert copy.delete(*arguments, **named) == 5 - len(left)
        assert sorted(copy.ids()) == list(left)
        assert len(copy) == len(left)


REFUSED: list[tuple[dict[str, Any], type[SearchError], str]] = [
    ({"source": "vtv"}, SearchError, 'Filters delete nothing without a query. Add query="" to delete all'),
    ({"query": "lũ AND"}, QuerySyntaxError, "AND needs something after"),
    ({"query": "lũ", "since": "hôm nào"}, SearchError, "hôm nào"),
    ({"query": "lũ", "where": {"tag": "x"}}, SearchError, "There is no keyword field 'tag'"),
    ({"query": "lũ", "path": " "}, SearchError, "names nothing"),
]


@pytest.mark.parametrize(("named", "error", "reason"), REFUSED, ids=str)
def test_what_cannot_be_deleted_changes_nothing(
    tmp_path: Path, index: Index, named: dict[str, Any], error: type[SearchError], reason: str
) -> None:
    with Index.open(shutil.copytree(index.folder, tmp_path / "index")) as copy:
        with pytest.raises(error, match=reason):
            copy.delete("1", **named)
        assert len(copy) == 5
        with pytest.raises(TypeError, match="unexpected keyword argument 'form'"):
            copy.delete(query="lũ", form="x")  # type: ignore[call-arg]
        assert copy.delete("1") == 1  # the lock is free


def test_deletion_sees_the_newest_state(tmp_path: Path) -> None:
    """Articles that another `Index` has added since, and more of them than a page."""
    with Index.create(tmp_path / "index") as first, Index.open(tmp_path / "index") as second:
        first.update(article(str(number), "Lũ về.", source="VTV") for number in range(50))
        assert len(second) == 0
        assert second.delete(query="lũ", source="vtv") == 50
        assert len(second) == 0
        first.refresh()
        assert len(first) == 0
        with first.updating(workers=0), pytest.raises(IndexLockedError):
            second.delete(query="lũ")


# --- Random documents ------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(
        ["Đỏ", "do", "đỏ, Xanh", "\u0301", "\x00", "a\ud800b", "/a/", "A" * 100_000, "ﬁ½", " x\u0301 "]
    ),
)
DOCUMENTS = st.lists(
    st.tuples(st.integers(0, 9), st.recursive(VALUES, lambda each: st.lists(each, max_size=3), max_leaves=4)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(st.lists(DOCUMENTS, min_size=1, max_size=3), st.sets(st.integers(0, 9), max_size=3))
def test_any_values_are_counted_and_found(
    tmp_path_factory: pytest.TempPathFactory, changes: list[list[tuple[int, Any]]], deleted: set[int]
) -> None:
    """Facets are those of counting by hand, and each value that they show is a filter."""
    live: dict[str, Any] = {}
    with Index.create(tmp_path_factory.mktemp("index") / "index", keywords="tags") as created:
        for change in changes:
            created.update(
                [Document(str(number), "Tin", "lũ", extra={"tags": value}) for number, value in change],
                workers=0,
            )
            live |= {str(number): value for number, value in change}
        created.delete(map(str, deleted))
        live = {number: value for number, value in live.items() if int(number) not in deleted}
        counts = dict(created.search("lũ", facets="tags").facets["tags"])
        by_hand = Counter(text for value in live.values() for text in set(texts_of(value)))
        assert counts == by_hand
        for value, count in counts.items():
            assert created.count("", where={"tags": value}) >= count
        created._searcher.verify()


def texts_of(value: Any) -> Iterator[str]:
    """The texts of a value of `extra`, in NFC, with one space for each group of blanks."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str | int | float):
            text = str(item).lower() if isinstance(item, bool) else str(item)
            if clean := " ".join(unicodedata.normalize("NFC", blank_unprintable(text)).split()):
                yield clean


@pytest.mark.slow
def test_workers_make_the_same_fields(tmp_path: Path) -> None:
    """The sections of keyword and address fields do not depend on who wrote them."""
    random = Random(3)
    documents = [
        article(
            str(n),
            "lũ về " * 400,
            path=f"tin/{n % 7}/{n}.txt",
            tags=random.sample("abcdeé", 3),
            my_rank=n % 5,
        )
        for n in range(400)
    ]
    sections = []
    with mock.patch.object(new_segments, "FIRST_FLUSH_BYTES", 100_000):
        for workers in (0, 2):
            with Index.create(tmp_path / str(workers), keywords=KEYWORDS) as created:
                created.update(documents, workers=workers)
                (path,) = created.folder.glob("*.columns")
                container = Container(path)
                sections.append({name: container.column(name).whole() for name in container.names()})
                assert created.search("lũ", facets="my-rank").facets["my-rank"] == tuple(
                    (str(number), 80) for number in range(5)
                )
    assert sections[0].keys() == sections[1].keys()
    assert "tags_values.text" in sections[0]
    for name, values in sections[0].items():
        assert np.array_equal(values, sections[1][name]), name


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x", 10**5000], ids=range(4))
def test_values_that_cannot_be_stored_are_refused(tmp_path: Path, value: Any) -> None:
    with Index.create(tmp_path / "index", keywords="tags") as created:
        with pytest.raises(DocumentError, match="extra values that cannot be stored"):
            created.update([article("1", "lũ", tags=value)])
        assert len(created) == 0


def test_an_index_that_is_gone(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", keywords="tags") as created:
        shutil.rmtree(tmp_path / "index")
        with pytest.raises(SearchError):
            created.delete(query="", source="x")
        with pytest.raises(IndexMissingError):
            created.refresh()


# --- Copies ------------------------------------------------------------------------------------------------

WORDS = ["lũ", "về", "trong", "đêm", "nước", "lên", "nhanh", "dân", "làng", "chạy", "cả", "xã", "mất", "điện"]


def story(number: int) -> str:
    return " ".join(Random(number).choices(WORDS, k=150))


def folded(index: Index) -> list[list[str]]:
    """The stories of all articles, by the ids of their articles."""
    return sorted(
        sorted([hit.document.id, *hit.copies]) for hit in index.search("lũ", limit=99, copies="fold")
    )


def test_copies_through_changes(tmp_path: Path) -> None:
    """Copies of old articles are found. Deleted and replaced articles leave their story. Counts have all."""
    with Index.create(tmp_path / "index", keywords="tags") as created:
        created.update(
            [article("0", story(0), tags="a"), article("1", story(1)), article("2", story(0), tags="b")]
        )
        assert folded(created) == [["0", "2"], ["1"]]
        created.update(
            [article("3", f"{story(1)} hết tin", tags="a"), article("4", story(4)), article("5", story(0))]
        )
        assert folded(created) == [["0", "2", "5"], ["1", "3"], ["4"]]
        results = created.search("lũ", copies="fold", facets="tags", limit=1)
        assert (len(results), results.total, results.facets["tags"]) == (1, 6, (("a", 2), ("b", 1)))
        assert created.search("lũ", where={"tags": "b"}, copies="fold")[0].copies == ()
        created.delete("0")
        created.update([article("1", story(4))])
        assert folded(created) == [["1", "4"], ["2", "5"], ["3"]]
        assert len(created.search("lũ", limit=99)) == 5
    with Index.open(tmp_path / "index") as opened:
        assert folded(opened) == [["1", "4"], ["2", "5"], ["3"]]
        opened._searcher.verify()


@pytest.mark.slow
def test_workers_find_the_same_copies(tmp_path: Path) -> None:
    articles = [article(str(number), story(number % 50)) for number in range(120)]
    found = []
    with mock.patch.object(new_segments, "FIRST_FLUSH_BYTES", 20_000):
        for workers in (0, 2):
            with Index.create(tmp_path / str(workers)) as created:
                created.update(articles, workers=workers)
                found.append(folded(created))
    assert found[0] == found[1]
    assert len(found[0]) == 50


def test_a_large_story_stays_one_when_many_of_its_copies_leave(tmp_path: Path) -> None:
    """Only neighbours are compared, so that what connected the story may be deleted or replaced."""
    story = "Sáng 12/3, đoàn tàu đầu tiên đã chạy thử trên tuyến đường ven hồ Sen, dài 14 km. " * 4
    with Index.create(tmp_path / "index") as index:
        index.update(Document(str(number), "Tàu chạy thử", story) for number in range(60))
        index.delete(map(str, range(1, 30)))
        index.update(Document(str(number), "Tin khác", "Chợ họp sớm.") for number in range(31, 59))
        (hit,) = index.search("tàu chạy", copies="fold").hits
        assert (hit.document.id, hit.copies) == ("0", ("30", "59"))
        assert index.similar("0").total == 0
