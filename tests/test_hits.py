"""Hits: what is shown of the documents found, and by which patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.engines.base import ScoredDocument
from searchidx.engines.plan import OTHER, AnyOf, Pattern, Plan, Term
from searchidx.errors import SearchError
from searchidx.hits import (
    BATCH_HITS,
    MAX_SNIPPET_LENGTH,
    MAX_SNIPPETS,
    MIN_SNIPPET_LENGTH,
    HitPresenter,
    check_snippets,
)
from searchidx.model import Contribution, Document, Hit, Snippet
from tests.support.highlight import bracketed, exact, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import Searcher

FIELDS = ("title", "body")


class Shelf:
    """A searcher that has documents and explains them. Those with the id `bare` are unaccented."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.read: list[int] = []
        self.asked: list[list[int]] = []

    def contain(self, term: Term, numbers: Sequence[int]) -> list[bool]:
        assert term == Term("accents", "none")
        self.asked.append(list(numbers))
        return [self.documents[number].id.startswith("bare") for number in numbers]

    def document(self, number: int) -> Document:
        self.read.append(number)
        return self.documents[number]

    def explain(self, plan: Plan, number: int) -> tuple[Contribution, ...]:
        return (Contribution(f"of {len(plan.patterns)} patterns", float(number)),)


def show(
    articles: Sequence[tuple[str, str, bool]], *patterns: Pattern, rank: int = 1, explain: bool = False
) -> list[Hit]:
    """The hits of articles given by title, body, and whether they are complete matches."""
    shelf = Shelf([Document(str(number), title, body) for number, (title, body, _) in enumerate(articles)])
    page = [
        ScoredDocument(number, 9.0 - number, complete) for number, (_, _, complete) in enumerate(articles)
    ]
    searcher: Searcher = shelf  # type: ignore[assignment]
    presenter = HitPresenter(searcher, Plan(AnyOf(()), 1.2, 0.75, patterns=patterns), explain=explain)
    return list(presenter.hits(page, rank))


