"""The engine against the reference: the same documents, totals, order and scores for random plans."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeGuard

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from searchidx.engines import columnar as engine
from searchidx.engines.columnar.reading import frequencies
from searchidx.engines.columnar.searching import matching, scoring
from searchidx.engines.columnar.writing import copies
from searchidx.engines.plan import TermPhrase, TermPrefix
from tests.support import engine_corpus as corpus
from tests.support.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher
    from searchidx.engines.plan import Condition, Plan

SEEDS = st.integers(0, 1 << 32)


def changed_index(folder: Path, random: Random) -> tuple[engine.ColumnarEngine, Reference]:
    """An index after several changes, and the reference after the same changes."""
    opened, reference = engine.create(folder, corpus.FIELDS, {}), Reference(corpus.FIELDS)
    identifiers = [f"id{number}" for number in range(random.choice([4, 40]))]
    for _ in range(random.randrange(1, 5)):
        writer = corpus.writer(folder, random.choice([1, 5_000, 1_000_000]))
        for _ in range(random.randrange(4)):
            if random.random() < 0.3:
                gone = random.sample(identifiers, 2)
                assert writer.delete(gone) == reference.delete(gone)
            picked = [random.choice(identifiers) for _ in range(random.choice([1, 5, 30]))]
            documents = [corpus.document(random, identifier) for identifier in picked]
            writer.add(documents)
            reference.add(corpus.batch(documents))
        writer.commit()
    return opened, reference


def choose_ways(patch: pytest.MonkeyPatch, random: Random) -> None:
    """Let the engine take any of its ways: with so few documents it would nearly always take one."""
    patch.setattr(matching, "MASK_FACTOR", random.choice([1, 4, 64]))
    patch.setattr(scoring, "EXACT_ONLY_DIVISOR", random.choice([1, 8, 1000]))
    patch.setattr(frequencies, "DENSE_FACTOR", random.choice([1, 3, 1000]))
    patch.setattr(frequencies, "MAX_LOOKED_UP_DOCUMENTS", random.choice([0, 3, 512]))


def compare(searcher: ColumnarSearcher, reference: Reference, random: Random) -> None:
    """Compare the answers to one plan."""
    plan = corpus.plan(random)
    limit, offset = random.choice([0, 1, 3, 10, 100]), random.choice([0, 0, 2])
    expected = reference.search(plan, limit, offset)
    answer = searcher.search(plan, limit=limit, offset=offset)
    assert (answer.total, answer.complete) == (expected.total, expected.complete)
    assert answer.relaxed == (expected.total > expected.complete)
    identifiers = [identifier for identifier, _ in expected.scores]
    assert [searcher.document(match.number).id for match in answer.page] == identifiers
    scores = [score for _, score in expected.scores]
    assert [match.score for match in answer.page] == pytest.approx(scores, abs=1e-8)
    entries = {entry.document.id: entry for entry in reference.entries}
    are_complete = [entries[identifier].meets(plan.complete) for identifier in identifiers]
    assert [match.complete for match in answer.page] == are_complete
    pairs = [f"{corpus.fold(corpus.word(random))} {corpus.fold(corpus.word(random))}" for _ in range(9)]
    occurrences = searcher.pair_occurrences(plan, limit, "body_pairs", pairs)
    assert occurrences == reference.pair_occurrences(plan, limit, "body_pairs", pairs)
    compare_copies_and_facets(searcher, reference, plan, limit, offset)
    phrases = [phrase for phrase in (corpus.condition(random) for _ in range(30)) if is_phrase(phrase)]
    frequencies = searcher.phrase_frequencies(plan, limit, phrases)
    assert frequencies == reference.phrase_frequencies(plan, limit, phrases)
    for match in answer.page[:2]:
        explanation = searcher.explain(plan, match.number)
        assert sum(part.score for part in explanation) == pytest.approx(match.score, abs=1e-8)


def compare_copies_and_facets(
    searcher: ColumnarSearcher, reference: Reference, plan: Plan, limit: int, offset: int
) -> None:
    """Compare the page on which copies are folded, and the counts of values, which count every document."""
    facets = ("source", "values", "date", "unknown")
    answer = searcher.search(plan, limit=limit, offset=offset, fold_copies=True, facets=facets)
    everything = reference.search(plan, len(reference.entries), 0)
    assert [
        (searcher.document(match.number).id, [searcher.document(number).id for number in match.copies])
        for match in answer.page
    ] == reference.folded(everything, limit, offset)
    assert (answer.total, answer.complete) == (everything.total, everything.complete)
    numbers = {entry.document.id: number for number, entry in enumerate(reference.entries)}
    for match in answer.page[:3]:
        identifier = searcher.document(match.number).id
        others = {searcher.document(number).id for number in searcher.copies(match.number)}
        assert others == set(reference.story(numbers[identifier])) - {identifier}
    expected = [reference.value_counts(plan, field) for field in ("source", "values", "date")]
    assert list(map(list, answer.facets)) == [*expected, []]


@pytest.mark.slow
@settings(max_examples=20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_plans_are_answered_as_by_the_reference(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any plan over any history gives the reference's page, totals and scores."""
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "NEIGHBOURS", 1000)  # the reference compares all documents
        opened, reference = changed_index(tmp_path_factory.mktemp("index"), random)
    searcher = opened.searcher()
    numbers = range(searcher._numbering.first_numbers[-1])
    live = [number for number in numbers if is_live(searcher, number)]
    identifiers = [searcher.document(number).id for number in live]
    assert [entry.document.id for entry in reference.entries] == identifiers
    assert sorted(searcher.identifiers()) == sorted(identifiers)
    unfolded = searcher.unfolded_terms(TermPrefix("body_folded", "ba"), 99)
    assert reference.unfolded_terms("body", "ba") <= set(unfolded)
    for _ in range(12):
        with pytest.MonkeyPatch.context() as patch:
            choose_ways(patch, random)
            compare(opened.searcher() if random.random() < 0.5 else searcher, reference, random)


def is_phrase(condition: Condition) -> TypeGuard[TermPhrase]:
    """Whether a condition is a phrase in a field with positions."""
    return isinstance(condition, TermPhrase)


def is_live(searcher: ColumnarSearcher, number: int) -> bool:
    return searcher.document_number(searcher.document(number).id) == number
