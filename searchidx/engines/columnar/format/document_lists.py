"""Decoder of document lists: ascending lists of document numbers, coded in one of three ways.

The coding of a list depends on its length, `df`, and on the number of documents in the segment, deleted ones
included: N, or `stored_count` in code.


    df >= N / 8               dense: a bit for each of the N documents, the lowest bit of a byte first
    N / 128 <= df < N / 8     narrow: a gap of one byte for each document of the list
    df < N / 128              wide: a gap of two bytes (little-endian) for each document of the list

A gap is the number of documents skipped before the next document of the list. For example, [3, 4, 9] has the
gaps [3, 0, 4]. The largest value of the one or two bytes (255 or 65535) is an escape. It skips this number of
documents and is not followed by a document of the list. A gap that is not less than the escape is coded as
escapes and a smaller rest.

    [3, 4, 9]          of 10 documents       dense     0b00011000 0b00000010
    [3, 4, 9]          of 100 documents      narrow    3  0  4
    [3, 4, 9]          of 1,000 documents    wide      3 0  0 0  4 0
    [300, 301, 302]    of 384 documents      narrow    255 45  0  0

pairs.py codes lists of term numbers in the same way. N (`stored_count`) is then the number of terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENSE_MIN_SHARE = 1 / 8
"""A list with at least this share of the documents is dense. Gaps would not take fewer bytes than bits."""

NARROW_MIN_SHARE = 1 / 128
"""A list that is not dense is narrow if it has at least this share. Most gaps then fit into one byte."""

NARROW_ESCAPE, WIDE_ESCAPE = 255, 65535
"""The escapes of narrow and of wide lists. Each is also the number of documents that it skips."""

MAX_MATRIX_BITS = 1 << 22
"""The number of bits of dense lists that are expanded at a time, to one byte each."""

_GROUPED_MIN_LISTS = 64
"""If there are more lists than this, all lists of one coding are decoded together.

