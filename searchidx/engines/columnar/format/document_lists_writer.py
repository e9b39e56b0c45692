"""Encoder of document lists. The docstring of document_lists.py describes the three codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format.document_lists import (
    MAX_MATRIX_BITS,
    NARROW_ESCAPE,
    WIDE_ESCAPE,
    is_dense,
    is_wide,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


def encode_documents(
    numbers: NDArray[np.uint32], offsets: NDArray[np.int64], stored_count: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of all lists, one list after the other, and the number of bytes of each list.

    List i is `numbers[offsets[i]:offsets[i + 1]]`. Its numbers must ascend and lie in
    `range(stored_count)`. No list may be empty.
    """
    df = np.diff(offsets)
    dense = is_dense(df, stored_count)
    if not dense.any():
        return _encode_gaps(numbers, df, stored_count)
    # Dense lists are encoded apart from other lists, and the bytes of both are then put into their places.
    # `in_dense` is a mask of the documents of dense lists, `dense_bytes` of their bytes.
    in_dense = np.repeat(dense, df)
    gaps, gap_sizes = _encode_gaps(numbers[~in_dense], df[~dense], stored_count)
    sizes = np.full(len(df), -(-stored_count // 8))
    sizes[~dense] = gap_sizes
    coded = np.empty(int(sizes.sum()), np.uint8)
    dense_bytes = np.repeat(dense, sizes)
    coded[~dense_bytes] = gaps
    coded[dense_bytes] = _encode_bits(numbers[in_dense], df[dense], stored_count)
    return coded, sizes


def _encode_gaps(
    numbers: NDArray[np.uint32], df: NDArray[np.int64], stored_count: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Encode narrow and wide lists of `df` numbers each. Return the bytes and the bytes of each list."""
    # The gap before each document: [3, 4, 9] -> [3, 0, 4]. The first gap of a list is its first document.
    last_of_list = np.cumsum(df) - 1
    first_of_list = last_of_list + 1 - df
    gaps = numbers.astype(np.int64)
    gaps[1:] -= numbers[:-1]
    gaps[1:] -= 1
    gaps[first_of_list] = numbers[first_of_list]
    # For each gap, the number of its escapes, its rest, and the offset of the end of its bytes.
    wide = np.repeat(is_wide(df, stored_count), df)
    escapes, rest = np.divmod(gaps, np.where(wide, WIDE_ESCAPE, NARROW_ESCAPE))
    ends = np.cumsum((escapes + 1) << wide)
    # An escape is one or two bytes of 255. So all bytes are 255, except the rest: the last one or two bytes
    # of a gap.
    coded = np.full(int(ends[-1]) if len(ends) else 0, 255, np.uint8)
    coded[ends[~wide] - 1] = rest[~wide]
    coded[ends[wide] - 2] = rest[wide] & 255
    coded[ends[wide] - 1] = rest[wide] >> 8
    return coded, np.diff(ends[last_of_list], prepend=0)


def _encode_bits(numbers: NDArray[np.uint32], df: NDArray[np.int64], stored_count: int) -> NDArray[np.uint8]:
    """Encode dense lists of `df` numbers each."""
    offsets = offsets_from_sizes(df)
    step = max(1, MAX_MATRIX_BITS // stored_count)
    coded = []
    for first in range(0, len(df), step):
        # Shape (lists, stored_count): true where a list has a document.
        sizes = df[first : first + step]
        bits = np.zeros((len(sizes), stored_count), np.bool_)
        lists = np.repeat(np.arange(len(sizes)), sizes)
        bits[lists, numbers[offsets[first] : offsets[first + len(sizes)]]] = True
        coded.append(np.packbits(bits, axis=1, bitorder="little").reshape(-1))
    return np.concatenate(coded)
