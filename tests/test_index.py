"""The facade: what a program that uses searchidx as a library can rely on."""

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

import searchidx
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
    with Index.create(tmp_path / "index") as made:
        made.update(ARTICLES)
        yield made


@pytest.fixture(scope="module")
def newspaper(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("newspaper") / "index") as made:
        made.update(read(seeds))
        yield made


def found(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]


def without_time(results: Results) -> tuple[object, ...]:
    return results.query, results.hits, results.total, results.relaxed, results.suggestion


DAYS = (None, "2021-03-01", "1969-07-20", "2021-03-01", None, "2022-01-01", "2021-03-01")


@pytest.mark.parametrize("query", ["source:báo", "-lũ", "date:..2100 OR NOT date:..2100", "báo*"])
def test_without_words_the_newest_come_first(tmp_path: Path, query: str) -> None:
    """Queries that no word ranks are answered by date, then undated ones; ties as indexed, on any page."""
    days = [day and datetime.date.fromisoformat(day) for day in DAYS]
    documents = [Document(str(n), "Tin vắn", "báo", day or None, source="Báo") for n, day in enumerate(days)]
    with Index.create(tmp_path / "index") as index:
        for part in (documents[:4], documents[4:]):
            index.update(part)
        assert found(index.search(query)) == ["5", "1", "3", "6", "2", "0", "4"]
        assert found(index.search(query, offset=2, limit=3)) == ["3", "6", "2"]
        assert {hit.score for hit in index.search(query).hits} == {0.0}


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is used as its README says, and gives what is named there."""
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
    """What is stored is the document itself, by `get`, by `in` and in hits."""
    assert [index.get(one.id) for one in ARTICLES] == list(ARTICLES)
    assert sorted(index.ids()) == ["a", "b", "c"]
    assert "a" in index
    assert "z" not in index
    assert 7 not in index
    assert index.get("z") is None
    assert index.search("lúa").hits[0].document == ARTICLES[0]


def test_update_replaces_by_id(index: Index) -> None:
    """A document with a known id takes the place of the old one, which is found no more."""
    assert index.update([Document("a", "Giá cà phê", "Cà phê lên giá.")]) == 1
    assert len(index) == 3
    assert found(index.search("cà phê")) == ["a"]
    assert index.search("lúa").total == 0


def test_the_last_of_equal_ids_counts(index: Index) -> None:
    """Documents with one id in one update leave one document."""
    index.update([Document("d", "Một", "trước"), Document("d", "Hai", "sau")])
    assert (len(index), index.search("sau").total, index.search("trước").total) == (4, 1, 0)


def test_delete_says_how_many_there_were(index: Index) -> None:
    """Deleting unknown ids is nothing; deleted documents are gone from all answers."""
    assert index.delete(["a", "z", "a"]) == 1
    assert (len(index), "a" in index, index.search("lúa").total) == (2, False, 0)
    assert index.delete([]) == 0


def test_several_changes_are_one(index: Index) -> None:
    """What is added and deleted in one block is seen together, at its end."""
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
    """The caller's own exception comes back as it is, the index stays as it was and is free again."""
    with pytest.raises(type(error)) as caught:
        index.update(raising((Document("a", "Khác", "khác"), Document("d", "Mới", "mới")), error))
    assert caught.value is error
    assert sorted(index.ids()) == ["a", "b", "c"]
    assert index.get("a") == ARTICLES[0]
    assert index.update([Document("d", "Mới", "mới")]) == 1


