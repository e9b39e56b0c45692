"""Analysed documents into a segment: every field is inverted with one sort of packed integers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchidx.engines.columnar.arrays import group_starts
from searchidx.engines.columnar.counting import document_frequencies, pair_frequencies
from searchidx.engines.columnar.format.container_writer import ContainerWriter
from searchidx.engines.columnar.format.days import EPOCH, NO_DATE, date_term
from searchidx.engines.columnar.format.dictionary import key_of
from searchidx.engines.columnar.format.fields import DATE, ID, folding_field
from searchidx.engines.columnar.format.folded_terms import FOLD_SEPARATOR
from searchidx.engines.columnar.format.folded_terms_writer import write_folded
from searchidx.engines.columnar.format.pairs_writer import PairsWriter
from searchidx.engines.columnar.format.posting_lists import Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter, split_postings
from searchidx.engines.columnar.format.segment_writer import close_segment, write_lengths
from searchidx.engines.columnar.format.signatures_writer import SignatureWriter
from searchidx.engines.columnar.format.stored_documents_writer import StoredDocumentsWriter
from searchidx.engines.columnar.writing.tokens import FieldTokens, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from searchidx.engines.base import Batch, FieldSpec


class Inverter:
    """Collects documents and writes them as one segment."""

    def __init__(self, path: Path, specs: tuple[FieldSpec, ...]) -> None:
        self._specs = specs
        self._identifiers: list[str] = []
        self._vocabularies = {spec.name: Vocabulary() for spec in specs if not spec.pairs_of}
        self._folds: dict[str, NDArray[np.int32]] = {}
        self._tokens = {spec.name: FieldTokens() for spec in specs if not spec.folds and not spec.pairs_of}
        self._days: list[int] = []
        self._container = ContainerWriter(path)
        self._stored = StoredDocumentsWriter(self._container)

    def add(self, batch: Batch, forms: Sequence[bytes]) -> None:
        """Take analysed documents with their stored forms."""
        self._stored.append(forms)
        self._identifiers += [document.id for document in batch.documents]
        self._days += [d.date.toordinal() - EPOCH if d.date else NO_DATE for d in batch.documents]
        numbers: dict[str, NDArray[np.int32]] = {}
        for name, vocabulary in self._vocabularies.items():
            stream = batch.streams[name]
            numbers[name] = vocabulary.numbers(stream.vocabulary, stream.ids)
        for spec in self._specs:
            if spec.folds:
                self._fold(spec.name, numbers[spec.folds], numbers[spec.name])
            elif spec.name in self._tokens:
                stream = batch.streams[spec.name]
                counts = np.diff(stream.offsets)
                self._tokens[spec.name].append(numbers[spec.name], stream.positions, counts, stream.lengths)

    def _fold(self, name: str, below: NDArray[np.int32], numbers: NDArray[np.int32]) -> None:
        folds = self._folds.setdefault(name, np.zeros(0, np.int32))
        size = int(below.max()) + 1 if len(below) else 0
        if size > len(folds):
            folds = np.concatenate([folds, np.full(size - len(folds), -1, np.int32)])
        folds[below] = numbers
        self._folds[name] = folds

    def discard(self) -> None:
        """Give up."""
        self._container.discard()

    def finish(self, *, final: bool) -> None:
        """Write the segment."""
        documents = len(self._identifiers)
        self._stored.close()
        self._container.array("days", np.array(self._days), "<i4")
        self._listed(ID, [key_of(identifier) for identifier in self._identifiers])
        self._listed(DATE, [b"" if day == NO_DATE else date_term(day) for day in self._days])
        for spec in self._specs:
            if spec.name in self._tokens:
                self._invert(spec, documents, signatures=final)
        close_segment(self._container, self._specs, documents, sync=final)

    def _listed(self, name: str, terms: list[bytes]) -> None:
        """Write a field with at most one term a document (none where it is empty)."""
        order = sorted((term, number) for number, term in enumerate(terms) if term)
        unique = [term for i, (term, _) in enumerate(order) if not i or order[i - 1][0] != term]
        documents = np.array([number for _, number in order], np.uint32)
        sizes: dict[bytes, int] = dict.fromkeys(unique, 0)
        for term, _ in order:
            sizes[term] += 1
        bounds = np.concatenate([[0], np.cumsum(np.array(list(sizes.values()), np.int64))])
        writer = PostingListsWriter(self._container, name, len(terms), positions=False, grouped=False)
        writer.append(Postings(unique, bounds, documents, np.ones(len(documents), np.uint32), None))
        writer.close()

    def _invert(self, spec: FieldSpec, documents: int, *, signatures: bool) -> None:
        ids, positions, owners, lengths = self._tokens.pop(spec.name).joined()
        write_lengths(self._container, spec.name, lengths)
        view = folding_field(self._specs, spec)
        terms, slots, folds = self._ordered(spec, view, ids)
        tokens, rows = _sorted(slots, ids)
        postings = _postings(terms, rows, owners[tokens], positions[tokens] if spec.positions else None)
        del tokens, rows
        lists = PostingListsWriter(
            self._container, spec.name, documents, positions=spec.positions, grouped=view is not None
        )
        for part in split_postings(postings):
            lists.append(part)
        numbers = lists.close().astype(np.int32)
        del lists
        runs = group_starts(folds)
        if view is not None:
            self._folded(view, documents, postings, folds, signatures=signatures)
        del postings
        if view is not None:
            fold_of = np.repeat(np.arange(len(runs), dtype=np.int32), np.diff(runs, append=len(folds)))
            self._pairs(view.name, fold_of[slots][ids], owners, positions, len(runs))
        self._pairs(spec.name, numbers[slots][ids], owners, positions, len(terms))

    def _folded(
        self,
        view: FieldSpec,
        documents: int,
        postings: Postings,
        folds: NDArray[np.int32],
        *,
        signatures: bool,
    ) -> None:
        runs = group_starts(folds)
        sizes = np.diff(runs, append=len(folds))
        fold_of = np.repeat(np.arange(len(runs)), sizes)
        of_postings = np.repeat(fold_of, np.diff(postings.starts))
        df = document_frequencies(of_postings, postings.documents, len(runs))
        names = self._vocabularies[view.name].terms()
        fold_terms = [names[fold] for fold in folds[runs].tolist()]
        write_folded(self._container, view.name, fold_terms, sizes, df)
        if view.signature and signatures:
            writer = SignatureWriter(self._container, documents)
            writer.append(postings, fold_terms, runs)
            writer.close()

    def _ordered(
        self, spec: FieldSpec, view: FieldSpec | None, ids: NDArray[np.int32]
    ) -> tuple[list[bytes], NDArray[np.int32], NDArray[np.int32]]:
        """(the terms in the order of their slots; the slot of each term's number; the fold of each slot)."""
        names = self._vocabularies[spec.name].terms()
        used = np.flatnonzero(np.bincount(ids, minlength=len(names))).tolist()
        folds = np.zeros(len(names), np.int32)
        if view is None:
            used.sort(key=names.__getitem__)
        else:
            folds[: len(self._folds[view.name])] = self._folds[view.name]
            fold_names, fold_of = self._vocabularies[view.name].terms(), folds.tolist()
            keys = [
                fold_names[fold] + FOLD_SEPARATOR + name for fold, name in zip(fold_of, names, strict=True)
            ]
            used.sort(key=keys.__getitem__)
        slots = np.zeros(len(names), np.int32)
        slots[used] = np.arange(len(used), dtype=np.int32)
        return [names[number] for number in used], slots, folds[used]

    def _pairs(self, base: str, terms: Any, owners: Any, positions: Any, size: int) -> None:
        for view in self._specs:
            if view.pairs_of == base:
                keys, df = pair_frequencies(terms, owners, positions, size)
                pairs = PairsWriter(self._container, view.name, size)
                pairs.append(keys, df)
                pairs.close()


def _sorted(
    slots: NDArray[np.int32], ids: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """(the tokens in the order of their slots, the slot of each of these)."""
    keys = (slots.astype(np.uint64) << np.uint64(32))[ids]
    keys |= np.arange(len(ids), dtype=np.uint32)
    keys.sort()
    tokens = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    return tokens, keys.astype(np.uint32)


def _postings(
    terms: list[bytes], rows: NDArray[np.uint32], documents: NDArray[np.uint32], positions: Any
) -> Postings:
    """Postings of tokens that are sorted by term and document."""
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (rows[1:] != rows[:-1]) | (documents[1:] != documents[:-1])
    firsts = np.flatnonzero(fresh)
    frequencies = np.diff(firsts, append=len(rows)).astype(np.uint32)
    bounds = np.zeros(len(terms) + 1, np.int64)
    np.cumsum(np.bincount(rows[firsts], minlength=len(terms)), out=bounds[1:])
    return Postings(terms, bounds, documents[firsts], frequencies, positions)
