"""The layers of many texts have the terms and positions of the tokens of each text."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import Analysis, Analyzer, Stream, syllables, words
from analyzers.crf_model import load_model
from analyzers.fold import folded_term
from tests.support.texts import HOSTILE, NEWS_LIKE

if TYPE_CHECKING:
    from pathlib import Path

BATCHES = st.lists(st.one_of(HOSTILE, NEWS_LIKE, st.just("")), max_size=6)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(load_model())


def rows(stream: Stream) -> list[list[tuple[str, int]]]:
    """Return (term, position) of every token, text by text."""
    terms = [stream.vocabulary[term_id] for term_id in stream.ids.tolist()]
    tokens = list(zip(terms, stream.positions.tolist(), strict=True))
    return [tokens[start:end] for start, end in pairwise(stream.offsets.tolist())]


def expected(texts: list[str]) -> tuple[list[list[tuple[str, int]]], ...]:
    """Return the rows of the three layers, built from the tokens of each text."""
    exact = [[(token.term, token.position) for token in syllables(text)] for text in texts]
    folded = [[(folded_term(term), position) for term, position in row] for row in exact]
    return exact, folded, [words_of(text) for text in texts]


def words_of(text: str) -> list[tuple[str, int]]:
    """Return the words of several syllables, and every part that is in no such word."""
    joined = {token.position: token for token in words(text) if token.kind == "word"}
    parts = {token.position: token for token in reversed(syllables(text))}
    row, joined_end = [], 0
    for position in sorted(parts):
        if position in joined or parts[position].start >= joined_end:
            row.append((joined.get(position, parts[position]).term, position))
        if position in joined:
            joined_end = joined[position].end
    return row


def check(analysis: Analysis, texts: list[str]) -> None:
    """Assert that the layers have the tokens of the texts, and that the arrays have the documented types."""
    exact, folded, word_rows = expected(texts)
    assert rows(analysis.exact) == exact
    assert rows(analysis.folded) == folded
    assert rows(analysis.words) == word_rows
    lengths = [len({position for _, position in row}) for row in exact]
    for stream in (analysis.exact, analysis.folded, analysis.words):
        assert stream.lengths.tolist() == lengths
        arrays = (stream.ids, stream.offsets, stream.positions, stream.lengths)
        assert [array.dtype.name for array in arrays] == ["int32", "int64", "int32", "int32"]


def test_layers_of_a_small_batch(analyzer: Analyzer) -> None:
    """The layers of three texts, one of them empty, are as written here."""
    analysis = analyzer.analyze(
        ["Bộ Công an họp vì hoà bình, 03/2019/NĐ-CP.", "", "Vi&#7879;t\nNam: hòa bình"]
    )
    terms = "bộ công an họp vì hòa bình 03 03/2019/nđ-cp 2019 nđ cp"
    first, second, third = rows(analysis.exact)
    assert [term for term, _ in first] == terms.split()
    assert [position for _, position in first] == [0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10]
    assert second == []
    assert third == [("việt", 0), ("nam", 1), ("hòa", 2), ("bình", 3)]
    assert rows(analysis.folded)[2] == [("viet", 0), ("nam", 1), ("hoa", 2), ("binh", 3)]
    word_terms = "bộ công_an họp vì hòa_bình 03 2019 nđ cp"
    assert [term for term, _ in rows(analysis.words)[0]] == word_terms.split()
    assert [position for _, position in rows(analysis.words)[0]] == [0, 1, 3, 4, 5, 7, 8, 9, 10]
    assert rows(analysis.words)[1:] == [[], [("việt", 0), ("nam", 1), ("hòa_bình", 2)]]
    assert analysis.exact.lengths.tolist() == [11, 0, 4]


@pytest.mark.slow
@settings(max_examples=200)
@given(BATCHES)
def test_bulk_agrees_with_the_tokens_of_each_text(analyzer: Analyzer, texts: list[str]) -> None:
    """For any texts, the streams have what `syllables` and `words` return for each text."""
    check(analyzer.analyze(texts), texts)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], [" \n"], ["\uf901"], ["a\uf900b", "\uf901 x"]])
def test_nearly_nothing(analyzer: Analyzer, texts: list[str]) -> None:
    """Empty batches, empty texts, and the characters of the marker chunks are analysed correctly."""
    check(analyzer.analyze(texts), texts)


BLANKS_INSIDE = [
    "½½",
    "1½ 2½kg",
    "①Mở②Đóng",
    "10㎡đất",
    "a&nbsp;&nbsp;b&nbsp;",
    "TP.&nbsp;HàNội&nbsp;3,5%&nbsp;a@b.vn&nbsp;x",
    "họp&nbsp;½họp&nbsp;½-",
    "&nbsp;½",
]


@pytest.mark.parametrize("text", BLANKS_INSIDE)
def test_a_chunk_that_gets_blanks_is_scanned_between_them(analyzer: Analyzer, text: str) -> None:
    """Cleaning may put blanks into a chunk. The tokens are those of the whole chunk."""
    check(analyzer.analyze([text, f"Giá {text} đồng"]), [text, f"Giá {text} đồng"])


def test_unicode_form_and_tone_placement_do_not_matter(analyzer: Analyzer) -> None:
    """NFC, NFD and both styles of tone marks give the same layers."""
    new_style = "Uỷ ban hoà giải của toà án thuỷ điện Hoà Bình"
    old_style = "Ủy ban hòa giải của tòa án thủy điện Hòa Bình"
    spellings = [
        unicodedata.normalize(form, text) for form in ("NFC", "NFD") for text in (new_style, old_style)
    ]
    analysis = analyzer.analyze(spellings)
    for stream in (analysis.exact, analysis.folded, analysis.words):
        first, *rest = rows(stream)
        assert first
        assert rest == [first] * 3


def test_words_of_many_syllables(analyzer: Analyzer) -> None:
    """Words of two, three and more syllables have ids in the same vocabulary."""
    texts = ["hợp tác xã", "chủ nghĩa xã hội", "câu lạc bộ bóng đá", "vô tuyến điện tử"] * 2
    check(analyzer.analyze(texts), texts)
    sizes = {term.count("_") + 1 for row in rows(analyzer.analyze(texts).words) for term, _ in row}
    assert {1, 2, 3, 4} <= sizes


def test_earlier_streams_stay_valid() -> None:
    """Later batches extend the same vocabulary. After a reset, old streams keep the old vocabulary."""
    analyzer = Analyzer(load_model())
    first = analyzer.analyze(["Bộ Công an"])
    before = rows(first.exact)
    second = analyzer.analyze(["họp Công an"])
    assert second.exact.vocabulary is first.exact.vocabulary
    analyzer.reset()
    third = analyzer.analyze(["an họp"])
    assert third.exact.vocabulary is not first.exact.vocabulary
    assert rows(first.exact) == before
    assert rows(third.exact) == [[("an", 0), ("họp", 1)]]


@pytest.mark.slow
def test_memory_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An analyzer that gets new chunks all the time forgets them again and again. The results stay right."""
    monkeypatch.setattr("analyzers.bulk.MAX_ANALYZER_WEIGHT", 20_000)
    analyzer = Analyzer(load_model())
    for batch in range(20):
        texts = [f"công an {number}x{batch} mới_{number}{batch}" for number in range(100)]
        check(analyzer.analyze(texts), texts)
        assert len(analyzer._table.chunks) < 1000


def test_seeds(analyzer: Analyzer, seeds: Path) -> None:
    """The project's own articles have the same tokens in one batch as text by text."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(seeds.glob("*.txt"))]
    check(analyzer.analyze(texts), texts)


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The division of a batch into blocks makes no difference."""
    texts = ["Bộ Công an họp", "", "trật tự an toàn xã hội", "03/2019/NĐ-CP"] * 5
    monkeypatch.setattr("analyzers.bulk._ANALYSIS_BLOCK_CHARACTERS", 20)
    check(Analyzer(load_model()).analyze(texts), texts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a." * 150_000,
        "a@b.c," * 50_000,
        "a" * 300_000,
        "a" + "\u0301\u0323" * 150_000,
        "&#7879;" * 40_000,
        "½" * 150_000,
        "①a" * 75_000,
        "công an " * 40_000,
        "\n" * 300_000,
        " ".join(f"từ{number}" for number in range(40_000)),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_texts_are_bounded(text: str) -> None:
    """300,000 characters take seconds. A quadratic step would take minutes."""
    analyzer = Analyzer(load_model())
    began = time.process_time()
    analyzer.analyze([text])
    assert time.process_time() - began < 6
