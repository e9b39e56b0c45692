"""The evaluation: its measures, forms, baselines and tests, and the floors under searchidx itself."""

from __future__ import annotations

import itertools
import json
import lzma
import math
import sys
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import __main__ as command
from evaluation import floors as floors_module
from evaluation import metrics, report
from evaluation.bm25 import Baseline, folded_syllables, syllables, words
from evaluation.collection import Collection, Query, load, load_seeds, read_judgements, seeds_fingerprint
from evaluation.floors import FLOORS, below, floors_for, lowered, measure, read_floors
from evaluation.forms import FORMS, SAME_RANKING, half_accented
from evaluation.run import Run, evaluate, rankings
from evaluation.significance import compare
from evaluation.systems import baselines, plain, searchidx
from searchidx import Document, ReadError
from searchidx.query.parse import parse
from searchidx.query.tree import And, Group, Or, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evaluation.run import Rankings
    from searchidx.query.tree import Node


class Fake:
    """A system that finds the documents whose id is a word of the query, in the query's order."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids
        self.limits: list[int] = []

    def rank(self, query: str, limit: int) -> list[tuple[str, float]]:
        self.limits.append(limit)
        return [(word, 1.0) for word in query.split() if word in self.ids][:limit]


# Measures

GRADES = {"x": 2, "y": 1, "n": 0}
MEASURED = [
    # ranking, depth, nDCG, reciprocal rank, recall
    (["x", "y"], 10, 1.0, 1.0, 1.0),
    (["y", "n", "x"], 10, (1 + 2 / 2) / (2 + 1 / math.log2(3)), 1.0, 1.0),
    (["n", "y"], 10, (1 / math.log2(3)) / (2 + 1 / math.log2(3)), 0.5, 0.5),
    (["y", "x"], 1, 0.5, 1.0, 0.5),
    (["n", "unjudged", "x"], 2, 0.0, 0.0, 0.0),
    ([], 10, 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("ranking", "depth", "ndcg", "reciprocal_rank", "recall"), MEASURED)
def test_measures_are_those_computed_by_hand(
    ranking: list[str], depth: int, ndcg: float, reciprocal_rank: float, recall: float
) -> None:
    """nDCG, reciprocal rank and recall of small rankings are what paper and pencil give."""
    assert metrics.ndcg(ranking, GRADES, depth) == pytest.approx(ndcg)
    assert metrics.reciprocal_rank(ranking, GRADES, depth) == reciprocal_rank
    assert metrics.recall(ranking, GRADES, depth) == recall


def test_a_query_without_relevant_documents_measures_nothing() -> None:
    """Grades of 0 alone give zeros, not a division by zero."""
    assert metrics.ndcg(["a"], {"a": 0}, 10) == metrics.recall(["a"], {"a": 0}, 10) == 0.0


@settings(deadline=None)
@given(
    st.permutations([f"d{n}" for n in range(14)]),
    st.dictionaries(st.sampled_from(["d0", "d1", "d2", "d13", "no"]), st.integers(0, 3), min_size=1),
)
def test_own_measures_are_those_of_ir_measures(ranking: list[str], grades: dict[str, int]) -> None:
    """The floors' measures agree with the reference tool on arbitrary rankings and judgements."""
    pytest.importorskip("ir_measures")
    reference = metrics.by_ir_measures({"q": ranking}, {"q": grades})["q"]
    assert reference["nDCG@10"] == pytest.approx(metrics.ndcg(ranking, grades, 10))
    assert reference["MRR@10"] == pytest.approx(metrics.reciprocal_rank(ranking, grades, 10))
    assert reference["R@100"] == pytest.approx(metrics.recall(ranking, grades, 100))


def test_ir_measures_counts_a_query_that_finds_nothing() -> None:
    """A query with an empty ranking is a zero in the mean, not left out of it."""
    pytest.importorskip("ir_measures")
    values = metrics.by_ir_measures({"q": [], "r": ["a"]}, {"q": {"a": 1}, "r": {"a": 1}})
    assert values["q"]["nDCG@10"] == 0.0
    assert metrics.mean(list(values.values()))["nDCG@10"] == 0.5