BAD = [
    Document("", "Không có id", "x"),
    Document("x", "Lạ", "x", extra={"lạ": object()}),
    Document("x", "Ngày", "x", date="2021-11-24"),  # type: ignore[arg-type]
    Document("x", None, "x"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("bad", BAD)
def test_a_document_that_cannot_be_indexed_is_refused(index: Index, bad: Document) -> None:
    """A bad document is a DocumentError, and the good ones before it are not taken either."""
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
    """Whatever the text, the document comes back as it was, and every answer can be made of it."""
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


def test_pages_fit_together(newspaper: Index) -> None:
    """Pages of any size are pieces of one order, with ranks that go on."""
    whole = newspaper.search("công an xã", limit=48)
    order = found(whole)
    assert len(order) == len(set(order)) == whole.total > 40
    for size in (1, 7, 48):
        pages = [newspaper.search("công an xã", limit=size, offset=at) for at in range(0, 48, size)]
        assert [one for page in pages for one in found(page)] == order
        assert [hit.rank for page in pages for hit in page.hits] == list(range(1, len(order) + 1))


def test_nothing_is_shown_past_the_end_or_without_a_limit(newspaper: Index) -> None:
    """A page past the end is empty and still tells how many there are; so is one of no hits."""
    assert newspaper.search("lũ", offset=10_000).hits == ()
    assert newspaper.search("lũ", limit=0).hits == ()
    assert newspaper.search("lũ", limit=0).total > 0


@pytest.mark.parametrize("page", [{"limit": -1}, {"offset": -1}])
def test_a_page_cannot_be_negative(index: Index, page: dict[str, int]) -> None:
    """A negative page is an error of its own, not an empty answer."""
    with pytest.raises(SearchError, match="negative"):
        index.search("lúa", **page)


def test_equal_questions_get_equal_answers(newspaper: Index) -> None:
    """Nothing but the time differs between two searches; the time is there."""
    first, second = newspaper.search("lua gao", explain=True), newspaper.search("lua gao", explain=True)
    assert without_time(first) == without_time(second)
    assert first.took > 0


def test_explanations_add_up(newspaper: Index) -> None:
    """With `explain` the contributions of a hit sum up to its score; without, there are none."""
    for hit in newspaper.search("lũ miền núi", explain=True).hits:
        assert sum(part.score for part in hit.explanation) == pytest.approx(hit.score)
    assert newspaper.search("lũ").hits[0].explanation == ()


QUERIES = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["công", "an", '"', "-", "+", "(", ")", "OR", "NOT", "title:", "date:", "2021", "*", "lu"]
    )
).map(" ".join)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_any_query_is_answered_or_refused(newspaper: Index, query: str) -> None:
    """Whatever is typed, the answer is results whose marks lie within their texts, or a QuerySyntaxError."""
    hits: tuple[Hit, ...] = ()
    with suppress(QuerySyntaxError):
        hits = newspaper.search(query, limit=3).hits
    for hit in hits:
        for text, marks in ((hit.document.title, hit.title_marks), (hit.snippet.text, hit.snippet.marks)):
            edges = [edge for mark in marks for edge in mark]
            assert edges == sorted(edges)
            assert all(text[start:end].strip() for start, end in marks)


def test_an_update_by_another_is_seen_after_refresh(index: Index) -> None:
    """An open index answers from the state it knows until it is refreshed."""
    with Index.open(index.folder) as other:
        other.update([Document("d", "Mới", "tin hoàn toàn mới")])
        other.delete(["a"])
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


def test_threads_search_while_another_process_updates(index: Index) -> None:
    """Searches of several threads are whole and right while a process commits and the index is refreshed."""
    wanted = {hit.document.id for hit in index.search("họp báo").hits}
    done = threading.Event()

    def searching() -> int:
        searches = 0
        while not done.is_set() or searches < 5:
            assert {hit.document.id for hit in index.search('"họp báo"').hits} == wanted
            results = index.search("lúa", limit=100)
            assert len(results.hits) == results.total >= 1
            searches += 1
            time.sleep(0.001)
        return searches

    with ThreadPoolExecutor(3) as pool:
        running = [pool.submit(searching) for _ in range(3)]
        writer = subprocess.Popen([sys.executable, "-c", WRITER, index.folder])
        while writer.poll() is None:
            index.refresh()
            time.sleep(0.005)
        done.set()
        assert all(one.result() >= 5 for one in running)
    assert writer.returncode == 0
    index.refresh()
    assert len(index) == 8


def test_one_writes_at_a_time(index: Index) -> None:
    """A second change while one is under way is refused, whoever makes it; afterwards it is free."""
    with (
        index.updating() as update,
        Index.open(index.folder) as other,
    ):
        for one in (index, other):
            with pytest.raises(IndexLockedError, match="again"):
                one.update([Document("d", "Mới", "mới")])
        update.add([Document("e", "Mới", "mới")])
    index.update([Document("d", "Mới", "mới")])
    assert sorted(index.ids()) == ["a", "b", "c", "d", "e"]


