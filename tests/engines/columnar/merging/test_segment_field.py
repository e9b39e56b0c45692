"""Keys of lists, groups of folds, and blocks of keys that several segments share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx.engines.columnar import states
from searchidx.engines.columnar.format.fields import folded_field_of
from searchidx.engines.columnar.merging.segment_field import SegmentField, group_keys, key_blocks
from searchidx.engines.columnar.reading.segment import Segment
from tests.support import engine_corpus as corpus
from tests.support.engine_files import create_index, random_documents

if TYPE_CHECKING:
    from pathlib import Path

SPECS = {spec.name: spec for spec in corpus.FIELDS}


def segment_fields(folder: Path, name: str) -> list[SegmentField]:
    """The lists of a field in three segments of random documents, the older ones larger."""
    create_index(folder, *(random_documents(count, count, count) for count in (40, 12, 3)))
    committed_segments = states.read(folder).segments
    assert len(committed_segments) == 3
    segments = [
        Segment(states.segment_path(folder, committed.name), committed.deleted)
        for committed in committed_segments
    ]
    folded = folded_field_of(corpus.FIELDS, SPECS[name])
    return [SegmentField(segment, SPECS[name], folded) for segment in segments]


def test_keys_of_a_field_that_is_folded(tmp_path: Path) -> None:
    """A key is the fold, a zero byte and the term; keys ascend, and give the terms back."""
    for field in segment_fields(tmp_path, "body"):
        keys = field.keys(0, len(field.groups))
        assert keys == sorted(keys)
        assert len(keys) == len(field.posting_lists)
        terms = field.terms_of_keys(keys)
        assert keys == [corpus.fold(term.decode()).encode() + b"\0" + term for term in terms]
        assert sorted(terms) == field.posting_lists.dictionary.terms(0, len(keys))
        folds = field.groups.terms(0, len(field.groups))
        assert [folds[number] for number in field.folds_of_lists()] == [key.split(b"\0")[0] for key in keys]


def test_keys_of_a_field_that_is_not_folded(tmp_path: Path) -> None:
    """A key is the term, a group is a list."""
    for field in segment_fields(tmp_path, "source"):
        keys = field.keys(0, len(field.groups))
        assert keys == field.terms_of_keys(keys) == field.posting_lists.dictionary.terms(0, len(keys))
        assert field.list_range(1, 2) == (1, 2)


@pytest.mark.parametrize("name", ["body", "body_words", "source"])
@pytest.mark.parametrize("size", [1, 60, 1 << 30])
def test_blocks_cover_all_keys_in_order(tmp_path: Path, name: str, size: int) -> None:
    """Every group is in one block; the keys of a block are less than those of the next, in all segments."""
    fields = segment_fields(tmp_path, name)
    ends = [0] * len(fields)
    last_key = b""
    blocks = list(key_blocks(fields, size))
    for block in blocks:
        assert [first for first, _ in block] == ends
        ends = [end for _, end in block]
        keys = [key for field, groups in zip(fields, block, strict=True) for key in field.keys(*groups)]
        assert keys
        assert min(keys) > last_key
        last_key = max(keys)
    assert ends == [len(field.groups) for field in fields]
    assert (len(blocks) == 1) == (size == 1 << 30)


def test_blocks_hold_about_as_much_work_as_was_asked_for(tmp_path: Path) -> None:
    """A segment gives at most its share to a block, unless a single group of it is larger."""
    fields, size = segment_fields(tmp_path, "body_words"), 60
    for block in key_blocks(fields, size):
        for field, (first, end) in zip(fields, block, strict=True):
            work = int(field.work_before[end]) - int(field.work_before[first])
            assert work <= size // len(fields) or end == first + 1


def test_keys_are_grouped_by_fold() -> None:
    """The folds, in order, with the number of keys of each."""
    groups = group_keys([b"an\0an", b"ba\0ba", "ba\0bá".encode(), b"ca\0ca"])
    assert groups.terms == [b"an", b"ba", b"ca"]
    assert groups.list_counts.tolist() == [1, 2, 1]
    assert groups.first_lists().tolist() == [0, 1, 3]
    assert groups.fold_numbers().tolist() == [0, 1, 1, 2]
    assert group_keys([]).list_counts.tolist() == group_keys([]).terms == []
