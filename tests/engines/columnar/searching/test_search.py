"""The engine against the reference: the same documents, totals, order and scores."""

from __future__ import annotations

import tracemalloc
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from searchidx.engines import columnar as engine
from searchidx.engines.columnar.reading import frequencies
from searchidx.engines.columnar.searching import matching, scoring, term_resolver
from searchidx.engines.plan import AllOf, Plan, Signal, Term, WeightedTerm
from searchidx.model import Document
from tests.support import engine_corpus as corpus
from tests.support.reference import Reference

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.searching.searcher import ColumnarSearcher

SEEDS = st.integers(0, 1 << 32)


def grown(folder: Path, random: Random) -> tuple[engine.ColumnarEngine, Reference]:
    """An index that lived through several changes, and the reference that saw the same."""
    opened, reference = engine.create(folder, corpus.FIELDS, {}), Reference(corpus.FIELDS)
    identifiers = [f"id{i}" for i in range(random.choice([4, 40]))]
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


def decided(patch: pytest.MonkeyPatch, random: Random) -> None:
    """Let the engine take any of its ways: so few documents would mostly take one."""
    patch.setattr(matching, "MASK_FACTOR", random.choice([1, 4, 64]))
    patch.setattr(scoring, "ALONE_FACTOR", random.choice([1, 8, 1000]))
    patch.setattr(frequencies, "DENSE_FACTOR", random.choice([1, 3, 1000]))
    patch.setattr(frequencies, "MAX_LOOKED_UP_DOCUMENTS", random.choice([0, 3, 512]))


def compared(searcher: ColumnarSearcher, reference: Reference, random: Random) -> None:
    """Check one plan's answer against the reference's."""
    plan = corpus.plan(random)
    limit, offset = random.choice([0, 1, 3, 10, 100]), random.choice([0, 0, 2])
    expected, total, complete = reference.search(plan, limit, offset)
    found = searcher.search(plan, limit=limit, offset=offset)
    assert (found.total, found.complete) == (total, complete)
    assert found.relaxed == (total > complete)
    assert [searcher.document(m.number).id for m in found.page] == [i for i, _ in expected]
    assert [m.score for m in found.page] == pytest.approx([s for _, s in expected], abs=1e-8)
    entries = {entry.document.id: entry for entry in reference.entries}
    assert [m.complete for m in found.page] == [entries[i].meets(plan.complete) for i, _ in expected]
    pairs = [f"{corpus.fold(corpus.word(random))} {corpus.fold(corpus.word(random))}" for _ in range(9)]
    counts = searcher.pair_occurrences(plan, limit, "body_pairs", pairs)
    assert counts == reference.pair_counts(plan, limit, "body_pairs", pairs)
    for match in found.page[:2]:
        explained = searcher.explain(plan, match.number)
        assert sum(c.score for c in explained) == pytest.approx(match.score, abs=1e-8)


@pytest.mark.parametrize(("signals", "weight"), [(1, 1e-6), (1, 1.0), (1500, 0.7), (3000, 0.33)])
def test_the_first_of_all_are_the_first_ten(tmp_path: Path, signals: int, weight: float) -> None:
    """A page has what the whole ranking begins with, where thousands of signals or tiny ones add up."""
    random = Random(signals)
    words, half = [f"w{i}" for i in range(signals)], signals // 2
    bodies = [["w0"] * random.randrange(1, 80) + ["pad"] * random.randrange(80) for _ in range(300)]
    if half:  # the same score is added up from different words, in different order
        pools = [words[:half], words[half:], random.sample(words, half)]
        bodies = [random.sample(random.choice(pools), half - random.randrange(3)) for _ in range(300)]
    documents = [Document(str(i), "", " ".join(body)) for i, body in enumerate(bodies)]
    opened = engine.create(tmp_path / "index", corpus.FIELDS, {})
    writer = corpus.writer(tmp_path / "index", 1 << 30)
    writer.add(documents)
    writer.commit()
    ranked = tuple(Signal(word, (WeightedTerm(Term("body", word), 1.0),), weight) for word in words)
    plan = Plan(complete=AllOf(()), k1=1.2, b=0.75, signals=ranked)
    searcher = opened.searcher()
    assert searcher.search(plan, limit=10).page == searcher.search(plan, limit=300).page[:10]


@settings(max_examples=25, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=SEEDS)
def test_plans_are_answered_as_by_the_reference(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any plan over any history gives the reference's page, totals and scores."""
    random = Random(seed)
    opened, reference = grown(tmp_path_factory.mktemp("index"), random)
    searcher = opened.searcher()
    assert [e.document.id for e in reference.entries] == [
        searcher.document(i).id for i in range(10_000) if _exists(searcher, i)
    ]
    for _ in range(12):
        with pytest.MonkeyPatch.context() as patch:
            decided(patch, random)
            compared(opened.searcher() if random.random() < 0.5 else searcher, reference, random)


def _exists(searcher: ColumnarSearcher, number: int) -> bool:
    found = searcher._numbering.first_numbers[-1] > number
    return found and searcher.document_number(searcher.document(number).id) == number


def test_frequencies_are_those_of_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of terms and pairs, known or not, over several segments, alone and together, few being remembered."""
    monkeypatch.setattr(term_resolver, "MAX_CACHED_TERMS", 30)
    random = Random(3)
    opened, reference = engine.create(tmp_path / "index", corpus.FIELDS, {}), Reference(corpus.FIELDS)
    for first in range(0, 60, 20):
        documents = [corpus.document(random, f"id{first + i}") for i in range(20)]
        writer = corpus.writer(tmp_path / "index", 5_000)
        writer.add(documents)
        writer.commit()
        reference.add(corpus.batch(documents))
    searcher = opened.searcher()
    words = [*corpus.WORDS, "unknown", ""]
    pairs = [f"{random.choice(words)} {random.choice(words)}" for _ in range(40)]
    for field, texts in (("title", words), ("body_folded", words), ("body_pairs", pairs), ("nowhere", words)):
        known = any(field == spec.name for spec in corpus.FIELDS)
        expected = [reference.frequency(Term(field, text)) if known else 0 for text in texts]
        for _ in range(2):
            assert [searcher.document_frequency(Term(field, text)) for text in texts] == expected
            assert list(searcher.document_frequencies(field, texts)) == expected


def test_memory_does_not_grow_with_the_weights_of_queries(tmp_path: Path) -> None:
    """What is kept between searches depends on terms and documents, not on how a plan weighs them."""
    random, documents = Random(1), 4000
    opened = engine.create(tmp_path / "index", corpus.FIELDS, {})
    writer = corpus.writer(tmp_path / "index")
    writer.add([corpus.document(random, f"id{i}") for i in range(documents)])
    writer.commit()
    searcher, plan = opened.searcher(), corpus.plan(random)
    while not plan.signals:
        plan = corpus.plan(random)

    def search(times: int) -> int:
        for _ in range(times):
            signals = tuple(
                s._replace(terms=tuple(WeightedTerm(term, random.random()) for term, _ in s.terms))
                for s in plan.signals
            )
            searcher.search(plan._replace(signals=signals), limit=10)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = search(10)
        assert search(50) - before < 40 * documents  # one number a document and query would be 200
    finally:
        tracemalloc.stop()
