"""The parts of rescoring, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchidx.engines.columnar.reading.document_numbers import DocumentNumbering
from searchidx.engines.columnar.searching.rescoring import Rescorer
from searchidx.engines.plan import (
    AllOf,
    PassageWeight,
    Plan,
    RescoredForm,
    Rescoring,
    SyllablePair,
    SyllableTerms,
    Term,
    WeightedField,
)
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.searching.rescoring import RescoreParts

SYLLABLES = tuple(
    SyllableTerms((Term("title", text), Term("body", text)), weight)
    for text, weight in (("an", 1.0), ("ba", 2.0), ("ca", 4.0))
)
NOTHING = Rescoring(
    depth=10,
    fields=(WeightedField("title", 3.0), WeightedField("body", 1.0)),
    syllables=SYLLABLES,
    pairs=(),
    near_distance=3,
    passages=(),
    coverage=WeightedField("title", 0.0),
    similarity=0.0,
)


def parts_of(
    folder: Path, documents: list[Document], rescoring: Rescoring, *, k1: float = 1.2, b: float = 0.0
) -> RescoreParts:
    searcher = corpus.searcher_of(folder, documents)
    plan = Plan(complete=AllOf(()), k1=k1, b=b, rescoring=rescoring)
    rescorer = Rescorer(plan, rescoring, searcher._segments[0], 0, searcher._resolver)
    return rescorer.parts(np.arange(len(documents)))


def test_pairs_are_saturated_over_the_fields(tmp_path: Path) -> None:
    """Counts are weighed by field, added up and divided by themselves plus k1; each pair by itself."""
    documents = [
        Document("0", "an ba", "an ba an ba"),
        Document("1", "", "ca ba . an"),
        Document("2", "ba", ""),
    ]
    pairs = (SyllablePair("an ba", 0, 1, 2.0, 0.5), SyllablePair("ba ca", 1, 2, 3.0, 0.7))
    parts = parts_of(tmp_path, documents, NOTHING._replace(pairs=pairs))
    # Document 0 has `an ba` once in the title (weight 3) and twice in the body; near: `ba an`, `an . . ba`.
    assert parts.adjacent.tolist() == [pytest.approx([2 * 5 / 6.2, 0, 0]), [0, 0, 0]]
    assert parts.near.tolist() == [
        pytest.approx([0.5 * 2 / 3.2, 0.5 * 1 / 2.2, 0]),
        pytest.approx([0, 0.7 * 1 / 2.2, 0]),
    ]
    assert parts.passage.tolist() == parts.coverage.tolist() == [0, 0, 0]
    total = (parts.adjacent + parts.near).sum(0)
    assert parts.total().tolist() == pytest.approx(total.tolist())


def test_pairs_are_normalised_by_length(tmp_path: Path) -> None:
    """A count is divided by 1 - b + b * length / average, as those of signals are."""
    documents = corpus.documents_of("an ba . .", "an ba")
    pairs = (SyllablePair("an ba", 0, 1, 1.0, 0.0),)
    parts = parts_of(tmp_path, documents, NOTHING._replace(pairs=pairs), k1=2.0, b=0.75)
    frequencies = np.array([1 / (0.25 + 0.75 * 4 / 3), 1 / (0.25 + 0.75 * 2 / 3)])
    assert parts.adjacent.tolist() == [pytest.approx((frequencies / (frequencies + 2)).tolist())]


def test_passages(tmp_path: Path) -> None:
    """Each step adds the best passage of two steps, and the first one; both fields count together."""
    documents = [
        Document("0", "", "an . ba . ca"),
        Document("1", "ba", "an an"),
        Document("2", "", ". . . . . an"),
        Document("3", "", ""),
    ]
    passages = (PassageWeight(2, 0.5), PassageWeight(1, 10.0, 100.0))
    parts = parts_of(tmp_path, documents, NOTHING._replace(passages=passages))
    # Steps of two: `ba . ca` is in the positions 2 to 5; steps of one: one syllable of document 0 at a time.
    assert parts.passage.tolist() == pytest.approx(
        [0.5 * 6 + 10 * 4 + 100, 0.5 * 3 + 10 * 3 + 100 * 3, 0.5 + 10, 0]
    )
    assert parts.adjacent.shape == parts.near.shape == (0, 4)
    assert parts.total().tolist() == parts.passage.tolist()


@pytest.mark.parametrize(
    ("title", "body", "is_scattered"),
    [
        ("", "an ba ca", False),
        ("", "an . ba . . . . ca", True),
        ("", "an . . . . ba", True),
        ("", ". . an ba . . . . an", False),
        ("ca", "an ba", False),
        ("ca", ". . . . an ba", True),
        ("", ". . . . . . . an", False),
        ("", "dê", False),
        ("", "", False),
    ],
)
def test_syllables_that_are_in_no_passage_together_are_scattered(
    tmp_path: Path, title: str, body: str, *, is_scattered: bool
) -> None:
    """Only the syllables that the document has count. One of the passages is wide enough, or none is."""
    rescoring = NOTHING._replace(passages=(PassageWeight(1, 1.0), PassageWeight(2, 0.5)))
    parts = parts_of(tmp_path, [Document("0", title, body)], rescoring)
    assert parts.is_scattered.tolist() == [is_scattered]


def test_without_passages_nothing_is_scattered(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, [Document("0", "", "an . . . . . . . ba")], NOTHING)
    assert parts.is_scattered.tolist() == [False]


@pytest.mark.parametrize(
    ("field", "coverage"), [("title", [2 / 3, 0.0, 1 / 1]), ("body", [1 / 5, 2 / 2, 0.0])]
)
def test_coverage(tmp_path: Path, field: str, coverage: list[float]) -> None:
    """The different syllables that stand in one field, over its length; an empty field has none."""
    documents = [
        Document("0", "an ba an", "ca ca ca ca ca"),
        Document("1", "", "ba an"),
        Document("2", "ca", ""),
    ]
    parts = parts_of(tmp_path, documents, NOTHING._replace(coverage=WeightedField(field, 1.5)))
    assert parts.coverage.tolist() == pytest.approx([1.5 * share for share in coverage])
    assert parts.total().tolist() == pytest.approx([1.5 * share for share in coverage])


def test_folded_terms_count_where_the_syllables_stand(tmp_path: Path) -> None:
    """A syllable typed without accents is found in the positions of the field that its field folds."""
    syllables = (
        SyllableTerms((Term("body_folded", "an"), Term("body", "án")), 1.0),
        SyllableTerms((Term("body", "ba"), Term("body", "none")), 2.0),
    )
    rescoring = NOTHING._replace(
        syllables=syllables,
        pairs=(SyllablePair("an ba", 0, 1, 1.0, 0.0),),
        coverage=WeightedField("body", 1.0),
    )
    parts = parts_of(tmp_path, corpus.documents_of("án ba", "an ca", "ca"), rescoring)
    assert parts.adjacent.tolist() == [pytest.approx([1 / 2.2, 0, 0])]
    assert parts.coverage.tolist() == [1.0, 0.5, 0.0]


def test_numbering_is_by_segment(tmp_path: Path) -> None:
    """A rescorer looks terms up in its own segment, where they have other numbers than elsewhere."""
    searcher = corpus.searcher_of(
        tmp_path, corpus.documents_of("ba ca"), corpus.documents_of("an ba", "ca", first=1)
    )
    rescoring = NOTHING._replace(coverage=WeightedField("body", 1.0))
    plan = Plan(complete=AllOf(()), k1=1.2, b=0.75, rescoring=rescoring)
    numbering = DocumentNumbering([1, 2])
    coverage = [
        Rescorer(plan, rescoring, searcher._segments[number], number, searcher._resolver)
        .parts(documents)
        .coverage.tolist()
        for number, documents in numbering.split(np.array([0, 1, 2]))
    ]
    assert coverage == [[1.0], [1.0, 1.0]]


# --- other forms ---------------------------------------------------------------------------------------


def form_of(*positions: str, **values: Any) -> RescoredForm:
    """Another form of the syllables 0 and 1. The terms of a position are written `xa/xo`."""
    terms = [
        tuple([Term(field, text) for field in ("title", "body") for text in texts.split("/")])
        for texts in positions
    ]
    return RescoredForm(tuple(terms), (0, 1), (0,), 1.0, 0.5)._replace(**values)


PAIR = SyllablePair("an ba", 0, 1, 1.0, 1.0)


@pytest.mark.parametrize(
    ("text", "adjacent", "near"),
    [
        ("xa xo", 1.0, 0.0),
        ("xa . xo", 0.0, 0.0),
        ("xo xa", 0.0, 0.0),
        ("xa xo . xa xo", 2.0, 0.0),
        # of the two forms, the one that occurs more often counts
        ("an ba . . . xa xo", 1.0, 0.0),
        ("an ba . . . xa xo . . . xa xo", 2.0, 0.0),
        # the form counts instead of one occurrence nearby
        ("xa xo . . . an . ba", 1.0, 0.0),
        ("xa xo . . . an . ba . . an . ba", 1.0, 1.0),
    ],
)
def test_a_form_is_an_adjacent_occurrence(tmp_path: Path, text: str, adjacent: float, near: float) -> None:
    rescoring = NOTHING._replace(pairs=(PAIR,), forms=(form_of("xa", "xo"),), near_distance=2)
    parts = parts_of(tmp_path, corpus.documents_of(text), rescoring)
    assert parts.adjacent.tolist() == [pytest.approx([adjacent / (adjacent + 1.2)])]
    assert parts.near.tolist() == [pytest.approx([near / (near + 1.2)])]


def test_a_form_counts_its_share_of_a_pair(tmp_path: Path) -> None:
    form = form_of("xa", "xo", pair_share=0.5)
    parts = parts_of(tmp_path, corpus.documents_of("xa xo"), NOTHING._replace(pairs=(PAIR,), forms=(form,)))
    assert parts.adjacent.tolist() == [pytest.approx([0.5 / 1.7])]


def test_a_phrase_does_not_run_from_one_text_into_the_next(tmp_path: Path) -> None:
    documents = [Document("0", "", "xa"), Document("1", "xa", "xo"), Document("2", "xa xo", "xo xa")]
    rescoring = NOTHING._replace(pairs=(PAIR,), forms=(form_of("xa", "xo"),))
    parts = parts_of(tmp_path, documents, rescoring)
    assert parts.adjacent.tolist() == [pytest.approx([0, 0, 3 / 4.2])]


def test_a_position_of_a_form_has_alternatives(tmp_path: Path) -> None:
    rescoring = NOTHING._replace(pairs=(PAIR,), forms=(form_of("xa/xi", "xo"), form_of("xu")))
    parts = parts_of(tmp_path, corpus.documents_of("xi xo", "xi xi", "xu"), rescoring)
    assert parts.adjacent.tolist() == [pytest.approx([1 / 2.2, 0, 1 / 2.2])]


def test_a_passage_has_what_a_form_replaces(tmp_path: Path) -> None:
    """The syllables `an` (1) and `ba` (2) are where the form begins; `ca` (4) occurs itself."""
    rescoring = NOTHING._replace(passages=(PassageWeight(2, 1.0),), forms=(form_of("xa", "xo"),))
    parts = parts_of(
        tmp_path, corpus.documents_of("xa xo ca", "xa . ca", ". . . xa xo", "an ba ca"), rescoring
    )
    assert parts.passage.tolist() == [7.0, 4.0, 3.0, 7.0]


def test_a_document_with_a_form_far_away_is_scattered(tmp_path: Path) -> None:
    rescoring = NOTHING._replace(passages=(PassageWeight(2, 1.0),), forms=(form_of("xa", "xo"),))
    texts = ("ca xa xo", "ca . . . . . . xa xo", "ca . . . . . . xa", "an ca . . . . xa xo")
    parts = parts_of(tmp_path, corpus.documents_of(*texts), rescoring)
    assert parts.is_scattered.tolist() == [False, True, False, True]


@pytest.mark.parametrize(
    ("title", "covered"),
    [
        ("xa xo", 1.0),
        ("xa xo xa xo", 1.0),
        ("xa xo ca", 2.0),
        # a syllable that occurs itself counts fully
        ("an xa xo", 1.5),
        ("xa . xo", 0.0),
    ],
)
def test_a_title_is_covered_by_a_form(tmp_path: Path, title: str, covered: float) -> None:
    """Each of the two syllables that the form replaces counts a half."""
    rescoring = NOTHING._replace(coverage=WeightedField("title", 1.0), forms=(form_of("xa", "xo"),))
    parts = parts_of(tmp_path, [Document("0", title, "an ba xa xo")], rescoring)
    assert parts.coverage.tolist() == [pytest.approx(covered / len(title.split()))]
