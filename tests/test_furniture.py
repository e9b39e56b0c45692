"""Everything of a page is found: authors by `author:`, and all furniture by words, with less weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchidx
from searchidx import Document, Index
from tests.support.highlight import bracketed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = {
    "fair.txt": """Hội chợ mở cửa
Thứ Tư, 24/11/2021 22:26
(BMM) Sáng nay, hội chợ đón hai nghìn lượt khách từ các huyện ven sông về mua giống.
Ban tổ chức nói rằng năm nay có thêm bốn mươi gian hàng.
Bài và ảnh: Lâm Uyên
Bình luận (0)
""",
    "book.txt": """Lâm Uyên ra sách
Sáng nay, Lâm Uyên ra cuốn sách mới về những phiên chợ trên sông.
Đình Bá
""",
    "quiz.txt": "Đố vui\nAi viết Truyện Kiều?\nNguyễn Du\n",
    "plain.txt": "Cho noi\nCho noi hop tu sang som, ghe xuong ve tu khap noi.\nHoai Nhon\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("furniture")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Index.create(folder / "index") as new_index:
        new_index.update(searchidx.read(*(folder / name for name in PAGES)))
        yield new_index


FOUND = [
    # bare words and phrases, best first
    ("Lâm Uyên", ["book.txt", "fair.txt"]),
    ("lam uyen", ["book.txt", "fair.txt"]),
    ('"lâm uyên"', ["book.txt", "fair.txt"]),
    ("hội chợ lâm uyên", ["fair.txt"]),
    ("bình luận", ["fair.txt"]),
    ('"ảnh lâm uyên"', ["fair.txt"]),
    ("24/11/2021", ["fair.txt"]),
    ("BMM", ["fair.txt"]),
    ("luậ*", ["fair.txt"]),
    ("hoài nhơn", ["plain.txt"]),  # an article without accents
    ("nguyễn du", ["quiz.txt"]),
    ('"chợ lâm uyên"', []),  # no phrase reaches from the body into the furniture
    ("lầm uyển", []),
    # fields
    ('author:"Lâm Uyên"', ["fair.txt"]),
    ("author:lam", ["fair.txt"]),
    ("author:uyê*", ["fair.txt"]),
    ('author:"Đình Bá"', ["book.txt"]),
    ("author:ảnh", []),
    ('author:"nguyễn du"', []),
    ("Author:Lâm", ["fair.txt"]),
    ("chợ -author:lâm", ["book.txt", "plain.txt"]),
    ("body:uyên", ["book.txt"]),
    ("title:uyên", ["book.txt"]),
    # what is found is excluded, too
    ('chợ -"bình luận"', ["book.txt", "plain.txt"]),
]


@pytest.mark.parametrize(("query", "found"), FOUND)
def test_complete_matches(index: Index, query: str, found: list[str]) -> None:
    """An article with the words in its title or body is before one that has them in its furniture."""
    assert [hit.document.id for hit in index.search(query).hits if hit.complete] == found


def test_a_hit_by_furniture_shows_it(index: Index) -> None:
    """The snippet is the passage of the furniture, as no other text shows the query."""
    (hit,) = index.search('"bình luận"').hits
    assert bracketed(hit.snippet.text, hit.snippet.marks).endswith("Bài và ảnh: Lâm Uyên [Bình luận] (0)")
    first, second = index.search("lâm uyên").hits
    assert (bracketed(first.document.title, first.title_marks), second.title_marks) == (
        "[Lâm Uyên] ra sách",
        (),
    )
    assert first.score > second.score > 0


def test_the_score_of_furniture_is_explained(index: Index) -> None:
    """It comes from the signals of syllables alone, in the typed and in any accents: from no word or pair."""
    (hit,) = index.search("bình luận", explain=True).hits
    assert {part.signal for part in hit.explanation if part.score} == {"=bình", "=luận", "binh", "luan"}


def test_more_furniture_does_not_change_other_articles(tmp_path: Path) -> None:
    """Scores of articles without furniture are the same whether or not others have furniture elsewhere."""
    documents = [Document(str(number), f"Tin {number}", f"Giá lúa tăng {number}.") for number in range(30)]
    scores = []
    for furniture in ("", "Bình luận"):
        with Index.create(tmp_path / f"index{furniture}") as index:
            index.update([Document("x", "Tin", "Gạo.", furniture=furniture), *documents])
            scores.append([(hit.document.id, hit.score) for hit in index.search("giá lúa 7").hits])
    assert scores[0] == scores[1]
