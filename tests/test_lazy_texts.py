"""Texts that are computed when they are first read."""

from __future__ import annotations

from searchidx.lazy_texts import LazyTexts


def test_texts_are_computed_once_and_not_before() -> None:
    """They are a sequence like any other."""
    calls: list[int] = []

    def compute() -> tuple[str, ...]:
        calls.append(1)
        return ("a", "b", "c")

    texts = LazyTexts(compute)
    assert calls == []
    assert list(texts) == list(texts) == ["a", "b", "c"]
    assert (len(texts), texts[0], texts[1:]) == (3, "a", ("b", "c"))
    assert calls == [1]
