"""Marks and snippets of queries as typed, by the patterns that planning makes of them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers import syllables
from searchidx.highlight import ArticleFinder, Candidates, joined_marks, snippets, unaccented_patterns
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from tests.support.highlight import bracketed
from tests.support.statistics import UniformStatistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.plan import Pattern
    from searchidx.highlight import ArticleMatches
    from searchidx.highlight.chunk_matches import Match
    from searchidx.model import Mark, Snippet

# Every other syllable is as rare as any, and every other pair stands in no text.
SYLLABLES = {"va": 90, "cua": 90, "và": 90, "của": 90, "bộ": 60, "công": 60, "an": 60, "bão": 50, "báo": 30}
FREQUENCIES = SYLLABLES | {"bộ công": 30, "công an": 40}
STATISTICS = UniformStatistics(lambda text: FREQUENCIES.get(text, " " not in text), documents=100)


def patterns(query: str, *, unaccented: bool = False) -> tuple[Pattern, ...]:
    planned = plan(analyze_query(parse(query)), STATISTICS).patterns
    return unaccented_patterns(planned) if unaccented else planned


def found(query: str, text: str, *, complete: bool = True, unaccented: bool = False) -> ArticleMatches:
    of_query = patterns(query, unaccented=unaccented)
    finder = ArticleFinder(of_query, "title", "body")
    return finder.find("Tin", (), text, Candidates(of_query).chunks(text), complete=complete)


def matches(query: str, text: str) -> Sequence[Match]:
    return found(query, text).body


def marks(query: str, text: str, *, complete: bool = True, unaccented: bool = False) -> tuple[Mark, ...]:
    return joined_marks(text, found(query, text, complete=complete, unaccented=unaccented).body)


def snippet(query: str, text: str) -> Snippet:
    ((shown, _),) = snippets([text], [matches(query, text)], [found(query, text).patterns])
    return shown


MARKED = [
    ("bo cong an", "Tại Bộ Công an, hôm nay", "Tại [Bộ Công an], hôm nay"),
    ("Bộ Công an", "Bộ Công an và Bộ TT-TT", "[Bộ Công an] và [Bộ] TT-TT"),
    ("công", "Công, cộng, cong và CÔNG", "[Công], cộng, cong và [CÔNG]"),
    # A word without accents is marked in its likely spellings, or else in any.
    ("cong", "Công, cộng, cong", "[Công], cộng, cong"),
    ("cong", "Cộng, cong", "[Cộng], [cong]"),
    ("bao", "Bão, báo, bào", "[Bão], [báo], bào"),
    ("bao", "Đồng bào", "Đồng [bào]"),
    ("bo cong an", "Bỏ, bọ và Bộ Công an, ấn", "Bỏ, bọ và [Bộ Công an], ấn"),
    ("bo cong an", "Bỏ công an, ấn", "[Bỏ công an], ấn"),
    ('"cong an"', "Cổng ẩn. Công an", "Cổng ẩn. [Công an]"),
    ('"cong an"', "Cổng ẩn. Cống", "[Cổng ẩn]. Cống"),
    ("cong-an", "Cổng ẩn. Công an", "Cổng ẩn. [Công an]"),
    # Half of the accents were typed.
    ("bộ cong an", "Bỏ, Bộ Công an, cộng", "Bỏ, [Bộ Công an], cộng"),
    ('"bộ cong"', "bộ cộng, bỏ công", "[bộ cộng], bỏ công"),
    # Beginnings of words have no spellings.
    ("con*", "Công, cộng, cò", "[Công], [cộng], cò"),
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
    """What was typed is marked, in the accents and letters that it stands for."""
    assert bracketed(text, marks(query, text)) == expected


def test_another_accent_is_marked_only_in_partial_matches() -> None:
    """They are marked there if the word is not there as it was typed."""
    assert bracketed("bạn và", marks("bán và", "bạn và")) == "bạn [và]"
    assert bracketed("bạn và", marks("bán và", "bạn và", complete=False)) == "[bạn và]"
    assert bracketed("bạn bán", marks("bán", "bạn bán", complete=False)) == "bạn [bán]"


UNACCENTED = [
    ('"mưa rào"', "Co mua rao. Rao, mua", "Co [mua rao]. Rao, mua"),
    ("mưa rào", "Mua nang, rao", "[Mua] nang, [rao]"),
    ("mưa*", "Muab va mua", "[Muab] va [mua]"),
    ("mư*", "Mua, muoi", "[Mua], [muoi]"),
    ("bão số 5", "Bao so 5 (Bão)", "[Bao so 5] ([Bão])"),
    ("bộ Công an", "Bo cong an, bộ", "[Bo cong an], [bộ]"),
    ("bo cong an", "Bo cong an", "[Bo cong an]"),
    ("Nghị-định", "dinh, nghi. Nghi dinh", "dinh, nghi. [Nghi dinh]"),
    ("03/2019/NĐ-CP", "Nghi dinh 03/2019/ND-CP", "Nghi dinh [03/2019/ND-CP]"),
    ("bác sĩ", "Bac si", "[Bac si]"),
    ("họp -báo", "hop bao", "[hop] bao"),
    # As in accented articles, an accented word is sought in its own accents, and an unaccented word in any.
    ("bão", "bao, báo", "[bao], báo"),
    ("bao", "bao, báo, bạo", "[bao], [báo], [bạo]"),
    ("bác sỹ", "bac si, bac sy", "[bac si], [bac sy]"),
]


@pytest.mark.parametrize(("query", "text", "expected"), UNACCENTED)
def test_marks_in_unaccented_articles(query: str, text: str, expected: str) -> None:
    """What was typed with accents is marked without them, too."""
    assert bracketed(text, marks(query, text, unaccented=True)) == expected


FILLER = "Đoạn này không nói đến điều người đọc tìm. " * 20
SNIPPETS = [
    ("họp", "Bộ họp. Xong.", "Bộ [họp]. Xong."),
    ("zzz", "Mở đầu. Rồi tiếp.", "Mở đầu. Rồi tiếp."),
    ("lúa gạo", f"{FILLER}Giá lúa gạo tăng. {FILLER}", "…Giá [lúa gạo] tăng. Đoạn này"),
    ("lúa gạo", f"Cây lúa. {FILLER}Giá lúa gạo tăng.", "…Đoạn này"),
    ("lúa", f"Một hai.\n\nGiá lúa tăng.  Hết. {'x' * 230}. {FILLER}", "Một hai. Giá [lúa] tăng. Hết."),
    (
        "lúa phòng",
        f"{'tiếng ' * 40}lúa{' đường' * 37} phòng{' sau' * 40}",
        "…[lúa] đường",
    ),
    ("họp", "", ""),
]


@pytest.mark.parametrize(("query", "text", "expected"), SNIPPETS)
def test_snippets_show_the_query(query: str, text: str, expected: str) -> None:
    """The passage with most of the query is shown, in whole sentences where there is room."""
    shown = snippet(query, text)
    assert bracketed(shown.text, shown.marks).startswith(expected)


def test_a_passage_with_the_words_together_wins() -> None:
    """Words that stand side by side as in the query are worth more than each by itself."""
    text = f"Bộ trưởng nói. Công trình xong. An toàn là bạn. {FILLER} Hôm qua Bộ Công an họp. {FILLER}"
    shown = snippet("bộ công an", text)
    assert "[Bộ Công an] họp" in bracketed(shown.text, shown.marks)


def test_rare_words_count_more_than_common_ones() -> None:
    """A passage with one rare word is shown before one with two common ones."""
    text = f"Của và của và của. {FILLER} Giá lúa lên. {FILLER}"
    assert "lúa" in snippet("của và lúa", text).text


CHUNKS = [
    *("công", "CÔNG-AN", "(công)", "c\u00adông", "c&ocirc;ng", "\u0441ông", "c\u00f4\u0300ng", "co\u0302ng"),
    *("cong", "công&nbsp;an", "rock’n’roll", "–", "&nbsp;", "TP.HCM", "日công", "an"),
]


@given(st.lists(st.sampled_from(CHUNKS), max_size=12).map(" ".join))
def test_no_matching_token_is_passed_over(text: str) -> None:
    """Only chunks that may match are read: entities, look-alikes and invisible characters hide none."""
    tokens = syllables(text)
    for term in ("công", "rock'n'roll"):
        starts = {start for start, _, _ in matches(term, text)}
        assert {token.start for token in tokens if token.term == term} <= starts
    positions = [token.position for token in tokens if token.term == "công"]
    beside = sum(token.term == "an" and token.position - 1 in positions for token in tokens)
    assert len(matches('"công an"', text)) == 2 * beside


WORDS = st.sampled_from(
    ["Bộ", "Công", "an", "cộng", "và", "lúa.", "gạo,", "a\u0302\u0301n", "👩\u200d🌾", "\n\n", "x" * 300]
)
TEXTS = st.lists(WORDS, max_size=120).map(" ".join) | st.text(max_size=400)
QUERIES = st.sampled_from(["bo cong an", "công", '"bộ công"', "lú*", "ấn", "x"])


@given(TEXTS, QUERIES)
def test_marks_are_the_matched_tokens_and_split_no_letter(text: str, query: str) -> None:
    """Marks begin and end with tokens, ascend, and have text between them."""
    stretches = marks(query, text)
    starts = {token.start for token in syllables(text)}
    ends = {token.end for token in syllables(text)}
    previous_end = -1
    for start, end in stretches:
        assert previous_end < start < end
        assert start in starts
        assert end in ends
        assert end == len(text) or not unicodedata.combining(text[end])
        previous_end = end
