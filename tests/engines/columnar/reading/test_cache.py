"""The cache of decoded arrays."""

from __future__ import annotations

import numpy as np

from searchidx.engines.columnar.reading.cache import ENTRY_BYTES, ArrayCache

Arrays = tuple["np.ndarray[tuple[int], np.dtype[np.uint8]]", ...]


def arrays(size: int) -> Arrays:
    return (np.zeros(size - size // 2, np.uint8), np.zeros(size // 2, np.uint8))


def test_what_is_kept_is_not_made_again() -> None:
    """Each key has its own entry, which is made once."""
    cache, made = ArrayCache(10_000), []

    def make(size: int) -> Arrays:
        made.append(size)
        return arrays(size)

    for _ in range(2):
        assert len(cache.get("a", lambda: make(10))[0]) == 5
        assert len(cache.get("b", lambda: make(20))[0]) == 10
    assert made == [10, 20]
    assert cache.has("a")
    assert not cache.has("c")


def test_what_was_not_used_for_longest_goes_first() -> None:
    """Three entries fit exactly; the fourth displaces the one that was used least recently."""
    cache = ArrayCache(3 * (100 + ENTRY_BYTES))
    for key in "abc":
        cache.get(key, lambda: arrays(100))
    assert all(map(cache.has, "abc"))
    cache.get("a", lambda: arrays(100))
    cache.get("d", lambda: arrays(100))
    assert [key for key in "abcd" if cache.has(key)] == ["a", "c", "d"]
    cache.get("e", lambda: arrays(101))  # one byte too many for three
    assert [key for key in "acde" if cache.has(key)] == ["d", "e"]


def test_an_entry_that_is_too_large_stays_until_the_next() -> None:
    """It is the only one then."""
    cache = ArrayCache(1_000)
    cache.get("a", lambda: arrays(100))
    cache.get("large", lambda: arrays(5_000))
    assert [key for key in ("a", "large") if cache.has(key)] == ["large"]
    cache.get("b", lambda: arrays(100))
    assert [key for key in ("large", "b") if cache.has(key)] == ["b"]


def test_an_entry_that_another_thread_made_meanwhile_is_kept() -> None:
    """It counts once, and whoever came later gets its own arrays."""
    cache = ArrayCache(10_000)

    def make() -> Arrays:
        cache.get("a", lambda: arrays(10))
        return arrays(20)

    assert len(cache.get("a", make)[0]) == 10
    assert len(cache.get("a", make)[0]) == 5
    assert cache._used == 10 + ENTRY_BYTES
