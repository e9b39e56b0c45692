"""Which index fields there are, and which terms a document has in them."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING

import pytest

from analyzers.bulk import Analyzer
from searchidx import schema
from searchidx.model import Document

if TYPE_CHECKING:
    from analyzers.bulk import Stream
    from searchidx.engines.base import Batch

DOCUMENT = Document(
    "a",
    "Bộ Công an (BCA)",
    "Theo 03/2019/NĐ-CP, giá xăng giảm.",
    source="Báo Nhân Dân",
    category="Thời sự",
    author="Lâm Uyên",
    furniture="Thứ Tư\nẢnh: Lâm Uyên",
)


@cache
def analyzer() -> Analyzer:
    return Analyzer()


def terms(stream: Stream, document: int = 0) -> list[str]:
    """The terms of one document, in order."""
    ids = stream.ids[stream.offsets[document] : stream.offsets[document + 1]]
    return [stream.vocabulary[number] for number in ids.tolist()]


def analyzed(*documents: Document) -> Batch:
    return schema.analyze(documents, analyzer())


def test_the_fingerprint_is_that_of_indexes_that_exist() -> None:
    """A changed fingerprint makes users rebuild their indexes: only a new analysis may change it."""
    assert schema.fingerprint() == "c2380bd3"


def test_the_fingerprint_depends_on_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raising the version is enough to have older indexes refused."""
    before = schema.fingerprint()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + "x")
    assert schema.fingerprint() != before


def test_a_text_field_has_four_layers() -> None:
    """The index fields of a text field are named after it."""
    assert schema.layers("body") == ("body", "body_folded", "body_words", "body_pairs")
    names = [field.name for field in schema.fields()]
    assert {*schema.layers("title"), *schema.layers("body")} < set(names)
    assert len(names) == len(set(names)) == 23


EXPECTED = {
    "title": ["bộ", "công", "an", "bca"],
    "title_folded": ["bo", "cong", "an", "bca"],
    "title_words": ["bộ", "công_an", "bca"],
    "body_folded": ["theo", "03", "03/2019/nd-cp", "2019", "nd", "cp", "gia", "xang", "giam"],
    "source": ["bao", "nhan", "dan"],
    "category": ["thoi", "su"],
    "author": ["lam", "uyen"],
    "furniture": ["thứ", "tư", "ảnh", "lâm", "uyên"],
    "furniture_folded": ["thu", "tu", "anh", "lam", "uyen"],
    "accents": [],
}


@pytest.mark.parametrize(("field", "expected"), EXPECTED.items())
def test_a_document_has_terms_in_every_field(field: str, expected: list[str]) -> None:
    """The streams of a document hold what the layers promise."""
    assert terms(analyzed(DOCUMENT).streams[field]) == expected


def test_every_field_but_the_pairs_has_a_stream() -> None:
    """The engine derives pairs itself."""
    wanted = {field.name for field in schema.fields() if not field.pairs_of}
    assert set(analyzed(DOCUMENT).streams) == wanted


def test_definitions_and_missing_accents_are_found_in_title_and_body() -> None:
    """An abbreviation that the title defines is a term, and so is the mark of an article without accents."""
    streams = analyzed(DOCUMENT, Document("b", "Gia xang giam", "Gia xang giam tu hom nay.")).streams
    assert "bca=bộ công an" in terms(streams["abbreviations"])
    assert [terms(streams["accents"], number) for number in (0, 1)] == [[], ["none"]]


def test_words_are_numbered_by_words() -> None:
    """A word's position counts words, in each text from 0, and a text is as long as it has words."""
    words = analyzed(DOCUMENT, Document("b", "Công an xã", "x")).streams["title_words"]
    assert words.offsets.tolist() == [0, 3, 5]
    assert words.positions.tolist() == [0, 1, 2, 0, 1]
    assert words.lengths.tolist() == [3, 2]


@pytest.mark.parametrize(
    ("title", "expected"), [("", ["w0", "w49"]), (" \n", ["w0", "w49"]), ("Tin", ["tin", "tin"])]
)
def test_the_beginning_of_the_body_takes_the_place_of_a_missing_title(
    title: str, expected: list[str]
) -> None:
    """An article without a title is found by the first fifty words of its body as by a title."""
    body = " ".join(f"w{number}" for number in range(60))
    title_terms = terms(analyzed(Document("a", title, body)).streams["title"])
    syllables = [term for term in title_terms if term != "w"]
    assert [syllables[0], syllables[-1]] == expected


def test_a_document_analyzer_is_unpickled_once_per_process() -> None:
    """Each batch that a worker gets is analysed by the same analyzer, which has learnt from those before."""
    pickled = pickle.dumps(schema.DocumentAnalyzer())
    first, second = pickle.loads(pickled), pickle.loads(pickled)
    assert first is second
    assert terms(first([DOCUMENT]).streams["title"]) == EXPECTED["title"]


ADDRESS_TERMS = [
    ("tin/1.txt", "/tin/1.txt/"),
    ("tin/Thế_giới/Kinh tế/1.TXT", "/tin/the-gioi/kinh-te/1.txt/"),
    ("/tin/", "/tin/"),
    ("///", "//"),
    ("a - b__c", "/a---b--c/"),
    ("a\t \x00b", "/a-b/"),
    ("https://X.vn/A_b?c=đ#e", "/https://x.vn/a-b?c=d#e/"),
    ("s3://kho//1", "/s3://kho//1/"),
    ("C:\\tin\\1", "/c:\\tin\\1/"),
    ("a/\u0301", "/a/"),
]


@pytest.mark.parametrize(("address", "term"), ADDRESS_TERMS, ids=ascii)
def test_an_address_is_one_term(address: str, term: str) -> None:
    """In small letters and without accents, between slashes, with hyphens for blanks and underscores."""
    assert schema.address_term(address) == term
    assert schema.address_term(term) == term
    document = Document("1", "", "", path=address, url=address)
    for field in schema.WHOLE_ADDRESS_FIELDS:
        assert terms(analyzed(document).streams[field]) == [term]
        assert terms(analyzed(Document("1", "", "")).streams[field]) == []
