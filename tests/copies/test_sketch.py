"""MinHash sketches: what they depend on, how they compare with a plain one, and what is a candidate."""

from __future__ import annotations

import random
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.streams import Stream
from searchidx.copies.sketch import MIN_TOKENS, SKETCH_SHINGLE_TOKENS, SKETCH_SIZE, sketches

if TYPE_CHECKING:
    from collections.abc import Sequence

SYLLABLES = ("an", "binh", "cau", "dong", "em", "gio", "hoa", "kia", "la", "mua")
WORDS = st.lists(st.sampled_from(SYLLABLES), max_size=40)


def rows(*texts: Sequence[str]) -> list[list[int]]:
    """The sketches of texts that are given as tokens."""
    found = sketches(Stream.of_terms(texts))
    assert found.dtype == np.uint16
    assert found.shape == (len(texts), SKETCH_SIZE)
    values: list[list[int]] = found.tolist()
    return values


def story(seed: int, length: int = 300) -> list[str]:
    """Random tokens that look like a long article: few of its shingles repeat."""
    return [f"t{number}" for number in random.Random(seed).choices(range(500), k=length)]


def mixed(value: int) -> int:
    """lowbias32, with Python's integers."""
    value ^= value >> 16
    value = value * 0x7FEB352D % 2**32
    value ^= value >> 15
    value = value * 0x846CA68B % 2**32
    return value ^ value >> 16


def plain_sketch(tokens: Sequence[str]) -> list[int | None]:
    """A sketch in a loop. A column that no shingle chooses is None."""
    smallest: dict[int, int] = {}
    for at in range(len(tokens) - SKETCH_SHINGLE_TOKENS + 1):
        value = 0
        for token in tokens[at : at + SKETCH_SHINGLE_TOKENS]:
            value = (value * 0x9E3779B1 + mixed(zlib.crc32(token.encode()))) % 2**32
        value = mixed(value)
        column = value * SKETCH_SIZE // 2**32
        smallest[column] = min(value, smallest.get(column, value))
    return [
        max(1, mixed(smallest[column]) >> 16) if column in smallest else None for column in range(SKETCH_SIZE)
    ]


def bands(row: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(row[::2], row[1::2], strict=True))


@given(st.lists(WORDS, max_size=4))
def test_a_sketch_is_that_of_a_loop_with_its_empty_columns_filled(texts: list[list[str]]) -> None:
    for tokens, row in zip(texts, rows(*texts), strict=True):
        if len(tokens) < MIN_TOKENS:
            assert row == [0] * SKETCH_SIZE
        else:
            plain = plain_sketch(tokens)
            assert all(value == expected for value, expected in zip(row, plain, strict=True) if expected)
            assert set(row) == {value for value in plain if value}


@pytest.mark.parametrize("length", [MIN_TOKENS - 1, MIN_TOKENS])
def test_short_bodies_have_no_sketch(length: int) -> None:
    (row,) = rows(story(1, length))
    assert any(row) == all(row) == (length >= MIN_TOKENS)


def test_a_batch_may_be_empty() -> None:
    assert rows() == []
    assert rows([], []) == [[0] * SKETCH_SIZE] * 2


@given(WORDS, WORDS, WORDS)
def test_other_documents_and_other_numbers_of_terms_change_nothing(
    first: list[str], second: list[str], third: list[str]
) -> None:
    """Sketches of different batches can be compared, because only the texts of the tokens count."""
    assert rows(first, second) == [*rows(first), *rows(second)]
    assert rows(third, first)[1] == rows(first)[0]


def test_the_terms_that_a_batch_does_not_use_are_not_read() -> None:
    """An analyzer's vocabulary grows from batch to batch. Only the terms of this batch are hashed."""
    alone = Stream.of_terms([story(2)])
    unused = ["unused"] * 7
    later = Stream(
        [*unused, *alone.vocabulary], alone.ids + np.int32(7), alone.offsets, alone.positions, alone.lengths
    )
    assert sketches(later).tolist() == sketches(alone).tolist()


def test_sketches_are_the_same_in_every_process() -> None:
    code = (
        "from analyzers.streams import Stream; from searchidx.copies.sketch import sketches;"
        f"print(sketches(Stream.of_terms([{story(3)!r}])).tolist())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == str(rows(story(3)))


def test_the_share_of_equal_columns_is_about_the_jaccard_index() -> None:
    """A quarter of the tokens is new, so about 0.6 of the shingles are common."""
    equal = []
    for seed in range(60):
        tokens = story(seed)
        one, other = rows(tokens, [*tokens[:225], *story(seed + 1000, 75)])
        equal.append(np.mean([first == second for first, second in zip(one, other, strict=True)]))
    assert np.mean(equal) == pytest.approx(225 / 375, abs=0.05)


def test_copies_are_candidates_and_other_articles_are_not() -> None:
    """A band of 32 bits is equal by chance once in 2^32."""
    for seed in range(60):
        tokens = story(seed)
        original, cut, other = map(bands, rows(tokens, tokens[:210], story(seed + 1000)))
        assert any(one == another for one, another in zip(original, cut, strict=True))
        assert all(one != another for one, another in zip(original, other, strict=True))


def test_terms_may_hold_any_character() -> None:
    """Half a surrogate pair cannot be encoded as usual."""
    (row,) = rows(["\ud800"] * MIN_TOKENS)
    assert all(row)
