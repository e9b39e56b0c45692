"""The sample articles, and the user's own two: read right, and found as a reader of them expects."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

from analyzers import fold
from searchidx import Index, read
from tests.support.terminal import searchidx

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
"""By number, the day that the page of an article names; nothing where it names none."""

FURNITURE = ("bình luận (", "thống kê", "lên đầu trang", "|", "đăng vào", "thứ tư, ", "(cao)", "(ttxnđ)")


@pytest.fixture(scope="module")
def documents(seeds: Path) -> list[Document]:
    return list(read(seeds))


def test_there_are_enough_articles_of_newspaper_length(documents: list[Document]) -> None:
    """At least forty articles of 200 to 700 words, each with an id and a title of its own."""
    assert len(documents) == len({one.id for one in documents}) == len({one.title for one in documents}) >= 40
    lengths = {one.id: len(one.body.split()) for one in documents}
    assert {name: words for name, words in lengths.items() if not 200 <= words <= 700} == {}


def test_titles_are_first_lines_and_dates_those_of_the_page(seeds: Path, documents: list[Document]) -> None:
    """Every text article has the first line of its file as title, and the day that its page names."""
    texts = {one.id[:3]: one for one in documents if one.path.endswith(".txt")}
    assert {number: str(one.date or "") for number, one in texts.items()} == DATES
    for number, one in texts.items():
        (path,) = seeds.glob(f"{number}-*.txt")
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] == b"\xff\xfe" or b"\x00" in data else "utf-8-sig")
        assert one.title == text.strip().splitlines()[0].strip()


def test_no_furniture_is_left_in_a_body(documents: list[Document]) -> None:
    """Neither the first nor the last line of a body is a date, an agency, a counter or a link of the page."""
    for one in documents:
        lines = unicodedata.normalize("NFC", one.body).lower().splitlines()
        for line in (lines[0], lines[-1]):
            assert not line.startswith(FURNITURE), one.id
            assert len(line.split()) > 3, one.id


def test_the_collection_is_as_mixed_as_real_ones(documents: list[Document], seeds: Path) -> None:
    """There is an article in NFD, one without accents, one in UTF-16, a file of several, both tone styles."""
    decomposed = [one for one in documents if not unicodedata.is_normalized("NFC", one.body)]
    plain = [one for one in documents if fold(one.body) == one.body]
    assert len(decomposed) >= 1
    assert len(plain) >= 1
    assert any(one.extra.get("encoding") == "utf-16-le" for one in documents)
    assert len([one for one in documents if one.path.endswith(".jsonl")]) >= 5
    everything = " ".join(one.body for one in documents)
    assert all(word in everything for word in ("hóa", "hoá", "thủy", "thuỷ", "(ANTT)"))


@pytest.fixture(scope="module")
def pair(shared_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose `index` holds the user's two articles, made by the command."""
    folder = tmp_path_factory.mktemp("pair")
    done = searchidx("index", str(shared_seeds), cwd=folder)
    assert (done.returncode, b"Indexed 2 articles" in done.stdout) == (0, True)
    return folder


def pieces(hit: Hit) -> set[str]:
    """What is marked in the title and the snippet, single blanks, lower case."""
    title = {hit.document.title[start:end] for start, end in hit.title_marks}
    text = {hit.snippet.text[start:end] for start, end in hit.snippet.marks}
    return {" ".join(piece.split()).lower() for piece in title | text}


def test_the_two_articles_have_their_dates(pair: Path) -> None:
    """24 November 2021 and 31 July 2020; the titles are those of the pages."""
    with Index.open(pair / "index") as index:
        found = {one.date.isoformat(): one.title for one in map(index.get, index.ids()) if one and one.date}
    assert sorted(found) == ["2020-07-31", "2021-11-24"]
    assert found["2021-11-24"].startswith("Bộ Công an và Bộ TT-TT")
    assert found["2020-07-31"].startswith("Giao ban trực tuyến")


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
    """Each query finds whole just the articles that a reader would name, with the right words marked."""
    with Index.open(pair / "index") as index:
        results = index.search(query)
    whole = [hit for hit in results.hits if hit.complete]
    assert {hit.document.id[:3] for hit in whole} == expected
    assert [hit.complete for hit in results.hits] == sorted(
        (hit.complete for hit in results.hits), reverse=True
    )
    for hit in whole:
        assert marked <= pieces(hit)
        assert bool(pieces(hit)) == bool(marked)


def test_a_name_without_accents_finds_its_bearer_first(pair: Path) -> None:
    """Bare syllables fit more articles; the one with the name itself comes first, the name marked."""
    with Index.open(pair / "index") as index:
        first = index.search("tran quoc to").hits[0]
    assert first.document.id.startswith(OLD)
    assert "trần quốc tỏ" in pieces(first)


def test_the_shell_may_take_the_quotes_off(pair: Path) -> None:
    """`searchidx search "Thứ trưởng" -"Quốc phòng"` as a shell passes it, and through the environment."""
    done = searchidx(
        "search", "Thứ trưởng", "-Quốc phòng", "--json", cwd=pair.parent, SEARCHIDX_INDEX=str(pair / "index")
    )
    printed = json.loads(done.stdout)
    assert done.returncode == 0
    assert printed["query"] == '"Thứ trưởng" -"Quốc phòng"'
    assert [hit["id"][:3] for hit in printed["hits"]] == [NEW]
