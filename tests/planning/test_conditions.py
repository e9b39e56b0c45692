"""Which documents match a query completely, and which in part: the conditions, and what they find."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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
from searchidx.planning.article_conditions import ArticleConditions, any_of, for_any_article
from searchidx.planning.conditions import complete_condition, partial_condition, partial_levels
from searchidx.planning.forms.form import OtherForm
from searchidx.planning.leaf_conditions import form_condition
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.query.tree import Word, unwanted_leaves, wanted_leaves
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
CO_BEGUN = AnyOf((CO, AnyOf(tuple(TermPrefix(f"{field}_folded", "co") for field in FIELDS))))
HOA, HOA_BARE = in_texts("hòa"), in_texts("hoa")
HOA_BEGUN = AnyOf(tuple(TermPrefix(field, text) for field in FIELDS for text in ("hoà", "hòa")))
HOA_BARE_BEGUN = AnyOf(tuple(TermPrefix(f"{field}_folded", "hoa") for field in FIELDS))
CONGAN_BEGUN = AnyOf(tuple(TermPrefix(f"{field}_folded", "congan") for field in FIELDS))


def begun(first: str, beginning: str) -> AnyOf:
    """The first syllable, followed by one that begins so in any accents."""
    return AnyOf(
        tuple(
            TermPhrase(((Term(field, first),),), (TermPrefix(f"{field}_folded", beginning),))
            for field in FIELDS
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
    # of several syllables, the last one is a beginning; they may be joined
    (
        "công-an*",
        ArticleConditions(
            AnyOf((PHRASES[0], begun("công", "an"), CONGAN_BEGUN)),
            AnyOf(
                (
                    AnyOf((PHRASES[0], PHRASES[1])),
                    AnyOf((begun("công", "an"), begun("cong", "an"))),
                    CONGAN_BEGUN,
                )
            ),
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


def levels(query: str, *forms: OtherForm) -> tuple[ArticleConditions, ...]:
    root = parse(query).root
    assert root is not None
    return partial_levels(root, forms)


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


# --- other forms ---------------------------------------------------------------------------------------


def form(query: str, typed: str, other: str, *, is_cheap: bool = True) -> OtherForm:
    """Another form of the last `typed` of a query. The terms of a position are written `6/06`.

    As those of a leaf, the offsets do not include a quote at either end.
    """
    end = query.rindex(typed) + len(typed.removesuffix('"'))
    start = query.rindex(typed) + len(typed) - len(typed.removeprefix('"'))
    positions = tuple([tuple(terms.split("/")) for terms in other.split()])
    return OtherForm(start, end, tuple(typed.split()), positions, ("body",), is_cheap=is_cheap)


def written(condition: Condition) -> str:
    """A condition over the field `body` in short: `~` before a folded term, « » around a phrase."""
    match condition:
        case AllOf(children):
            return f"({' & '.join(map(written, children))})"
        case AnyOf((child,)):
            return written(child)
        case AnyOf(children):
            return f"({' | '.join(map(written, children))})"
        case NoneOf(child):
            return f"!{written(child)}"
        case AnyTerm(terms):
            return "/".join([_written_term(term) for term in terms])
        case TermPhrase(positions):
            return f"«{' '.join(['/'.join(map(_written_term, terms)) for terms in positions])}»"
        case TermPrefix(field, text):
            return f"{_written_term(Term(field, text))}*"
    raise AssertionError(condition)


def _written_term(term: Term) -> str:
    assert term.field in ("body", "body_folded"), term
    return f"~{term.text}" if term.field == "body_folded" else term.text


WITH_FORMS = [
    # one leaf
    ("body:covid19", ["covid19 = covid 19"], "((~covid19 | «~covid ~19»))"),
    ('body:"covid 19"', ['"covid 19" = covid19'], "((«~covid ~19» | ~covid19))"),
    ("body:ôtô", ["ôtô = ô tô"], "((ôtô | «ô tô»))"),
    ("body:28", ["28 = 6/06 2"], "((~28 | «~06/~6 ~2»))"),
    # neighbouring leaves: instead of all of them together
    ("body:(covid 19)", ["covid 19 = covid19"], "(((~covid & ~19) | ~covid19))"),
    ("body:(dịch covid 19 mới)", ["covid 19 = covid19"], "(dịch & ((~covid & ~19) | ~covid19) & mới)"),
    ("body:(a b c d)", ["a b = ab", "c d = cd"], "(((~a & ~b) | ~ab) & ((~c & ~d) | ~cd))"),
    # several forms of one part, in order
    ("body:(a b)", ["a b = ab", "a b = a c b"], "(((~a & ~b) | ~ab | «~a ~c ~b»))"),
    # a form in another one: each part in its own forms, or all in the form of all
    ("body:(a b)", ["a b = ab", "b = c"], "(((~a & (~b | ~c)) | ~ab))"),
    ("body:(a b)", ["b = c", "a = d", "a b = ab"], "((((~a | ~d) & (~b | ~c)) | ~ab))"),
    ("body:(a b c)", ["a b c = abc", "b c = bc"], "(((~a & ((~b & ~c) | ~bc)) | ~abc))"),
    ("body:(a b)", ["a b = ab", "a b = a c", "b = c"], "(((~a & (~b | ~c)) | ~ab | «~a ~c»))"),
    # forms that overlap: the one that begins first is used
    ("body:(a b c)", ["a b = ab", "b c = bc"], "(((~a & ~b) | ~ab) & ~c)"),
    # the words of a phrase and of an operator
    ('body:("a b" c)', ['"a b" c = abc'], "(((«~a ~b» & ~c) | ~abc))"),
    ("body:(a OR b)", ["a = c"], "((~a | ~c) | ~b)"),
    ("body:(a AND b)", ["b = c d"], "(~a & (~b | «~c ~d»))"),
    ("body:((a b) OR c)", ["a b = ab"], "((((~a & ~b) | ~ab)) | ~c)"),
    # a sign
    ("body:(a +b)", ["b = c"], "(~a & (~b | ~c))"),
    ("body:(a -b)", ["b = c"], "(~a & !(~b | ~c))"),
    ("body:(a -(b c))", ["b c = bc"], "(~a & !(((~b & ~c) | ~bc)))"),
    ("body:(NOT b)", ["b = c"], "!((~b | ~c))"),
    # a form whose leaves are no neighbouring clauses, or only a part of a leaf, replaces nothing
    ("body:(a +b)", ["a +b = ab"], "(~a & ~b)"),
    ("body:(a b)", ["a b) = ab"], "(~a & ~b)"),
    ("body:(ab c)", ["a = d", "b c = bc"], "(~ab & ~c)"),
    ("body:(a b*)", ["a b* = ab"], "(~a & (~b | ~b*))"),
    # equal conditions once
    ("body:(a A)", ["a = c", "A = c"], "((~a | ~c))"),
]  # fmt: skip
"""Query, its other forms, and the condition of a complete match."""


def forms_of(query: str, lines: list[str]) -> list[OtherForm]:
    return [form(query, *line.split(" = ")) for line in lines]


@pytest.mark.parametrize(("query", "lines", "expected"), WITH_FORMS)
def test_a_document_may_have_other_forms_instead_of_leaves(
    query: str, lines: list[str], expected: str
) -> None:
    root = parse(query).root
    assert root is not None
    found = complete_condition(root, forms_of(query, lines))
    assert written(found.accented) == expected


def test_an_unaccented_article_may_have_a_form_without_accents() -> None:
    query = "body:vắcxin"
    root = parse(query).root
    assert root is not None
    found = complete_condition(root, [form(query, "vắcxin", "vắc xin")])
    assert written(found.unaccented) == "((vắcxin/vacxin | («vắc ~xin» | «vac ~xin»)))"


PARTS_WITH_FORMS = [
    # instead of a word, or beside the words that it replaces together
    ("covid19", ["covid19 = covid 19"], "((~covid19 | «~covid ~19»))"),
    ("covid 19", ["covid 19 = covid19"], "((~covid | ~19 | ~covid19))"),
    ("a b c", ["b c = bc"], "((~a | ~b | ~c | ~bc))"),
    ("a b", ["b = c"], "((~a | ((~b | ~c))))"),
    # what has to match may have its forms; a word is optional next to a phrase
    ("a +b", ["b = c"], "((~b | ~c) & ~a)"),
    ("a -b", ["b = c"], "(~a & !(~b | ~c))"),
    ('a "b"', ['"b" = c d'], "((~b | «~c ~d») & ~a)"),
    ('a "b" c', ['a "b" = ab'], "((~b | ~ab) & (~a | ~ab | ~c))"),
]
"""Query, its other forms, and the condition of a partial match, over bodies alone."""


@pytest.mark.parametrize(("query", "lines", "expected"), PARTS_WITH_FORMS)
def test_a_partial_match_may_have_another_form(query: str, lines: list[str], expected: str) -> None:
    root = parse(query).root
    assert root is not None
    found = partial_condition(root, frozenset(), forms_of(query, lines))
    assert written(in_bodies(found.accented)) == expected


def in_bodies(condition: Condition) -> Condition:
    """The condition without its terms in titles."""
    match condition:
        case AllOf(children):
            return AllOf(tuple(map(in_bodies, children)))
        case AnyOf(children):
            return AnyOf(tuple(map(in_bodies, children)))
        case NoneOf(child):
            return NoneOf(in_bodies(child))
        case AnyTerm(terms):
            return AnyTerm(tuple([term for term in terms if term.field.startswith("body")]))
    return condition


def test_a_form_that_is_not_cheap_makes_no_partial_match() -> None:
    """A phrase of frequent syllables is looked for only in articles that have a word of the query."""
    for query, typed in (("covid19", "covid19"), ("covid 19", "covid 19")):
        root = parse(query).root
        assert root is not None
        costly = form(query, typed, "và của", is_cheap=False)
        assert partial_condition(root, frozenset(), [costly]) == partial_condition(root, frozenset())
        assert partial_levels(root, [costly]) == partial_levels(root)
        assert complete_condition(root, [costly]) != complete_condition(root)


def test_a_form_has_the_level_of_each_syllable_that_it_replaces() -> None:
    """`bhyt` may stand for `bảo` and `hiểm`, but not for `chi`, which is no part of the typed form."""
    query = "bao hiem chi"
    bao, hiem, chi = levels(query, form(query, "bao hiem", "bhyt"))
    other = same(any_term("body_folded bhyt"))
    assert bao == any_of([levels("bao")[0], other])
    assert hiem == any_of([levels("hiem")[0], other])
    assert chi == levels("chi")[0]


def test_the_level_of_a_part_of_a_word_has_the_form_of_the_word() -> None:
    query = "công-an xã"
    cong, an, xa = levels(query, form(query, "công-an", "ca"))
    assert written(in_bodies(cong.accented)) == "(công | ~ca)"
    assert written(in_bodies(an.accented)) == "(~an | ~ca)"
    assert written(in_bodies(xa.accented)) == "xã"


def test_a_form_is_a_phrase_in_its_fields() -> None:
    """Each position has all of its terms, with twins, and a term without accents matches in any.

    A form of bare words is also searched in furniture.
    """
    other = OtherForm(0, 1, ("x",), (("bác",), ("sĩ", "si")), TEXT_FIELDS)
    assert form_condition(other).accented == AnyOf(
        tuple(
            TermPhrase(
                (
                    (Term(field, "bác"),),
                    (
                        Term(field, "sĩ"),
                        Term(field, "sỹ"),
                        Term(f"{field}_folded", "si"),
                        Term(f"{field}_folded", "sy"),
                    ),
                )
            )
            for field in FIELDS
        )
    )


LEAVES = st.sampled_from(["a", "bê", "19", "c-d", '"a b"', "a*", "date:2020", "title:a", "source:a"])
"""Leaves of every kind."""


def _joined(queries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from([" ", " OR ", " AND ", " -", " +", " NOT "])
    return st.tuples(queries, signs, queries).map(lambda parts: f"({''.join(parts)})")


@given(st.recursive(LEAVES, _joined, max_leaves=6), st.data())
def test_conditions_never_raise_whatever_the_forms_replace(query: str, data: st.DataObject) -> None:
    """Forms of any part of the text, of leaves or not, one over the other."""
    root = parse(query).root
    assume(root is not None)
    assert root is not None
    offsets = st.integers(0, len(query))
    leaves = [(leaf.start, leaf.end) for leaf in (*wanted_leaves(root), *unwanted_leaves(root))]
    starts = st.sampled_from([start for start, _ in leaves]) if leaves else offsets
    ends = st.sampled_from([end for _, end in leaves]) if leaves else offsets
    positions = st.sampled_from([(("ab",),), (("6", "06"), ("hai",)), (("a",), ("b",), ("c",))])
    ranges = st.tuples(starts | offsets, ends | offsets)
    drawn = data.draw(st.lists(st.tuples(ranges, positions, st.booleans()), max_size=6))
    forms = [
        OtherForm(start, end, ("a",), form_positions, ("body",), is_cheap=is_cheap)
        for (start, end), form_positions, is_cheap in drawn
    ]
    for conditions in (
        complete_condition(root, forms),
        partial_condition(root, frozenset(), forms),
        *partial_levels(root, forms),
    ):
        assert for_any_article(conditions)
    if not forms:
        assert complete_condition(root, forms) == complete_condition(root)


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
