"""Which heads are found, with which weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchidx import Document, Index
from searchidx.completion import heads
from searchidx.completion.heads import Head, find_heads
from searchidx.completion.typed_text import read_typed, spell_contexts
from searchidx.engines import columnar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.engines.base import Searcher

BODIES = ["giá vàng hôm nay"] * 4 + ["giá vé máy bay"] * 2 + ["vàng giả", "vang đỏ", "nhà vàng mới"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("heads") / "index"
    with Index.create(folder) as index:
        index.update([Document(str(number), "Tin", body) for number, body in enumerate(BODIES)], workers=0)
    with columnar.open(folder) as engine:
        yield engine.searcher()


def found(text: str, index: Searcher) -> list[Head]:
    typed = read_typed(text)
    assert typed is not None
    return find_heads(typed, spell_contexts(typed, index), index)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("giá v", ["giá vàng", "giá vé"]),
        ("gia v", ["giá vàng", "giá vé"]),
        ("giá vá", []),
        ("giá ", ["giá vàng", "giá vé"]),
        ("giá m", ["giá mới", "giá máy"]),  # neither follows `giá`
        ("giá vàng", ["giá vàng", "giá vàng hôm", "giá vàng giả", "giá vàng mới"]),
        ("vàng gi", ["vàng giả"]),
    ],
)
def test_heads_have_one_more_syllable(searcher: Searcher, text: str, phrases: list[str]) -> None:
    """Or two, if the last one may be whole. The best is first."""
    heads = found(text, searcher)
    assert sorted(" ".join(head.phrase) for head in heads) == sorted(phrases)
    assert heads == sorted(heads, key=lambda head: -head.weight)
    assert heads == [] or " ".join(heads[0].phrase) == phrases[0] or text == "giá m"


def test_weights_are_shares_of_the_word_before(searcher: Searcher) -> None:
    assert {head.phrase: head.weight for head in found("giá v", searcher)} == {
        ("giá", "vàng"): pytest.approx(4 / 6),
        ("giá", "vé"): pytest.approx(2 / 6),
    }


def test_added_accents_cost_weight(searcher: Searcher) -> None:
    weights = {head.phrase: head.weight for head in found("hôm nay có giá vàng gia", searcher)}
    assert max(weights.values()) == pytest.approx(heads.ADDED_ACCENTS * 1 / 6)


def test_the_tail_begins_with_the_last_word_before() -> None:
    assert Head(("bộ", "quốc", "phòng"), 2, 1.0).counted_phrase == ("quốc", "phòng")
    assert Head(("bộ", "quốc", "phòng"), 1, 1.0).counted_phrase == ("bộ", "quốc", "phòng")
    assert Head(("bộ",), 0, 1.0).counted_phrase == ("bộ",)
    assert Head(("bộ", "quốc", "phòng"), 1, 1.0).added == 2


def test_the_number_of_heads_is_limited(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "MAX_HEADS", 2)
    assert [head.phrase for head in found("giá vàng", searcher)] == [("giá", "vàng"), ("giá", "vàng", "hôm")]
