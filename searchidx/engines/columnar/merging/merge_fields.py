"""Merges a field of several segments with what depends on it: its folded terms, signatures, and pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.counting import document_frequencies, pair_frequencies
from searchidx.engines.columnar.format.fields import DATE, ID, all_fields, folding_field
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups, write_folded_terms
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter
from searchidx.engines.columnar.format.segment_writer import write_lengths
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter
from searchidx.engines.columnar.merging.field_source import group_keys
from searchidx.engines.columnar.merging.inputs import TermRenumbering, translate
from searchidx.engines.columnar.merging.merge_lists import ListMerger
from searchidx.engines.columnar.merging.merge_pairs import merge_pairs

if TYPE_CHECKING:
    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.merging.deleted_tokens import DeletedTokens
    from searchidx.engines.columnar.merging.inputs import MergeInputs


class FieldMerger:
    """Merges fields of segments; `specs` are the fields that the index was created with."""

    def __init__(self, inputs: MergeInputs, specs: tuple[FieldSpec, ...]) -> None:
        self._inputs = inputs
        self._specs = {spec.name: spec for spec in all_fields(specs)}

    def merge(self, name: str, container: ContainerWriter) -> None:
        """Write a field that has posting lists, and what depends on it."""
        spec = self._specs[name]
        if name not in (ID, DATE):
            lengths = [segment.lengths(name)[segment.alive] for segment in self._inputs.segments]
            write_lengths(container, name, np.concatenate(lengths))
        folded = folding_field(tuple(self._specs.values()), spec)
        lists = ListMerger(self._inputs, spec, folded)
        writer = PostingListsWriter(
            container, name, self._inputs.live_count, positions=spec.positions, grouped=folded is not None
        )
        groups = self._write_lists(lists, writer, container, folded)
        term_numbers = writer.close().astype(np.int32)
        if folded is not None:
            self._merge_folded_terms(container, folded, lists, groups)
        # By segment and old list number, the new term number; and the same by old term number.
        by_list = [translate(term_numbers, source.new_lists) for source in lists.sources]
        by_term = [
            numbers[source.posting_lists.list_numbers()]
            for numbers, source in zip(by_list, lists.sources, strict=True)
        ]
        numbers = TermRenumbering(lists.list_count, by_term, by_list)
        self._merge_pairs(container, spec, numbers, lists.deleted_tokens)

    def _write_lists(
        self,
        lists: ListMerger,
        writer: PostingListsWriter,
        container: ContainerWriter,
        folded: FieldSpec | None,
    ) -> FoldGroups:
        """Write the lists, and signatures if the folded field has them; return which lists share a fold."""
        signatures = None
        if folded is not None and folded.signature:
            signatures = SignatureWriter(container, self._inputs.live_count)
        fold_terms: list[bytes] = []
        list_counts = [np.zeros(0, np.int64)]
        for keys, postings in lists.blocks():
            writer.append(postings)
            if folded is not None:
                groups = group_keys(keys)
                fold_terms += groups.terms
                list_counts.append(groups.list_counts)
                if signatures is not None:
                    signatures.append(postings, groups)
        if signatures is not None:
            signatures.close()
        return FoldGroups(fold_terms, np.concatenate(list_counts))

    def _merge_folded_terms(
        self, container: ContainerWriter, spec: FieldSpec, lists: ListMerger, groups: FoldGroups
    ) -> None:
        """Write a folded field with the terms of `groups`, and its pairs; `lists` are those of its base."""
        new_numbers = {term: number for number, term in enumerate(groups.terms)}
        df = np.zeros(len(groups.terms), np.int64)
        by_term = []
        for source in lists.sources:
            # By old number of the folded term, the new one. The documents of the terms that are left add up.
            terms = source.units.terms(0, len(source.units))
            numbers = np.array([new_numbers.get(term, -1) for term in terms], np.int32)
            left = numbers >= 0
            field = source.segment.field(spec.name)
            df[numbers[left]] += field.document_frequencies(0, len(field))[left]
            by_term.append(numbers)
        by_list = [
            translate(numbers, source.folds_of_lists())
            for numbers, source in zip(by_term, lists.sources, strict=True)
        ]
        deleted = lists.deleted_tokens.renumber(by_list)
        df -= document_frequencies(deleted.terms, deleted.documents, len(groups.terms))
        write_folded_terms(container, spec.name, groups, df)
        numbers_of_terms = TermRenumbering(len(groups.terms), by_term, by_list)
        self._merge_pairs(container, spec, numbers_of_terms, lists.deleted_tokens)

    def _merge_pairs(
        self,
        container: ContainerWriter,
        base: FieldSpec,
        numbers: TermRenumbering,
        deleted_tokens: DeletedTokens,
    ) -> None:
        """Write the fields that have the pairs of a field, whose terms have these numbers after merging."""
        for spec in self._specs.values():
            if spec.pairs_of == base.name:
                lost = pair_frequencies(deleted_tokens.renumber(numbers.by_list), numbers.term_count)
                merge_pairs(container, spec.name, self._inputs, numbers, lost)
