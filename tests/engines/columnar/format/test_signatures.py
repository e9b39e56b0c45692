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
from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format import signatures_writer
from searchidx.engines.columnar.format.container import Container
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.document_bytes_writer import encode_document
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.signatures import Signatures
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter
from searchidx.model import Document
from tests.support import engine_corpus as corpus
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

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
    signatures = []
    for count in counts:
        weights = {
            term: float(np.float32((1 + np.log(tf)) * np.log(total / df[term])))
            for term, tf in count.items()
            if 2 <= df[term] <= total / 10
        }
        best = sorted(weights, key=lambda term: (-weights[term], term.encode()))[:16]
        length = sum(weights[term] ** 2 for term in best) ** 0.5
        signatures.append({zlib.crc32(term.encode()): weights[term] / length for term in best})
    return signatures


def read_signatures(folder: Path) -> list[Signature]:
    """What the only segment of an index holds, document by document."""
    (committed,) = states.read(folder).segments
    reader = Signatures(Container(states.segment_path(folder, committed.name)))
    return unpack_signatures(*reader.read(np.arange(committed.stored_count)))


def unpack_signatures(hashes: NDArray[np.uint32], weights: NDArray[np.float32]) -> list[Signature]:
    """Hash and weight of the terms of each document; their order and their types are looked at."""
    assert (hashes.dtype, weights.dtype) == (np.dtype(np.uint32), np.dtype(np.float32))
    assert hashes.shape == weights.shape == (len(hashes), 16)
    assert (np.diff(hashes.astype(np.int64), axis=1) >= 0).all()
    assert ((weights == 0) | (hashes > 0)).all()
    return [
        {number: weight for number, weight in zip(*row, strict=True) if number}
        for row in zip(hashes.tolist(), weights.tolist(), strict=True)
    ]


def assert_same(found: list[Signature], wanted: list[Signature]) -> None:
    assert [row.keys() for row in found] == [row.keys() for row in wanted]
    for row, reference in zip(found, wanted, strict=True):
        assert row == pytest.approx(reference, abs=0.005)
        assert not row or sum(weight**2 for weight in row.values()) == pytest.approx(1)


def articles(random: Random, number: int, first: int = 0) -> list[Document]:
    """Documents of common, rare and very rare syllables."""
    syllables, skew = random.sample(SYLLABLES, len(SYLLABLES)), random.choice([1, 2])

    def body() -> str:
        return " ".join(
            syllables[int(len(syllables) * random.random() ** skew)] for _ in range(random.randrange(60))
        )

    return [Document(id=str(first + i), title="", body=body()) for i in range(number)]


