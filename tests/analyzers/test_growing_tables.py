"""Ids of keys, and arrays that grow."""

from __future__ import annotations

import numpy as np

from analyzers.growing_tables import GrowingArray, Interner, RaggedRows


def test_keys_get_ids_in_the_order_of_their_first_use() -> None:
    """A key keeps its id, and each new key is collected once."""
    interner = Interner[str]()
    assert interner.ids(["a", "b", "a"]).tolist() == [0, 1, 0]
    assert interner.keys == []
    assert interner.collect_new_keys() == ["a", "b"]
    assert interner.ids(["b", "c"]).tolist() == [1, 2]
    assert interner.collect_new_keys() == ["c"]
    assert interner.collect_new_keys() == []
    assert interner.keys == ["a", "b", "c"]
    assert interner.table() == {"a": 0, "b": 1, "c": 2}


def test_an_array_grows_past_its_buffer() -> None:
    """All appended values are in the array, in their order and with its dtype."""
    array = GrowingArray(np.int32)
    for start in range(0, 5000, 700):
        array.extend(range(start, start + 700))
    array.extend([])
    assert array.values.tolist() == list(range(5600))
    assert array.values.dtype == np.int32


def test_rows_lie_one_after_the_other() -> None:
    """The flat indices are right for rows of any length, in any order, even if a row is repeated."""
    rows = RaggedRows()
    rows.extend([2, 0])
    rows.extend([3])
    chosen = np.array([2, 0, 1, 2], np.int32)
    lengths = rows.lengths(chosen)
    assert lengths.tolist() == [3, 2, 0, 3]
    assert rows.flat_indices(chosen, lengths).tolist() == [2, 3, 4, 0, 1, 2, 3, 4]
    none = np.empty(0, np.int32)
    assert rows.flat_indices(none, rows.lengths(none)).tolist() == []
