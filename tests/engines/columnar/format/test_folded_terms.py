"""The layout of a folded field, next to that of the field that it folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.folded_terms import FoldedTerms
from searchidx.engines.columnar.format.folded_terms_writer import FoldGroups, write_folded_terms
from searchidx.engines.columnar.format.posting_lists import PostingLists, Postings
from searchidx.engines.columnar.format.posting_lists_writer import PostingListsWriter
from tests.support.engine_files import write_container

if TYPE_CHECKING:
    from pathlib import Path

    from searchidx.engines.columnar.format.container_writer import ContainerWriter

LISTS = {"an": [1, 3], "án": [5], "ba": [1], "bá": [1, 2]}


def write(container: ContainerWriter) -> None:
    """Write the field F with the lists above, in the order of the folded terms, and the folded field G."""
    terms = [term.encode() for term in LISTS]
    documents = np.array([document for found in LISTS.values() for document in found], np.uint32)
    lists = PostingListsWriter(container, "F", 10, positions=False, sorted_by_fold=True)
    starts = np.array([0, 2, 3, 4, 6])
    lists.append(Postings(terms, starts, documents, np.ones(6, np.uint32), None))
    lists.close()
    write_folded_terms(container, "G", FoldGroups([b"an", b"ba"], np.array([2, 2])), np.array([3, 2]))


def test_the_layout(tmp_path: Path) -> None:
    """The example of the module."""
    container = write_container(tmp_path / "file", write)
    arrays = {name: container.column(name).whole().tolist() for name in container.names()}
    assert arrays["F.slots"] == [0, 2, 3, 1]
    assert arrays["G.slot_starts"] == [0, 2, 4]
    assert arrays["G.df"] == [3, 2]
    base = PostingLists(container, "F", 10, positions=False, sorted_by_fold=True)
    folded = FoldedTerms(container, "G", base)
    assert [base.term(number).decode() for number in range(4)] == ["an", "ba", "bá", "án"]
    assert folded.list_range(1) == (2, 4)
    assert base.documents(2, 4).tolist() == [1, 1, 2]


def test_ranges_of_lists_are_joined(tmp_path: Path) -> None:
    """Several folded terms have one range; other terms have as few ranges as possible."""
    container = write_container(tmp_path / "file", write)
    base = PostingLists(container, "F", 10, positions=False, sorted_by_fold=True)
    folded = FoldedTerms(container, "G", base)
    assert folded.joined_list_ranges(0, 2) == [(0, 4)]
    assert folded.joined_list_ranges(1, 2) == [(2, 4)]
    assert base.joined_list_ranges(0, 2) == [(0, 1), (2, 3)]
    assert base.joined_list_ranges(1, 4) == [(1, 4)]
    assert folded.joined_list_ranges(1, 1) == base.joined_list_ranges(1, 1) == []
