"""Marks and snippets, from the text and the plan alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import syllables
from searchidx.highlight import SNIPPET_LENGTH, MatchFinder, marks, snippet
from searchidx.planning.plan import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from tests.support.statistics import UniformStatistics

# Every term is as rare as any other, but for a few very common ones.
STATISTICS = UniformStatistics(lambda text: 90 if text in {"va", "cua", "và", "của"} else 1, documents=100)


def finder(query: str, field: str = "body", *, complete: bool = True) -> MatchFinder:
    return MatchFinder(plan(analyze_query(parse(query)), STATISTICS).patterns, field, complete=complete)


def bracketed(text: str, stretches: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(stretches):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


MARKED = [
    ("bo cong an", "Tại Bộ Công an, hôm nay", "Tại [Bộ Công an], hôm nay"),
    ("Bộ Công an", "Bộ Công an và Bộ TT-TT", "[Bộ Công an] và [Bộ] TT-TT"),
    ("công", "Công, cộng, cong và CÔNG", "[Công], cộng, cong và [CÔNG]"),
    ("cong", "Công, cộng, cong", "[Công], [cộng], [cong]"),
    ('"công an"', "Công an. Công và an. công-an", "[Công an]. Công và an. [công-an]"),
    ("an toàn", "Trật tự,\nan\ntoàn", "Trật tự,\n[an]\n[toàn]"),
    ("thuỷ", "Thủy điện, thuỷ lợi", "[Thủy] điện, [thuỷ] lợi"),
    ("phòn*", "Phòng, chống; phong phú", "[Phòng], chống; phong phú"),
    ("phon*", "Phòng, chống; phong phú", "[Phòng], chống; [phong] phú"),
    ("03/2019/NĐ-CP", "Nghị định 03/2019/NĐ-CP", "Nghị định [03/2019/NĐ-CP]"),
    ("bánh mỳ", "Bánh mì nóng", "[Bánh mì] nóng"),
    ("title:họp", "họp", "họp"),
    ("họp -báo", "họp báo", "[họp] báo"),
    ("việt", unicodedata.normalize("NFD", "Người Việt"), unicodedata.normalize("NFD", "Người [Việt]")),
    ("zzz", "Không có gì", "Không có gì"),
]


@pytest.mark.parametrize(("query", "text", "expected"), MARKED)
def test_marks(query: str, text: str, expected: str) -> None:
    assert bracketed(text, marks(text, finder(query))) == expected


def test_another_accent_is_marked_only_in_partial_matches() -> None:
    text = "bạn bán"
    assert bracketed(text, marks(text, finder("bán"))) == "bạn [bán]"
    assert bracketed(text, marks(text, finder("bán", complete=False))) == "[bạn bán]"


FILLER = "Đoạn này không nói đến điều người đọc tìm. " * 20
SNIPPETS = [
    ("họp", "Bộ họp. Xong.", "Bộ [họp]. Xong."),
    ("zzz", "Mở đầu. Rồi tiếp.", "Mở đầu. Rồi tiếp."),
    ("lúa gạo", f"{FILLER}Giá lúa gạo tăng. {FILLER}", "…Giá [lúa gạo] tăng. Đoạn này"),
    ("lúa gạo", f"Cây lúa. {FILLER}Giá lúa gạo tăng.", "…Đoạn này"),
    ("lúa", f"Một hai.\n\nGiá lúa tăng.  Hết. {'x' * 230}. {FILLER}", "Một hai. Giá [lúa] tăng. Hết."),
]


@pytest.mark.parametrize(("query", "text", "expected"), SNIPPETS)
def test_snippets_show_the_query(query: str, text: str, expected: str) -> None:
    shown = snippet(text, finder(query))
    assert bracketed(shown.text, shown.marks).startswith(expected)


def test_a_passage_with_the_words_together_wins() -> None:
    text = f"Bộ trưởng nói. Công trình xong. An toàn là bạn. {FILLER} Hôm qua Bộ Công an họp. {FILLER}"
    shown = snippet(text, finder("bộ công an"))
    assert "[Bộ Công an] họp" in bracketed(shown.text, shown.marks)


def test_rare_words_count_more_than_common_ones() -> None:
    text = f"Của và của và của. {FILLER} Giá lúa lên. {FILLER}"
    assert "lúa" in snippet(text, finder("của và lúa")).text


def test_a_snippet_without_room_for_the_word_before_begins_with_the_match() -> None:
    text = f"{'tiếng ' * 40}lúa{' đường' * 37} phòng{' sau' * 40}"
    assert snippet(text, finder("lúa phòng")).text.startswith("…lúa đường")


def test_an_empty_text_gives_an_empty_snippet() -> None:
    assert snippet("", finder("họp")).text == ""


WORDS = st.sampled_from(
    ["Bộ", "Công", "an", "cộng", "và", "lúa.", "gạo,", "a\u0302\u0301n", "👩\u200d🌾", "\n\n", "x" * 300]
)
TEXTS = st.lists(WORDS, max_size=120).map(" ".join) | st.text(max_size=400)
QUERIES = st.sampled_from(["bo cong an", "công", '"bộ công"', "lú*", "ấn", "x"])


CHUNKS = [
    "công",
    "CÔNG-AN",
    "(công)",
    "c\u00adông",
    "c&ocirc;ng",
    "\u0441ông",
    "c\u00f4\u0300ng",
    "co\u0302ng",
    "cong",
]
CHUNKS += ["công&nbsp;an", "rock’n’roll", "–", "&nbsp;", "TP.HCM", "日công", "an"]


@given(st.lists(st.sampled_from(CHUNKS), max_size=12).map(" ".join))
def test_no_matching_token_is_passed_over(text: str) -> None:
    """Only chunks that may match are read: entities, look-alikes and invisible characters hide none."""
    tokens = syllables(text)
    for term in ("công", "rock'n'roll"):
        found = {match[0] for match in finder(term).find(text)}
        assert {token.start for token in tokens if token.term == term} <= found
    places = [token.position for token in tokens if token.term == "công"]
    beside = sum(token.term == "an" and token.position - 1 in places for token in tokens)
    assert len(finder('"công an"').find(text)) == 2 * beside


@given(TEXTS, QUERIES)
def test_a_snippet_is_a_passage_of_the_text(text: str, query: str) -> None:
    shown = snippet(text, finder(query)).text
    assert len(shown) <= SNIPPET_LENGTH + 2
    middle = shown.removeprefix("…").removesuffix("…") if "…" not in text else shown.strip("…")
    assert re.sub(r"\s+", " ", middle) in re.sub(r"\s+", " ", text)


@given(TEXTS, QUERIES)
def test_marks_are_the_matched_tokens_and_split_no_letter(text: str, query: str) -> None:
    stretches = marks(text, finder(query))
    starts = {token.start for token in syllables(text)}
    ends = {token.end for token in syllables(text)}
    for (start, end), after in zip(stretches, [*stretches[1:], (len(text) + 1, 0)], strict=False):
        assert start in starts
        assert end in ends
        assert start < end < after[0]
        assert end == len(text) or not unicodedata.combining(text[end])


@given(TEXTS, QUERIES)
def test_a_snippet_marks_what_the_same_text_marks(text: str, query: str) -> None:
    shown = snippet(text, finder(query))
    marked = {shown.text[start:end] for start, end in shown.marks}
    whole = {re.sub(r"\s+", " ", text[start:end]) for start, end in marks(text, finder(query))}
    assert all(any(piece in mark for mark in whole) for piece in marked)
