"""Ascending lists of document numbers as bits or as the gaps between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NARROW_SHARE = 128
"""Lists with at least one document in so many have gaps of one byte, the others of two."""

_DENSE_SHARE = 8
"""Lists with at least one document in so many are a bit for each document: no more bytes than gaps."""

_BITS_AT_ONCE = 1 << 22

_MANY = 64
"""Lists from which on it pays to take those together that are coded alike: merging reads so many."""


def narrow(df: Any, documents: int) -> Any:
    """Tell which lists of `df` documents among all `documents` are coded with at most one byte a gap."""
    return df * _NARROW_SHARE >= documents


def _dense(df: Any, documents: int) -> Any:
    return df * _DENSE_SHARE >= documents


def encode_documents(
    docs: NDArray[np.uint32], starts: NDArray[np.int64], documents: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Code ascending lists of document numbers; list i is `docs[starts[i]:starts[i+1]]`, never empty.

    A list is its gaps (the documents left out between two neighbours), in one byte each, or in two
    little-endian ones; the largest byte or pair stands for that many documents left out and no document.
    A list with a large share of the documents is one bit for each of them, the lowest bit first.
    Returns the bytes of all lists and the number of bytes of each.
    """
    df = np.diff(starts)
    dense = _dense(df, documents)
    if not dense.any():
        return _encode_gaps(docs, df, documents)
    in_dense = np.repeat(dense, df)
    gaps, gap_sizes = _encode_gaps(docs[~in_dense], df[~dense], documents)
    sizes = np.full(len(df), -(-documents // 8))
    sizes[~dense] = gap_sizes
    out = np.empty(int(sizes.sum()), np.uint8)
    in_bits = np.repeat(dense, sizes)
    out[~in_bits] = gaps
    out[in_bits] = _encode_bits(docs[in_dense], df[dense], documents)
    return out, sizes


def _encode_gaps(
    docs: NDArray[np.uint32], df: NDArray[np.int64], documents: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    last = np.cumsum(df) - 1
    gaps = docs.astype(np.int64)
    gaps[1:] -= docs[:-1]
    gaps[1:] -= 1
    heads = last + 1 - df
    gaps[heads] = docs[heads]
    wide = np.repeat(~narrow(df, documents), df)
    escape = np.where(wide, 65535, 255)
    skipped, rest = np.divmod(gaps, escape)
    ends = np.cumsum((skipped + 1) << wide)
    out = np.full(int(ends[-1]) if len(ends) else 0, 255, np.uint8)
    out[ends[~wide] - 1] = rest[~wide]
    out[ends[wide] - 2] = rest[wide] & 255
    out[ends[wide] - 1] = rest[wide] >> 8
    return out, np.diff(ends[last], prepend=0)


def _encode_bits(docs: NDArray[np.uint32], df: NDArray[np.int64], documents: int) -> NDArray[np.uint8]:
    bounds = np.concatenate([[0], np.cumsum(df)])
    step = max(1, _BITS_AT_ONCE // documents)
    coded = []
    for first in range(0, len(df), step):
        sizes = df[first : first + step]
        bits = np.zeros((len(sizes), documents), np.bool_)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        bits[rows, docs[bounds[first] : bounds[first + len(sizes)]]] = True
        coded.append(np.packbits(bits, axis=1, bitorder="little").reshape(-1))
    return np.concatenate(coded)


def decode_list(raw: NDArray[np.uint8], df: int, documents: int) -> NDArray[np.uint32]:
    """Return the document numbers of one list."""
    if _dense(df, documents):
        bits = np.unpackbits(raw, count=documents, bitorder="little")
        return np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
    units, escape = (raw, 255) if narrow(df, documents) else (raw.view("<u2"), 65535)
    literal = units != escape
    docs: NDArray[np.uint32] = np.add.accumulate(units + literal, dtype=np.uint32)
    if len(units) != df:
        docs = docs[literal]
    docs -= np.uint32(1)
    return docs


def decode_lists(
    raw: NDArray[np.uint8], places: NDArray[Any], bounds: NDArray[Any], documents: int
) -> NDArray[np.uint32]:
    """Return the document numbers of neighbouring lists, one list after the other.

    List i has the bytes `places[i]` to `places[i+1]` and the postings `bounds[i]` to `bounds[i+1]`, both
    counted from anywhere.
    """
    places, bounds = places.astype(np.int64) - int(places[0]), bounds.astype(np.int64) - int(bounds[0])
    df = np.diff(bounds)
    if len(df) > _MANY:
        return _decode_alike(raw, np.diff(places), df, documents)
    out = np.empty(int(bounds[-1]), np.uint32)
    first = 0
    for long in [*np.flatnonzero(narrow(df, documents)).tolist(), len(df)]:
        if first < long:
            units = raw[places[first] : places[long]].view("<u2")
            out[bounds[first] : bounds[long]] = _decode_gaps(units, df[first:long], 65535)
        if long < len(df):
            coded = raw[places[long] : places[long + 1]]
            out[bounds[long] : bounds[long + 1]] = decode_list(coded, int(df[long]), documents)
        first = long + 1
    return out


def _decode_alike(raw: NDArray[np.uint8], sizes: Any, df: Any, documents: int) -> NDArray[np.uint32]:
    """Decode many lists, all that are coded alike together."""
    dense, wide = _dense(df, documents), ~narrow(df, documents)
    out = np.empty(int(df.sum()), np.uint32)
    for kind in (dense, wide, ~(dense | wide)):
        coded = raw[np.repeat(kind, sizes)]
        if kind is dense:
            decoded = _decode_bits(coded, df[kind], documents)
        elif kind is wide:
            decoded = _decode_gaps(coded.view("<u2"), df[kind], 65535)
        else:
            decoded = _decode_gaps(coded, df[kind], 255)
        out[np.repeat(kind, df)] = decoded
    return out


def _decode_bits(raw: NDArray[np.uint8], df: NDArray[np.int64], documents: int) -> NDArray[np.uint32]:
    rows = raw.reshape(len(df), -(-documents // 8))
    found = [np.zeros(0, np.uint32)]
    step = max(1, _BITS_AT_ONCE // documents)
    for first in range(0, len(df), step):
        bits = np.unpackbits(rows[first : first + step], axis=1, count=documents, bitorder="little")
        before = np.arange(len(bits), dtype=np.uint32) * np.uint32(documents)
        places = np.flatnonzero(bits.view(np.bool_)).astype(np.uint32)
        found.append(places - np.repeat(before, df[first : first + step]))
    return np.concatenate(found)


def _decode_gaps(units: NDArray[Any], df: NDArray[np.int64], escape: int) -> NDArray[np.uint32]:
    literal = units != escape
    # Sums over all lists may wrap around: only their differences count.
    totals = np.cumsum(units + literal, dtype=np.uint32)
    if len(units) != int(df.sum()):
        totals = totals[literal]
    before = np.zeros(len(df), np.uint32)
    before[1:] = totals[np.cumsum(df)[:-1] - 1]
    totals -= np.repeat(before + np.uint32(1), df)
    return totals
