"""The synonyms of an index: given when it is made, changed later, kept by others, undone with a change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index, IndexLockedError, SearchError, Synonyms, SynonymsError
from searchidx.engines.columnar import states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.synonyms.rules import SynonymsArgument

CARS = Synonyms.parse("ô tô, xe hơi\nTTH => Thừa Thiên Huế")
BIKES = Synonyms.parse("xe máy, mô tô")
ARTICLES = [Document("a", "Ô tô mới", "Giá ô tô giảm."), Document("b", "Xe hơi cũ", "Xe hơi cũ bán chạy.")]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "index", synonyms=CARS) as index:
        index.update(ARTICLES)
        yield index


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_text("# xe\nxe máy, mô tô\n", encoding="utf-8")
    return path


def other_forms(index: Index, words: str) -> list[str]:
    """The other forms that a search of the index is given for some words."""
    table = index._synonym_table(index._searcher)
    return [] if table is None else [" ".join(form) for form in table.other_forms(words.split())]


def test_synonyms_of_a_new_index(tmp_path: Path, file: Path) -> None:
    """A value, or the path of a file; they are there after the index is opened again."""
    arguments: list[SynonymsArgument] = [BIKES, file, str(file)]
    for number, synonyms in enumerate(arguments):
        folder = tmp_path / str(number)
        Index.create(folder, synonyms=synonyms).close()
        with Index.open(folder) as index:
            assert index.synonyms() == BIKES
            assert other_forms(index, "xe máy") == ["mô tô"]
            assert index.info()["synonyms"] == "1"


def test_a_synonym_is_found_in_its_other_spellings(tmp_path: Path) -> None:
    """Its parts may be joined or divided. A synonym that is only a value finds nothing in return."""
    synonyms = Synonyms.parse("covid => sars-cov-2\nmạng không dây => wifi")
    texts = ["SARS-CoV-2", "SARS CoV 2", "sarscov2", "SARS-CoV2", "sars", "Wi-Fi", "wifi"]
    with Index.create(tmp_path / "index", synonyms=synonyms) as index:
        index.update([Document(text, "Tin", f"Nay có {text} đây.") for text in texts])
        assert {hit.document.id for hit in index.search("covid").hits} == set(texts[:4])
        assert {hit.document.id for hit in index.search('"có covid đây"').hits} == set(texts[:4])
        assert {hit.document.id for hit in index.search('"mạng không dây"').hits} == set(texts[5:])


RESPELT = [
    ("xe máy, mô tô", ["xe máy", "mô tô", "môtô", "mô-tô"], ["xe máy", "mô tô", "môtô", "moto", "mô-tô"]),
    ("xe hơi, ôtô", ["xe hơi", "ô tô", "ôtô"], ["xe hơi", "ô tô", "ôtô", "oto", "ô-tô"]),
    ("cúm mới, covid-19", ["cúm mới", "covid19", "covid-19"], ["cúm mới", "covid19", "covid 19"]),
    ("mạng không dây, wifi", ["mạng không dây", "Wi-Fi"], ["wi fi", "wifi", "Wi-Fi"]),
]


@pytest.mark.parametrize(("rule", "texts", "queries"), RESPELT)
def test_a_form_is_known_in_its_other_spellings(
    tmp_path: Path, rule: str, texts: list[str], queries: list[str]
) -> None:
    """A synonym typed with its parts joined or divided finds what it finds as the rule has it."""
    with Index.create(tmp_path / "index", synonyms=Synonyms.parse(rule)) as index:
        index.update([Document(text, "Tin", f"Nay có {text} đây.") for text in [*texts, "mưa to"]])
        for query in queries:
            for typed in (query, f'"có {query} đây"'):
                found = {hit.document.id for hit in index.search(typed).hits if hit.complete}
                assert found == set(texts), typed


def test_a_respelt_form_is_found_without_any_article_that_has_it(tmp_path: Path) -> None:
    with Index.create(tmp_path / "index", synonyms=BIKES) as index:
        index.update([Document("a", "Xe máy", "Xe máy chạy."), Document("b", "Mưa to", "Mưa to ở phố.")])
        assert [hit.document.id for hit in index.search("môtô").hits if hit.complete] == ["a"]


@pytest.mark.parametrize("synonyms", [None, Synonyms()])
def test_an_index_without_synonyms(tmp_path: Path, synonyms: Synonyms | None) -> None:
    """It stores nothing of them."""
    with Index.create(tmp_path / "index", synonyms=synonyms) as index:
        assert index.synonyms() == Synonyms()
        assert index._synonym_table(index._searcher) is None
        assert "synonyms" not in index.info()
        assert states.read(index.folder).metadata.keys() == {"schema"}


def test_no_index_is_made_with_synonyms_that_cannot_be_read(tmp_path: Path, file: Path) -> None:
    """The folder stays as it was, which may be absent."""
    file.write_text("a, b\nc", encoding="utf-8")
    with pytest.raises(SynonymsError, match=r"synonyms\.txt, line 2"):
        Index.create(tmp_path / "index", synonyms=file)
    with pytest.raises(SynonymsError, match="No such file"):
        Index.create(tmp_path / "index", synonyms=tmp_path / "gone")
    assert not (tmp_path / "index").exists()


def test_synonyms_are_replaced_and_removed(index: Index, file: Path) -> None:
    """Documents are not indexed anew: the segments stay the same files."""
    segments = sorted(index.folder.glob("*.columns"))
    assert other_forms(index, "xe hơi") == ["ô tô"]
    index.set_synonyms(file)
    assert index.synonyms() == BIKES
    assert other_forms(index, "xe hơi") == []
    assert other_forms(index, "mo to") == ["xe máy"]
    for nothing in (None, Synonyms()):
        index.set_synonyms(CARS)
        assert index.info()["synonyms"] == "2"
        index.set_synonyms(nothing)
        assert index.synonyms() == Synonyms()
        assert "synonyms" not in index.info()
    assert sorted(index.folder.glob("*.columns")) == segments
    assert len(index) == 2


def test_equal_synonyms_are_no_change(index: Index) -> None:
    """Nothing is written if the synonyms are those that the index has."""
    state = states.latest(index.folder)
    index.set_synonyms(Synonyms.parse("# xe\nÔ TÔ,  xe hơi\n\nTTH => thừa thiên huế"))
    assert states.latest(index.folder) == state


def test_other_changes_keep_synonyms(index: Index) -> None:
    """Documents are added, merged and deleted; the synonyms stay."""
    index.update([Document("c", "Tin", "Một tin.")])
    index.delete(["a", "b", "c"])
    assert index.synonyms() == CARS
    with Index.open(index.folder) as again:
        assert again.synonyms() == CARS


def test_synonyms_and_documents_are_one_change(index: Index) -> None:
    """Both are there after the block, and neither after an exception; the last synonyms count."""
    with pytest.raises(KeyError), index.updating() as change:  # noqa: PT012
        change.set_synonyms(BIKES)
        change.delete(["a"])
        raise KeyError
    assert index.synonyms() == CARS
    assert len(index) == 2
    with index.updating() as change:
        change.set_synonyms(None)
        change.delete(["a"])
        change.set_synonyms(BIKES)
        assert index.synonyms() == CARS
    assert index.synonyms() == BIKES
    assert list(index.ids()) == ["b"]


def test_synonyms_that_cannot_be_read_change_nothing(index: Index, file: Path) -> None:
    """Neither do they lock the index. Inside a block the change can go on."""
    file.write_text("a =>", encoding="utf-8")
    with pytest.raises(SynonymsError, match=r"line 1: there is no form on the right"):
        index.set_synonyms(file)
    with index.updating() as change:
        with pytest.raises(SynonymsError):
            change.set_synonyms(file)
        change.delete(["a"])
    assert index.synonyms() == CARS
    assert len(index) == 1
    with pytest.raises(SearchError, match="already ended"):
        change.set_synonyms(BIKES)


def test_only_one_change_is_made_at_a_time(index: Index) -> None:
    """Synonyms are changed like documents: a second change is refused."""
    with index.updating(), pytest.raises(IndexLockedError):
        index.set_synonyms(BIKES)
    assert index.synonyms() == CARS


def test_a_reader_keeps_its_synonyms_until_it_is_refreshed(index: Index) -> None:
    """They belong to the state that an index shows."""
    with Index.open(index.folder) as reader:
        index.set_synonyms(BIKES)
        index.set_synonyms(None)
        assert reader.synonyms() == CARS
        assert other_forms(reader, "ô tô") == ["xe hơi"]
        reader.refresh()
        assert reader.synonyms() == Synonyms()
        assert other_forms(reader, "ô tô") == []


def test_a_full_disk_leaves_the_synonyms(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error before the commit is an error for users, and the index stays as it was."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SearchError, match="No space left"):
            index.set_synonyms(BIKES)
    assert index.synonyms() == CARS
    index.set_synonyms(BIKES)
    assert index.synonyms() == BIKES


def test_odd_metadata_are_no_crash(index: Index) -> None:
    """A text that no version of searchidx would store is read as some rules."""
    with index.updating() as change:
        change._writer.set_metadata("synonyms", "=>,\n\n=>=>a")
    assert len(index.synonyms()) == 3
    assert other_forms(index, "xe hơi") == []
