"""Highlighting agrees with matching: whatever made an article a complete match is marked in it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analyzers import fold
from searchidx.index import Index
from searchidx.model import Document
from tests.support.highlight import bracketed

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = [
    *("bão", "báo", "bào", "bao", "bảo", "công", "cộng", "cống", "cong", "an", "ấn", "án", "bộ", "bỏ", "bọ"),
    *("sĩ", "sỹ", "sí", "mưa", "mùa", "mua", "rào", "rao", "hòa", "hoà", "hoạ", "5", "số", "so", "xã", "xa"),
    *("giao", "giáo", "thông", "thống", "toàn", "toán", "đ", "Đắk", "NĐ-CP", "Covid-19", "TP.HCM"),
]
DEFINITION = "Ban an toàn giao thông (ATGT) họp."
FILLER = "Đoạn này không nói đến điều người đọc tìm. "
DOCUMENTS = 300


def documents() -> Iterator[Document]:
    """Articles of a few of the words, with accents, without, and nearly without; most words are far in."""
    random = Random(12)
    for number in range(DOCUMENTS):
        body = " ".join(random.choices(WORDS, k=random.randint(1, 12)))
        body = f"{FILLER * random.choice([0, 20])}{body}. {FILLER * random.choice([0, 20])}"
        title = " ".join(random.choices(WORDS, k=random.randint(0, 2)))
        if number % 2:
            title, body = fold(title), fold(body)
        if number % 10 == 1:
            body += f" {random.choice(WORDS)} {'xin chao ' * 20}"
        yield Document(str(number), title, body)
    yield Document("definition", "", f"{DEFINITION} {FILLER * 20}")
    yield Document("definition too", "", f"{DEFINITION} {FILLER * 10}")
    yield Document("short form", "", fold(f"{FILLER * 20} ATGT. {FILLER}"))
    yield Document("long form", "", fold(f"{FILLER * 20} An toàn giao thông. {FILLER}"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("marks") / "index") as index:
        index.update(documents())
        yield index


_TYPED = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, fold(word), word.lower()]))
_PHRASES = st.lists(_TYPED, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"')
_PREFIXES = st.sampled_from(["mư", "mu", "bã", "ba", "cô", "co", "hoà", "toá", "gi", "đă", "số"]).map(
    "{}*".format
)
_LEAVES = st.one_of(_TYPED, _PHRASES, _PREFIXES, _TYPED.map("title:{}".format), st.just("ATGT"))
QUERIES = st.lists(_LEAVES, min_size=1, max_size=7).flatmap(
    lambda leaves: st.sampled_from([" ", " OR ", " AND "]).map(lambda operator: operator.join(leaves))
)


@example('"mưa rào"')
@example("mưa*")
@example("bão số 5")
@example("an toàn giao thông")
@example("bo cong an")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES)
def test_a_complete_match_has_a_mark(index: Index, query: str) -> None:
    """In its title or in its snippet, in accented articles and in unaccented ones."""
    for hit in index.search(query, limit=DOCUMENTS).hits:
        assert not hit.complete or hit.title_marks or hit.snippet.marks, hit.document


QUERIES_OF_UNACCENTED = [
    ('"mưa rào"', "Co [mua rao], bao so 5"),
    ("mưa*", "Co [mua] rao, bao so 5"),
    ("mư* số", "Co [mua] rao, bao [so] 5"),
    ("bão số 5", "Co mua rao, [bao so 5]"),
    ('mưa "bão số"', "Co [mua] rao, [bao so] 5"),
    ("mua rao", "Co [mua rao], bao so 5"),
    ('title:mưa OR "số 5"', "Co mua rao, bao [so 5]"),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES_OF_UNACCENTED)
def test_all_that_made_an_unaccented_article_match_is_marked(
    tmp_path_factory: pytest.TempPathFactory, query: str, expected: str
) -> None:
    """The snippet shows it, wherever it is."""
    filler = fold(FILLER) * 20
    with Index.create(tmp_path_factory.mktemp("unaccented") / "index") as index:
        index.update([Document("bare", "Thoi tiet", f"{filler}Co mua rao, bao so 5. {filler}")])
        (hit,) = index.search(query).hits
        assert hit.complete
        assert bracketed(hit.snippet.text, hit.snippet.marks).startswith(f"…{expected}. ")


@pytest.mark.parametrize(
    ("query", "short", "long"),
    [
        ("ATGT", "Hop [ATGT]", "Hop [an toan giao thong]"),
        ("an toàn giao thông", "Hop [ATGT]", "Hop [an toan giao thong]"),
        ("an toan giao thong", "Hop [ATGT]", "Hop [an toan giao thong]"),
        ('"an toàn giao thông" họp', "[Hop ATGT]", "[Hop an toan giao thong]"),
    ],
)
def test_synonyms_are_marked_in_unaccented_articles(
    tmp_path_factory: pytest.TempPathFactory, query: str, short: str, long: str
) -> None:
    """Accented articles define the abbreviation; both forms are marked without accents."""
    filler = "Xin chao. " * 60
    with Index.create(tmp_path_factory.mktemp("synonyms") / "index") as index:
        index.update(
            [
                *[Document(f"definition {number}", "", f"{DEFINITION} {FILLER}") for number in range(3)],
                Document("short", "", f"{filler}Hop ATGT. {filler}"),
                Document("long", "", f"{filler}Hop an toan giao thong. {filler}"),
            ]
        )
        hits = {hit.document.id: hit for hit in index.search(query).hits if hit.complete}
    for identifier, expected in (("short", short), ("long", long)):
        snippet = hits[identifier].snippet
        assert bracketed(snippet.text, snippet.marks).startswith(f"…{expected}. ")


def test_long_queries_mark_other_accents_only_of_words_that_no_article_has(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Their partial matches match by the accents that were typed, too."""
    with Index.create(tmp_path_factory.mktemp("long") / "index") as index:
        index.update(
            [
                Document("other", "", "Tai nạn giao thông trên đường về quê, bính bịch."),
                Document("own", "", "Họp ở Bình Dương."),
            ]
        )
        hits = {hit.document.id: hit for hit in index.search("tai nạn giao thông quệ bình dương").hits}
    snippet = hits["other"].snippet
    assert bracketed(snippet.text, snippet.marks) == "[Tai nạn giao thông] trên đường về [quê], bính bịch."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Lúa &amp; cá. Gạo &lt; lúa&nbsp;mì.", "[Lúa] & cá. Gạo < [lúa] mì."),
        ("C&aacute; v&agrave; l&uacute;a.", "Cá và [lúa]."),
        ("Họp với AT&amp;T về l\u00faa", "Họp với AT&T về [lúa]"),
    ],
)
def test_entities_of_a_document_are_shown_decoded_with_right_marks(
    tmp_path_factory: pytest.TempPathFactory, body: str, expected: str
) -> None:
    """The stored document keeps what it was given."""
    with Index.create(tmp_path_factory.mktemp("entities") / "index") as index:
        index.update([Document("1", "Gi&aacute; l&uacute;a", body)])
        (hit,) = index.search("lúa").hits
    assert hit.document.body == body
    assert bracketed(hit.snippet.text, hit.snippet.marks) == expected
    assert bracketed(hit.document.title, hit.title_marks) == "Gi&aacute; [l&uacute;a]"
