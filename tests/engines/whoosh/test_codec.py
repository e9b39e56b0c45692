"""Plain Whoosh over our segments against plain Whoosh over its own: the same documents and scores."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, index, qparser, query, scoring
from whoosh.matching import ReadTooFar
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchidx.engines import columnar as engine
from searchidx.engines.plan import AllOf, AnyTerm, Plan, Signal, Term, WeightedTerm
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SPACED = analysis.SpaceSeparatedTokenizer()
SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    date=fields.DATETIME(stored=True, sortable=True),
    title=fields.TEXT(analyzer=SPACED, stored=True),
    body=fields.TEXT(analyzer=SPACED, stored=True),
    body_folded=fields.TEXT(analyzer=SPACED),
    body_words=fields.TEXT(analyzer=SPACED, phrase=False),
    body_pairs=fields.TEXT(analyzer=SPACED, phrase=False),
    source=fields.TEXT(analyzer=SPACED, stored=True),
)


def stock_fields(document: Document) -> dict[str, Any]:
    body = document.body.split()
    folded = [corpus.fold(word) for word in body]
    found: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "body": document.body,
        "body_folded": " ".join(folded),
        "body_words": " ".join(f"{a}_{b}" for a, b in zip(body, body[2:], strict=False)),
        "body_pairs": [f"{a} {b}" for a, b in pairwise(folded)],
        "source": document.source,
    }
    if document.date:
        found["date"] = datetime.datetime.combine(document.date, datetime.time())
    return found


def both(
    folder: Path, random: Random, documents: list[Document], cuts: Sequence[int] | None = None
) -> tuple[index.Index, index.Index]:
    """The same documents in several segments, written by searchidx and by Whoosh; a few are deleted later."""
    engine.create(folder / "ours", corpus.FIELDS, {})
    (folder / "stock").mkdir()
    stock = index.create_in(str(folder / "stock"), SCHEMA)
    bounds = sorted(random.sample(range(1, len(documents)), 2)) if cuts is None else cuts
    for part in (documents[a:b] for a, b in pairwise([0, *bounds, len(documents)])):
        writer = corpus.writer(folder / "ours", 1_000)
        writer.add(part)
        with mock.patch(
            "searchidx.engines.columnar.writing.writer._GROWTH", 0
        ):  # the same segments as Whoosh has
            writer.commit()
        theirs = stock.writer()
        for document in part:
            theirs.add_document(**stock_fields(document))
        theirs.commit(merge=False)
    return index.open_dir(str(folder / "ours")), stock


def plain_document(random: Random, identifier: str, longest: int = 12) -> Document:
    """A document whose body has a length that Whoosh can keep: it rounds most over 10."""
    made = corpus.document(random, identifier, stacked=False, longest=longest)
    words = made.body.split()
    while not all(kept(len(words) - less) for less in ((0, 1, 2) if longest <= 18 else (0,))):
        words.append(corpus.word(random))
    return replace(made, body=" ".join(words))


def kept(length: int) -> bool:
    return length < 0 or byte_to_length(length_to_byte(length)) == length


def any_query(random: Random, depth: int = 0) -> query.Query:
    field = random.choice(["title", "body", "body_folded", "source"])
    text = corpus.word(random)
    if "folded" in field:
        text = corpus.fold(text)
    day = datetime.datetime.combine(corpus.FIRST_DAY, datetime.time())
    children = [any_query(random, depth + 1) for _ in range(2)] if depth < 2 else []
    makers = [
        lambda: query.Term(field, text),
        lambda: query.Term("body_pairs", f"{corpus.fold(text)} {corpus.fold(corpus.word(random))}"),
        lambda: query.Phrase(field, [text, corpus.word(random)], slop=random.choice([1, 2])),
        lambda: query.Prefix(field, text[:1]),
        lambda: query.Wildcard(field, f"?{text[1:2]}*"),
        lambda: query.FuzzyTerm(field, text, maxdist=1),
        lambda: query.TermRange(field, "b", text + "z"),
        lambda: query.DateRange("date", day, day + datetime.timedelta(days=random.randrange(40))),
        lambda: query.Every(random.choice([None, field])),
        lambda: query.Variations("body", text),
    ]
    if children:
        makers += [
            lambda: query.And(children),
            lambda: query.Or(children),
            lambda: query.And([children[0], query.Not(children[1])]),
            lambda: query.AndMaybe(*children),
            lambda: query.Require(*children),
            lambda: query.DisjunctionMax(children),
            lambda: query.ConstantScoreQuery(children[0], 2.0),
        ]
    return random.choice(makers)()


def answer(searcher: Any, asked: query.Query, **how: Any) -> dict[str, float]:
    return {hit["id"]: hit.score for hit in searcher.search(asked, limit=None, optimize=False, **how)}


@settings(max_examples=12, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_whoosh_queries(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any Whoosh query over our codec finds what it finds over Whoosh's, with the same scores."""
    random = Random(seed)
    documents = [plain_document(random, f"id{i}") for i in range(30)]
    ours, stock = both(tmp_path_factory.mktemp("indexes"), random, documents)
    with ours.searcher() as mine, stock.searcher() as theirs:
        assert mine.doc_count() == theirs.doc_count() == 30
        for _ in range(25):
            asked = any_query(random)
            try:
                expected = answer(theirs, asked)
            except (IndexError, ReadTooFar):
                continue  # Whoosh's AndNot and Require read past the end of some lists, its own included
            assert answer(mine, asked) == pytest.approx(expected, abs=1e-5), asked
        for field in ("body", "body_folded", "body_pairs", "source", "title"):
            assert list(mine.reader().lexicon(field)) == list(theirs.reader().lexicon(field))
        by_date = query.Every("date")
        assert [h["id"] for h in mine.search(by_date, sortedby="date", limit=None)] == [
            h["id"] for h in theirs.search(by_date, sortedby="date", limit=None)
        ]