Merging decodes thousands of lists at a time.
"""


def is_dense(df: Any, stored_count: int) -> Any:
    """Return whether a list of `df` documents is dense. If `df` is an array, return a mask."""
    return df >= stored_count * DENSE_MIN_SHARE


def is_wide(df: Any, stored_count: int) -> Any:
    """Return whether a list of `df` documents is wide. If `df` is an array, return a mask."""
    return df < stored_count * NARROW_MIN_SHARE


def decode_list(raw: NDArray[np.uint8], df: int, stored_count: int) -> NDArray[np.uint32]:
    """Return the ascending document numbers of one list, as a new array.

    `raw` is the bytes of the list, `df` its length, and `stored_count` the N of the module docstring.
    """
    if is_dense(df, stored_count):
        bits = np.unpackbits(raw, count=stored_count, bitorder="little")
        return np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
    gaps, escape = (raw.view("<u2"), WIDE_ESCAPE) if is_wide(df, stored_count) else (raw, NARROW_ESCAPE)
    # A gap is a step over the skipped documents and the next document of the list: `gap + 1`. An escape is a
    # step over the skipped documents only. The cumulative sum of the steps, less one, is the document number:
    # gaps [3, 0, 4] -> steps [4, 1, 5] -> sums [4, 5, 10] -> documents [3, 4, 9].
    is_document = gaps != escape
    numbers: NDArray[np.uint32] = np.add.accumulate(gaps + is_document, dtype=np.uint32)
    if len(gaps) != df:
        numbers = numbers[is_document]
    numbers -= np.uint32(1)
    return numbers


def decode_lists(
    raw: NDArray[np.uint8], byte_offsets: NDArray[Any], offsets: NDArray[Any], stored_count: int
) -> NDArray[np.uint32]:
    """Return the document numbers of adjacent lists, one list after the other, as a new array.

    `raw` is the bytes of all lists. `byte_offsets` has the offset of the bytes of each list, followed by the
    end of the last list. `offsets` has the same offsets in the decoded documents. Both are relative to their
    first value, which need not be 0. For example, offsets [5, 7, 8] mean lists of 2 and 1 documents.
    """
    byte_offsets = byte_offsets.astype(np.int64) - int(byte_offsets[0])
    offsets = offsets.astype(np.int64) - int(offsets[0])
    df = np.diff(offsets)
    if len(df) > _GROUPED_MIN_LISTS:
        return _decode_grouped(raw, np.diff(byte_offsets), df, stored_count)
    numbers = np.empty(int(offsets[-1]), np.uint32)
    first_wide = 0
    for index in [*np.flatnonzero(~is_wide(df, stored_count)).tolist(), len(df)]:
        # First decode all wide lists before list `index` together, then list `index`, which is not wide.
        if first_wide < index:
            gaps = raw[byte_offsets[first_wide] : byte_offsets[index]].view("<u2")
            decoded = _decode_gaps(gaps, df[first_wide:index], WIDE_ESCAPE)
            numbers[offsets[first_wide] : offsets[index]] = decoded
        if index < len(df):
            coded = raw[byte_offsets[index] : byte_offsets[index + 1]]
            numbers[offsets[index] : offsets[index + 1]] = decode_list(coded, int(df[index]), stored_count)
        first_wide = index + 1
    return numbers


def _decode_grouped(
    raw: NDArray[np.uint8], sizes: NDArray[np.int64], df: NDArray[np.int64], stored_count: int
) -> NDArray[np.uint32]:
    """Decode adjacent lists of `sizes` bytes and `df` documents each, all lists of one coding together."""
    dense, wide = is_dense(df, stored_count), is_wide(df, stored_count)
    narrow = ~(dense | wide)
    numbers = np.empty(int(df.sum()), np.uint32)
    # `np.repeat(dense, sizes)` is a mask of the bytes of dense lists. `np.repeat(dense, df)` is a mask of
    # their documents.
    numbers[np.repeat(dense, df)] = _decode_bits(raw[np.repeat(dense, sizes)], df[dense], stored_count)
    wide_gaps = raw[np.repeat(wide, sizes)].view("<u2")
    numbers[np.repeat(wide, df)] = _decode_gaps(wide_gaps, df[wide], WIDE_ESCAPE)
    numbers[np.repeat(narrow, df)] = _decode_gaps(raw[np.repeat(narrow, sizes)], df[narrow], NARROW_ESCAPE)
    return numbers


def _decode_bits(raw: NDArray[np.uint8], df: NDArray[np.int64], stored_count: int) -> NDArray[np.uint32]:
    """Decode adjacent dense lists."""
    # Shape (lists, bytes of a list).
    rows = raw.reshape(len(df), -(-stored_count // 8))
    decoded = [np.zeros(0, np.uint32)]
    step = max(1, MAX_MATRIX_BITS // stored_count)
    for first in range(0, len(df), step):
        # A matrix of shape (lists, stored_count) whose bits are set where a list has a document. In the
        # flattened matrix, document d of list i has the index `i * stored_count + d`.
        bits = np.unpackbits(rows[first : first + step], axis=1, count=stored_count, bitorder="little")
        flat_numbers = np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
        row_starts = np.arange(len(bits), dtype=np.uint32) * np.uint32(stored_count)
        decoded.append(flat_numbers - np.repeat(row_starts, df[first : first + step]))
    return np.concatenate(decoded)


def _decode_gaps(gaps: NDArray[Any], df: NDArray[np.int64], escape: int) -> NDArray[np.uint32]:
    """Decode adjacent lists of gaps."""
    # The cumulative sum of steps (see `decode_list`) over all lists. An overflow does no harm, because only
    # differences of sums are used.
    is_document = gaps != escape
    totals = np.cumsum(gaps + is_document, dtype=np.uint32)
    if len(gaps) != int(df.sum()):
        totals = totals[is_document]
    # The sum before each list. The documents of a list are its sums, less the sum before it, less one.
    before = np.zeros(len(df), np.uint32)
    before[1:] = totals[np.cumsum(df)[:-1] - 1]
    totals -= np.repeat(before + np.uint32(1), df)
    return totals
