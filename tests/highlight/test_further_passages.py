"""Further passages: none overlaps another, each shows much of the query, and the heaviest come first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.highlight.best_passage import MAX_CORE_MATCHES, best_core, passage, weigh
from searchidx.highlight.further_passages import MIN_WEIGHT_SHARE, further_passages
from tests.highlight.test_best_passage import matches_of, weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight.chunk_matches import Match


def all_passages(
    text: str, values: tuple[float, ...], count: int, length: int
) -> tuple[list[tuple[int, int]], list[Match]]:
    """The best passage and the further ones, and the matches of the text."""
    matches, patterns = matches_of(text), weights(*values)
    best = passage(text, *best_core(text, matches, patterns, length), length)
    return [best, *further_passages(text, matches, patterns, best, count - 1, length)], matches


# Sentences of 20 characters. A sentence is a passage, because the next one would not fit.
BLANK = "Xxxxxxxxx xxxxxxxxx."
CASES = [
    # text, weights, number of passages, the passages by their matches, the best first
    (["a", "", "a", "", "a"], (1,), 9, ["a", "a", "a"]),
    (["a", "", "a", "", "a"], (1,), 2, ["a", "a"]),
    (["a", "", "b", "", "c"], (1, 3, 2), 9, ["b", "c", "a"]),
    (["b", "", "a", "", "ab"], (1, 2), 9, ["ab", "b", "a"]),
    # what one passage shows does not count less in the next one
    (["c", "", "ab", "", "ab"], (2, 2, 3), 2, ["ab", "ab"]),
    # a common word is not worth a further passage if the text has a rare one, but worth the first
    (["a", "", "b", "", "b"], (1, 5), 9, ["b", "b"]),
    (["a", "", "b", "", "ab"], (1, 4), 9, ["ab", "b", "a"]),
    (["a", "", "a"], (0.1, 9), 9, ["a", "a"]),
    ([""], (1,), 9, [""]),
]


@pytest.mark.parametrize(("sentences", "values", "count", "expected"), CASES)
def test_the_heaviest_passages_come_first(
    sentences: list[str], values: tuple[float, ...], count: int, expected: list[str]
) -> None:
    text = " ".join(
        [f"X{BLANK[1 : 19 - 2 * len(each)]}{''.join(f' {c}' for c in each)}." for each in sentences]
    )
    spans, _ = all_passages(text, values, count, 25)
    assert ["".join(c for c in text[start:end] if c in "abc") for start, end in spans] == expected


def test_a_core_is_cut_where_another_passage_begins() -> None:
    """The best passage takes the middle of the text, and the others have what is left on both sides."""
    text = f"a {'x' * 8} a b {'x' * 8} a"
    assert [text[start:end] for start, end in all_passages(text, (1, 2), 9, 5)[0]] == ["a b", "a", "a"]


def test_a_core_that_was_weighed_is_weighed_again_if_a_passage_cuts_it() -> None:
    """`a.b` outweighs `d`, but the second passage takes `b`. What is left, `a`, comes after `d`."""
    text = "b c xxxxxxxx a.b c xxxxxxxx d"
    values, length = (1.0, 1.0, 1.0, 1.5), 4
    spans, matches = all_passages(text, values, 9, length)
    assert [text[start:end] for start, end in spans] == ["b c", "b c", "d", "a."]
    assert spans == plain_passages(text, matches, weights(*values), 9, length)


def plain_passages(
    text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern], count: int, length: int
) -> list[tuple[int, int]]:
    """The same passages, found by looking for the best core in every gap for every passage."""
    spans = [passage(text, *best_core(text, matches, patterns, length), length)]
    heaviest = max([patterns[number].weight for _, _, number in matches], default=0)
    while matches and len(spans) < count:
        edges = [0, *[edge for span in sorted(spans) for edge in span], len(text)]
        cores = []
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            inside = [(a - start, b - start, number) for a, b, number in matches if start <= a and b <= end]
            core = best_core(text[start:end], inside, patterns, length)
            within = [match for match in inside if core[0] <= match[0] and match[1] <= core[1]]
            weight, _ = weigh(text[start:end], within, patterns)
            if core[0] < core[1] and weight >= MIN_WEIGHT_SHARE * heaviest:
                cores.append((-round(weight, 9), start, end, core))
        if not cores:
            break
        _, start, end, (core_start, core_end) = min(cores)
        first, last = passage(text[start:end], core_start, core_end, length)
        spans.append((start + first, start + last))
    return spans


_TEXTS = st.lists(st.sampled_from(["a", "b", "c", "xxxx", "xx.", "Xx", "\n"]), max_size=80).map(" ".join)


@given(_TEXTS, st.tuples(*[st.sampled_from([0.1, 1.0, 1.5, 4.0])] * 3), st.integers(2, 6), st.integers(3, 30))
def test_passages_are_those_of_a_plain_search(
    text: str, values: tuple[float, ...], count: int, length: int
) -> None:
    """None is too long, none overlaps another, and each has a match."""
    spans, matches = all_passages(text, values, count, length)
    assert spans == plain_passages(text, matches, weights(*values), count, length)
    assert all(end - start <= length for start, end in spans)
    ordered = sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(ordered))
    for start, end in spans[1:]:
        assert any(start <= first and last <= end for first, last, _ in matches)


@pytest.mark.parametrize("length", [20, 240, 10_000])
@pytest.mark.parametrize("text", ["a b " * 10_000, f"a {'x ' * 50}b " * 5_000], ids=["dense", "apart"])
def test_the_time_is_linear(monkeypatch: pytest.MonkeyPatch, text: str, length: int) -> None:
    """A match is weighed once, and again only if a passage has cut its core."""
    weighed: list[int] = []

    def weigh_and_count(
        text: str, matches: Sequence[Match], patterns: Mapping[int, Pattern]
    ) -> tuple[float, int]:
        weighed.append(len(matches))
        return weigh(text, matches, patterns)

    monkeypatch.setattr("searchidx.highlight.further_passages.weigh", weigh_and_count)
    spans, matches = all_passages(text, (1.0, 1.1), 100, length)
    assert len(spans) > 3
    assert len(weighed) < 2 * len(matches)
    assert max(weighed) <= MAX_CORE_MATCHES
