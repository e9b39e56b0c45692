"""The terms of our segments and their statistics, as Whoosh reads them from its own."""

from __future__ import annotations

import pickle
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import index
from whoosh.codec import base
from whoosh.reading import TermNotFound

from searchidx.engines.whoosh.codec import ColumnarCodec, ColumnarSegment
from tests.support import engine_corpus as corpus
from tests.support.stock_whoosh import ours_and_stock, plain_document, random_segments

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = ("id", "title", "body", "body_folded", "body_words", "body_pairs", "source")


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, Any]]:
    """The readers of three segments: ours, and Whoosh's own."""
    random = Random(7)
    documents = [plain_document(random, f"id{number}") for number in range(40)]
    documents[0] = corpus.documents_of("xuân " * 9)[0]
    ours, stock = ours_and_stock(tmp_path_factory.mktemp("codec"), *random_segments(random, documents))
    mine, theirs = ours.reader(), stock.reader()
    pairs = list(zip(mine.leaf_readers(), theirs.leaf_readers(), strict=True))
    return [(one, other) for (one, _), (other, _) in pairs]


# --- What is pickled -------------------------------------------------------------------------------------


def test_the_table_of_contents_names_this_class(tmp_path: Path) -> None:
    """The module, the class and its attributes are part of the format: indexes that exist name them."""
    segment = ColumnarSegment("MAIN", "abc", 3, b"\1\0\0\0")
    assert (ColumnarSegment.__module__, ColumnarSegment.__qualname__) == (
        "searchidx.engines.whoosh.codec",
        "ColumnarSegment",
    )
    assert vars(segment) == {
        "indexname": "MAIN",
        "segid": "abc",
        "compound": False,
        "_documents": 3,
        "_deleted": b"\1\0\0\0",
    }
    corpus.index_of(tmp_path / "index", corpus.documents_of("an"))
    (toc,) = (tmp_path / "index").glob("*_1.toc")
    for name in (b"searchidx.engines.whoosh.codec", b"ColumnarSegment", b"_documents", b"_deleted"):
        assert name in toc.read_bytes()


def test_a_pickle_of_the_format_is_read() -> None:
    """A pickle by hand that names the module, the class and the attributes as the format has them."""
    written = (
        b"ccopy_reg\n_reconstructor\n(csearchidx.engines.whoosh.codec\nColumnarSegment\nc__builtin__\nobject\n"
        b"Ntp0\nR(dVindexname\nVMAIN\nsVsegid\nVabc\nsVcompound\nI00\nsV_documents\nI7\nsV_deleted\n"
        b"c_codecs\nencode\n(V\x02\\u0000\\u0000\\u0000\x05\\u0000\\u0000\\u0000\nVlatin1\ntRsb."
    )
    segment = pickle.loads(written)
    assert segment.doc_count_all() == 7
    assert list(segment.deleted_docs()) == [2, 5]


def test_a_segment_knows_its_deleted_documents() -> None:
    """Their number, and each of them; none can be deleted through Whoosh."""
    segment = ColumnarSegment("MAIN", "abc", 9, b"\2\0\0\0\5\0\0\0")
    assert (segment.doc_count_all(), segment.deleted_count()) == (9, 2)
    assert list(segment.deleted_docs()) == segment.deleted_documents().tolist() == [2, 5]
    assert [number for number in range(9) if segment.is_deleted(number)] == [2, 5]
    assert not segment.should_assemble()
    assert isinstance(segment.codec(), ColumnarCodec)
    with pytest.raises(NotImplementedError, match=r"searchidx\.Index"):
        segment.delete_document(1)


# --- Terms and their statistics --------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIELDS)
def test_the_terms_of_a_field(readers: list[tuple[Any, Any]], field: str) -> None:
    """In the same order, from the beginning or from a prefix on; a term that is not there is not found."""
    for mine, theirs in readers:
        terms = list(theirs.lexicon(field))
        assert list(mine.lexicon(field)) == terms
        for prefix in (b"", b"b", "đ".encode(), b"\xff"):
            following = [text for name, text in theirs.terms_from(field, prefix) if name == field]
            assert [text for _, text in mine.terms_from(field, prefix)] == following
        for text in [*terms, b"none", b"none an", b"an none"]:
            assert ((field, text) in mine) == (text in terms)


@pytest.mark.parametrize("field", FIELDS)
def test_the_statistics_of_a_term(readers: list[tuple[Any, Any]], field: str) -> None:
    """How many documents it has, how often it stands, the shortest and longest of them, first and last."""
    for mine, theirs in readers:
        for text in theirs.lexicon(field):
            assert mine.doc_frequency(field, text) == theirs.doc_frequency(field, text)
            assert mine.frequency(field, text) == theirs.frequency(field, text)
            ours, stock = mine.term_info(field, text), theirs.term_info(field, text)
            assert statistics(ours) == statistics(stock), text
        assert mine.doc_frequency(field, b"none") == mine.frequency(field, b"none") == 0
        with pytest.raises(TermNotFound, match="none"):
            mine.term_info(field, b"none")


def statistics(info: Any) -> dict[str, float]:
    return {
        "weight": info.weight(),
        "documents": info.doc_frequency(),
        "shortest": info.min_length(),
        "longest": info.max_length(),
        "largest weight": info.max_weight(),
        "first": info.min_id(),
        "last": info.max_id(),
    }


def test_statistics_by_hand(tmp_path: Path) -> None:
    """Three documents of 3, 5 and 2 words; `an` stands in the last two of them, once and four times."""
    corpus.index_of(tmp_path / "index", corpus.documents_of("ba ca ba", "an an ba an an", "ca an"))
    (reader,) = [leaf for leaf, _ in index.open_dir(str(tmp_path / "index")).reader().leaf_readers()]
    assert statistics(reader.term_info("body", b"an")) == {
        "weight": 5.0,
        "documents": 2,
        "shortest": 2,
        "longest": 5,
        "largest weight": 4.0,
        "first": 1,
        "last": 2,
    }


def test_a_reader_lists_all_its_terms(readers: list[tuple[Any, Any]]) -> None:
    """Field after field; with the statistics of each."""
    for mine, theirs in readers:
        shared = [(name, text) for name, text in theirs if name in FIELDS]
        assert [(name, text) for name, text in mine if name in FIELDS] == shared
        assert list(mine.indexed_field_names()) == sorted(
            {"id", "date", *(spec.name for spec in corpus.FIELDS)}
        )
        listed = {key: info.doc_frequency() for key, info in mine.iter_from("body", b"b")}
        following = {
            key: info.doc_frequency() for key, info in theirs.iter_from("body", b"b") if key[0] == "body"
        }
        assert listed == following


def test_a_cursor_walks_over_the_terms(readers: list[tuple[Any, Any]]) -> None:
    """From any place to the end; a field that is not there has none."""
    for mine, theirs in readers:
        ours, stock = mine.cursor("body"), theirs.cursor("body")
        terms = [text.decode() for text in theirs.lexicon("body")]
        assert ours.first() == terms[0]
        for term in terms:
            assert ours.is_valid()
            assert ours.text() == term
            stock.find(term)
            assert statistics(ours.term_info()) == statistics(stock.term_info())
            ours.next()
        assert not ours.is_valid()
        assert ours.text() is ours.term_info() is ours.next() is None
        assert ours.find("b") == ours.find(b"b") == next(term for term in terms if term >= "b")
        assert ours.find("\U0010ffff") is None
        assert ours.first() == terms[0]
        assert isinstance(mine._terms.cursor("nowhere", None), base.EmptyCursor)
