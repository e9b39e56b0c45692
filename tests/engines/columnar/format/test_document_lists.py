"""Lists of documents come back as they were coded, whatever they are, in the fewest bytes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.engines.columnar.arrays import offsets_from_sizes
from searchidx.engines.columnar.format import document_lists, document_lists_writer
from searchidx.engines.columnar.format.document_lists import decode_list, decode_lists, is_dense, is_wide
from searchidx.engines.columnar.format.document_lists_writer import encode_documents

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOCUMENT_COUNTS = st.sampled_from([1, 2, 7, 8, 9, 100, 70_000])


@st.composite
def ascending_lists(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """(number of documents, ascending lists of them, none empty): short ones, long ones, everything."""
    documents = draw(DOCUMENT_COUNTS)
    short = st.sets(st.integers(0, documents - 1), min_size=1, max_size=6).map(sorted)
    regular = st.integers(1, 300).map(lambda step: list(range(step % documents, documents, step)))
    return documents, draw(st.lists(short | regular, max_size=6))


def encode(lists: list[list[int]], documents: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    flat = np.array([number for numbers in lists for number in numbers], np.uint32)
    return encode_documents(flat, offsets_from_sizes([len(numbers) for numbers in lists]), documents)


@given(ascending_lists(), st.sampled_from([1, 1 << 22]))
def test_lists_come_back(case: tuple[int, list[list[int]]], matrix_bits: int) -> None:
    """Dense, narrow and wide lists: each alone, and all together, grouped by their coding or not."""
    documents, lists = case
    with mock.patch.object(document_lists_writer, "MAX_MATRIX_BITS", matrix_bits):
        raw, sizes = encode(lists, documents)
    byte_offsets = offsets_from_sizes(sizes)
    offsets = offsets_from_sizes([len(numbers) for numbers in lists])
    for grouped_above in (0, len(lists)):
        with (
            mock.patch.object(document_lists, "_GROUPED_MIN_LISTS", grouped_above),
            mock.patch.object(document_lists, "MAX_MATRIX_BITS", matrix_bits),
        ):
            # Offsets may be counted from anywhere.
            decoded = decode_lists(raw, byte_offsets + 1000, offsets + 77, documents)
        assert decoded.tolist() == [number for numbers in lists for number in numbers]
    for (first, end), numbers in zip(pairwise(byte_offsets.tolist()), lists, strict=True):
        assert decode_list(raw[first:end], len(numbers), documents).tolist() == numbers


@pytest.mark.parametrize(
    ("numbers", "documents", "coded"),
    [
        ([3, 4, 9], 10, [0b00011000, 0b00000010]),
        ([3, 4, 9], 100, [3, 0, 4]),
        ([3, 4, 9], 1_000, [3, 0, 0, 0, 4, 0]),
        ([300, 301, 302], 384, [255, 45, 0, 0]),
    ],
)
def test_the_layout(numbers: list[int], documents: int, coded: list[int]) -> None:
    """The examples of the module."""
    assert encode([numbers], documents)[0].tolist() == coded


@pytest.mark.parametrize(
    ("df", "documents", "dense", "wide"),
    [
        (100, 800, True, False),
        (100, 801, False, False),
        (100, 12_800, False, False),
        (100, 12_801, False, True),
        (1, 8, True, False),
        (1, 9, False, False),
        (1, 128, False, False),
        (1, 129, False, True),
    ],
)
def test_shares_decide_the_coding(df: int, documents: int, dense: bool, wide: bool) -> None:
    """One in 8 is a bit each, one in 128 a byte each, fewer are two bytes each; alike for arrays of lists."""
    assert (is_dense(df, documents), is_wide(df, documents)) == (dense, wide)
    lists = np.array([df, df])
    assert is_dense(lists, documents).tolist() == [dense, dense]
    assert is_wide(lists, documents).tolist() == [wide, wide]
    size = encode([list(range(df))], documents)[1].tolist()
    assert size == [-(-documents // 8) if dense else df * (2 if wide else 1)]


@pytest.mark.parametrize(
    ("gap", "documents", "coded"),
    [
        (254, 384, [254]),
        (255, 384, [255, 0]),
        (256, 384, [255, 1]),
        (509, 640, [255, 254]),
        (510, 640, [255, 255, 0]),
        (65_534, 100_000, [0xFE, 0xFF]),
        (65_535, 100_000, [0xFF, 0xFF, 0, 0]),
        (65_536, 100_000, [0xFF, 0xFF, 1, 0]),
        (131_070, 200_000, [0xFF, 0xFF, 0xFF, 0xFF, 0, 0]),
    ],
)
def test_escapes(gap: int, documents: int, coded: list[int]) -> None:
    """A gap of 255, or 65535, is an escape and a rest; smaller ones are not."""
    per_list = 1 if documents >= 100_000 else documents // 128
    numbers = list(range(gap, gap + per_list))
    raw, sizes = encode([numbers], documents)
    assert raw.tolist()[: len(coded)] == coded
    assert sizes.tolist() == [len(coded) + per_list - 1]
    assert decode_list(raw, len(numbers), documents).tolist() == numbers
    assert (
        decode_lists(raw, np.array([0, len(raw)]), np.array([0, len(numbers)]), documents).tolist() == numbers
    )


@pytest.mark.parametrize("count", [64, 65])
def test_many_lists(count: int) -> None:
    """More lists than are decoded one by one: every third dense, narrow and wide."""
    documents = 1_000
    lists = [list(range(index, documents, (5, 90, 999)[index % 3])) for index in range(count)]
    raw, sizes = encode(lists, documents)
    offsets = offsets_from_sizes([len(numbers) for numbers in lists])
    decoded = decode_lists(raw, offsets_from_sizes(sizes), offsets, documents)
    assert decoded.tolist() == [number for numbers in lists for number in numbers]


def test_totals_that_wrap_around() -> None:
    """Lists whose numbers add up to more than 32 bits are told apart all the same."""
    documents, last = 1 << 31, (1 << 31) - 1
    lists = [[last - index] for index in range(6)]
    gaps, sizes = encode(lists, documents)
    decoded = decode_lists(gaps, offsets_from_sizes(sizes), np.arange(7), documents)
    assert decoded.tolist() == [number for numbers in lists for number in numbers]