def index(folder: Path, documents: list[Document], deleted: list[str], first_size: int) -> None:
    """Add documents in small batches and delete some, all segments united at the end."""
    writer = corpus.writer(folder, first_size)
    for first in range(0, len(documents), 7):
        writer.add(documents[first : first + 7])
    writer.delete(deleted)
    with mock.patch("searchidx.engines.columnar.merging.policy.MAX_GROWTH", 1 << 30):
        writer.commit()


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 32), st.sampled_from([5, 30, 120]), st.sampled_from([1, 500, 1 << 20]))
def test_signatures_of_a_segment(
    tmp_path_factory: pytest.TempPathFactory, seed: int, number: int, first_size: int
) -> None:
    """Documents of one segment, or of several that are merged, have the signatures of the formula."""
    random, folder = Random(seed), tmp_path_factory.mktemp("signatures") / "index"
    documents = articles(random, number)
    engine.create(folder, FIELDS, {})
    with mock.patch.multiple(
        signatures_writer,
        _MAX_PENDING_TERMS=random.choice([10, 300, 1 << 20]),
        _PENDING_TERMS_PER_DOCUMENT=random.choice([0, 4]),
        _BLOCK_DOCUMENTS=random.choice([1, 7, 1 << 15]),
    ):
        index(folder, documents, [], first_size)
    assert_same(read_signatures(folder), expected([document.body for document in documents]))


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1 << 32))
def test_merging_chooses_them_anew(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """After updates and deletions, the united segment has the signatures of what is left."""
    random, folder = Random(seed), tmp_path_factory.mktemp("signatures") / "index"
    engine.create(folder, FIELDS, {})
    left: dict[str, Document] = {}
    for change in range(3):
        new = articles(random, 30, first=20 * change)
        gone = [str(random.randrange(20 * change)) for _ in range(10 * bool(change))]
        index(folder, new, gone, random.choice([100, 1 << 20]))
        for document in new:
            left.pop(document.id, None)
            left[document.id] = document
        for identifier in gone:
            left.pop(identifier, None)
    left["last"] = Document(id="last", title="", body="ba")
    index(folder, [left["last"]], [], 1)  # rewrites what has deletions
    assert_same(read_signatures(folder), expected([document.body for document in left.values()]))


def test_a_single_new_segment_that_is_full_has_signatures(tmp_path: Path) -> None:
    """A segment that is full when the last document comes is not merged, so it has its own."""
    documents = articles(Random(3), 120)
    engine.create(tmp_path / "index", FIELDS, {})
    writer = corpus.writer(tmp_path / "index", sum(200 + len(encode_document(d)) for d in documents))
    writer.add(documents)
    writer.commit()
    found = read_signatures(tmp_path / "index")
    assert any(len(row) == 16 for row in found)
    assert_same(found, expected([document.body for document in documents]))


def test_no_field_has_signatures(tmp_path: Path) -> None:
    """A segment without any reads as documents that have nothing in common."""
    writer = ContainerWriter(tmp_path / "file")
    writer.close({})
    hashes, weights = Signatures(Container(tmp_path / "file")).read(np.array([3, 1]))
    assert hashes.tolist() == weights.tolist() == [[0] * 16] * 2


def signatures_of(
    folder: Path, documents: int, *portions: dict[str, list[dict[int, int]]]
) -> list[dict[str, int]]:
    """The written weights of each document's terms, from the lists (tf by document) of folded terms."""
    names: dict[int, str] = {}

    def fill(container: ContainerWriter) -> None:
        writer = SignatureWriter(container, documents)
        for terms in portions:
            writer.append(*postings_of(terms))
            names.update({zlib.crc32(term.encode()): term for term in terms})
        writer.close()

    container = write_container(folder / "file", fill)
    hashes, weights = (
        container.column(name).whole().reshape(-1, 16).tolist()
        for name in ("signatures.hashes", "signatures.weights")
    )
    return [
        {names[number]: weight for number, weight in zip(*row, strict=True) if number}
        for row in zip(hashes, weights, strict=True)
    ]


def postings_of(terms: dict[str, list[dict[int, int]]]) -> tuple[Postings, FoldGroups]:
    lists = [postings for of_term in terms.values() for postings in of_term]
    rows = [(document, tf) for postings in lists for document, tf in sorted(postings.items())]
    columns = np.array(rows, np.uint32).reshape(-1, 2)
    offsets = offsets_from_sizes([len(postings) for postings in lists])
    postings = Postings([b""] * len(lists), offsets, columns[:, 0].copy(), columns[:, 1].copy(), None)
    list_counts = np.array([len(of_term) for of_term in terms.values()], np.int64)
    return postings, FoldGroups([term.encode() for term in terms], list_counts)


def test_weights_worked_out_by_hand(tmp_path: Path) -> None:
    """(1 + ln tf) ln(N / df): with equal df, tf 1 and 2 weigh as 1 to 1.693; 255 is the length of both."""
    found = signatures_of(tmp_path, 20, {"a": [{0: 1, 1: 1}], "b": [{0: 2, 2: 1}]})
    assert found[0] == {"a": 130, "b": 220}
    assert found[1:3] == [{"a": 255}, {"b": 255}]
    assert found[3:] == [{}] * 17


@pytest.mark.parametrize(
    ("documents", "df", "counts"),
    [
        (100, 1, False),
        (100, 2, True),
        (100, 10, True),
        (100, 11, False),
        (109, 10, True),
        (110, 11, True),
        (20, 2, True),
        (19, 2, False),
    ],
)
def test_which_terms_count(tmp_path: Path, documents: int, df: int, counts: bool) -> None:
    """Terms of at least two documents, and of at most a tenth of all."""
    found = signatures_of(tmp_path, documents, {"a": [dict.fromkeys(range(df), 1)]})
    assert [bool(row) for row in found] == [counts] * df + [False] * (documents - df)


def test_a_term_with_several_lists(tmp_path: Path) -> None:
    """The spellings of a folded term count as one term: frequencies are added, documents counted once."""
    found = signatures_of(tmp_path, 20, {"a": [{0: 1, 1: 1}, {0: 1}], "b": [{0: 2, 3: 1}]})
    assert found[0] == {"a": 180, "b": 180}
    too_many = {"a": [{0: 1, 1: 1}, {1: 1, 2: 1}]}
    assert signatures_of(tmp_path, 20, too_many) == [{}] * 20
    assert signatures_of(tmp_path, 30, too_many)[:4] == [{"a": 255}] * 3 + [{}]


@pytest.mark.parametrize("pending", [0, 1 << 20])
def test_sixteen_terms_of_equal_weight(tmp_path: Path, pending: int) -> None:
    """Of more than sixteen, the first ones in the order of the dictionary are kept, portion by portion."""
    names = [f"t{number:02}" for number in range(28)]
    first, then = ({name: [{5: 1, 39: 1}] for name in part} for part in (names[:10], names[10:]))
    with mock.patch.multiple(signatures_writer, _MAX_PENDING_TERMS=pending, _PENDING_TERMS_PER_DOCUMENT=0):
        found = signatures_of(tmp_path, 40, first, then)
    assert found[5] == found[39] == dict.fromkeys(names[:16], 64)


def test_the_weightiest_sixteen(tmp_path: Path) -> None:
    """A heavier term at the end of the dictionary displaces the lightest one."""
    names = [f"t{number:02}" for number in range(17)]
    found = signatures_of(
        tmp_path, 40, {name: [{5: 1 + (number != 3), 39: 1}] for number, name in enumerate(names)}
    )
    assert found[5].keys() == set(names) - {"t03"}
    assert found[39].keys() == set(names[:16])
