"""What a program that uses searchidx as a library can rely on."""

from __future__ import annotations

import datetime
import logging
import subprocess
import sys
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx import (
    Document,
    DocumentError,
    Index,
    IndexExistsError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    QuerySyntaxError,
    SearchError,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from searchidx.model import Hit, Results

ARTICLES = (
    Document("a", "Giá lúa tăng", "Giá lúa gạo tăng ở Long An.", datetime.date(2021, 3, 1), source="Báo A"),
    Document("b", "Họp báo", "Bộ Công an họp báo về an toàn giao thông.", datetime.date(2021, 11, 24)),
    Document("c", "Cầu mới", "Cầu nối hai bờ sông, dân mừng.", category="Giao thông"),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index of three short articles."""
    with Index.create(tmp_path / "index") as index:
        index.update(ARTICLES)
        yield index


@pytest.fixture(scope="module")
def newspaper(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of the sample articles."""
    with Index.create(tmp_path_factory.mktemp("newspaper") / "index") as index:
        index.update(read(seeds))
        yield index


def hit_ids(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]


def without_time(results: Results) -> tuple[object, ...]:
    """What two searches with equal answers have in common."""
    return results.query, results.hits, results.total, results.relaxed, results.suggestion


DAYS = (None, "2021-03-01", "1969-07-20", "2021-03-01", None, "2022-01-01", "2021-03-01")


def test_a_word_that_looks_like_a_field_has_a_note(index: Index) -> None:
    """It is on every page, and changes nothing else: the words are searched, as they are in quotes."""
    for offset in (0, 1):
        results = index.search("lúa before:2021", offset=offset)
        assert results.notes == (
            "There is no field before:, so it was searched as a word. Write date:..2020 instead.",
        )
        quoted = index.search('lúa "before:2021"', offset=offset)
        assert quoted.notes == ()
    assert [hit.document.id for hit in index.search("lúa before:2021").hits] == ["a"]
    assert index.search("lúa date:..2020").notes == ()


@pytest.mark.parametrize("query", ["source:báo", "-lũ", "date:..2100 OR NOT date:..2100", "báo*"])
def test_without_words_the_newest_come_first(tmp_path: Path, query: str) -> None:
    """A query without words that rank lists the newest first, undated ones last, equal dates as indexed."""
    days = [datetime.date.fromisoformat(day) if day else None for day in DAYS]
    documents = [
        Document(str(number), "Tin vắn", "báo", day, source="Báo") for number, day in enumerate(days)
    ]
    with Index.create(tmp_path / "index") as index:
        index.update(documents[:4])
        index.update(documents[4:])
        assert hit_ids(index.search(query)) == ["5", "1", "3", "6", "2", "0", "4"]
        assert hit_ids(index.search(query, offset=2, limit=3)) == ["3", "6", "2"]
        assert {hit.score for hit in index.search(query).hits} == {0.0}


def test_articles_from_files_are_indexed_and_found(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample articles are indexed and searched, and the index gives the same answer when opened again."""
    monkeypatch.chdir(tmp_path)
    with Index.create("index") as index:
        assert index.update(read(seeds)) == len(index) == 48
        results = index.search("bo cong an", limit=10)
        assert results.total >= len(results.hits) == 10
        assert results.hits[0].document.title
        assert results.hits[0].score >= results.hits[1].score > 0
        assert "công an" in results.hits[0].snippet.text.lower()
    with Index.open("index") as index:
        assert without_time(index.search("bo cong an", limit=10)) == without_time(results)


def test_a_document_comes_back_as_it_was(index: Index) -> None:
    """The whole document is stored: `get`, `in`, `ids` and hits give it back."""
    assert [index.get(article.id) for article in ARTICLES] == list(ARTICLES)
    assert sorted(index.ids()) == ["a", "b", "c"]
    assert "a" in index
    assert "z" not in index
    assert 7 not in index
    assert index.get("z") is None
    assert index.search("lúa").hits[0].document == ARTICLES[0]


def test_an_index_is_a_mapping_of_ids(index: Index) -> None:
    """Deleted documents are in no iteration."""
    index.update([Document("d", "Tin", "Tin mới.")])
    index.delete("a")
    assert sorted(index) == sorted(index.ids()) == ["b", "c", "d"]
    assert {document.id: document for document in index.documents()} == {
        identifier: index[identifier] for identifier in index
    }
    assert index["d"].body == "Tin mới."
    with pytest.raises(KeyError, match="a"):
        index["a"]


def test_update_replaces_by_id(index: Index) -> None:
    """A document with a known id replaces the old one, which is no longer found."""
    assert index.update([Document("a", "Giá cà phê", "Cà phê lên giá.")]) == 1
    assert len(index) == 3
    assert hit_ids(index.search("cà phê")) == ["a"]
    assert index.search("lúa").total == 0


def test_the_last_of_equal_ids_counts(index: Index) -> None:
    """Of documents with the same id in one update, the last one stays."""
    index.update([Document("d", "Một", "trước"), Document("d", "Hai", "sau")])
    assert (len(index), index.search("sau").total, index.search("trước").total) == (4, 1, 0)


def test_delete_says_how_many_there_were(index: Index) -> None:
    """Unknown and repeated ids count nothing, and no answer holds a deleted document."""
    assert index.delete(["a", "z", "a"]) == 1
    assert (len(index), "a" in index, index.search("lúa").total) == (2, False, 0)
    assert index.delete([]) == 0


def test_a_single_id_is_deleted_whole(index: Index) -> None:
    """A string is one id, not a list of ids of one character."""
    index.update([Document("bc", "Mới", "mới")])
    assert index.delete("bc") == 1
    assert sorted(index.ids()) == ["a", "b", "c"]


def test_several_changes_are_one(index: Index) -> None:
    """What is added and deleted in one block becomes visible together, at its end."""
    with index.updating() as update:
        assert update.add([Document("d", "Mới", "tin mới")]) == 1
        assert update.delete(["b", "d"]) == 2
        assert update.add([Document("e", "Nữa", "tin nữa")]) == 1
        assert len(index) == 3
    assert sorted(index.ids()) == ["a", "c", "e"]


def raising(documents: tuple[Document, ...], error: BaseException) -> Iterator[Document]:
    yield from documents
    raise error


@pytest.mark.parametrize("error", [ValueError("x"), OSError("x"), KeyboardInterrupt(), SearchError("x")])
def test_an_exception_undoes_the_change_and_reaches_the_caller(index: Index, error: BaseException) -> None:
    """The caller's own exception passes as it is; the index is unchanged, and free for the next change."""
    with pytest.raises(type(error)) as caught:
        index.update(raising((Document("a", "Khác", "khác"), Document("d", "Mới", "mới")), error))
    assert caught.value is error
    assert sorted(index.ids()) == ["a", "b", "c"]
    assert index.get("a") == ARTICLES[0]
    assert index.update([Document("d", "Mới", "mới")]) == 1


@pytest.mark.parametrize(
    "bad", [Document("", "Không có id", "x"), Document("x", "Lạ", "x", extra={"lạ": object()})]
)
def test_a_document_that_cannot_be_indexed_undoes_the_change(index: Index, bad: Document) -> None:
    """Whether the update or the engine finds the fault, the good documents before it are not taken."""
    with pytest.raises(DocumentError):
        index.update([Document("d", "Tốt", "tốt"), bad])
    assert sorted(index.ids()) == ["a", "b", "c"]


ODD = {
    "empty": ("", ""),
    "no body": ("Chỉ có tiêu đề", ""),
    "no title": ("", "Chỉ có thân bài."),
    "blanks": (" \n\t", "\u00a0\u2003\n"),
    "decomposed": (unicodedata.normalize("NFD", "Bộ Công an"), unicodedata.normalize("NFD", "Đường Thuỷ")),
    "controls": ("a\x00b\x1b[31mc", "\x07\x9b31m\u202ekẻ gian\u2028dòng\ufeff"),
    "no blank": ("x", "x" * 1_000_000),
    "no blank, Vietnamese": ("x", "ờ" * 200_000),
    "marks only": ("\u0301" * 50, "\u0323\u0301" * 500),
    "emoji": ("👩\u200d🌾 được mùa", "Lúa 🌾🌾 tốt"),
    "half a pair": ("\ud83d", "Nửa \ude00 cặp"),
    "another script": ("中文", "日本語 한국어 العربية"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_documents_are_kept_and_found(tmp_path: Path, name: str) -> None:
    """Whatever its text, a document comes back as it was, and is found by its words."""
    title, body = ODD[name]
    document = Document(name, title, body)
    with Index.create(tmp_path / "index") as index:
        index.update([document, *ARTICLES])
        assert index.get(name) == document
        results = index.search("-khôngcótừnày", limit=10)
        assert results.total == 4
        assert document in [hit.document for hit in results.hits]
        for word in body.split()[:1]:
            index.search(word[:1000])


def test_decomposed_text_is_found_and_marked(tmp_path: Path) -> None:
    """A text in NFD is found by a query in NFC and without accents, and marked in its own letters."""
    title, body = ODD["decomposed"]
    with Index.create(tmp_path / "index") as index:
        index.update([Document("d", title, body)])
        for query in ("bộ công an", "bo cong an", title):
            hit = index.search(query).hits[0]
            assert [title[start:end] for start, end in hit.title_marks] == [title]
        snippet = index.search("đường thủy").hits[0].snippet
        assert [snippet.text[start:end] for start, end in snippet.marks] == [body]


@pytest.mark.parametrize(("query", "least"), [("công an xã", 20), ("chợ nổi xã", 40)])
def test_pages_fit_together(newspaper: Index, query: str, least: int) -> None:
    """Pages of any size are parts of one ranking with one total; the second one has partial matches."""
    whole = newspaper.search(query, limit=48)
    order = hit_ids(whole)
    assert len(order) == len(set(order)) == whole.total > least
    assert whole.relaxed == (least == 40)
    for size in (1, 7, 48):
        pages = [newspaper.search(query, limit=size, offset=offset) for offset in range(0, 48, size)]
        assert [identifier for page in pages for identifier in hit_ids(page)] == order
        assert [hit.rank for page in pages for hit in page.hits] == list(range(1, len(order) + 1))
        assert {(page.total, page.complete) for page in pages} == {(whole.total, whole.complete)}


def test_nothing_is_shown_past_the_end_or_without_a_limit(newspaper: Index) -> None:
    """A page past the end, or of no hits, is empty but still tells how many articles match."""
    complete = newspaper.search("lũ").complete
    assert complete > 0
    for page in (newspaper.search("lũ", offset=10_000), newspaper.search("lũ", limit=0)):
        assert (page.hits, page.complete) == ((), complete)


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (10, -1)])
def test_a_page_cannot_be_negative(index: Index, limit: int, offset: int) -> None:
    """A negative limit or offset is an error, not an empty answer."""
    with pytest.raises(SearchError, match=f"limit={limit}, offset={offset}: neither can be negative"):
        index.search("lúa", limit=limit, offset=offset)


def test_only_the_first_page_has_a_suggestion(newspaper: Index) -> None:
    """The suggestion does not depend on how many hits are shown, and is not repeated on later pages."""
    suggestions = [
        newspaper.search("bo cong an", limit=limit, offset=offset).suggestion
        for limit, offset in [(10, 0), (5, 0), (10, 10)]
    ]
    assert suggestions[0] is not None
    assert (suggestions[0].text, suggestions[0].kind) == ("bộ công an", "accents")
    assert suggestions[1:] == [suggestions[0], None]


SNIPPETS = [(0, 240), (1, 240), (1, 20), (1, 10_000), (3, 60), (100, 240)]


@pytest.mark.parametrize(
    "query", ["bo cong an", "giá lúa", "cao toc bac nam", "xyzzy", "quôcs hội", "date:2021"]
)
def test_snippets_change_nothing_else(newspaper: Index, query: str) -> None:
    """Hits, scores and suggestions are the same, and the best snippet is that of one snippet."""
    usual = newspaper.search(query)
    for snippets, length in SNIPPETS:
        results = newspaper.search(query, snippets=snippets, snippet_length=length)
        assert results.suggestion == usual.suggestion
        assert (results.total, results.corrected) == (usual.total, usual.corrected)
        assert [(hit.document.id, hit.score) for hit in results] == [
            (hit.document.id, hit.score) for hit in usual
        ]
        for hit, usual_hit in zip(results, usual, strict=True):
            assert hit.title_marks == (usual_hit.title_marks if snippets else ())
            assert len(hit.snippets) <= snippets
            assert all(len(snippet.text.strip("…")) <= length for snippet in hit.snippets)
            assert hit.snippets or hit.snippet.text == ""
            if snippets and length == 240:
                assert hit.snippet == usual_hit.snippet
                assert hit.snippet in hit.snippets


@pytest.mark.parametrize(("snippets", "length"), [*SNIPPETS, (3, 20)])
def test_a_suggestion_that_needs_a_whole_passage_is_made_with_shorter_snippets(
    tmp_path: Path, snippets: int, length: int
) -> None:
    """Snippets of 20 characters would not show which `ban ghe` the only complete match has."""
    bodies = ["Nghiên cứu chuyên ngành. Bàn ghế gỗ.", "Xã có bán ghế.", "Phố có bán ghế."]
    with Index.create(tmp_path / "index") as index:
        index.update(Document(str(number), "Tin", body) for number, body in enumerate(bodies))
        results = index.search("nghien cuu chuyen nganh ban ghe", snippets=snippets, snippet_length=length)
    assert results.suggestion is not None
    assert results.suggestion.text == "nghiên cứu chuyên ngành bàn ghế"
    assert any("ghế" in hit.snippet.text for hit in results.hits[:1]) == (snippets > 0 and length > 20)


def test_a_search_has_its_bounds_for_snippets(index: Index) -> None:
    """Whatever is out of range is an error that tells the range."""
    with pytest.raises(SearchError, match=r"snippets=101: .* 0 to 100"):
        index.search("lúa", snippets=101)
    with pytest.raises(SearchError, match=r"snippet_length=5: .* 20 to 10,000"):
        index.search("lúa", snippet_length=5)


def test_equal_queries_get_equal_answers(newspaper: Index) -> None:
    """Two searches for the same differ in nothing but the time that they took."""
    first, second = newspaper.search("lua gao", explain=True), newspaper.search("lua gao", explain=True)
    assert without_time(first) == without_time(second)
    assert first.took > 0


def test_explanations_add_up(newspaper: Index) -> None:
    """With `explain` the contributions of each hit add up to its score; without it there are none."""
    for hit in newspaper.search("lũ miền núi", explain=True).hits:
        assert sum(part.score for part in hit.explanation) == pytest.approx(hit.score)
    assert newspaper.search("lũ").hits[0].explanation == ()


QUERIES = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["công", "an", '"', "-", "+", "(", ")", "OR", "NOT", "title:", "date:", "2021", "*", "lu"]
    )
).map(" ".join)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_any_query_is_answered_or_refused(newspaper: Index, query: str) -> None:
    """Whatever is typed gives a QuerySyntaxError, or results whose marks are in order within their texts."""
    hits: tuple[Hit, ...] = ()
    with suppress(QuerySyntaxError):
        hits = newspaper.search(query, limit=3).hits
    for hit in hits:
        for text, marks in ((hit.document.title, hit.title_marks), (hit.snippet.text, hit.snippet.marks)):
            edges = [edge for mark in marks for edge in mark]
            assert edges == sorted(edges)
            assert all(text[start:end].strip() for start, end in marks)


def test_a_change_by_another_is_seen_after_refresh(index: Index) -> None:
    """An open index answers from the state in which it was opened until it is refreshed."""
    with Index.open(index.folder) as another:
        another.update([Document("d", "Mới", "tin hoàn toàn mới")])
        another.delete(["a"])
    assert (len(index), index.search("lúa").total) == (3, 1)
    index.refresh()
    assert (len(index), index.search("lúa").total, index.search('"hoàn toàn"').total) == (3, 0, 1)


WRITER = """
import sys
from searchidx import Document, Index
with Index.open(sys.argv[1]) as index:
    for turn in range(5):
        index.update([Document(f"n{turn}", "Tin", f"tin {turn} lúa gạo"), Document("a", "Lúa", "giá lúa")])
"""


@pytest.mark.slow
def test_threads_search_while_another_process_updates(index: Index) -> None:
    """Threads get whole and right answers while another process commits and the index is refreshed."""
    expected = {hit.document.id for hit in index.search("họp báo").hits}
    done = threading.Event()

    def keep_searching() -> int:
        searches = 0
        while not done.is_set() or searches < 5:
            assert {hit.document.id for hit in index.search('"họp báo"').hits} == expected
            results = index.search("lúa", limit=100)
            assert len(results.hits) == results.total >= 1
            searches += 1
            time.sleep(0.001)
        return searches

    with ThreadPoolExecutor(3) as pool:
        searching = [pool.submit(keep_searching) for _ in range(3)]
        writer = subprocess.Popen([sys.executable, "-c", WRITER, index.folder])
        while writer.poll() is None:
            index.refresh()
            time.sleep(0.005)
        done.set()
        assert all(searches.result() >= 5 for searches in searching)
    assert writer.returncode == 0
    index.refresh()
    assert len(index) == 8


def test_only_one_change_is_made_at_a_time(index: Index) -> None:
    """While a change is under way, another one is refused, whoever makes it; afterwards it is not."""
    with index.updating() as update, Index.open(index.folder) as another:
        for opened in (index, another):
            with pytest.raises(IndexLockedError, match="again"):
                opened.update([Document("d", "Mới", "mới")])
        update.add([Document("e", "Mới", "mới")])
    index.update([Document("d", "Mới", "mới")])
    assert sorted(index.ids()) == ["a", "b", "c", "d", "e"]


def hold_other_files(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("x", encoding="utf-8")


def hold_an_index(folder: Path) -> None:
    Index.create(folder).close()


def hold_a_damaged_index(folder: Path) -> None:
    with Index.create(folder) as index:
        index.update(ARTICLES)
    for path in folder.iterdir():
        if path.stat().st_size:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def be_a_file(folder: Path) -> None:
    folder.write_text("x", encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    """The files in a folder, but for the lock file, which is empty and stays where it was once taken."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "MAIN_WRITELOCK")
    return {path: path.read_bytes() for path in files}


WRONG_FOLDERS: list[tuple[Callable[[Path], Index], Callable[[Path], None], type[SearchError]]] = [
    (Index.open, lambda _: None, IndexMissingError),
    (Index.open, hold_other_files, IndexMissingError),
    (Index.open, be_a_file, IndexMissingError),
    (Index.open, hold_a_damaged_index, IndexFormatError),
    (Index.create, hold_other_files, IndexExistsError),
    (Index.create, hold_an_index, IndexExistsError),
    (Index.create, be_a_file, SearchError),
]


@pytest.mark.parametrize(("act", "prepare", "error"), WRONG_FOLDERS)
def test_a_wrong_folder_is_an_error_that_names_it(
    tmp_path: Path,
    act: Callable[[Path], Index],
    prepare: Callable[[Path], None],
    error: type[SearchError],
) -> None:
    """Whatever is wrong with a folder, the error is a SearchError that names it, and nothing is touched."""
    folder = tmp_path / "chỗ này"
    prepare(folder)
    before = contents(tmp_path)
    with pytest.raises(error) as caught:
        act(folder)
    assert "chỗ này" in str(caught.value)
    assert contents(tmp_path) == before


def test_an_index_of_another_analysis_is_refused(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index whose texts were analysed in another way is not opened."""
    monkeypatch.setattr("searchidx.schema.SCHEMA_VERSION", "another")
    with pytest.raises(IndexFormatError, match="another version"):
        Index.open(index.folder)


def test_a_disk_without_room_is_an_error_that_leaves_the_index(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the system while writing becomes a SearchError, and the index stays as it was."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("searchidx.engines.columnar.states.write", fail)
        with pytest.raises(SearchError, match=r"No space left.*Check"):
            index.update([Document("d", "Mới", "mới")])
    with Index.open(index.folder) as reopened:
        assert sorted(reopened.ids()) == ["a", "b", "c"]
        assert reopened.update([Document("d", "Mới", "mới")]) == 1


def test_nothing_is_printed_or_logged(
    tmp_path: Path, seeds: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """The library prints nothing, writes no log records, and installs no handlers."""
    handlers = list(logging.getLogger().handlers)
    with caplog.at_level(logging.DEBUG), Index.create(tmp_path / "index") as index:
        index.update(read(seeds))
        index.search("bo cong an")
        with pytest.raises(QuerySyntaxError):
            index.search("công AND")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger().handlers == handlers


def test_info_tells_what_there_is(index: Index) -> None:
    """`info` names the folder and counts the documents, and all its values can be printed."""
    info = index.info()
    assert list(info) == ["folder", "documents", "size", "schema"]
    assert (info["folder"], info["documents"]) == (str(index.folder), "3")
    assert info["size"].endswith(" MB")
    assert all(isinstance(value, str) for value in info.values())


def test_an_empty_index_answers(tmp_path: Path) -> None:
    """An index without documents answers every query, with no hits."""
    with Index.create(tmp_path / "index") as index:
        assert (len(index), list(index.ids()), index.get("a")) == (0, [], None)
        for query in ("lúa", "", "-lúa", '"lúa gạo"', "lú*", "date:2021"):
            assert index.search(query).total == 0
        assert index.update([]) == 0


def test_an_index_may_be_used_without_with(tmp_path: Path) -> None:
    """Without `with`, `close` ends the use of an index, and it can be opened again at once."""
    index = Index.create(str(tmp_path / "index"))
    index.update(ARTICLES)
    index.close()
    reopened = Index.open(str(tmp_path / "index"))
    assert len(reopened) == 3
    reopened.close()


@pytest.fixture(scope="module")
def parliament(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Sixty articles on a parliament, one with a misspelt name, and others."""
    documents = [
        Document(
            f"q{number}", f"Phiên họp {number}", "Luật này được Quốc hội thông qua. Ông Donald Trump gửi thư."
        )
        for number in range(60)
    ]
    documents += [
        Document(f"s{number}", "Kỳ lạ", "Xưởng sản xuất gạch và bão Kalmaegi.") for number in range(15)
    ]
    documents += [Document("donal", "Khác", "Ông Donal Trump thăm làng.")]
    documents += [Document("hội", "Hội làng", "Hội làng mở vào mùa xuân.")]
    with Index.create(tmp_path_factory.mktemp("parliament") / "index") as index:
        index.update(documents)
        yield index


CARRIED_OVER = [
    ("qốc hội", "quốc hội", 0),
    ("Qốc Hội", "Quốc Hội", 0),
    ("qoc hoi", "quốc hội", 0),
    ("qốc hội -gạch", "quốc hội -gạch", 0),
    ("quoocs hooij", "quốc hội", 0),
    ("xản xuất", "sản xuất", 0),
    ("donal trum", "donald trump", 1),  # the last word is read as a beginning, too
    ("donal trump", "donald trump", 1),
    ("calmaegi", "kalmaegi", 0),
]


@pytest.mark.parametrize(("typed", "corrected", "typed_complete"), CARRIED_OVER)
def test_the_results_of_a_correction_are_shown(
    parliament: Index, typed: str, corrected: str, typed_complete: int
) -> None:
    """They are exactly those of the correction, and the query stays what was typed."""
    results, expected = parliament.search(typed), parliament.search(corrected)
    assert (results.query, results.corrected, results.typed_complete) == (typed, corrected, typed_complete)
    assert results.hits == expected.hits
    assert (results.total, results.complete, results.relaxed) == (
        *(expected.total, expected.complete, expected.relaxed),
    )
    assert results.suggestion is None
    assert expected.corrected is None


@pytest.mark.parametrize(("typed", "corrected", "typed_complete"), CARRIED_OVER)
def test_what_was_typed_is_searched_on_demand(
    parliament: Index, typed: str, corrected: str, typed_complete: int
) -> None:
    """With `exact=True` the correction is only suggested, on the first page."""
    results = parliament.search(typed, exact=True)
    assert results.corrected is None
    assert results.suggestion is not None
    assert results.suggestion.text == corrected
    assert results.complete == results.typed_complete == typed_complete
    assert parliament.search(typed, exact=True, offset=1).suggestion is None


@pytest.fixture(scope="module")
def cement(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Articles on cement, on shares and on a mountain, in an index of two thousand."""
    texts = {
        "Nhà máy xi măng Hà Tiên xây thêm lò. Phan Thiết mở cảng.": 40,
        "Xi măng lên giá.": 20,
        "Giá chứng khoán tăng trong phiên sáng.": 60,
        "Nhân chứng kể rằng mỏ này có khoáng sản.": 12,
        "Trời nắng, người dân ra đồng gặt lúa.": 1_868,
    }
    documents = [
        Document(f"{kind} {number}", "Tin ngắn", text)
        for kind, (text, count) in enumerate(texts.items())
        for number in range(count)
    ]
    with Index.create(tmp_path_factory.mktemp("cement") / "index") as index:
        index.update(documents)
        yield index


@pytest.mark.parametrize(
    ("typed", "corrected", "typed_complete"),
    [
        ("xi mằng", "xi măng", 0),
        ("nhà máy xi mằng", "nhà máy xi măng", 0),
        ("phan xi păng", None, 0),  # no article has `phan xi măng`
        ("chứng khoáng", "chứng khoán", 12),  # twelve articles have the syllables, but not side by side
        ("chứng kể", None, 12),
        ("khoáng sản", None, 12),
    ],
)
def test_corrected_words_are_side_by_side(
    cement: Index, typed: str, corrected: str | None, typed_complete: int
) -> None:
    """A rare name does not become a frequent word, and accidental matches do not hide a misspelling."""
    results = cement.search(typed)
    assert (results.corrected, results.typed_complete) == (corrected, typed_complete)


@pytest.mark.parametrize("typed", [typed for typed, _, _ in CARRIED_OVER] + ["hội", "xưởng", "quốc hội"])
def test_a_correction_is_the_same_on_every_page(parliament: Index, typed: str) -> None:
    """So are the totals, whatever the page shows; and its hits are a part of the whole ranking."""
    whole = parliament.search(typed, limit=100)
    for limit, offset in [(0, 0), (1, 0), (10, 10), (10, 50), (0, 7), (3, 1_000)]:
        page = parliament.search(typed, limit=limit, offset=offset)
        assert (page.corrected, page.typed_complete) == (whole.corrected, whole.typed_complete)
        assert (page.total, page.complete, page.relaxed) == (whole.total, whole.complete, whole.relaxed)
        assert page.hits == whole.hits[offset : offset + limit]


@pytest.mark.parametrize(
    "typed",
    [
        "quốc hội",
        "hội làng",  # few articles, and right
        "kalmaegi gạch",
        "cong an",
        '"qốc hội"',
        "+qốc +hội",
        "qốc AND hội",
        "title:qốc title:hội",
        "body:qốc hội",
        "qốc* hội",
        "-qốc -hội",
        "zebrax",
        "source:qốc",
        "date:2025",
        "",
    ],
)
def test_other_queries_are_answered_as_typed(parliament: Index, typed: str) -> None:
    """Right words, words of nobody, and whatever has a sign, quotes, an operator or a field."""
    results = parliament.search(typed)
    assert results.corrected is None
    assert results.typed_complete == results.complete
