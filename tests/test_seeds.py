"""The sample articles, and two real ones: they are read right, and found as a reader expects."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from analyzers import fold
from searchidx import Index, read
from tests.support.terminal import searchidx, searchidx_json

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx import Document, Hit

DATES = {
    "001": "2022-03-16", "002": "2020-10-24", "003": "2023-12-14", "004": "2020-06-12", "005": "2024-01-08",
    "006": "", "007": "2023-03-21", "008": "", "009": "2023-04-18", "010": "2019-11-10",
    "011": "2022-07-15", "012": "", "013": "2022-11-30", "014": "2022-09-24", "015": "2023-01-08",
    "016": "2024-03-05", "017": "2021-10-07", "018": "2020-10-20", "019": "2019-05-18", "020": "2021-05-04",
    "021": "2023-02-19", "022": "2019-09-05", "023": "2019-11-14", "024": "2019-12-02", "025": "2022-04-03",
    "026": "2021-03-18", "027": "2022-07-09", "028": "", "029": "2022-08-16", "030": "2024-04-28",
    "031": "2023-02-11", "032": "", "033": "2023-07-10", "034": "2021-07-02", "035": "2022-05-22",
    "036": "2022-11-09", "037": "2024-01-05", "038": "", "039": "2020-12-22", "040": "2023-06-05",
}  # fmt: skip
"""For each number of a text article, the day that its page names; empty if it names none."""

FURNITURE_STARTS = (
    "bình luận (",
    "thống kê",
    "lên đầu trang",
    "|",
    "đăng vào",
    "thứ tư, ",
    "(cao)",
    "(ttxnđ)",
)


@pytest.fixture(scope="module")
def documents(seeds: Path) -> list[Document]:
    return list(read(seeds))


def test_there_are_enough_articles_of_newspaper_length(documents: list[Document]) -> None:
    """There are at least forty articles of 200 to 700 words, each with an id and a title of its own."""
    ids, titles = ({getattr(article, name) for article in documents} for name in ("id", "title"))
    assert len(documents) == len(ids) == len(titles) >= 40
    lengths = {article.id: len(article.body.split()) for article in documents}
    assert {identifier: words for identifier, words in lengths.items() if not 200 <= words <= 700} == {}


def test_titles_are_first_lines_and_dates_those_of_the_page(seeds: Path, documents: list[Document]) -> None:
    """Every text article has the first line of its file as title, and the day that its page names."""
    articles = {article.id[:3]: article for article in documents if article.path.endswith(".txt")}
    assert {number: str(article.date or "")[:10] for number, article in articles.items()} == DATES
    for number, article in articles.items():
        (path,) = seeds.glob(f"{number}-*.txt")
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] == b"\xff\xfe" or b"\x00" in data else "utf-8-sig")
        assert article.title == text.strip().splitlines()[0].strip()


def test_no_furniture_is_left_in_a_body(documents: list[Document]) -> None:
    """Neither the first nor the last line of a body is a date, an agency, a counter or a link of the page."""
    for article in documents:
        lines = unicodedata.normalize("NFC", article.body).lower().splitlines()
        for line in (lines[0], lines[-1]):
            assert not line.startswith(FURNITURE_STARTS), article.id
            assert len(line.split()) > 3, article.id


def test_the_collection_is_as_mixed_as_real_ones(documents: list[Document], seeds: Path) -> None:
    """There is an article in NFD, one without accents, one in UTF-16, a file of several, both tone styles."""
    bodies = [article.body for article in documents]
    assert any(not unicodedata.is_normalized("NFC", body) for body in bodies)
    assert any(fold(body) == body for body in bodies)
    assert any(article.extra.get("encoding") == "utf-16-le" for article in documents)
    assert len([article for article in documents if article.path.endswith(".jsonl")]) >= 5
    everything = " ".join(bodies)
    assert all(word in everything for word in ("hóa", "hoá", "thủy", "thuỷ", "(ANTT)"))


@pytest.fixture(scope="module")
def pair(shared_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose `index` holds the user's two articles, made by the command."""
    folder = tmp_path_factory.mktemp("pair")
    done = searchidx("index", str(shared_seeds), cwd=folder)
    assert (done.returncode, b"Indexed 2 articles" in done.stdout) == (0, True)
    return folder


def marked_texts(hit: Hit) -> set[str]:
    """The marked texts of the title and the snippet, in lower case and with single blanks."""
    title = {hit.document.title[start:end] for start, end in hit.title_marks}
    text = {hit.snippet.text[start:end] for start, end in hit.snippet.marks}
    return {" ".join(piece.split()).lower() for piece in title | text}


def test_the_two_articles_have_their_dates(pair: Path) -> None:
    """The dates are 24 November 2021 and 31 July 2020, and the titles are those of the pages."""
    with Index.open(pair / "index") as index:
        articles = [article for article in map(index.get, index.ids()) if article]
    titles = {str(article.date)[:10]: article.title for article in articles}
    assert sorted(titles) == ["2020-07-31", "2021-11-24"]
    assert titles["2021-11-24"].startswith("Bộ Công an và Bộ TT-TT")
    assert titles["2020-07-31"].startswith("Giao ban trực tuyến")


OLD, NEW = "004", "000"
"""The article of 2020 and the one of 2021, by the beginnings of their ids."""

SEARCHES = [
    ("bo cong an", {OLD, NEW}, {"bộ công an"}),
    ("Bộ Công an", {OLD, NEW}, {"bộ công an"}),
    ("Trần Quốc Tỏ", {OLD}, {"trần quốc tỏ"}),
    ("an toàn xã hội", {OLD, NEW}, {"an toàn xã hội"}),
    ("antq", {OLD}, {"antq"}),
    ("03/2019/NĐ-CP", {OLD}, {"03/2019/nđ-cp"}),
    ('"Thứ trưởng" -"Quốc phòng"', {NEW}, {"thứ trưởng"}),
    ("date:2020-07", {OLD}, set()),
    ("date:2021", {NEW}, set()),
    ("date:24/11/2021", {NEW}, set()),
]


@pytest.mark.parametrize(("query", "expected", "marked"), SEARCHES)
def test_the_two_articles_are_found(pair: Path, query: str, expected: set[str], marked: set[str]) -> None:
    """Each query is met completely by the articles that a reader would name, with the right words marked."""
    with Index.open(pair / "index") as index:
        results = index.search(query)
    complete_hits = [hit for hit in results.hits if hit.complete]
    assert {hit.document.id[:3] for hit in complete_hits} == expected
    assert results.hits[: len(complete_hits)] == tuple(complete_hits)
    for hit in complete_hits:
        assert marked <= marked_texts(hit)
        assert bool(marked_texts(hit)) == bool(marked)


def test_a_name_without_accents_finds_its_bearer_first(pair: Path) -> None:
    """Syllables without accents match more articles; the one with the name comes first, the name marked."""
    with Index.open(pair / "index") as index:
        first = index.search("tran quoc to").hits[0]
    assert first.document.id.startswith(OLD)
    assert "trần quốc tỏ" in marked_texts(first)


def test_the_shell_may_take_the_quotes_off(pair: Path) -> None:
    """`searchidx search "Thứ trưởng" -"Quốc phòng"` works, with the index named by the environment."""
    arguments = ("search", "Thứ trưởng", "-Quốc phòng", "--json")
    printed = searchidx_json(*arguments, cwd=pair.parent, SEARCHIDX_INDEX=str(pair / "index"))
    assert printed["query"] == '"Thứ trưởng" -"Quốc phòng"'
    assert [hit["id"][:3] for hit in printed["hits"]] == [NEW]