# Forms

TYPED = [
    ("accented", "Hoà thuận ở Đắk Lắk", "Hoà thuận ở Đắk Lắk"),
    ("unaccented", "Hoà thuận ở Đắk Lắk", "Hoa thuan o Dak Lak"),
    ("old-tone", "Hoà thuỷ khoẻ", "Hòa thủy khỏe"),
    ("new-tone", "Hòa thủy khỏe", "Hoà thuỷ khoẻ"),
    ("nfd", "hoà", "hoa\u0300"),
    ("upper", "hoà đ", "HOÀ Đ"),
]


@pytest.mark.parametrize(("form", "text", "typed"), TYPED)
def test_a_form_types_a_query_in_its_way(form: str, text: str, typed: str) -> None:
    """Every form changes the spelling that it is named for and nothing else."""
    assert FORMS[form](Query("q", text)) == typed


def test_half_accented_strips_about_half_of_the_syllables_by_the_key_alone() -> None:
    """The choice is fixed for a key, differs between keys, and keeps about half the accents."""
    text = "đường " * 400
    once = half_accented(text, "one")
    assert once == half_accented(text, "one") != half_accented(text, "two")
    assert set(once.split()) == {"đường", "duong"}
    assert 150 < once.split().count("duong") < 250


# Judgements and queries


def write_collection(folder: Path) -> Path:
    folder.mkdir()
    rows = [{"id": f"d{n}", "title": f"Bài {n}", "text": f"nội dung {n}"} for n in range(3)]
    corpus = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "corpus.jsonl.xz").write_bytes(lzma.compress(corpus.encode()))
    queries = [("q1", "d1 d2"), ("q2", "d0 d1"), ("unjudged", "d0")]
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in queries)
    (folder / "queries.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td1\t1\n", encoding="utf-8"
    )
    return folder


def test_a_collection_is_read_with_its_judged_queries(tmp_path: Path) -> None:
    """Documents, queries in their order and judgements are read; a query without judgements is left out."""
    collection = load(write_collection(tmp_path / "small"))
    assert collection.name == "small"
    assert collection.documents[2] == Document("d2", "Bài 2", "nội dung 2")
    assert collection.queries == (Query("q1", "d1 d2"), Query("q2", "d0 d1"))
    assert collection.judgements == {"q1": {"d1": 2, "d2": 1}, "q2": {"d1": 1}}