def shown(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    return [
        (bracketed(hit.document.title, hit.title_marks), bracketed(hit.snippet.text, hit.snippet.marks))
        for hit in hits
    ]


EVERYWHERE = ("title", "body", "furniture")


def of_furniture(document: Document, *patterns: Pattern, complete: bool = True) -> tuple[str, str]:
    """The marked title and snippet of one document."""
    searcher: Searcher = Shelf([document])  # type: ignore[assignment]
    presenter = HitPresenter(searcher, Plan(AnyOf(()), 1.2, 0.75, patterns=patterns), explain=False)
    ((title, snippet),) = shown(list(presenter.hits([ScoredDocument(0, 1.0, complete)], 1)))
    return title, snippet


LUA = Pattern((exact("lúa"),), EVERYWHERE, 1.0)
LUA_IN_ANY_ACCENTS = Pattern((folded("lua"),), EVERYWHERE, 0.5, accents=OTHER)
FURNITURE_LINES = "Thứ Tư, 24/11/2021\nẢnh: Lúa Vàng"


@pytest.mark.parametrize(
    ("title", "body", "furniture", "snippet"),
    [
        ("Tin", "Gạo.", FURNITURE_LINES, "Thứ Tư, 24/11/2021 Ảnh: [Lúa] Vàng"),
        ("Tin", "", FURNITURE_LINES, "Thứ Tư, 24/11/2021 Ảnh: [Lúa] Vàng"),
        ("Tin", "Bông lúa.", FURNITURE_LINES, "Bông [lúa]."),  # the body shows the match
        ("Lúa", "Gạo.", FURNITURE_LINES, "Gạo."),  # the title shows it
        ("Tin", "Dải lụa.", FURNITURE_LINES, "Thứ Tư, 24/11/2021 Ảnh: [Lúa] Vàng"),  # other accents
        ("Tin", "Bong lua.", "Thứ Tư", "Bong [lua]."),  # an article without accents
        ("Tin", "Gạo.", "Thứ Tư", "Gạo."),
        ("Tin", "Gạo.", "", "Gạo."),
    ],
)
def test_the_furniture_is_shown_if_nothing_else_shows_the_query(
    title: str, body: str, furniture: str, snippet: str
) -> None:
    """What was typed is shown where it is: in title or body, or else in the furniture."""
    document = Document("a", title, body, furniture=furniture)
    assert of_furniture(document, LUA, LUA_IN_ANY_ACCENTS)[1] == snippet


def test_furniture_in_other_accents_hides_no_marks() -> None:
    """The title and the body are shown if the furniture has no better match than they have."""
    document = Document("a", "Tin lụa", "Dải lụa.", furniture="Ảnh: Lua")
    patterns = (LUA, LUA_IN_ANY_ACCENTS)
    searcher: Searcher = Shelf([document])  # type: ignore[assignment]
    presenter = HitPresenter(searcher, Plan(AnyOf(()), 1.2, 0.75, patterns=patterns), explain=False)
    assert shown(list(presenter.hits([ScoredDocument(0, 1.0, True)], 1))) == [("Tin [lụa]", "Dải [lụa].")]


def test_only_patterns_for_furniture_are_marked_in_furniture() -> None:
    """A query for the body finds nothing in furniture. Other accents are marked only without typed ones."""
    document = Document("a", "Tin", "Gạo.", furniture="Lụa, lúa")
    assert of_furniture(document, TYPED, ANY_ACCENTS)[1] == "Gạo."
    assert of_furniture(document, LUA)[1] == "Lụa, [lúa]"
    assert of_furniture(document, LUA, LUA_IN_ANY_ACCENTS, complete=False)[1] == "Lụa, [lúa]"
    bare = Document("a", "Tin", "Gạo.", furniture="Lụa")
    assert of_furniture(bare, LUA, LUA_IN_ANY_ACCENTS, complete=False)[1] == "[Lụa]"


TYPED = Pattern((exact("lúa"),), FIELDS, 1.0)
ANY_ACCENTS = Pattern((folded("lua"),), FIELDS, 0.5, accents=OTHER)

CASES = [
    # A match shows what was typed, in the title or in the body.
    (("Giá lúa", "Lụa và lúa", True), ("Giá [lúa]", "Lụa và [lúa]")),
    (("Giá lúa", "Lụa và lúa", False), ("Giá [lúa]", "Lụa và [lúa]")),
    (("Giá lúa", "Gia lua", True), ("Giá [lúa]", "Gia lua")),
    (("Gia lua", "Giá lúa", True), ("Gia lua", "Giá [lúa]")),
    # Without any, it shows other accents.
    (("Gia lua", "Lua gao", True), ("Gia [lua]", "[Lua] gao")),
    (("Gia lua", "Lua gao", False), ("Gia [lua]", "[Lua] gao")),
    (("Gia", "Lua gao", True), ("Gia", "[Lua] gao")),
    (("Gia lua", "Gao", True), ("Gia [lua]", "Gao")),
    (("Gia", "Gao", True), ("Gia", "Gao")),
    (("", "", True), ("", "")),
]


@pytest.mark.parametrize(("article", "expected"), CASES)
def test_a_match_shows_what_was_typed_or_else_other_accents(
    article: tuple[str, str, bool], expected: tuple[str, str]
) -> None:
    """The whole article decides, complete match or not."""
    assert shown(show([article], TYPED, ANY_ACCENTS)) == [expected]


def test_each_article_of_a_page_is_shown_by_itself() -> None:
    """Articles with accents and without, complete and partial matches stand side by side."""
    articles, expected = zip(*CASES, strict=True)
    assert shown(show(articles, TYPED, ANY_ACCENTS)) == list(expected)


FILLER = "Đoạn này không nói đến điều người đọc tìm. " * 20


def test_the_snippet_is_chosen_by_what_is_marked() -> None:
    """Other accents of a word do not outweigh it; those of a word that is missing may."""
    rice, silk = (
        Pattern((folded("lua"),), FIELDS, 5.0, accents=OTHER, part=1),
        Pattern((exact("gạo"),), FIELDS, 1.0),
    )
    body = f"Lụa là. {FILLER} Giá gạo. {FILLER}"
    complete, partial = show([("", body, True), ("", body, False)], silk, rice)
    assert "[gạo]" in bracketed(complete.snippet.text, complete.snippet.marks)
    assert "[Lụa]" in bracketed(partial.snippet.text, partial.snippet.marks)


def test_unaccented_articles_are_also_marked_without_accents() -> None:
    """On one page with accented articles, each is marked by its own patterns; the engine is asked once."""
    documents = [
        Document("a", "Lua", "Lúa"),
        Document("bare1", "Lua", "Lúa"),
        Document("bare2", "Lua", "Gao"),
    ]
    shelf = Shelf(documents)
    searcher: Searcher = shelf  # type: ignore[assignment]
    plan = Plan(AnyOf(()), 1.2, 0.75, patterns=(TYPED,))
    page = [ScoredDocument(number, 1.0, complete=True) for number in (1, 0, 2)]
    hits = list(HitPresenter(searcher, plan, explain=False).hits(page, 1))
    assert shown(hits) == [("[Lua]", "[Lúa]"), ("Lua", "[Lúa]"), ("[Lua]", "Gao")]
    assert shelf.asked == [[1, 0, 2]]


def test_the_snippet_of_an_unaccented_article_is_chosen_without_accents() -> None:
    """The passage that shows most of the query is far in."""
    rice = Pattern((exact("gạo"),), FIELDS, 0.5, part=1)
    shelf = Shelf([Document("bare", "", f"Gia lua. {FILLER} Gia gao va lua. {FILLER}")])
    searcher: Searcher = shelf  # type: ignore[assignment]
    plan = Plan(AnyOf(()), 1.2, 0.75, patterns=(TYPED, rice))
    (hit,) = HitPresenter(searcher, plan, explain=False).hits([ScoredDocument(0, 1.0, complete=True)], 1)
    assert "[gao] va [lua]" in bracketed(hit.snippet.text, hit.snippet.marks)


def test_patterns_are_marked_in_their_own_fields() -> None:
    """A word that was sought in titles is not marked in bodies."""
    title, body = Pattern((exact("lúa"),), ("title",), 1.0), Pattern((exact("gạo"),), ("body",), 1.0)
    assert shown(show([("lúa gạo", "lúa gạo", True)], title, body)) == [("[lúa] gạo", "lúa [gạo]")]
    assert shown(show([("lúa gạo", "lúa gạo", True)], title)) == [("[lúa] gạo", "lúa gạo")]


def test_hits_tell_their_rank_score_and_explanation() -> None:
    """Ranks count on from that of the page; an explanation is made only if it was asked for."""
    articles = [("Giá lúa", "Thân bài", True), ("Giá lụa", "Thân bài", False)]
    first, second = show(articles, TYPED, rank=21)
    assert [(hit.rank, hit.score, hit.complete) for hit in (first, second)] == [
        (21, 9.0, True),
        (22, 8.0, False),
    ]
    assert [hit.document.id for hit in (first, second)] == ["0", "1"]
    assert first.explanation == second.explanation == ()
    first, second = show(articles, TYPED, explain=True)
    assert second.explanation == (Contribution("of 1 patterns", 1.0),)


@pytest.mark.parametrize("count", [0, 1, BATCH_HITS, BATCH_HITS + 1, 2 * BATCH_HITS + 1])
def test_pages_of_any_length_are_shown(count: int) -> None:
    """Every document of a page is one hit, in the order of the page."""
    hits = show([(f"Giá lúa {number}", "Lúa", True) for number in range(count)], TYPED, rank=5)
    assert [hit.rank for hit in hits] == list(range(5, 5 + count))
    assert shown(hits) == [(f"Giá [lúa] {number}", "[Lúa]") for number in range(count)]


def test_documents_are_read_as_they_are_shown() -> None:
    """Whoever stops early has only one batch of texts read."""
    shelf = Shelf([Document(str(number), "Giá lúa", "") for number in range(2 * BATCH_HITS)])
    searcher: Searcher = shelf  # type: ignore[assignment]
    presenter = HitPresenter(searcher, Plan(AnyOf(()), 1.2, 0.75, patterns=(TYPED,)), explain=False)
    page = [ScoredDocument(number, 1.0, complete=True) for number in range(2 * BATCH_HITS)]
    next(presenter.hits(page, 1))
    assert shelf.read == list(range(BATCH_HITS))


def test_a_long_article_is_marked_like_a_short_one() -> None:
    """A book is searched apart from the other texts of its page."""
    long = f"{FILLER * 90}Giá lúa. {FILLER * 10}"
    assert len(long) > 1 << 16
    hits = show([("Lúa", long, True), ("Lúa", "Giá lúa", False)], TYPED, ANY_ACCENTS)
    assert "[lúa]" in bracketed(hits[0].snippet.text, hits[0].snippet.marks)
    assert shown(hits)[1] == ("[Lúa]", "Giá [lúa]")


def test_a_hit_may_have_several_snippets() -> None:
    """They are in the order of the text, and the best one is the same as if it were alone."""
    rice = Pattern((exact("gạo"),), FIELDS, 2.0, part=1)
    body = f"Giá lúa. {FILLER} Lúa và gạo. {FILLER} Giá gạo. {FILLER} Lụa là."
    document = Document("a", "", body, furniture="Ảnh: lúa")
    searcher: Searcher = Shelf([document])  # type: ignore[assignment]
    plan = Plan(AnyOf(()), 1.2, 0.75, patterns=(TYPED, rice))
    page = [ScoredDocument(0, 1.0, complete=True)]
    shown = {}
    for count in (0, 1, 2, 3, 9):
        presenter = HitPresenter(searcher, plan, explain=False, snippets=count)
        (shown[count],) = presenter.hits(page, 1)
    assert [len(hit.snippets) for hit in shown.values()] == [0, 1, 2, 3, 3]
    assert [bracketed(one.text, one.marks)[:16] for one in shown[9].snippets] == [
        "Giá [lúa]. Đoạn ",
        "…[Lúa] và [gạo].",
        "…Giá [gạo]. Đoạn",
    ]
    assert shown[1].snippets == (shown[1].snippet,)
    assert all(shown[count].snippet == shown[1].snippet == shown[9].snippets[1] for count in (2, 3, 9))
    assert shown[2].snippets == shown[9].snippets[1:]


def test_without_snippets_there_are_no_marks() -> None:
    """No text is searched for them, and the engine is not asked which articles are unaccented."""
    shelf = Shelf([Document("a", "Giá lúa", "Lúa", furniture="Lúa")])
    searcher: Searcher = shelf  # type: ignore[assignment]
    plan = Plan(AnyOf(()), 1.2, 0.75, patterns=(TYPED,))
    presenter = HitPresenter(searcher, plan, explain=True, snippets=0)
    (hit,) = presenter.hits([ScoredDocument(0, 1.5, complete=False)], 3)
    assert hit == Hit(
        3, 1.5, shelf.documents[0], (), Snippet(""), False, (Contribution("of 1 patterns", 0.0),), ()
    )
    assert shelf.asked == []


def test_furniture_has_several_snippets_too() -> None:
    """All snippets are then of the furniture."""
    document = Document("a", "Tin", "Gạo.", furniture=f"Lúa.\n{FILLER}\nLúa.")
    searcher: Searcher = Shelf([document])  # type: ignore[assignment]
    plan = Plan(AnyOf(()), 1.2, 0.75, patterns=(LUA,))
    presenter = HitPresenter(searcher, plan, explain=False, snippets=3, snippet_length=20)
    (hit,) = presenter.hits([ScoredDocument(0, 1.0, complete=True)], 1)
    assert [bracketed(one.text, one.marks) for one in hit.snippets] == ["[Lúa]. Đoạn này không…", "…[Lúa]."]


def test_an_article_without_text_has_no_snippets() -> None:
    (hit,) = show([("Giá lúa", "", True)], TYPED)
    assert (hit.snippet, hit.snippets) == (Snippet(""), ())


@pytest.mark.parametrize(
    ("snippets", "length", "message"),
    [
        (-1, 240, "snippets=-1: .* 0 to 100"),
        (101, 240, "snippets=101"),
        (1, 19, "snippet_length=19: .* 20 to 10,000"),
    ],
)
def test_a_number_out_of_range_is_an_error(snippets: int, length: int, message: str) -> None:
    """The message names what is allowed; the bounds themselves are allowed."""
    with pytest.raises(SearchError, match=message):
        check_snippets(snippets, length)
    check_snippets(MAX_SNIPPETS, MAX_SNIPPET_LENGTH)
    check_snippets(0, MIN_SNIPPET_LENGTH)