def occupied(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("x", encoding="utf-8")


def made(folder: Path) -> None:
    Index.create(folder).close()


def damaged(folder: Path) -> None:
    with Index.create(folder) as index:
        index.update(ARTICLES)
    for path in folder.iterdir():
        if path.stat().st_size:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_file(folder: Path) -> None:
    folder.write_text("x", encoding="utf-8")


def contents(folder: Path) -> dict[Path, bytes]:
    """What the files hold, but for Whoosh's lock, which is empty and stays where it was once taken."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "MAIN_WRITELOCK")
    return {path: path.read_bytes() for path in files}


WRONG: list[tuple[Callable[[Path], Index], Callable[[Path], None], type[SearchError]]] = [
    (Index.open, lambda _: None, IndexMissingError),
    (Index.open, occupied, IndexMissingError),
    (Index.open, a_file, IndexMissingError),
    (Index.open, damaged, IndexFormatError),
    (Index.create, occupied, IndexExistsError),
    (Index.create, made, IndexExistsError),
    (Index.create, a_file, SearchError),
]


@pytest.mark.parametrize(("act", "prepare", "error"), WRONG)
def test_a_wrong_folder_is_an_error_that_names_it(
    tmp_path: Path,
    act: Callable[[Path], Index],
    prepare: Callable[[Path], None],
    error: type[SearchError],
) -> None:
    """Whatever is wrong with the folder, the error is ours, names it and touches nothing in it."""
    folder = tmp_path / "chỗ này"
    prepare(folder)
    before = contents(tmp_path)
    with pytest.raises(error) as caught:
        act(folder)
    assert "chỗ này" in str(caught.value)
    assert contents(tmp_path) == before


def test_an_index_of_another_analysis_is_refused(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index remembers how its texts were analysed, and does not answer for another way."""
    monkeypatch.setattr("searchidx.schema.SCHEMA_VERSION", "another")
    with pytest.raises(IndexFormatError, match="another version"):
        Index.open(index.folder)


def test_a_disk_without_room_is_an_error_that_leaves_the_index(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of the system while writing becomes ours, and the index is as it was."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("searchidx.engines.columnar.states.write", full)
        with pytest.raises(SearchError, match=r"No space left.*Check"):
            index.update([Document("d", "Mới", "mới")])
    with Index.open(index.folder) as again:
        assert sorted(again.ids()) == ["a", "b", "c"]
        assert again.update([Document("d", "Mới", "mới")]) == 1


def test_every_error_is_a_search_error() -> None:
    """One except clause catches all that the library raises on purpose."""
    errors = [getattr(searchidx, name) for name in searchidx.__all__ if name.endswith("Error")]
    assert len(errors) >= 8
    assert all(issubclass(error, SearchError) for error in errors)


def test_nothing_is_printed_or_logged(
    tmp_path: Path, seeds: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A library is silent: no output, no log records, no handlers."""
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
    """`info` counts the documents and names the folder; its values are texts."""
    info = index.info()
    assert info["documents"] == "3"
    assert info["folder"] == str(index.folder)
    assert all(isinstance(value, str) for value in info.values())


def test_an_empty_index_answers(tmp_path: Path) -> None:
    """An index without documents has no hits, and no errors."""
    with Index.create(tmp_path / "index") as index:
        assert (len(index), list(index.ids()), index.get("a")) == (0, [], None)
        for query in ("lúa", "", "-lúa", '"lúa gạo"', "lú*", "date:2021"):
            assert index.search(query).total == 0
        assert index.update([]) == 0


def test_an_index_may_be_used_without_with(tmp_path: Path) -> None:
    """`close` ends the use of an index; another can open it at once."""
    index = Index.create(str(tmp_path / "index"))
    index.update(ARTICLES)
    index.close()
    again = Index.open(str(tmp_path / "index"))
    assert len(again) == 3
    again.close()