def test_deleted_documents_are_gone_for_whoosh_too(tmp_path: Path) -> None:
    """Documents deleted by our writer are not found through Whoosh."""
    random = Random(3)
    documents = [plain_document(random, f"id{i}") for i in range(20)]
    ours, _ = both(tmp_path, random, documents)
    writer = corpus.writer(tmp_path / "ours")
    assert writer.delete(["id3", "id7", "none"]) == 2
    writer.commit()
    with ours.searcher() as searcher:
        found = answer(searcher, query.Every())
    assert found.keys() == {document.id for document in documents} - {"id3", "id7"}


def test_the_schema_parses_queries(tmp_path: Path) -> None:
    """Whoosh's own query parser works with the schema that the index carries, stored fields come back."""
    document = replace(plain_document(Random(5), "one"), body="an bà ca đê")
    engine.create(tmp_path, corpus.FIELDS, {})
    writer = corpus.writer(tmp_path)
    writer.add([document])
    writer.commit()
    opened = index.open_dir(str(tmp_path))
    words = document.body.split()
    typed = f'"{words[0]} {words[1]}" AND {words[2][:1]}* AND id:one'
    parsed = qparser.QueryParser("body", opened.schema).parse(typed)
    with opened.searcher() as searcher:
        (hit,) = searcher.search(parsed)
        assert (hit["title"], hit["body"]) == (document.title, document.body)
        assert hit["extra"] == dict(document.extra)


def test_the_best_hit_that_whoosh_loses(tmp_path: Path) -> None:
    """Whoosh's own shortcut to the best hit of an AND skips it; over our codec the best hit is found.

    The fourth document sets the mark. All later blocks of `an` stay below what it would take together with
    the *current* block of `ba`, so they are skipped, and with them the last document, where `ba` is frequent.
    """
    bodies = ["an " + ("ba" if i % 2 else "e") + " e" * 6 for i in range(600)]
    bodies[3], bodies[-1] = "an an ba ba e e e e", "an" + " ba" * 7
    documents = [Document(id=str(i), title="", body=body) for i, body in enumerate(bodies)]
    ours, stock = both(tmp_path, Random(0), documents, cuts=())
    asked = query.And([query.Term("body", "an"), query.Term("body", "ba")])
    with ours.searcher() as mine, stock.searcher() as theirs:
        assert [hit["id"] for hit in theirs.search(asked, limit=1, optimize=False)] == ["599"]
        assert [hit["id"] for hit in theirs.search(asked, limit=1)] == ["3"]
        assert [hit["id"] for hit in mine.search(asked, limit=1)] == ["599"]
        wanted = (Term("body", "an"), Term("body", "ba"))
        both_words = AllOf(tuple(AnyTerm((term,)) for term in wanted))
        signals = tuple(Signal(term.text, (WeightedTerm(term, 1.0),), 1.0) for term in wanted)
        plan = Plan(complete=both_words, k1=1.2, b=0.75, signals=signals)
        searcher = engine.open(tmp_path / "ours").searcher()
        (match,) = searcher.search(plan, limit=1).page
        assert searcher.document(match.number).id == "599"


def test_frequencies_and_values(tmp_path: Path) -> None:
    """Weights and positions of postings are those that Whoosh's own codec gives."""
    random = Random(11)
    documents = [plain_document(random, f"id{i}") for i in range(15)]
    ours, stock = both(tmp_path, random, documents)
    with (
        ours.searcher(weighting=scoring.Frequency()) as mine,
        stock.searcher(weighting=scoring.Frequency()) as theirs,
    ):
        for text in theirs.reader().lexicon("body"):
            pairs = zip(_postings(mine, text), _postings(theirs, text), strict=True)
            assert all(a == b for a, b in pairs)


def _postings(searcher: Any, text: bytes) -> list[Any]:
    matcher = searcher.postings("body", text)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
        matcher.next()
    return found
