"""What a small corpus goes on with. Every proposal finds a live article."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import fold
from searchidx import Document, Index, SearchError
from searchidx.completion.complete import complete
from searchidx.engines import columnar
from searchidx.planning.terms import query_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.engines.base import Searcher

ARTICLES = {
    "Công an tỉnh bắt nhóm trộm trâu": 5,
    "Công an thành phố phân luồng giao thông": 4,
    "Công an phường tìm chủ con mèo lạc": 2,
    "Bộ Quốc phòng tặng sách cho trường làng": 3,
    "Công nhân thay ca lúc nửa đêm": 2,
    "Phố cổ lên đèn": 1,
    "Máy bay F-16 bay qua cánh đồng": 1,
    "Giá gạo tăng 12,5 triệu đồng mỗi xe": 1,
    "Đường sắt chạy thêm toa": 2,
    "Đương sự vắng mặt": 1,
}


def documents(articles: dict[str, int]) -> list[Document]:
    texts = [text for text, count in articles.items() for _ in range(count)]
    return [
        Document(str(number), text, f"Tin vắn. {text} vào hôm {number}.") for number, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "index"
    with Index.create(path) as index:
        index.update(documents(ARTICLES), workers=0)
    return path


@pytest.fixture(scope="module")
def searcher(folder: Path) -> Iterator[Searcher]:
    with columnar.open(folder) as engine:
        yield engine.searcher()


@pytest.mark.parametrize(
    ("text", "proposals"),
    [
        ("cong an t", ("công an tỉnh", "công an thành phố")),
        ("công an t", ("công an tỉnh", "công an thành phố")),
        ("Công AN T", ("công an tỉnh", "công an thành phố")),
        ("cong an ti", ("công an tỉnh",)),
        ("công an thà", ("công an thành phố",)),
        ("bộ quốc ", ("bộ quốc phòng",)),
        ("bộ quốc phòng t", ("bộ quốc phòng tặng",)),
        ('"công an" t', ("công an tỉnh", "công an thành phố")),
        ("(công an t", ("công an tỉnh", "công an thành phố")),
        ("công an NOT t", ()),
        ("title:công an t", ()),
        ("công an x", ()),
        ("tỉnh công a", ("tỉnh công an",)),
        ("tàu thủy tỉnh công a", ()),
        ("trộm trâu công an t", ("trộm trâu công an tỉnh",)),
        ("meo lac cong an p", ("mèo lạc công an phường",)),
        ("đương s", ("đương sự",)),
        ("đuong s", ("đường sắt", "đương sự")),
        ("đường s", ("đường sắt",)),
        ("f-16 b", ("f-16 bay",)),
        ("f 16 b", ("f 16 bay",)),
        ("", ()),
        ("  ", ()),
        ("!?", ()),
        ("công an t" + " t" * 300, ()),
    ],
)
def test_the_corpus_goes_on(searcher: Searcher, text: str, proposals: tuple[str, ...]) -> None:
    """Proposals are whole texts in small letters, with accents, up to the end of a word."""
    assert complete(text, searcher, 8) == proposals


def test_a_whole_word_goes_on_with_the_next(searcher: Searcher) -> None:
    """The typed text itself is no proposal, but it is one if its accents were left out."""
    found = complete("công an", searcher, 8)
    assert set(found) == {"công an tỉnh", "công an thành phố", "công an phường"}
    assert complete("cong an", searcher, 8)[0] == "công an"
    assert complete("công an ", searcher, 8) == found
    assert complete("công a", searcher, 8)[0] == "công an"


def test_a_proposal_goes_on_to_the_end_of_a_name(searcher: Searcher) -> None:
    assert complete("bo quoc", searcher, 8)[0] == "bộ quốc phòng"


def test_earlier_words_have_one_spelling_in_long_texts(tmp_path: Path) -> None:
    """After few words, another spelling may be meant. After many, it is no other proposal."""
    titles = {
        "dành con đường này": 3,
        "đánh con đường này": 3,
        "thu dành con đường": 3,
        "thu đánh con đường": 3,
    }
    with Index.create(tmp_path / "index") as index:
        index.update(documents(titles), workers=0)
    assert set(proposed(tmp_path / "index", "danh con đ")) == {"dành con đường", "đánh con đường"}
    assert len(proposed(tmp_path / "index", "thu danh con đ")) == 1


def test_one_letter_begins_words(searcher: Searcher) -> None:
    assert "công an" in complete("c", searcher, 8)
    assert "đường sắt" in complete("d", searcher, 8)
    assert all(text.startswith("đ") for text in complete("đ", searcher, 8))


def test_signs_join_what_is_searched(searcher: Searcher) -> None:
    """A search for `5,tr` is not one for two words."""
    assert complete("5 tri", searcher, 8) == ("5 triệu",)
    assert complete("f-1", searcher, 8) == ("f-16",)
    assert complete("bay-1", searcher, 8) == ()


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 30])
def test_the_limit_cuts_the_list(searcher: Searcher, limit: int) -> None:
    """Fewer proposals are the first ones of more."""
    assert complete("công an", searcher, limit) == complete("công an", searcher, 99)[:limit]


def test_a_negative_limit_is_an_error(searcher: Searcher) -> None:
    with pytest.raises(SearchError, match=r"limit=-1 is negative\. .* pass 0 or more"):
        complete("công", searcher, -1)


def test_an_empty_index_has_no_proposals(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index"), columnar.open(tmp_path / "index") as engine:
        for text in ("c", "công ", "công an t", "cong an nhan"):
            assert complete(text, engine.searcher(), 8) == ()


def test_an_index_without_live_articles_has_no_proposals(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index") as index:
        index.update(documents({"Công an tỉnh họp": 3}), workers=0)
        index.delete(["0", "1", "2"])
    for text in ("c", "công ", "công an t", "cong an"):
        assert proposed(tmp_path / "index", text) == ()


@pytest.mark.parametrize("text", ["cong an thanh pho " * 25, "của các " * 50 + "t", "1 2 3 " * 80])
def test_a_long_text_can_be_completed(searcher: Searcher, text: str) -> None:
    assert isinstance(complete(text, searcher, 8), tuple)


def proposed(path: Path, text: str, limit: int = 8) -> tuple[str, ...]:
    with columnar.open(path) as engine:
        return complete(text, engine.searcher(), limit)


def test_deleted_articles_are_not_proposed(tmp_path: Path) -> None:
    """Document frequencies still count the deleted articles, in a segment that was not rewritten."""
    path = tmp_path / "index"
    found = documents({"Công an tỉnh họp": 3, "Công an phường họp": 30, "Công trường họp": 2})
    with Index.create(path) as index:
        index.update(found, workers=0)
        before = proposed(path, "công an t"), proposed(path, "công t")
        index.delete([each.id for each in found if "phường" not in each.title])
    with columnar.open(path) as engine:
        assert engine.searcher().deleted_count() == 5
        assert engine.searcher().document_frequencies("title_pairs", ["an tỉnh"]) == [3]
    assert before == (("công an tỉnh",), ("công trường",))
    assert (proposed(path, "công an t"), proposed(path, "công t")) == ((), ())
    assert proposed(path, "công an p") == ("công an phường",)
    assert proposed(path, "công a") == ("công an", "công an phường")[:1]


WORDS = ["công", "an", "ăn", "cộng", "thành", "phố", "tỉnh", "cong", "5", "12,5", "f-16", "mỹ", "mĩ", "đường"]


def folded_syllables(text: str) -> str:
    return " ".join([syllable.folded for syllable in query_syllables(text)])


def random_index(folder: Path, random: Random) -> None:
    """An index with deleted articles, some of them typed without accents."""

    def text(most: int) -> str:
        words = " ".join(random.choices(WORDS, k=random.randrange(1, most)))
        return fold(words) if random.random() < 0.2 else words

    articles = [Document(str(number), text(5), text(40)) for number in range(40)]
    with Index.create(folder) as index:
        index.update(articles, workers=0)
        index.delete([each.id for each in random.sample(articles, random.choice([0, 3, 15]))])
        index.update([Document("new", text(5), text(40))], workers=0)


@settings(max_examples=15)
@given(seed=st.integers(0, 1 << 32))
def test_every_proposal_finds_an_article(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """A search for a proposal has a complete match, and it goes on with the typed text, and appears once."""
    random, folder = Random(seed), tmp_path_factory.mktemp("random") / "index"
    random_index(folder, random)
    with Index.open(folder) as index, columnar.open(folder) as engine:
        searcher = engine.searcher()
        for _ in range(25):
            whole = " ".join(random.choices(WORDS, k=random.randrange(1, 4)))
            typed = whole[: random.randrange(1, len(whole) + 1)] + random.choice(["", "", " "])
            typed = random.choice([typed, fold(typed), typed.upper()])
            found = complete(typed, searcher, 8)
            assert len(set(found)) == len(found) <= 8
            for proposal in found:
                assert index.count(proposal, plain=True), (typed, proposal)
                assert folded_syllables(proposal).startswith(folded_syllables(typed)), (typed, proposal)


@settings(max_examples=200)
@given(text=st.text(max_size=30))
def test_any_text_can_be_completed(searcher: Searcher, text: str) -> None:
    assert isinstance(complete(text, searcher, 3), tuple)
