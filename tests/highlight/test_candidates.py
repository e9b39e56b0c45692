"""Chunks in which a word of the query may stand: none is missed, few others are named."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.fold import folded_term
from searchidx.highlight import Candidates
from tests.support.highlight import (
    BLANKS,
    PATTERNS,
    TEXTS,
    all_matches,
    code_point,
    exact,
    folded,
    pattern,
    plain_matches,
)

if TYPE_CHECKING:
    from searchidx.engines.plan import Pattern

FORMS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]
BLOCK = 1 << 16
"""Characters of a text that are searched together."""


def chunks(text: str, *patterns: Pattern) -> list[str]:
    return [text[start:end] for start, end in Candidates(patterns).chunks(text)]


NAMED = [
    # Only whole words, in any case and accents, wherever they stand in the chunk.
    ("An ăn AN ban ang", pattern(folded("an")), ["An", "ăn", "AN"]),
    ("an. (an) -an- bà-an tai/an 1an an1", pattern(folded("an")), ["an.", "(an)", "-an-", "bà-an", "tai/an"]),
    ("công cộng cong", pattern(exact("công")), ["công", "cộng", "cong"]),
    # Words that share their first four letters with the one that is sought.
    ("nghi nghiêng nghiên nghiêm", pattern(folded("nghiên")), ["nghiên"]),
    ("a an anh", pattern(folded("a")), ["a"]),
    # The beginnings of words.
    ("an ang bang -ang", pattern(folded("an"), prefix=True), ["an", "ang", "-ang"]),
    ("nghi nghiêng nghia", pattern(folded("nghie"), prefix=True), ["nghiêng"]),
    # Of several tokens, only the last is a beginning.
    ("an ang banh bang", pattern(folded("an"), folded("ban"), prefix=True), ["an", "banh", "bang"]),
    # Of a code, the first part; as a beginning it may not go on.
    ("03/2019/NĐ-CP 03 2019 033", pattern(exact("03/2019/nđ-cp")), ["03/2019/NĐ-CP", "03"]),
    ("tp.hcm tp. tphcm", pattern(exact("tp.h"), prefix=True), ["tp.hcm", "tp."]),
    # One chunk is named once, however often it holds the word.
    ("an-an-an bà an/an", pattern(folded("an")), ["an-an-an", "an/an"]),
    # Tokens of phrases, and the terms of a token, are sought each by itself.
    ("an toàn lành", pattern(folded("toan"), folded("an")), ["an", "toàn"]),
    ("an toàn lành", pattern(folded("toan", "lanh")), ["toàn", "lành"]),
    ("an toàn", pattern(), []),
    # Pieces of words in camel case may be words.
    ("#SốngXanh, NĐXanh xanhĐỏ sốngxanh", pattern(folded("xanh")), ["#SốngXanh,", "xanhĐỏ"]),
    # Compatibility characters are in doubt.
    ("CO₂ CO 50㎡ Ｃ", pattern(exact("co2")), ["CO₂", "50㎡", "Ｃ"]),
    # Whatever is in doubt is named.
    ("bà а b&agrave; bà? 漢 🌾 bà", pattern(folded("an")), ["а", "b&agrave;", "bà?", "漢", "🌾"]),
    ("漢 bà", pattern(exact("漢")), ["漢"]),
]


@pytest.mark.parametrize(("text", "sought", "named"), NAMED)
def test_chunks_with_a_word_that_is_sought_are_named(text: str, sought: Pattern, named: list[str]) -> None:
    """They are named in order and whole, and hardly any others."""
    assert chunks(text, sought) == named
    decomposed = unicodedata.normalize("NFD", text)
    assert chunks(decomposed, sought) == [unicodedata.normalize("NFD", chunk) for chunk in named]


@pytest.mark.parametrize("blank", BLANKS, ids=code_point)
def test_a_chunk_ends_at_any_blank(blank: str) -> None:
    """Whatever Unicode calls a blank parts two chunks."""
    candidates = Candidates([pattern(folded("an"))])
    assert list(candidates.chunks(f"bà{blank}án{blank}bà")) == [(3, 5)]


@pytest.mark.parametrize(("length", "named"), [(255, []), (256, ["x" * 256])])
def test_a_word_longer_than_a_term_is_named(length: int, named: list[str]) -> None:
    """A word of more than 255 letters is cut into terms, each of which may be the one that is sought."""
    assert chunks(f"bà {'x' * length} bà", pattern(folded("an"))) == named


@given(st.lists(TEXTS, max_size=6), PATTERNS, st.sampled_from(FORMS))
def test_texts_of_a_page_are_searched_as_each_alone(
    texts: list[str], patterns: list[Pattern], form: Literal["NFC", "NFD"]
) -> None:
    """What is found in texts that are searched together is what is found in each of them alone."""
    texts = [unicodedata.normalize(form, text) for text in texts]
    candidates = Candidates(patterns)
    assert candidates.chunks_by_text(texts) == [list(candidates.chunks(text)) for text in texts]


@pytest.mark.parametrize(("length", "together"), [(BLOCK, True), (BLOCK + 1, False)])
def test_a_long_text_is_searched_apart_and_only_as_far_as_needed(length: int, together: bool) -> None:
    """A text of more than 65,536 characters is searched block by block, and the other texts beside it."""
    text = "an " * (BLOCK // 3) + "b" * (length - BLOCK // 3 * 3)
    candidates = Candidates([pattern(folded("an"))])
    before, chunks_of_text, after = candidates.chunks_by_text(["an", text, "bà an"])
    assert (before, after) == ([(0, 2)], [(3, 5)])
    assert isinstance(chunks_of_text, list) is together
    assert list(chunks_of_text) == [(start, start + 2) for start in range(0, BLOCK - 1, 3)]


@pytest.mark.parametrize("gap", range(6))
def test_blocks_end_at_blanks(gap: int) -> None:
    """A chunk at the end of a block is named once, whole, and where it stands."""
    filler = "bb " * (BLOCK // 3 + 1)
    text = f"{filler[: BLOCK - gap]} an an-b {filler}công-an\nan"
    assert chunks(text, pattern(folded("an"))) == ["an", "an-b", "công-an", "an"]


@pytest.mark.parametrize("length", [254, 255, 256, 257, 400, 511, 600])
def test_words_longer_than_a_term_are_searched_where_they_are_cut(length: int) -> None:
    """A word of many letters is cut into terms, and each of them is found, wherever it stands."""
    for before in range(0, 300, 37):
        text = f"{'a ' * before}{'x' * length}an b"
        patterns = [pattern(exact("x" * (length % 255) + "an", "an"))]
        assert all_matches(text, patterns) == plain_matches(text, patterns)


@given(TEXTS, st.sampled_from(["an", "công", "tp", "漢", "straße"]))
def test_every_chunk_that_is_named_is_one_of_the_text(text: str, term: str) -> None:
    """Chunks ascend, hold no blank, and have blanks or nothing on either side."""
    text = folded_term(text)
    read_to = -1
    for start, end in Candidates([pattern(folded(term))]).chunks(text):
        assert read_to < start < end
        assert not any(character.isspace() for character in text[start:end])
        assert all(side.isspace() for side in (text[start - 1 : start] or " ", text[end : end + 1] or " "))
        read_to = end
