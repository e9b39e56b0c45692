"""Merges a field of several segments, and the data derived from it: folded terms, signatures and pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.counting import document_frequencies, pair_document_frequencies
from searchidx.engines.columnar.format.fields import DATE, ID, all_fields, folded_field_of
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups, write_folded_terms
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter
from searchidx.engines.columnar.format.segment_writer import write_lengths
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter
from searchidx.engines.columnar.merging.inputs import TermRenumbering, translate
from searchidx.engines.columnar.merging.merge_lists import ListMerger
from searchidx.engines.columnar.merging.merge_pairs import merge_pairs
from searchidx.engines.columnar.merging.segment_field import group_keys

if TYPE_CHECKING:
    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.merging.deleted_tokens import DeletedTokens
    from searchidx.engines.columnar.merging.inputs import MergeInputs


class FieldMerger:
    """Merges the fields of segments, one by one. `specs` are the fields that the index was created with."""

    def __init__(self, inputs: MergeInputs, specs: tuple[FieldSpec, ...]) -> None:
        self._inputs = inputs
        self._specs = {spec.name: spec for spec in all_fields(specs)}

    def merge(self, name: str, container: ContainerWriter) -> None:
        """Write a field that has posting lists, and the fields and signatures that are derived from it.

        The container stays open.
        """
        spec = self._specs[name]
        if name not in (ID, DATE):
            lengths = [segment.lengths(name)[segment.live] for segment in self._inputs.segments]
            write_lengths(container, name, np.concatenate(lengths))
        folded = folded_field_of(tuple(self._specs.values()), spec)
        lists = ListMerger(self._inputs, spec, folded)
        writer = PostingListsWriter(
            container,
            name,
            self._inputs.live_count,
            positions=spec.positions,
            sorted_by_fold=folded is not None,
        )
        groups = self._write_lists(lists, writer, container, folded)
        term_numbers = writer.close().astype(np.int32)
        if folded is not None:
            self._merge_folded_terms(container, folded, lists, groups)
        # For each segment, the new term number of each old list number, and of each old term number.
        by_list = [translate(term_numbers, field.new_lists) for field in lists.segment_fields]
        by_term = [
            numbers[field.posting_lists.list_numbers()]
            for numbers, field in zip(by_list, lists.segment_fields, strict=True)
        ]
        renumbering = TermRenumbering(lists.list_count, by_term, by_list)
        self._merge_pairs(container, spec, renumbering, lists.deleted_tokens)

    def _write_lists(
        self,
        lists: ListMerger,
        writer: PostingListsWriter,
        container: ContainerWriter,
        folded: FieldSpec | None,
    ) -> FoldGroups:
        """Write the lists, and the signatures if the folded field has signatures.

        Returns the lists grouped by folded term. If there is no folded field, there are no groups.
        """
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
        """Write a folded field with the terms of `groups`, and write its pairs.

        `lists` has merged the lists of the base field.
        """
        # The new term number of each folded term.
        new_numbers = {term: number for number, term in enumerate(groups.terms)}
        df = np.zeros(len(groups.terms), np.int64)
        by_term = []
        for field in lists.segment_fields:
            # The new term number of each old term number in the folded field, or -1 if the term is gone. The
            # document frequencies of the other terms are added up.
            terms = field.groups.terms(0, len(field.groups))
            numbers = np.array([new_numbers.get(term, -1) for term in terms], np.int32)
            left = numbers >= 0
            folded_terms = field.segment.field(spec.name)
            df[numbers[left]] += folded_terms.document_frequencies(0, len(folded_terms))[left]
            by_term.append(numbers)
        by_list = [
            translate(numbers, field.folds_of_lists())
            for numbers, field in zip(by_term, lists.segment_fields, strict=True)
        ]
        # The sums include deleted documents, which are counted from their tokens and subtracted.
        deleted = lists.deleted_tokens.renumber(by_list)
        df -= document_frequencies(deleted.terms, deleted.documents, len(groups.terms))
        write_folded_terms(container, spec.name, groups, df)
        renumbering = TermRenumbering(len(groups.terms), by_term, by_list)
        self._merge_pairs(container, spec, renumbering, lists.deleted_tokens)

    def _merge_pairs(
        self,
        container: ContainerWriter,
        base: FieldSpec,
        renumbering: TermRenumbering,
        deleted_tokens: DeletedTokens,
    ) -> None:
        """Write each field of pairs whose base field is `base`. `renumbering` has the new term numbers."""
        for spec in self._specs.values():
            if spec.pairs_of == base.name:
                lost = pair_document_frequencies(
                    deleted_tokens.renumber(renumbering.by_list), renumbering.term_count
                )
                merge_pairs(container, spec.name, self._inputs, renumbering, lost)
