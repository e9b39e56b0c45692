"""Reads ascending lists of document numbers, which are coded in one of three ways.

How a list is coded follows from its length, df, and from the number of all documents, N:

    df >= N / 8      dense: a bit for each of the N documents, the lowest bit of a byte first
    df >= N / 128    narrow: a gap of one byte for each document of the list
    otherwise        wide: a gap of two bytes (little-endian) for each document of the list

A gap is how many documents are left out before a document: [3, 4, 9] has the gaps [3, 0, 4]. The largest byte
(255) or pair of bytes (65535) is an escape: it leaves out so many documents and is itself no document. So a
gap of any size is some escapes and a rest.

    [3, 4, 9]          of 10 documents       dense     0b00011000 0b00000010
    [3, 4, 9]          of 100 documents      narrow    3  0  4
    [3, 4, 9]          of 1,000 documents    wide      3 0  0 0  4 0
    [300, 301, 302]    of 384 documents      narrow    255 45  0  0

Pairs keep their second terms in the same way: "documents" are the terms there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENSE_MIN_SHARE = 1 / 8
"""A list of at least this share of the documents is dense: it takes no more bytes than with gaps."""

NARROW_MIN_SHARE = 1 / 128
"""A list of at least this share that is not dense has gaps of one byte, which are mostly enough."""

NARROW_ESCAPE, WIDE_ESCAPE = 255, 65535
"""The escape values: each skips this many documents and lists none."""

MAX_MATRIX_BITS = 1 << 22
"""How many bits of dense lists are spread out at a time, as a byte each."""

_GROUPED_MIN_LISTS = 64
"""With more lists, all that are coded alike are decoded together: merging reads thousands at a time."""


def is_dense(df: Any, document_count: int) -> Any:
    """Tell whether a list of `df` of `document_count` documents is dense; of an array, for each list."""
    return df >= document_count * DENSE_MIN_SHARE


def is_wide(df: Any, document_count: int) -> Any:
    """Tell whether a list of `df` of `document_count` documents is wide; of an array, for each list."""
    return df < document_count * NARROW_MIN_SHARE


def decode_list(raw: NDArray[np.uint8], df: int, document_count: int) -> NDArray[np.uint32]:
    """Return the document numbers of one list of `df` documents, of `document_count` in all, from its
    bytes.
    """
    if is_dense(df, document_count):
        bits = np.unpackbits(raw, count=document_count, bitorder="little")
        return np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
    gaps, escape = (raw.view("<u2"), WIDE_ESCAPE) if is_wide(df, document_count) else (raw, NARROW_ESCAPE)
    # A gap and the document after it are `gap + 1` steps, an escape is as many steps as it leaves out: the
    # running total of steps is the number after each document. [3, 0, 4] -> steps [4, 1, 5] -> [4, 5, 10] ->
    # [3, 4, 9].
    is_document = gaps != escape
    numbers: NDArray[np.uint32] = np.add.accumulate(gaps + is_document, dtype=np.uint32)
    if len(gaps) != df:
        numbers = numbers[is_document]
    numbers -= np.uint32(1)
    return numbers


def decode_lists(
    raw: NDArray[np.uint8], byte_offsets: NDArray[Any], offsets: NDArray[Any], document_count: int
) -> NDArray[np.uint32]:
    """Return the document numbers of neighbouring lists, one list after the other.

    List i has the bytes from `byte_offsets[i]` to `byte_offsets[i + 1]`, and its documents are to be those
    from `offsets[i]` to `offsets[i + 1]` of the result. Both may be counted from anywhere: `raw` starts at
    the first.
    """
    byte_offsets = byte_offsets.astype(np.int64) - int(byte_offsets[0])
    offsets = offsets.astype(np.int64) - int(offsets[0])
    df = np.diff(offsets)
    if len(df) > _GROUPED_MIN_LISTS:
        return _decode_grouped(raw, np.diff(byte_offsets), df, document_count)
    numbers = np.empty(int(offsets[-1]), np.uint32)
    first_wide = 0
    for index in [*np.flatnonzero(~is_wide(df, document_count)).tolist(), len(df)]:
        # All wide lists before list `index`, together; then list `index`, which is not wide.
        if first_wide < index:
            gaps = raw[byte_offsets[first_wide] : byte_offsets[index]].view("<u2")
            decoded = _decode_gaps(gaps, df[first_wide:index], WIDE_ESCAPE)
            numbers[offsets[first_wide] : offsets[index]] = decoded
        if index < len(df):
            coded = raw[byte_offsets[index] : byte_offsets[index + 1]]
            numbers[offsets[index] : offsets[index + 1]] = decode_list(coded, int(df[index]), document_count)
        first_wide = index + 1
    return numbers


def _decode_grouped(
    raw: NDArray[np.uint8], sizes: NDArray[np.int64], df: NDArray[np.int64], document_count: int
) -> NDArray[np.uint32]:
    """Decode lists of `sizes` bytes and `df` documents each: all that are coded alike together."""
    dense, wide = is_dense(df, document_count), is_wide(df, document_count)
    narrow = ~(dense | wide)
    numbers = np.empty(int(df.sum()), np.uint32)
    # `np.repeat(dense, sizes)` tells of each byte whether its list is dense, `np.repeat(dense, df)` of each
    # document.
    numbers[np.repeat(dense, df)] = _decode_bits(raw[np.repeat(dense, sizes)], df[dense], document_count)
    wide_gaps = raw[np.repeat(wide, sizes)].view("<u2")
    numbers[np.repeat(wide, df)] = _decode_gaps(wide_gaps, df[wide], WIDE_ESCAPE)
    numbers[np.repeat(narrow, df)] = _decode_gaps(raw[np.repeat(narrow, sizes)], df[narrow], NARROW_ESCAPE)
    return numbers


def _decode_bits(raw: NDArray[np.uint8], df: NDArray[np.int64], document_count: int) -> NDArray[np.uint32]:
    """Decode dense lists that come one after the other."""
    # One row of bytes for each list.
    rows = raw.reshape(len(df), -(-document_count // 8))
    decoded = [np.zeros(0, np.uint32)]
    step = max(1, MAX_MATRIX_BITS // document_count)
    for first in range(0, len(df), step):
        # Shape (lists, documents): where a list has a document. Flat, document d of list i is i * documents +
        # d.
        bits = np.unpackbits(rows[first : first + step], axis=1, count=document_count, bitorder="little")
        flat_numbers = np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
        row_starts = np.arange(len(bits), dtype=np.uint32) * np.uint32(document_count)
        decoded.append(flat_numbers - np.repeat(row_starts, df[first : first + step]))
    return np.concatenate(decoded)


def _decode_gaps(gaps: NDArray[Any], df: NDArray[np.int64], escape: int) -> NDArray[np.uint32]:
    """Decode lists of gaps that come one after the other."""
    # The running total of steps (see `decode_list`) over all lists; it may wrap around, only differences
    # count.
    is_document = gaps != escape
    totals = np.cumsum(gaps + is_document, dtype=np.uint32)
    if len(gaps) != int(df.sum()):
        totals = totals[is_document]
    # The total before each list, one less than which is taken off its documents.
    before = np.zeros(len(df), np.uint32)
    before[1:] = totals[np.cumsum(df)[:-1] - 1]
    totals -= np.repeat(before + np.uint32(1), df)
    return totals
