"""Articles that were typed without accents are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analyzers.bulk import Analyzer
from searchidx.engines.plan import AnyTerm, Term
from searchidx.unaccented_articles import FIELD, IS_UNACCENTED, stream

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def marked(analyzer: Analyzer, *fields: Sequence[str]) -> list[bool]:
    """Which documents are marked, given the texts of each field."""
    mark = stream([analyzer.analyze(texts) for texts in fields])
    assert [mark.vocabulary[term] for term in mark.ids] == ["none"] * len(mark.ids)
    assert mark.ids.tolist() == mark.positions.tolist() == [0] * int(mark.lengths.sum())
    assert (mark.offsets[1:] - mark.offsets[:-1]).tolist() == mark.lengths.tolist()
    return [bool(length) for length in mark.lengths]


TEXTS = [
    ("", False),  # no text, no accents to miss
    ("?!", False),
    ("Bo Cong an", True),
    ("Bộ Công an", False),
    ("World Health", True),
    ("bán " + "ban " * 19, False),  # one in twenty
    ("bán " + "ban " * 20, True),  # one in twenty-one
    ("BÁN " * 2 + "ban " * 39, True),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_fewer_than_one_syllable_in_twenty_has_accents(analyzer: Analyzer, text: str, expected: bool) -> None:
    assert marked(analyzer, [text]) == [expected]


def test_all_fields_of_a_document_count_together(analyzer: Analyzer) -> None:
    """Accents in the title are enough for a short body; each document is judged by its own texts."""
    titles = ["Công an", "", "cong an"]
    bodies = ["ban hang", "ban hang", "bán hàng"]
    assert marked(analyzer, titles, bodies) == [False, True, False]
    assert marked(analyzer, titles) == [False, False, True]


def test_no_documents_have_no_marks(analyzer: Analyzer) -> None:
    assert marked(analyzer, [], []) == []


def test_the_condition_asks_for_the_mark() -> None:
    assert AnyTerm((Term(FIELD, "none"),)) == IS_UNACCENTED
