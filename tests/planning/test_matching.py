"""Which documents a query finds: wholly, and in part where too few match wholly."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, Term
from searchidx.planning.plan import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator


def article(name: str, title: str, body: str = "", **facts: object) -> Document:
    return Document(name, title, body, **facts)  # type: ignore[arg-type]


ARTICLES = [
    article(
        "police",
        "Bộ Công an họp",
        "Tại Hà Nội, Bộ Công an bàn về trật tự, an toàn xã hội.",
        source="Báo Công lý",
    ),
    article(
        "army", "Bộ Quốc phòng diễn tập", "Thứ trưởng Bộ Quốc phòng dự.", date=datetime.date(2020, 7, 31)
    ),
    article("plain", "Bo Cong an ra thong bao", "Thong bao khong dau."),
    article(
        "nfd",
        unicodedata.normalize("NFD", "Thuỷ điện Hoà Bình xả lũ"),
        unicodedata.normalize("NFD", "Nước về"),
    ),
    article(
        "sell", "Người bán bánh mì", "Bà bán hàng.", category="Kinh tế", date=datetime.date(2021, 11, 24)
    ),
    article("friend", "Bạn của tôi", "Bạn bè ở xa.", category="Đời sống", date=datetime.date(2021, 12, 1)),
    article("code", "Nghị định mới", "Theo Nghị định 03/2019/NĐ-CP ngày 5/9/2019; xem https://vidu.vn/a-b."),
    article("when", "Khi nào họp", "Khi nào lớp mở thì họp."),
    article("year", "Nghị định cũ", "Năm 2019 có 3 nghị định, số 03, của CP."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("matching") / "index") as made:
        made.update(ARTICLES)
        yield made


def found(index: Index, query: str) -> tuple[set[str], set[str]]:
    """The ids of the complete and of the partial matches."""
    hits = index.search(query, limit=100).hits
    complete = {hit.document.id for hit in hits if hit.complete}
    return complete, {hit.document.id for hit in hits} - complete


COMPLETE = [
    # accents
    ("bo cong an", {"police", "plain"}),
    ("Bộ Công an", {"police", "plain"}),
    ("BỘ CÔNG AN", {"police", "plain"}),
    ("bộ cong an", {"police", "plain"}),
    ("bán", {"sell"}),
    ("bạn", {"friend"}),
    ("ban", {"police", "sell", "friend"}),
    ("thủy điện", {"nfd"}),
    ("thuỷ điện", {"nfd"}),
    (unicodedata.normalize("NFD", "Hoà Bình"), {"nfd"}),
    ("bánh mỳ", {"sell"}),
    # phrases
    ('"công an bàn"', {"police"}),
    ('"an toan xa hoi"', {"police"}),
    ('"trật tự an toàn"', {"police"}),
    ('"bộ an"', set()),
    ('"Bộ Công an" họp', {"police"}),
    ('title:"bo cong an"', {"police", "plain"}),
    # required, unwanted, operators
    ("bộ -công", {"army"}),
    ("bộ +quốc", {"army"}),
    ("bán OR bạn", {"sell", "friend"}),
    ("bộ AND (quốc OR công)", {"police", "army", "plain"}),
    ("bộ NOT quốc", {"police", "plain"}),
    ('"bộ" -"Quốc phòng"', {"police", "plain"}),
    ("-bộ -nghị -bán", {"nfd", "friend", "when"}),
    # fields
    ("title:bán", {"sell"}),
    ("title:hàng", set()),
    ("body:hàng", {"sell"}),
    ("category:kinh", {"sell"}),
    ('category:"kinh te"', {"sell"}),
    ("source:báo", {"police"}),
    # dates
    ("date:2020", {"army"}),
    ("date:2020-07", {"army"}),
    ("date:31/7/2020", {"army"}),
    ("date:2020-07..2021-11", {"army", "sell"}),
    ("date:2021..", {"sell", "friend"}),
    ("ban date:2021", {"sell", "friend"}),
    # prefixes
    ("thuy*", {"nfd"}),
    ("hoà*", {"nfd"}),
    ("bán*", {"sell"}),
    ("phon*", {"army"}),
    ("côn*", {"police", "plain"}),
    # a bare word stands for one with accents only in an article without any
    ("khỉ", set()),
    ('"khỉ"', set()),
    ("thông báo", {"plain"}),
    ("-thông họp", {"police", "when"}),
    # codes, whole and by their parts
    ("03/2019/NĐ-CP", {"code"}),
    ("03/2019/nd-cp", {"code"}),
    ("NĐ-CP", {"code"}),
    ("2019", {"code", "year"}),
    ("https://vidu.vn/a-b", {"code"}),
    ("vidu.vn", {"code"}),
    ("5/9/2019", {"code"}),
    # nothing to find
    ("zzz", set()),
    ("!!!", set()),
]


@pytest.mark.parametrize(("query", "expected"), COMPLETE)
def test_complete_matches(index: Index, query: str, expected: set[str]) -> None:
    assert found(index, query)[0] == expected


PARTIAL = [
    ("bán xe", {"sell", "friend", "police"}),
    ("bán", {"friend", "police"}),
    ("bộ công nghị", {"police", "army", "plain", "code", "year"}),
    ('"bộ công" nghị', {"police", "plain"}),
    ("+bộ nghị", {"police", "army", "plain"}),
    ("bán OR xe", set()),
    ("ban AND xe", set()),
    ('"bộ nghị"', set()),
    ("title:bán xe", {"sell"}),
    ("bộ nghị -công", {"army", "code", "year"}),
]


@pytest.mark.parametrize(("query", "expected"), PARTIAL)
def test_partial_matches(index: Index, query: str, expected: set[str]) -> None:
    assert found(index, query)[1] == expected


def test_a_partial_match_in_any_accents_asks_for_each_word_once(index: Index) -> None:
    """`bong` stands for `bóng` too: what any accents of both match is asked for once, typed bare or not."""
    planned = plan(analyze_query(parse("bong bóng")), index._searcher)
    assert planned.partial == AllOf(
        (AnyOf((AnyTerm((Term("title_folded", "bong"), Term("body_folded", "bong"))),)),)
    )


def test_a_repeated_word_is_asked_for_once(index: Index) -> None:
    """In any case or tone placement it is the same condition."""
    once, twice = (
        plan(analyze_query(parse(query)), index._searcher).complete
        for query in ("hòa bạn", "hòa Hoà bạn HÒA bạn")
    )
    assert once == twice
