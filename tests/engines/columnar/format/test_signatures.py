"""The signatures of documents against a plain reading of their formula."""

from __future__ import annotations

import zlib
from collections import Counter
from random import Random
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.engines import columnar as engine
from searchidx.engines.base import FieldSpec
from searchidx.engines.columnar import states
from searchidx.engines.columnar.format import signatures_writer
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.document_bytes import encode_document
from searchidx.engines.columnar.format.signatures import Signatures
from searchidx.model import Document
from tests.support import engine_corpus as corpus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FIELDS = (
    FieldSpec("title", positions=True),
    FieldSpec("title_folded", positions=True, folds="title"),
    FieldSpec("body", positions=True),
    FieldSpec("body_folded", positions=True, folds="body", signature=True),
    FieldSpec("body_words", positions=False),
    FieldSpec("source", positions=True),
)
VOWELS, ENDINGS = ("a", "á", "à", "e", "ê", "i", "o", "u"), ("", "n", "m", "t")
SYLLABLES = [onset + vowel + end for onset in "bcdghklmnpqrstvx" for vowel in VOWELS for end in ENDINGS]

Signature = dict[int, float]


def expected(bodies: list[str]) -> list[Signature]:
    """Hash and weight of the sixteen weightiest terms of each body."""
    counts = [Counter(map(corpus.fold, body.split())) for body in bodies]
    df = Counter(term for count in counts for term in count)
    total = len(bodies)
    found = []
    for count in counts:
        weights = {
            term: float(np.float32((1 + np.log(tf)) * np.log(total / df[term])))
            for term, tf in count.items()
            if 2 <= df[term] <= total / 10
        }
        best = sorted(weights, key=lambda term: (-weights[term], term.encode()))[:16]
        length = sum(weights[term] ** 2 for term in best) ** 0.5
        found.append({zlib.crc32(term.encode()): weights[term] / length for term in best})
    return found


def kept(folder: Path) -> list[Signature]:
    """What the only segment of an index holds, document by document."""
    (entry,) = states.read(folder).segments
    reader = Signatures(Container(states.segment_path(folder, entry.name)))
    hashes, weights = reader.take(np.arange(entry.document_count))
    assert (hashes.dtype, weights.dtype) == (np.uint32, np.float32)
    assert hashes.shape == weights.shape == (entry.document_count, 16)
    assert (np.diff(hashes.astype(np.int64), axis=1) >= 0).all()
    assert ((weights == 0) | (hashes > 0)).all()
    return [
        {number: weight for number, weight in zip(*row, strict=True) if number}
        for row in zip(hashes.tolist(), weights.tolist(), strict=True)
    ]


def same(found: list[Signature], wanted: list[Signature]) -> None:
    assert [row.keys() for row in found] == [row.keys() for row in wanted]
    for row, reference in zip(found, wanted, strict=True):
        assert row == pytest.approx(reference, abs=0.005)
        assert not row or sum(weight**2 for weight in row.values()) == pytest.approx(1)


def articles(random: Random, number: int, first: int = 0) -> list[Document]:
    """Documents of common, rare and very rare syllables."""
    known, skew = random.sample(SYLLABLES, len(SYLLABLES)), random.choice([1, 2])

    def body() -> str:
        return " ".join(known[int(len(known) * random.random() ** skew)] for _ in range(random.randrange(60)))

    return [Document(id=str(first + i), title="", body=body()) for i in range(number)]


def written(folder: Path, documents: Iterable[Document], deleted: Iterable[str], first_size: int) -> None:
    """Add documents in small batches and delete some, all segments united at the end."""
    writer = corpus.writer(folder, first_size)
    rest = list(documents)
    for at in range(0, len(rest), 7):
        writer.add(rest[at : at + 7])
    writer.delete(deleted)
    with mock.patch("searchidx.engines.columnar.merging.policy.MAX_GROWTH", 1 << 30):
        writer.commit()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 32), st.sampled_from([5, 30, 120]), st.sampled_from([1, 500, 1 << 20]))
def test_signatures_of_a_segment(
    tmp_path_factory: pytest.TempPathFactory, seed: int, number: int, first_size: int
) -> None:
    """One run of documents, or several that are merged, have the signatures of the formula."""
    random, folder = Random(seed), tmp_path_factory.mktemp("signatures") / "index"
    documents = articles(random, number)
    engine.create(folder, FIELDS, {})
    limits = {
        "_PENDING": random.choice([10, 300, 1 << 20]),
        "_EACH": random.choice([0, 4]),
        "_BLOCK": random.choice([1, 7, 1 << 15]),
    }
    with mock.patch.multiple(signatures_writer, **limits):
        written(folder, documents, [], first_size)
    same(kept(folder), expected([document.body for document in documents]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 32))
def test_merging_chooses_them_anew(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """After updates and deletions, the united segment has the signatures of what is left."""
    random, folder = Random(seed), tmp_path_factory.mktemp("signatures") / "index"
    engine.create(folder, FIELDS, {})
    left: dict[str, Document] = {}
    for change in range(3):
        new = articles(random, 30, first=20 * change)
        gone = [str(random.randrange(20 * change)) for _ in range(10 * bool(change))]
        written(folder, new, gone, random.choice([100, 1 << 20]))
        for document in new:
            left.pop(document.id, None)
            left[document.id] = document
        for identifier in gone:
            left.pop(identifier, None)
    left["last"] = Document(id="last", title="", body="ba")
    written(folder, [left["last"]], [], 1)  # rewrites what has deletions
    same(kept(folder), expected([document.body for document in left.values()]))


def test_a_full_run_at_the_end_has_signatures(tmp_path: Path) -> None:
    """A run that is full when the last document comes is nobody's to merge."""
    documents = articles(Random(3), 120)
    engine.create(tmp_path / "index", FIELDS, {})
    writer = corpus.writer(tmp_path / "index", sum(200 + len(encode_document(d)) for d in documents))
    writer.add(documents)
    writer.commit()
    found = kept(tmp_path / "index")
    assert any(len(row) == 16 for row in found)
    same(found, expected([document.body for document in documents]))


def test_no_field_has_signatures(tmp_path: Path) -> None:
    """A segment without any reads as documents that have nothing in common."""
    writer = ContainerWriter(tmp_path / "file")
    writer.close({})
    hashes, weights = Signatures(Container(tmp_path / "file")).take(np.array([3, 1]))
    assert hashes.tolist() == weights.tolist() == [[0] * 16] * 2
