"""Inverts one field: turns its tokens, sorted by document, into posting lists, sorted by term.

A term has several numbers here:

- its *id* counts the terms of a field in the order of their first use (tokens.py),
- its *list number* is the index of its posting list in the file,
- its *term number* is its index in the dictionary,
- its *fold* is the id of its folded term, in the vocabulary of the folded field.

In the base field of a folded field, lists are sorted by folded term, so the list number of a term may differ
from its term number. Documents are segment documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchidx.engines.columnar.arrays import group_starts, offsets_from_sizes, pack, unpack
from searchidx.engines.columnar.counting import document_frequencies, pair_document_frequencies
from searchidx.engines.columnar.format.fields import folded_field_of
from searchidx.engines.columnar.format.folded_terms import FOLD_SEPARATOR
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups, write_folded_terms
from searchidx.engines.columnar.format.pairs_writer import PairsWriter
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter, split_postings
from searchidx.engines.columnar.format.segment_writer import write_lengths
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from searchidx.engines.base import FieldSpec
    from searchidx.engines.columnar.counting import Tokens
    from searchidx.engines.columnar.format.container_writer import ContainerWriter
    from searchidx.engines.columnar.writing.tokens import FieldTokens, FoldIds, Vocabulary


class TermOrder(NamedTuple):
    """The order in which the posting lists of a field are written."""

    terms: list[bytes]
    """The term of each list."""
    list_numbers: NDArray[np.int32]
    """The list number of each term id. A term id that no token has gets 0, which is never used."""


class FieldInverter:
    """Writes the fields of one segment: each field together with its folded field and the pairs of both."""

    def __init__(
        self,
        container: ContainerWriter,
        specs: tuple[FieldSpec, ...],
        vocabularies: Mapping[str, Vocabulary],
        folds: Mapping[str, FoldIds],
    ) -> None:
        self._container, self._specs = container, specs
        self._vocabularies, self._folds = vocabularies, folds

    def write(self, spec: FieldSpec, field_tokens: FieldTokens, *, signatures: bool) -> None:
        """Write a field that has tokens of its own, and the fields that are derived from it.

        Signatures are written if `signatures` is true and the folded field is to have them.
        """
        tokens, lengths = field_tokens.join()
        write_lengths(self._container, spec.name, lengths)
        folded = folded_field_of(self._specs, spec)
        order, groups = self._order_terms(spec, folded, tokens.terms)
        postings = make_postings(order, tokens, positions=spec.positions)
        term_numbers = self._write_lists(spec, postings, len(lengths), sorted_by_fold=folded is not None)
        if folded is not None:
            self._write_folded_terms(folded, groups, postings, len(lengths), signatures=signatures)
        del postings  # frees large arrays before the next ones are made
        if folded is not None:
            # The term number of each term id's folded term.
            fold_number_of_id = groups.fold_numbers()[order.list_numbers]
            self._write_pairs(
                folded.name, tokens._replace(terms=fold_number_of_id[tokens.terms]), len(groups.terms)
            )
        # The term number of each term id.
        term_number_of_id = term_numbers[order.list_numbers]
        self._write_pairs(spec.name, tokens._replace(terms=term_number_of_id[tokens.terms]), len(order.terms))

    def _order_terms(
        self, spec: FieldSpec, folded: FieldSpec | None, ids: NDArray[np.int32]
    ) -> tuple[TermOrder, FoldGroups]:
        """Return the order of the lists of a field, and the lists grouped by folded term.

        `ids` has the term id of each token. Lists are sorted by term. If there is a folded field, lists are
        sorted by folded term, then by term. If there is no folded field, there are no groups.
        """
        # The term of each term id, and the term ids that tokens have.
        terms = self._vocabularies[spec.name].terms()
        used = np.flatnonzero(np.bincount(ids, minlength=len(terms))).tolist()
        groups = FoldGroups([], np.zeros(0, np.int64))
        if folded is None:
            used.sort(key=terms.__getitem__)
        else:
            # The folded term of each fold. For each term id, its fold and the key by which lists are sorted.
            fold_terms, folds = self._vocabularies[folded.name].terms(), self._folds[folded.name].by_id()
            keys = [
                fold_terms[fold] + FOLD_SEPARATOR + term
                for fold, term in zip(folds.tolist(), terms, strict=True)
            ]
            used.sort(key=keys.__getitem__)
            groups = group_folds(folds[used], fold_terms)
        list_numbers = np.zeros(len(terms), np.int32)
        list_numbers[used] = np.arange(len(used), dtype=np.int32)
        return TermOrder([terms[term_id] for term_id in used], list_numbers), groups

    def _write_lists(
        self, spec: FieldSpec, postings: Postings, stored_count: int, *, sorted_by_fold: bool
    ) -> NDArray[np.int32]:
        """Write the posting lists of a field. Return the term number of each list."""
        writer = PostingListsWriter(
            self._container, spec.name, stored_count, positions=spec.positions, sorted_by_fold=sorted_by_fold
        )
        for portion in split_postings(postings):
            writer.append(portion)
        return writer.close().astype(np.int32)

    def _write_folded_terms(
        self,
        spec: FieldSpec,
        groups: FoldGroups,
        postings: Postings,
        stored_count: int,
        *,
        signatures: bool,
    ) -> None:
        """Write a folded field, and the signatures of the documents if `signatures` is true.

        `postings` are the lists of the base field, and `groups` are these lists grouped by folded term. No
        signatures are written if the folded field is not to have them.
        """
        # The term number of each posting's folded term.
        fold_numbers = np.repeat(groups.fold_numbers(), np.diff(postings.starts))
        df = document_frequencies(fold_numbers, postings.documents, len(groups.terms))
        write_folded_terms(self._container, spec.name, groups, df)
        if spec.signature and signatures:
            writer = SignatureWriter(self._container, stored_count)
            writer.append(postings, groups)
            writer.close()

    def _write_pairs(self, base: str, tokens: Tokens, term_count: int) -> None:
        """Write each field of pairs whose base field is `base`. The terms of `tokens` are term numbers."""
        for spec in self._specs:
            if spec.pairs_of == base:
                pairs, frequencies = pair_document_frequencies(tokens, term_count)
                writer = PairsWriter(self._container, spec.name, term_count)
                writer.append(pairs, frequencies)
                writer.close()


def group_folds(folds: NDArray[np.int32], fold_terms: list[bytes]) -> FoldGroups:
    """Return the lists grouped by folded term. `folds` has the fold of each list, equal folds adjacent.

    `fold_terms` has the folded term of each fold. For example, folds [4, 4, 0, 2] give three groups, of 2, 1
    and 1 lists, with the terms `fold_terms[4]`, `fold_terms[0]` and `fold_terms[2]`.
    """
    first_lists = group_starts(folds)
    terms = [fold_terms[fold] for fold in folds[first_lists].tolist()]
    return FoldGroups(terms, np.diff(first_lists, append=len(folds)))


def make_postings(order: TermOrder, tokens: Tokens, *, positions: bool) -> Postings:
    """Return the posting lists of tokens, which are sorted by document and position and have term ids.

    For example, the text "b a b" of document 0 has tokens with the ids [1, 0, 1], the documents [0, 0, 0] and
    the positions [0, 1, 2]. With the terms [b"a", b"b"] and the list numbers [0, 1], the result has starts
    [0, 1, 2], documents [0, 0], frequencies [1, 2] and positions [1, 0, 2].
    """
    # For each token, its list number in the high 32 bits and its index in the low 32 bits. Sorting brings the
    # tokens of a list together, and keeps them in the order of documents and positions.
    packed = pack(order.list_numbers[tokens.terms], np.arange(len(tokens.terms), dtype=np.uint32))
    packed.sort()
    lists, indices = unpack(packed)
    del packed
    # `lists`, `indices` and `documents` have, for each token in the sorted order, its list number, its index
    # before sorting and its document.
    documents = tokens.documents[indices]
    # A posting starts with each token that has another list or document than the token before it.
    starts_posting = np.ones(len(lists), np.bool_)
    starts_posting[1:] = (lists[1:] != lists[:-1]) | (documents[1:] != documents[:-1])
    first_tokens = np.flatnonzero(starts_posting)
    frequencies = np.diff(first_tokens, append=len(lists)).astype(np.uint32)
    # The number of postings of each list.
    sizes = np.bincount(lists[first_tokens], minlength=len(order.terms))
    return Postings(
        order.terms,
        offsets_from_sizes(sizes),
        documents[first_tokens],
        frequencies,
        tokens.positions[indices] if positions else None,
    )
