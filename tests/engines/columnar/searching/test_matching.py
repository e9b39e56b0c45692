"""Which documents meet a condition."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from searchidx.engines.columnar.searching import matching
from searchidx.engines.columnar.searching.matching import ConditionMatcher
from searchidx.engines.columnar.searching.term_resolver import TermResolver
from searchidx.engines.plan import (
    AllOf,
    AnyOf,
    AnyTerm,
    DateBetween,
    FieldLength,
    NoneOf,
    NumberEnding,
    Term,
    TermPhrase,
    TermPrefix,
)
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.arrays import Mask, SegmentDocuments
    from searchidx.engines.plan import Condition

BODIES = ["an ba ca", "ba an", "án ba", "an ca ba", "", "an an|ba", "ca cá", "xuân an"]


def day(number: int) -> datetime.date:
    return datetime.date(1969, 12, 30) + datetime.timedelta(number)


DOCUMENTS = [
    Document(str(number), "", body, None if number == 4 else day(number))
    for number, body in enumerate(BODIES)
]


def matcher_of(folder: pytest.TempPathFactory, deleted: tuple[str, ...]) -> ConditionMatcher:
    segment = corpus.segment_of(folder.mktemp("matching"), DOCUMENTS, deleted=deleted)
    return ConditionMatcher(segment, 0, TermResolver([segment]))


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> ConditionMatcher:
    return matcher_of(tmp_path_factory, ())


@pytest.fixture(scope="module")
def matcher_with_deletions(tmp_path_factory: pytest.TempPathFactory) -> ConditionMatcher:
    """The same documents, without the documents 1 and 5."""
    return matcher_of(tmp_path_factory, ("1", "5"))


def body(*texts: str) -> AnyTerm:
    return AnyTerm(tuple(Term("body", text) for text in texts))


def phrase(*texts: str, field: str = "body") -> TermPhrase:
    return TermPhrase(tuple((Term(field, text),) for text in texts))


def beginning(*texts: str, prefix: str, field: str = "body") -> TermPhrase:
    return phrase(*texts, field=field)._replace(prefixes=(TermPrefix(field, prefix),))


def unfollowed(*texts: str, not_after: str) -> TermPhrase:
    return phrase(*texts)._replace(not_after=(Term("body", not_after),))


CONDITIONS: list[tuple[Condition, set[int]]] = [
    # Terms
    (body("an"), {0, 1, 3, 5, 7}),
    (body("cá", "xuân"), {6, 7}),
    (body("none"), set()),
    (body("none", "cá"), {6}),
    (AnyTerm(()), set()),
    (AnyTerm((Term("nowhere", "an"),)), set()),
    (AnyTerm((Term("body_folded", "an"),)), {0, 1, 2, 3, 5, 7}),
    (AnyTerm((Term("body_folded", "ca"), Term("body", "xuân"))), {0, 3, 6, 7}),
    (AnyTerm((Term("body_pairs", "an ba"),)), {0, 2, 5}),
    (AnyTerm((Term("body_exact_pairs", "an ba"),)), {0, 5}),
    # Phrases
    (phrase("an", "ba"), {0, 5}),
    (phrase("ba", "an"), {1}),
    (phrase("an", "ba", "ca"), {0}),
    (phrase("an", "an"), {5}),
    (phrase("an"), {0, 1, 3, 5, 7}),
    (phrase("an", "none"), set()),
    (TermPhrase(()), set()),
    (phrase("an", "ba", field="body_folded"), {0, 2, 5}),
    (TermPhrase(((Term("body", "an"), Term("body", "ca")), (Term("body", "ba"),))), {0, 3, 5}),
    (TermPhrase(((Term("body", "án"),), (Term("body_folded", "ba"),))), {2}),
    # Phrases that another term must not follow
    (unfollowed("an", not_after="ba"), {1, 3, 5, 7}),
    (unfollowed("an", "ba", not_after="ca"), {5}),
    (unfollowed("an", "ba", not_after="none"), {0, 5}),
    (beginning("an", prefix="b")._replace(not_after=(Term("body", "ca"),)), {5}),
    # Phrases that end in a prefix
    (beginning("an", prefix="b"), {0, 5}),
    (beginning("an", prefix="c"), {3}),
    (beginning("an", prefix=""), {0, 3, 5}),
    (beginning("an", prefix="an"), {5}),
    (beginning("an", prefix="anh"), set()),
    (beginning("an", prefix="ba"), {0, 5}),
    (beginning("none", prefix="b"), set()),
    (beginning("ba", prefix="a"), {1}),
    (beginning("an", "ba", prefix="c"), {0}),
    (beginning("an", "ca", prefix="b"), {3}),
    (beginning("an", "ba", "ca", prefix=""), set()),
    (beginning("an", prefix="b", field="body_folded"), {0, 2, 5}),
    (beginning("ca", prefix="c", field="body_folded"), {6}),
    (beginning("xuan", prefix="a", field="body_folded"), {7}),
    (beginning("an", prefix="b", field="nowhere"), set()),
    (
        TermPhrase(((Term("body_folded", "an"),),), (TermPrefix("body", "c"), TermPrefix("body", "b"))),
        {0, 2, 3, 5},
    ),
    (TermPhrase(((Term("body", "án"),),), (TermPrefix("body_folded", "b"),)), {2}),
    (TermPhrase(((Term("body", "an"), Term("body", "ba")),), (TermPrefix("body", "a"),)), {1, 5}),
    (TermPhrase(((Term("body", "an"),),), (TermPrefix("nowhere", ""), TermPrefix("body", "c"))), {3}),
    (TermPhrase((), (TermPrefix("body", "x"),)), {7}),
    (TermPhrase(((Term("body", "c"),),), (TermPrefix("body", "c"),)), set()),
    # Prefixes
    (TermPrefix("body", "a"), {0, 1, 3, 5, 7}),
    (TermPrefix("body", "c"), {0, 3, 6}),
    (TermPrefix("body", "x"), {7}),
    (TermPrefix("body", "q"), set()),
    (TermPrefix("body", ""), {0, 1, 2, 3, 5, 6, 7}),
    (TermPrefix("body_folded", "a"), {0, 1, 2, 3, 5, 7}),
    (TermPrefix("body_folded", "q"), set()),
    (TermPrefix("nowhere", "a"), set()),
    # Dates, around the first of 1970, from which days are counted
    (DateBetween(day(2), day(3)), {2, 3}),
    (DateBetween(day(1), day(1)), {1}),
    (DateBetween(None, day(2)), {0, 1, 2}),
    (DateBetween(day(6), None), {6, 7}),
    (DateBetween(day(3), day(2)), set()),
    (DateBetween(None, None), {0, 1, 2, 3, 5, 6, 7}),
    (DateBetween(day(4), day(4)), set()),
    # Lengths, in positions; a folded field is as long as its base field
    (FieldLength("body", 3), {0, 3}),
    (FieldLength("body_folded", 3), {0, 3}),
    (FieldLength("body", 99), set()),
    (AllOf((FieldLength("body", 2), body("ba"))), {1, 2, 5}),
    # Conditions of conditions
    (AllOf(()), set(range(8))),
    (AnyOf(()), set()),
    (NoneOf(AllOf(())), set()),
    (AllOf((body("an"),)), {0, 1, 3, 5, 7}),
    (AllOf((body("an"), body("ba"))), {0, 1, 3, 5}),
    (AllOf((body("an"), body("ba"), body("ca"))), {0, 3}),
    (AllOf((body("xuân"), body("an"))), {7}),
    (AllOf((body("xuân"), body("ba"))), set()),
    (AllOf((body("ca"), phrase("an", "ba"))), {0}),
    (AllOf((body("ca"), phrase("an", "none"))), set()),
    (AllOf((body("ca"), TermPhrase(()))), set()),
    (AllOf((body("ca"), beginning("an", prefix="b"))), {0}),
    (AllOf((beginning("an", prefix="b"), NoneOf(phrase("an", "ba")))), set()),
    (AllOf((phrase("an", "ba"), NoneOf(beginning("an", prefix="b")))), set()),
    (AllOf((body("ca"), TermPrefix("body", "b"))), {0, 3}),
    (AllOf((body("ca"), DateBetween(day(3), day(6)))), {3, 6}),
    (AllOf((body("an"), NoneOf(body("ca")))), {1, 5, 7}),
    (AllOf((body("an"), AnyOf((body("xuân"), body("ca"))))), {0, 3, 7}),
    (AllOf((body("an"), AnyOf(()))), set()),
    (AllOf((body("an"), AllOf(()))), {0, 1, 3, 5, 7}),
    (AllOf((body("an"), AllOf((body("ba"), body("ca"))))), {0, 3}),
    (AllOf((body("none"), body("an"), phrase("an", "ba"))), set()),
    (AnyOf((body("cá"), phrase("ba", "an"))), {1, 6}),
    (NoneOf(body("an")), {2, 4, 6}),
]


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
@pytest.mark.parametrize("factor", [1, 2, 64])
def test_the_documents_that_meet_a_condition(
    matcher: ConditionMatcher,
    matcher_with_deletions: ConditionMatcher,
    monkeypatch: pytest.MonkeyPatch,
    condition: Condition,
    expected: set[int],
    factor: int,
) -> None:
    """All documents at once, or a few alone, have the same answer; deleted documents are left out."""
    monkeypatch.setattr(matching, "MASK_FACTOR", factor)
    assert set(np.flatnonzero(matcher.select(condition)).tolist()) == expected
    assert set(np.flatnonzero(matcher_with_deletions.select(condition)).tolist()) == expected - {1, 5}


@pytest.mark.parametrize(("condition", "expected"), CONDITIONS)
@pytest.mark.parametrize("documents", [[], [3], [0, 2, 5, 6], list(range(8))], ids=str)
def test_a_few_documents_that_meet_a_condition(
    matcher: ConditionMatcher, condition: Condition, expected: set[int], documents: list[int]
) -> None:
    """Asked about chosen documents alone, each of them has the answer that it has among all."""
    meet = matcher._meet(condition, np.array(documents, np.int64))
    assert meet.dtype == np.bool_
    assert meet.tolist() == [document in expected for document in documents]


def unpreceded(phrase: TermPhrase, *not_before: str) -> TermPhrase:
    return phrase._replace(not_before=tuple(NumberEnding("body", text) for text in not_before))


NUMBERS = [
    "12|12,5 5 an",
    "5 an",
    "5,5 5 an ba",
    "0|0,5 5 an 5 an",
    "999|999.5 5 an",
    "1000|1000,5 5 an",
    "01|01,5 5 an",
]
"""Texts in which 5 an is the end of a larger number in the documents 0, 2, 3 and 4, and also apart in 3."""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (phrase("5", "an"), {0, 1, 2, 3, 4, 5, 6}),
        (unpreceded(phrase("5", "an"), ",5"), {1, 3, 4, 5, 6}),
        (unpreceded(phrase("5", "an"), ",5", ".5"), {1, 3, 5, 6}),
        (unpreceded(phrase("5", "an"), ",6"), {0, 1, 2, 3, 4, 5, 6}),
        (unpreceded(phrase("5"), ",5", ".5"), {1, 3, 5, 6}),
        (unpreceded(phrase("an"), ",5"), {0, 1, 2, 3, 4, 5, 6}),
        (unpreceded(phrase("5", "an", "ba"), ",5"), set()),
        (unpreceded(phrase("5", "an", "ba"), ".5"), {2}),
        (unpreceded(beginning("5", prefix="a"), ",5"), {1, 3, 4, 5, 6}),
        (unpreceded(phrase("5", "an")._replace(not_after=(Term("body", "5"),)), ",5", ".5"), {1, 3, 5, 6}),
        (phrase("5", "an")._replace(not_before=(NumberEnding("body_folded", ",5"),)), {1, 3, 4, 5, 6}),
        (phrase("5", "an")._replace(not_before=(NumberEnding("nowhere", ",5"),)), {0, 1, 2, 3, 4, 5, 6}),
    ],
)
def test_a_phrase_is_not_the_end_of_a_larger_number(
    tmp_path: Path, condition: TermPhrase, expected: set[int]
) -> None:
    """Numbers from 0 to 999 count, without zeros before them. One other occurrence is enough."""
    segment = corpus.segment_of(tmp_path / "s", corpus.documents_of(*NUMBERS, "an"), deleted=("7",))
    matcher = ConditionMatcher(segment, 0, TermResolver([segment]))
    assert set(np.flatnonzero(matcher.select(condition)).tolist()) == expected


def test_the_documents_of_terms_are_found_once(matcher: ConditionMatcher) -> None:
    """Conditions of a plan repeat such terms and prefixes. A term and a prefix of one text are different."""
    terms = (Term("body", "an"), Term("body", "cá"))
    assert matcher._mask_of_terms(terms) is matcher._mask_of_terms(terms)
    prefix = TermPrefix("body", "c")
    assert matcher._mask_of_prefix(prefix) is matcher._mask_of_prefix(prefix)
    term_mask = matcher._mask_of_terms((Term("body", "c"),))
    assert term_mask.tolist() != matcher._mask_of_prefix(prefix).tolist()


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (TermPrefix("body_pairs", "a"), r"prefixes of pairs .*'body_pairs'"),
        (phrase("an_ca", field="body_words"), "'body_words' has no positions"),
        (beginning("an_ca", prefix="b", field="body_words"), "'body_words' has no positions"),
        (TermPhrase((), (TermPrefix("body_words", "a"),)), "'body_words' has no positions"),
        (TermPhrase(phrase("an").positions, (TermPrefix("body_words", "a"),)), "'body_words' has no pos"),
        (TermPhrase(phrase("an").positions, (TermPrefix("body_pairs", "a"),)), r"prefixes of pairs"),
        (phrase("an")._replace(not_before=(NumberEnding("body_words", ",5"),)), "'body_words' has no pos"),
    ],
)
def test_a_condition_that_a_field_cannot_answer(
    matcher: ConditionMatcher, condition: Condition, message: str
) -> None:
    """A prefix of pairs, and a phrase in a field without positions, are errors of the caller."""
    with pytest.raises(ValueError, match=message):
        matcher.select(condition)


COSTS = [
    (body("an"), 5),
    (body("cá", "xuân"), 2),
    (AllOf((body("an"), body("cá"))), 1),
    (AllOf(()), 8),
    (AnyOf((body("an"), body("cá"))), 6),
    (AnyOf(()), 0),
    (phrase("an", "cá"), 8 + 1),
    (TermPhrase(()), 8),
    (beginning("an", "cá", prefix="c"), 2 * 8 + 1),
    (TermPhrase((), (TermPrefix("body", "x"),)), 2 * 8),
    (TermPrefix("body", "x"), 8),
    (DateBetween(None, None), 8),
    (FieldLength("body", 3), 8),
    (NoneOf(body("an")), 8),
]


@pytest.mark.parametrize(("condition", "cost"), COSTS)
def test_the_cost_of_a_condition(matcher: ConditionMatcher, condition: Condition, cost: int) -> None:
    """It is about how many documents meet it; phrases cost more than all that needs no positions."""
    assert matcher._cost(condition) == cost


def test_the_rarest_condition_comes_first(matcher: ConditionMatcher) -> None:
    """Terms by their frequency, then what reads a whole column, then phrases by their rarest syllable."""
    ordered: list[Condition] = [
        body("cá"),
        body("an"),
        NoneOf(body("an")),
        phrase("an", "cá"),
        phrase("an", "ba"),
        beginning("cá", prefix="c"),
    ]
    assert matcher._cheapest_first(ordered[::-1]) == ordered


@pytest.mark.parametrize(("factor", "alone"), [(4, True), (5, False)])
def test_few_documents_are_asked_alone(
    matcher: ConditionMatcher, monkeypatch: pytest.MonkeyPatch, factor: int, alone: bool
) -> None:
    """Once at most one document in MASK_FACTOR is left, the other conditions are asked about those alone."""
    monkeypatch.setattr(matching, "MASK_FACTOR", factor)
    asked: list[list[int]] = []
    meet = ConditionMatcher._meet

    def spy(self: ConditionMatcher, condition: Condition, documents: SegmentDocuments) -> Mask:
        asked.append(documents.tolist())
        return meet(self, condition, documents)

    monkeypatch.setattr(ConditionMatcher, "_meet", spy)
    matcher.select(AllOf((DateBetween(None, None), body("cá", "xuân"))))  # two of eight documents
    assert asked == ([[6, 7]] if alone else [])
