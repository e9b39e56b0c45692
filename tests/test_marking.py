"""The marks of a whole article: all that a search shows of it, by the same rules, in the index or not."""

from __future__ import annotations

import datetime
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import searchidx
from analyzers import fold
from searchidx.errors import QuerySyntaxError
from searchidx.index import Index
from searchidx.model import Document, MarkedDocument
from tests.support.highlight import bracketed
from tests.test_marks_of_matches import QUERIES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchidx.model import Hit, Mark


def shown(marked: MarkedDocument) -> tuple[str, str, str]:
    """The texts of a document with brackets around their marks."""
    document = marked.document
    return (
        bracketed(document.title, marked.title_marks),
        bracketed(document.body, marked.body_marks),
        bracketed(document.furniture, marked.furniture_marks),
    )


def article(body: str, *, title: str = "Tin", furniture: str = "") -> Document:
    return Document("new", title, body, furniture=furniture)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index in which every word of the cases is known, with an unaccented article."""
    bodies = [
        "Bão số 5 đổ bộ, mưa rào khắp nơi.",
        "Giá lúa gạo tăng 12,5 triệu đồng.",
        "Dải lụa đào của Ủy ban nhân dân.",
        "UBND tỉnh họp về giá lúa.",
        "Mua rao va bao so 5 do bo, gia lua tang. " * 3,
    ]
    with Index.create(tmp_path_factory.mktemp("marking") / "index") as index:
        index.update(Document(str(number), "Tin", body) for number, body in enumerate(bodies))
        yield index


CASES = [
    # All occurrences are marked, far from each other too.
    ("lúa", f"Lúa. {'Chợ họp sớm. ' * 50}Giá lúa.", f"[Lúa]. {'Chợ họp sớm. ' * 50}Giá [lúa]."),
    # Accents as they were typed; others only if the article has no such ones.
    ("lúa", "Lụa và lúa", "Lụa và [lúa]"),
    ("lúa gạo", "Lụa và gạo", "[Lụa] và [gạo]"),
    ("lúa OR gạo", "Lụa và gạo", "Lụa và [gạo]"),
    ('"mưa rào"', "Mưa rào, mưa", "[Mưa rào], mưa"),
    ("lú*", "Lúa và lụa", "[Lúa] và lụa"),
    ('"5 triệu"', "12,5 triệu và 5 triệu", "12,5 triệu và [5 triệu]"),
    # Other forms. The article is a complete match, so that no other accents of the missing words are marked.
    ("ủy ban nhân dân", "UBND họp. Nhẫn.", "[UBND] họp. Nhẫn."),
    # Unaccented articles.
    ("mưa rào", "Mua rao khap noi, mua nhieu.", "[Mua rao] khap noi, [mua] nhieu."),
    # What the texts cannot tell is taken for granted.
    ("lúa OR gạo date:2021", "Lụa và gạo", "Lụa và [gạo]"),
    ("lúa OR gạo -source:vtv", "Lụa và gạo", "Lụa và [gạo]"),
    # Offsets are those of the stored text: entities and blanks are as they are.
    ("lúa", "Gi&aacute;  l&uacute;a\n\nlúa", "Gi&aacute;  [l&uacute;a]\n\n[lúa]"),
    ("", "Lúa", "Lúa"),
    ("date:2021", "Lúa", "Lúa"),
    ("lúa", "", ""),
]


@pytest.mark.parametrize(("query", "body", "expected"), CASES)
def test_a_document_from_elsewhere_is_marked(index: Index, query: str, body: str, expected: str) -> None:
    """Its texts decide whether it is unaccented, and whether it is a complete match."""
    assert shown(index.mark(article(body), query))[1] == expected


FURNITURE_CASES = [
    ("Lúa", "Gạo.", "Ảnh: Lúa Vàng", ("[Lúa]", "Gạo.", "Ảnh: [Lúa] Vàng")),
    ("Tin", "Dải lụa.", "Ảnh: Lúa Vàng", ("Tin", "Dải [lụa].", "Ảnh: [Lúa] Vàng")),
    ("Tin", "Giá lúa.", "Ảnh: Lụa", ("Tin", "Giá [lúa].", "Ảnh: Lụa")),
    ("Tin", "Gạo.", "Ảnh: Lụa", ("Tin", "Gạo.", "Ảnh: [Lụa]")),
]


@pytest.mark.parametrize(("title", "body", "furniture", "expected"), FURNITURE_CASES)
def test_furniture_is_marked_too(
    index: Index, title: str, body: str, furniture: str, expected: tuple[str, str, str]
) -> None:
    """In other accents it is marked only if nothing of the article has those that were meant."""
    document = article(body, title=title, furniture=furniture)
    assert shown(index.mark(document, "lúa")) == expected


def test_a_document_of_the_index_is_given_by_its_id(index: Index) -> None:
    """An unknown id is an error, as with `index[id]`."""
    marked = index.mark("1", "lúa")
    assert marked == index.mark(index["1"], "lúa") == searchidx.MarkedDocument(index["1"], (), ((4, 7),), ())
    with pytest.raises(KeyError, match="missing"):
        index.mark("missing", "lúa")


def test_the_query_is_read_as_in_a_search(index: Index) -> None:
    """Plain text has no signs; otherwise a query that cannot be read is an error."""
    with pytest.raises(QuerySyntaxError):
        index.mark("1", "NOT")
    assert index.mark("1", "(lúa gạo", plain=True).body_marks == ((4, 11),)


def test_the_query_is_marked_as_typed(tmp_path: Path) -> None:
    """A search may show the results of a correction; its query marks them."""
    with Index.create(tmp_path / "index") as index:
        index.update(Document(str(number), "", f"Quốc hội họp phiên {number}.") for number in range(60))
        results = index.search("quôcs hội")
        assert results.corrected == "quốc hội"
        assert shown(index.mark("1", "quôcs hội"))[1] == "Quốc [hội] họp phiên 1."
        assert shown(index.mark("1", results.corrected))[1] == "[Quốc hội] họp phiên 1."


def test_synonyms_are_marked(tmp_path: Path) -> None:
    """Those of the index, whether the article is in it or not."""
    (tmp_path / "synonyms.txt").write_text("xe hơi, ô tô\n", encoding="utf-8")
    with Index.create(tmp_path / "index", synonyms=tmp_path / "synonyms.txt") as index:
        index.update([Document("1", "", "Giá ô tô giảm.")])
        for document in ("1", article("Giá ô tô giảm.")):
            assert shown(index.mark(document, "xe hơi"))[1] == "Giá [ô tô] giảm."


def test_a_book_is_marked_to_its_end(index: Index) -> None:
    """A search reads only the first matches of a book, and `mark` all of them."""
    marked = index.mark(article("lúa, " * 30_000), "lúa")
    assert len(marked.body_marks) == 30_000
    assert len(index.mark(article("lụa, " * 30_000), "lúa").body_marks) == 30_000


@pytest.mark.parametrize("title", ["", " "])
def test_without_a_title_the_beginning_of_the_body_counts_as_the_title(index: Index, title: str) -> None:
    """A query for titles matches it, and it is marked."""
    body = f"Giá lúa {'tăng ' * 60}lúa"
    assert index.mark(article(body, title=title), "title:lúa").body_marks[0] == (4, 7)


# --- What a search shows is marked --------------------------------------------------------------------------


FILLER = "Đoạn này không nói đến điều người đọc tìm. "


def articles() -> Iterator[Document]:
    """Articles of a few of the words, in accents or without. No two passages of an article are alike."""
    random = Random(8)
    for number in range(120):
        sentences = [
            f"{' '.join(random.choices(WORDS, k=random.randint(1, 9)))} câu{at}." for at in range(20)
        ]
        body = " ".join(sentences[: random.choice([1, 5, 20])])
        title = " ".join(random.choices(WORDS, k=random.randint(0, 3)))
        furniture = " ".join(random.choices(WORDS, k=random.choice([0, 0, 2])))
        if number % 3 == 1:
            title, body = fold(title), fold(body)
        date = datetime.date(2021, 1, 1 + number % 28)
        source = random.choice(["VTV", "Báo Mẫu"])
        yield Document(str(number), title, body, date, source, furniture=furniture)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("marking") / "archive") as index:
        index.update(articles())
        yield index


def in_text(text: str, hit: Hit) -> Iterator[Mark]:
    """The marks of the snippets of a hit as marks of the text that they are taken from."""
    for snippet in hit.snippets:
        shift = text.index(snippet.text.strip("…")) - snippet.text.startswith("…")
        yield from ((start + shift, end + shift) for start, end in snippet.marks)


def cover(marks: tuple[Mark, ...], mark: Mark) -> bool:
    return any(start <= mark[0] and mark[1] <= end for start, end in marks)


_FIELDS = st.sampled_from(["", " source:vtv", " -date:2021-01-03", " NOT body:bão"])


@example("an toàn giao thông", "")
@example("bo cong an", "")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES, _FIELDS)
def test_what_a_search_shows_is_marked(archive: Index, query: str, field: str) -> None:
    """The marks of titles are the same, and each mark of a snippet is a part of one of its text."""
    for hit in archive.search(query + field, limit=12, exact=True, snippets=3).hits:
        marked = archive.mark(hit.document, query + field)
        assert marked.title_marks == hit.title_marks
        if any(not cover(marked.body_marks, mark) for mark in _of_body(hit)):
            of_furniture = in_text(hit.document.furniture, hit)
            assert all(cover(marked.furniture_marks, mark) for mark in of_furniture), hit


def _of_body(hit: Hit) -> list[Mark]:
    """The marks of the snippets in the body, or marks that no body has if they show the furniture."""
    if all(snippet.text.strip("…") in hit.document.body for snippet in hit.snippets):
        return list(in_text(hit.document.body, hit))
    return [(-1, -1)]


@example("NĐ-CP TP.HCM", "")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES, st.sampled_from(["", " NOT body:bão"]))
def test_a_copy_that_is_not_in_the_index_has_the_same_marks(archive: Index, query: str, field: str) -> None:
    """What the texts tell is what the index tells."""
    for number in range(0, 120, 23):
        stored = archive[str(number)]
        copy = replace(stored, id="elsewhere")
        assert shown(archive.mark(copy, query + field)) == shown(archive.mark(stored, query + field))


SEED_QUERIES = [
    "bo quoc phong",
    "quốc hội",
    "cao tốc bắc nam",
    "cong an tp.hcm",
    '"giao thông" an*',
    "xa hoi",
]


@pytest.mark.parametrize("query", SEED_QUERIES)
def test_what_a_search_shows_of_the_seeds_is_marked(
    seeds: Path, tmp_path_factory: pytest.TempPathFactory, query: str
) -> None:
    """All texts that a search marks are marked in the whole article."""
    with Index.create(tmp_path_factory.mktemp("marking") / "seeds") as index:
        index.update(searchidx.read(seeds), workers=0)
        hits = index.search(query, limit=50, exact=True, snippets=5).hits
        assert hits
        for hit in hits:
            marked = index.mark(hit.document.id, query)
            assert marked.title_marks == hit.title_marks
            texts = " ".join([shown(marked)[1], shown(marked)[2]])
            for snippet in hit.snippets:
                for start, end in snippet.marks:
                    assert snippet.text[start:end] in " ".join(texts.split())
