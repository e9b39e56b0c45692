"""Which documents match a query completely, and which in part: the conditions, and what they find."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    Condition,
    DateBetween,
    NoneOf,
    Term,
    TermPhrase,
    TermPrefix,
)
from searchidx.planning.conditions import (
    ArticleConditions,
    any_of,
    complete_condition,
    for_any_article,
    partial_condition,
    partial_levels,
)
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.planning.synonyms import Synonym
from searchidx.query.parse import parse
from searchidx.query.tree import Word
from searchidx.schema import FURNITURE, TEXT_FIELDS
from searchidx.unaccented_articles import IS_UNACCENTED

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
    with Index.create(tmp_path_factory.mktemp("matching") / "index") as new_index:
        new_index.update(ARTICLES)
        yield new_index


def matches(index: Index, query: str) -> tuple[set[str], set[str]]:
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
    assert matches(index, query)[0] == expected


PARTIAL = [
    ("bán xe", {"sell", "friend", "police"}),
    ("bán", {"friend", "police"}),
    ("bộ công nghị", {"police", "army", "plain", "code", "year"}),
    # Whatever else must match, at least one bare word must be there: these articles have none.
    ('"bộ công" nghị', set()),
    ("+bộ nghị", set()),
    ("+bộ nghị công", {"police", "plain"}),
    ('source:"zebrax" bộ', set()),
    ("bán OR xe", set()),
    ("ban AND xe", set()),
    ('"bộ nghị"', set()),
    ("title:bán xe", set()),
    ("bộ nghị -công", {"army", "code", "year"}),
]


@pytest.mark.parametrize(("query", "expected"), PARTIAL)
def test_partial_matches(index: Index, query: str, expected: set[str]) -> None:
    assert matches(index, query)[1] == expected


# --- the conditions themselves -----------------------------------------------------------------------


def any_term(*terms: str) -> AnyTerm:
    """Terms written as `field text`."""
    return AnyTerm(tuple(Term(*term.split()) for term in terms))


FIELDS = (*TEXT_FIELDS, FURNITURE)
"""The fields in which bare words are searched."""


def in_texts(*texts: str, layer: str = "") -> AnyTerm:
    """Any of the texts in a layer of any text field or of the furniture, text by text."""
    return any_term(*(f"{field}{layer} {text}" for text in texts for field in FIELDS))


def same(condition: Condition) -> ArticleConditions:
    return ArticleConditions(condition, condition)


CONG = in_texts("cong", layer="_folded")
CONG_WITH_ACCENTS = ArticleConditions(in_texts("công"), in_texts("công", "cong"))
AN = in_texts("an", layer="_folded")
CO = in_texts("co", layer="_folded")
PHRASES = [
    AnyOf(tuple(TermPhrase(((Term(field, first),), (Term(f"{field}_folded", "an"),))) for field in FIELDS))
    for first in ("công", "cong")
]
CO_BEGUN = AnyOf((CO, AnyOf((TermPrefix("title_folded", "co"), TermPrefix("body_folded", "co")))))
HOA, HOA_BARE = in_texts("hòa"), in_texts("hoa")
HOA_BEGUN = AnyOf(tuple(TermPrefix(field, text) for field in ("title", "body") for text in ("hoà", "hòa")))
HOA_BARE_BEGUN = AnyOf((TermPrefix("title_folded", "hoa"), TermPrefix("body_folded", "hoa")))


def begun(first: str, beginning: str) -> AnyOf:
    """The first syllable, followed by one that begins so in any accents."""
    return AnyOf(
        tuple(
            TermPhrase(((Term(field, first),),), (TermPrefix(f"{field}_folded", beginning),))
            for field in ("title", "body")
        )
    )


DATED = DateBetween(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))

CONDITIONS = [
    ("cong", same(CONG)),
    ("công", CONG_WITH_ACCENTS),
    ("title:công", ArticleConditions(any_term("title công"), any_term("title công", "title cong"))),
    ("source:công", same(any_term("source cong"))),
    ("công-an", ArticleConditions(PHRASES[0], AnyOf((PHRASES[0], PHRASES[1])))),
    # a prefix: the word itself, or a term that begins so
    ("co*", same(CO_BEGUN)),
    (
        "hoà*",
        ArticleConditions(
            AnyOf((HOA, HOA_BEGUN)),
            AnyOf((AnyTerm(HOA.terms + HOA_BARE.terms), AnyOf((HOA_BEGUN, HOA_BARE_BEGUN)))),
        ),
    ),
    ("title:co*", same(AnyOf((any_term("title_folded co"), AnyOf((TermPrefix("title_folded", "co"),)))))),
    ("source:cô*", same(AnyOf((any_term("source co"), AnyOf((TermPrefix("source", "co"),)))))),
    # of several syllables, the last one is a beginning
    (
        "công-an*",
        ArticleConditions(
            AnyOf((PHRASES[0], begun("công", "an"))),
            AnyOf((AnyOf((PHRASES[0], PHRASES[1])), AnyOf((begun("công", "an"), begun("cong", "an"))))),
        ),
    ),
    # after a sign, the last one is complete
    ("công-*", CONG_WITH_ACCENTS),
    ("công-an-*", ArticleConditions(PHRASES[0], AnyOf((PHRASES[0], PHRASES[1])))),
    ("date:2020", same(DATED)),
    (
        "công an",
        ArticleConditions(AllOf((CONG_WITH_ACCENTS.accented, AN)), AllOf((CONG_WITH_ACCENTS.unaccented, AN))),
    ),
    ("cong +an", same(AllOf((CONG, AN)))),
    ("cong -an", same(AllOf((CONG, NoneOf(AnyOf((AN,))))))),
    ("cong -an -co*", same(AllOf((CONG, NoneOf(AnyOf((AN, CO_BEGUN))))))),
    ("cong AND an", same(AllOf((CONG, AN)))),
    ("cong OR an", same(AnyOf((CONG, AN)))),
    ("NOT công", ArticleConditions(NoneOf(CONG_WITH_ACCENTS.accented), NoneOf(CONG_WITH_ACCENTS.unaccented))),
    # equal conditions count once
    ("cong Cong an", same(AllOf((CONG, AN)))),
    ("cong OR CONG", same(AnyOf((CONG,)))),
    ("an -cong -Cong", same(AllOf((AN, NoneOf(AnyOf((CONG,))))))),
]


@pytest.mark.parametrize(("query", "expected"), CONDITIONS)
def test_the_condition_of_a_complete_match(query: str, expected: ArticleConditions) -> None:
    """In articles with accents as typed; in those without any, the syllables without accents match too."""
    root = parse(query).root
    assert root is not None
    assert complete_condition(root) == expected


def test_punctuation_alone_matches_everything() -> None:
    """A leaf without a syllable asks for nothing."""
    assert complete_condition(Word("?", 0, 1)) == same(AllOf(()))


PARTS = [
    ("cong", same(CONG)),
    ("công", same(CONG)),
    ("một", ArticleConditions(in_texts("một"), in_texts("một", "mot"))),  # a strict term
    ("title:công", CONDITIONS[2][1]),
    ('"công"', CONG_WITH_ACCENTS),
    ("cong an", same(AllOf((AnyOf((CONG, AN)),)))),
    # every syllable of a bare word
    ("công-an", same(AnyTerm(CONG.terms + AN.terms))),
    ("một-công", ArticleConditions(
        AnyTerm(in_texts("một").terms + CONG.terms),
        AnyTerm(in_texts("một").terms + CONG.terms + in_texts("mot").terms),
    )),
    # beside anything that has to match, at least one bare word must be there
    ("cong +an", same(AllOf((AN, AnyOf((CONG,)))))),
    ("cong an +co", same(AllOf((CO, AnyOf((CONG, AN)))))),
    ("cong co*", same(AllOf((CO_BEGUN, AnyOf((CONG,)))))),
    ("cong date:2020", same(AllOf((DATED, AnyOf((CONG,)))))),
    ("cong an -co*", same(AllOf((AnyOf((CONG, AN)), NoneOf(AnyOf((CO_BEGUN,))))))),
    ("-cong -an", same(AllOf((NoneOf(AnyOf((CONG, AN))),)))),
    ("cong cong", same(AllOf((AnyOf((CONG,)),)))),
    ("cong OR an", same(AnyOf((CONG, AN)))),
    ("cong AND an", same(AllOf((CONG, AN)))),
    # a group of bare words counts as one; a group with a sign or a phrase in it has to match
    ("cong NOT NOT (an co)", same(AllOf((AnyOf((CONG, AllOf((AnyOf((AN, CO)),)))),)))),
    ('cong NOT NOT ("an" co)', same(AllOf((AllOf((AN, CO)), AnyOf((CONG,)))))),
    ("cong +(an co*)", same(AllOf((AllOf((AN, CO_BEGUN)), AnyOf((CONG,)))))),
    ("cong (co -an)", same(AllOf((AllOf((CO, NoneOf(AnyOf((AN,))))), AnyOf((CONG,)))))),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), PARTS)
def test_the_condition_of_a_partial_match(query: str, expected: ArticleConditions) -> None:
    """At least one bare word in any accents, except `một`, whose accents are meant."""
    root = parse(query).root
    assert root is not None
    assert partial_condition(root, frozenset({"một"})) == expected


def levels(query: str, *synonyms: Synonym) -> tuple[ArticleConditions, ...]:
    root = parse(query).root
    assert root is not None
    return partial_levels(root, synonyms)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cong", [same(CONG)]),
        ("cong an", [same(CONG), same(AN)]),
        ("công-an", [CONG_WITH_ACCENTS, same(AN)]),
        ("cong cong", [same(CONG)]),
        ("cong (an co)", [same(CONG), same(AN), same(CO)]),
        ("cong +an", [same(CONG)]),
        ('cong "an" -co', [same(CONG)]),
        ("cong title:an date:2020 co*", [same(CONG)]),
        ("cong AND an", []),
        ("cong OR an", []),
        ('"cong an"', []),
    ],
)
def test_the_levels_of_partial_matches(query: str, expected: list[ArticleConditions]) -> None:
    """Each distinct syllable that a partial match may lack, as it was typed; other clauses have none."""
    assert list(levels(query)) == expected


def test_the_other_form_of_an_abbreviation_has_its_level() -> None:
    """`bhyt` may stand for `chi`, but not for `trả`, which is no part of the typed form."""
    synonym = Synonym(0, 3, ("chi",), ("bhyt",), TEXT_FIELDS)
    chi, other = levels("chi trả", synonym)
    forms = [same(in_texts(text, layer="_folded")) for text in ("chi", "bhyt")]
    assert chi == any_of(forms)
    assert other == levels("trả")[0]


def test_each_article_meets_the_condition_that_applies_to_it() -> None:
    """Where both are the same, there is nothing to distinguish."""
    assert for_any_article(same(CONG)) == CONG
    assert for_any_article(ArticleConditions(CONG, AN)) == AnyOf(
        (AllOf((CONG, NoneOf(IS_UNACCENTED))), AllOf((IS_UNACCENTED, AN)))
    )


def test_a_partial_match_in_any_accents_asks_for_each_word_once(index: Index) -> None:
    """`bong` stands for `bóng` too: what any accents of both match is asked for once, typed bare or not."""
    planned = plan(analyze_query(parse("bong bóng")), index._searcher)
    assert planned.partial == AllOf((AnyOf((in_texts("bong", layer="_folded"),)),))


def test_a_repeated_word_is_asked_for_once(index: Index) -> None:
    """In any case or tone placement it is the same condition."""
    once, twice = (
        plan(analyze_query(parse(query)), index._searcher).complete
        for query in ("hòa bạn", "hòa Hoà bạn HÒA bạn")
    )
    assert once == twice