@pytest.mark.parametrize(
    ("name", "content"),
    [("qrels.tsv", b"head\nq1 d1 1\n"), ("corpus.jsonl.xz", b"no xz"), ("queries.jsonl", b"{")],
)
def test_a_damaged_collection_is_an_error_that_names_the_file(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """Whatever file is damaged, the error says which, in the library's own kind of error."""
    folder = write_collection(tmp_path / "small")
    (folder / name).write_bytes(content)
    with pytest.raises(ReadError, match=name):
        load(folder)


# Baselines


def test_bm25_is_the_formula() -> None:
    """A score of the plain baseline is Okapi BM25 computed by hand, a repeated query term counting twice."""
    system = Baseline(["a", "b"], ["công an công", "dân quân"], syllables)
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    length = 1.2 * (1 - 0.75 + 0.75 * 3 / 2.5)
    expected = idf * 2 / (2 + length)
    assert dict(system.rank("công", 10)) == {"a": pytest.approx(expected)}
    assert dict(system.rank("công công", 10)) == {"a": pytest.approx(2 * expected)}
    assert system.rank("nothing", 10) == system.rank("", 10) == []


def test_pairs_put_neighbours_first() -> None:
    """With pairs, a document that has the words side by side outranks one that has them apart."""
    texts = ["an ninh công cộng", "công an ninh cộng"]
    assert [name for name, _ in Baseline(["a", "b"], texts, syllables).rank("công an", 10)] == ["a", "b"]
    assert [name for name, _ in Baseline(["a", "b"], texts, syllables, 0.5).rank("công an", 10)] == ["b", "a"]


def test_tokens_of_the_baselines() -> None:
    """Each baseline cuts text as its name says, NFD included."""
    text = unicodedata.normalize("NFD", "Công an: Đà Nẵng.")
    assert syllables([text]) == [["công", "an", "đà", "nẵng"]]
    assert folded_syllables([text]) == [["cong", "an", "da", "nang"]]
    assert words([text]) == [["công_an", "đà_nẵng"]]


def test_a_baseline_that_is_not_installed_is_said_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tantivy the others run, and the reason is told."""
    monkeypatch.setitem(sys.modules, "tantivy", None)
    said: list[str] = []
    built = baselines([Document("a", "Tên", "chữ")], said.append)
    assert "tantivy" not in built
    assert "syllables" in built
    assert len(said) == 1
    assert "left out: tantivy" in said[0]


def test_tantivy_answers_what_its_parser_would_refuse() -> None:
    """Query operators of tantivy reach it as plain words; its default analysis knows case but no NFD."""
    pytest.importorskip("tantivy")
    (system,) = [
        s for name, s in baselines([Document("a", "Công an", "")], print).items() if name == "tantivy"
    ]
    for query in ('công AND "an', "title:[công TO", "CÔNG)", "-công^2~"):
        assert [name for name, _ in system.rank(query, 5)] == ["a"]
    assert system.rank("?!", 5) == []
    assert system.rank(unicodedata.normalize("NFD", "công"), 5) == []


# The query language is out of action


def _nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    for children in ("children", "wanted", "required", "unwanted"):
        for child in getattr(node, children, ()):
            yield from _nodes(child)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *'"“”„«»()*+-:＂（）：－',
                " ",
                "AND",
                "OR",
                "NOT",
                "title:",
                "date:",
                "công",
                "an",
                "2021",
                "tittle",
            ]
        )
    )
)
def test_a_plain_query_is_words_only(pieces: list[str]) -> None:
    """Whatever a text holds, its plain form parses to bare words: no phrase, sign, field or operator."""
    text = "".join(pieces)
    for node in _nodes(parse(plain(text)).root):
        assert isinstance(node, Word | Group), text
        assert node.field is None if isinstance(node, Word) else not (node.required or node.unwanted), text
        assert not isinstance(node, And | Or)


PLAIN = [
    ('"công an" (xã)', " công an   xã "),
    ("03/2019/NĐ-CP lúc 16:30", "03/2019/NĐ-CP lúc 16:30"),
    ("A AND B: x", "A and B  x"),
    ("an -ninh TP-HCM", "an  ninh TP-HCM"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_text_keeps_its_words(text: str, expected: str) -> None:
    """Only query language is blanked; codes stay whole."""
    assert plain(text) == expected


# Runs


def small() -> Collection:
    documents = tuple(Document(f"d{n}", "", "") for n in range(3))
    queries = (Query("d0", "d0 d1 d2"), Query("q", "d2 d1"))
    return Collection("small", documents, queries, {"d0": {"d1": 1}, "q": {"d1": 1}})


def test_a_query_that_is_a_document_is_ranked_without_it() -> None:
    """The document with the query's id is dropped, and one hit more was asked for to make up for it."""
    system = Fake(["d0", "d1", "d2"])
    assert rankings(system, small().queries, "accented") == {"d0": ["d1", "d2"], "q": ["d2", "d1"]}
    assert system.limits == [101, 101]


def any_hit(ranked: Rankings, _: Mapping[str, Mapping[str, int]]) -> dict[str, metrics.Values]:
    return {query: {"any": float(bool(ranking))} for query, ranking in ranked.items()}


def test_changed_rankings_are_counted_where_none_may_change() -> None:
    """Upper case, which the fake system does not know, changes both rankings; other forms count nothing."""
    runs = evaluate(
        small(), {"fake": Fake(["d0", "d1", "d2"])}, ["unaccented", "nfd", "upper"], any_hit, print
    )
    assert [(run.form, run.changed) for run in runs] == [("unaccented", None), ("nfd", 0), ("upper", 2)]
    assert {run.form for run in runs if run.changed is not None} < SAME_RANKING


def run_of(system: str, values: Sequence[float]) -> Run:
    return Run(
        "small",
        "accented",
        system,
        {f"q{n}": dict.fromkeys(report.MEASURES, value) for n, value in enumerate(values)},
        None,
    )


def test_the_table_has_means_and_the_paired_test() -> None:
    """A baseline's line shows its means in hundredths, our gain, wins, ties and losses, and p."""
    lines = list(
        report.collection_lines(
            small(), [run_of("searchidx", [1.0, 0.5, 0.5]), run_of("base", [0.0, 0.5, 1.0])]
        )
    )
    assert lines[0] == "small: 3 documents, 2 queries"
    assert lines[2].split() == ["accented", "searchidx", "66.67", "66.67", "66.67"]
    assert lines[3].split()[:7] == ["accented", "base", "50.00", "50.00", "50.00", "+16.67", "1/1/1"]


def test_the_summary_weighs_collections_and_queries() -> None:
    """The first mean gives every collection the same weight, the second every query."""
    other = Run("other", "accented", "searchidx", {"x": dict.fromkeys(report.MEASURES, 0.0)}, None)
    lines = list(report.summary_lines([run_of("searchidx", [1.0, 1.0, 1.0]), other]))
    assert lines[-1].split() == ["accented", "searchidx", *["50.00"] * 3, *["75.00"] * 3]


@pytest.fixture
def fake_searchidx(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def fake(documents: Sequence[Document]) -> Iterator[Fake]:
        yield Fake([document.id for document in documents])

    monkeypatch.setattr(command, "searchidx", fake)
    monkeypatch.setattr(floors_module, "searchidx", fake)


@pytest.mark.usefixtures("fake_searchidx")
def test_the_command_prints_tables_and_writes_every_query(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tables go to stdout, progress to stderr, the values of every query to the JSON file."""
    pytest.importorskip("ir_measures")
    folder, out = write_collection(tmp_path / "small"), tmp_path / "out.json"
    arguments = [
        "--forms",
        "accented,nfd",
        "--no-baselines",
        "--limit-queries",
        "1",
        "--json",
        str(out),
        str(folder),
    ]
    assert command.main(arguments) == 0
    printed = capsys.readouterr()
    assert "small: 3 documents, 1 queries" in printed.out
    assert "100.00" in printed.out
    assert "small: nfd, searchidx" in printed.err
    runs = json.loads(out.read_text(encoding="utf-8"))["runs"]
    assert [(run["form"], run["changed"]) for run in runs] == [("accented", None), ("nfd", 0)]
    assert runs[0]["queries"] == {"q1": {"nDCG@10": 1.0, "MRR@10": 1.0, "R@100": 1.0}}


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no collection is a message and status 2, not a traceback."""
    pytest.importorskip("ir_measures")
    assert command.main([str(tmp_path)]) == 2
    assert "qrels.tsv" in capsys.readouterr().err


# Significance


def test_the_randomisation_test_is_close_to_counting_all_swaps() -> None:
    """Sampled p-values are near those of all 256 sign patterns of eight differences."""
    differences = [0.3, -0.1, 0.2, 0.4, -0.2, 0.1, 0.3, 0.05]
    patterns = itertools.product([1, -1], repeat=len(differences))
    sums = [
        abs(sum(sign * value for sign, value in zip(signs, differences, strict=True))) for signs in patterns
    ]
    exact = sum(total >= abs(sum(differences)) - 1e-9 for total in sums) / len(sums)
    assert compare(differences, [0.0] * 8).p_value == pytest.approx(exact, abs=0.02)


def test_equal_systems_are_equal_and_swapped_systems_mirror() -> None:
    """Equal values give p 1; exchanging the systems turns the difference and keeps p."""
    assert compare([0.5] * 9, [0.5] * 9) == compare([0.1] * 9, [0.1] * 9)
    assert compare([0.5] * 9, [0.5] * 9).p_value == 1.0
    ours, theirs = [1.0, 0.5, 0.7, 0.2], [0.5, 0.5, 0.8, 0.0]
    one, other = compare(ours, theirs), compare(theirs, ours)
    assert (one.wins, one.ties, one.losses) == (2, 1, 1) == (other.losses, other.ties, other.wins)
    assert one.difference == pytest.approx(0.15) == -other.difference
    assert one.p_value == other.p_value


def test_a_clear_gain_is_significant() -> None:
    """Forty queries of forty better by the same amount: the smallest p that the rounds allow."""
    assert compare([1.0] * 40, [0.9] * 40).p_value == pytest.approx(1 / 10_001)


# The project's own collection and its floors


def test_the_topics_are_judged_over_articles_that_exist() -> None:
    """At least sixty topics, no two alike, each with a relevant article; every judged id is an article's."""
    collection = load_seeds()
    assert len(collection.queries) >= 60
    assert (
        len({query.id for query in collection.queries})
        == len({query.text for query in collection.queries})
        == len(collection.queries)
    )
    judged = {document for grades in collection.judgements.values() for document in grades}
    assert judged <= {document.id for document in collection.documents}
    assert all(max(collection.judgements[query.id].values()) > 0 for query in collection.queries)
    assert set(collection.judgements) == {query.id for query in collection.queries}
    assert {grade for grades in collection.judgements.values() for grade in grades.values()} == {1, 2}


def test_floors_are_compared_value_by_value() -> None:
    """What lies below its floor, or is gone, is named; what lies on or above it is not."""
    table = {"nfd": {"nDCG@10": 0.9, "MRR@10": 0.8}}
    assert below(table, table) == []
    assert below({"nfd": {"nDCG@10": 0.89, "MRR@10": 0.9}}, table) == [
        "nfd nDCG@10: 0.8900 is below its floor 0.9000"
    ]
    assert len(below({}, table)) == 2
    assert floors_for({"nfd": {"nDCG@10": 0.90071, "MRR@10": 0.0}}) == {
        "nfd": {"nDCG@10": 0.895, "MRR@10": 0.0}
    }
    assert lowered({"nfd": {"nDCG@10": 0.95, "MRR@10": 0.7}}, table) == ["nfd MRR@10: 0.800 -> 0.700"]


@pytest.mark.usefixtures("fake_searchidx")
def test_a_floor_is_lowered_only_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Writing worse values is refused and changes nothing, until --lower is given."""
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"sha256": "", "floors": {"nfd": {"nDCG@10": 0.9}}}), encoding="utf-8")
    monkeypatch.setattr(floors_module, "FLOORS", path)
    assert floors_module.main(["--write"]) == 1
    assert "nfd nDCG@10: 0.900 -> 0.000" in capsys.readouterr().err
    assert read_floors(path).values == {"nfd": {"nDCG@10": 0.9}}
    assert floors_module.main(["--write", "--lower"]) == 0
    assert read_floors(path).sha256 == seeds_fingerprint()
    assert read_floors(path).values["nfd"]["nDCG@10"] == 0.0
    assert set(read_floors(path).values) == set(FORMS)


def test_judgements_without_a_grade_are_refused(tmp_path: Path) -> None:
    """A line that is not three columns with a number is named with its number."""
    path = tmp_path / "judgements.tsv"
    path.write_text("topic\tdocument\tgrade\nq\td\thigh\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 2"):
        read_judgements(path)


def test_the_floors_are_those_of_this_collection() -> None:
    """Floors hold for one state of articles, topics and judgements only."""
    assert read_floors(FLOORS).sha256 == seeds_fingerprint(), (
        "seeds/, topics.jsonl or judgements.tsv have changed since the floors were measured. "
        "Look at `python -m evaluation.floors`, then set them with `python -m evaluation.floors --write`."
    )


def test_the_project_ranks_its_own_collection_no_worse_than_its_floors() -> None:
    """In every form, searchidx reaches its floors on the project's own topics, by the public API."""
    collection = load_seeds()
    with searchidx(collection.documents) as system:
        measured = measure(system, collection)
    assert below(measured, read_floors(FLOORS).values) == []
