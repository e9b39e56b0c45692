"""Merges the posting lists of one field of several segments, without their deleted documents."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.merging.deleted_tokens import DeletedTokens
from searchidx.engines.columnar.merging.interleave import interleave
from searchidx.engines.columnar.merging.segment_field import SegmentField, key_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.merging.inputs import MergeInputs
    from searchidx.engines.columnar.merging.segment_field import KeyBlock

_BLOCK_POSTINGS = 1 << 21
"""The number of postings (or positions, if the field has them) that are merged at a time."""


class MergedLists(NamedTuple):
    """Some posting lists of the merged segment, and the key of each list (segment_field.py)."""

    keys: list[bytes]
    postings: Postings


class ListMerger:
    """Merges the lists of a field block by block. `folded` is the folded field of this field, or None."""

    def __init__(self, inputs: MergeInputs, spec: FieldSpec, folded: FieldSpec | None) -> None:
        self._inputs, self._spec = inputs, spec
        self.segment_fields = [SegmentField(segment, spec, folded) for segment in inputs.segments]
        self.deleted_tokens = DeletedTokens(inputs.documents_before)
        """The tokens of deleted documents in the blocks so far. A field without positions has none."""
        self.list_count = 0
        """The number of merged lists in the blocks so far."""

    def blocks(self) -> Iterator[MergedLists]:
        """Yield all lists of the merged segment, block by block, in the order of their keys.

        May be iterated only once, because each block adds to the attributes of this object.
        """
        for block in key_blocks(self.segment_fields, _BLOCK_POSTINGS):
            lists = self._merge_block(block)
            self.list_count += len(lists.keys)
            yield lists
            self._inputs.release()

    def _merge_block(self, block: KeyBlock) -> MergedLists:
        """Merge the lists of one block, which has a range of groups for each segment."""
        # For each segment, its lists in the block without deleted documents, and the keys of these lists.
        parts, keys_of_parts = [], []
        # The keys of the lists that have at least one live document in any segment.
        keys_left: set[bytes] = set()
        for segment_number, (field, groups) in enumerate(zip(self.segment_fields, block, strict=True)):
            keys, (first, end) = field.keys(*groups), field.list_range(*groups)
            stored = field.posting_lists.read(first, end, keys, positions=self._spec.positions)
            part = self._drop_deleted(segment_number, first, stored)
            keys_left.update(compress(keys, (np.diff(part.starts) > 0).tolist()))
            parts.append(part)
            keys_of_parts.append(keys)
        merged_keys = sorted(keys_left)
        targets = {key: index for index, key in enumerate(merged_keys)}
        # For each segment and each of its lists, the index of the merged list in the block, or -1 if no
        # merged list exists. `new_lists` gets the new list number, which counts the lists of all blocks.
        targets_of_parts = []
        for field, groups, keys in zip(self.segment_fields, block, keys_of_parts, strict=True):
            first, end = field.list_range(*groups)
            part_targets = np.array([targets.get(key, -1) for key in keys], np.int64)
            field.new_lists[first:end] = np.where(part_targets >= 0, part_targets + self.list_count, -1)
            targets_of_parts.append(part_targets)
        terms = self.segment_fields[0].terms_of_keys(merged_keys)
        return MergedLists(merged_keys, interleave(terms, parts, targets_of_parts))

    def _drop_deleted(self, segment_number: int, first_list: int, postings: Postings) -> Postings:
        """Return the postings of live documents, with new document numbers.

        Adds the tokens of the deleted documents to `deleted_tokens`, if the field has positions.
        """
        documents = self._inputs.new_documents[segment_number][postings.documents]
        kept = documents >= 0
        if kept.all():
            return postings._replace(documents=documents.astype(np.uint32))
        positions = postings.positions
        if positions is not None:
            self.deleted_tokens.add(segment_number, first_list, postings, np.flatnonzero(~kept))
            positions = positions[np.repeat(kept, postings.frequencies)]
        return Postings(
            postings.terms,
            offsets_from_sizes(kept)[postings.starts],
            documents[kept].astype(np.uint32),
            postings.frequencies[kept],
            positions,
        )
