"""The tokens and words of one text, with their offsets in the caller's own string."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzers import Token, syllables, words
from analyzers.scan import MAX_TERM
from analyzers.spans import parts
from tests.support.texts import CHARACTERS, HOSTILE

_WRITTEN = "công an hoà thuỷ Ðảng nước TP.HCM 03/2019/NĐ-CP 3,5% a@b.vn http://x.vn/y họp.Ông Ô-tô ở"
WORDS = st.sampled_from(_WRITTEN.split())
_UNSEEN = st.sampled_from(["", "\u200b", "\u00ad", "\ufeff"])


def _disturbed(word: str, is_decomposed: bool, unseen: str) -> str:
    """Return a word in NFC or NFD, with an invisible character between its characters."""
    return unseen.join(unicodedata.normalize("NFD" if is_decomposed else "NFC", word))


DISTURBED = st.builds(_disturbed, WORDS, st.booleans(), _UNSEEN)
TEXTS = st.lists(
    st.one_of(DISTURBED, st.sampled_from(CHARACTERS), st.just("&nbsp;"), st.just("&#7879;")), max_size=30
)
_IN_CODES = "báo đài truyền hình Hà Nội Đà Nẵng trật tự xã hội Công an TP 03 SốngXanh 1½ ㎞"
CODES = st.lists(st.tuples(st.sampled_from(_IN_CODES.split()), st.sampled_from(" -./&:_"))).map(
    lambda pieces: "".join(f"{word}{sign}" for word, sign in pieces)
)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Vi&#7879;t&nbsp;Nam", ["Vi&#7879;t", "Nam"]),
        ("«th\u200bu\u0309y\u200b»", ["th\u200bu\u0309y"]),
        ("to\u0302i, e\u0323\u0302", ["to\u0302i", "e\u0323\u0302"]),
        ("R&amp;D", ["R", "R&amp;D", "D"]),
        ("5㎞, CO₂; 10²: 1½ №7", ["5㎞", "CO₂", "10", "²", "1", "½", "½", "½", "№", "7"]),
        ("m&sup2; ﬁn ｶﾞ", ["m&sup2;", "ﬁn", "ｶﾞ"]),
        ("#Ha\u0300N\u00f4\u0323i", ["Ha\u0300", "Ha\u0300Nô\u0323i", "Nô\u0323i"]),
        ("\uac00\u11a8 \u1100\u1161\u11a8", ["\uac00\u11a8", "\u1100\u1161\u11a8"]),
    ],
)
def test_surfaces(text: str, surfaces: list[str]) -> None:
    """The text of a token is exactly the caller's, without the signs around it."""
    assert [token.text for token in syllables(text)] == surfaces


@pytest.mark.slow
@settings(max_examples=300)
@given(st.one_of(HOSTILE, TEXTS.map(" ".join), TEXTS.map("".join)))
def test_spans_give_back_the_surface(text: str) -> None:
    """For any text, spans are in order and match the text of the tokens, and positions have no gaps."""
    for tokens in (syllables(text), words(text)):
        assert all(text[token.start : token.end] == token.text for token in tokens)
        assert all(token.term and not any(map(str.isspace, token.term)) for token in tokens)
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    positions = [token.position for token in syllables(text)]
    assert sorted(set(positions)) == list(range(len(set(positions))))
    assert positions == sorted(positions)


@pytest.mark.slow
@settings(max_examples=200)
@given(TEXTS.map(" ".join))
def test_unicode_form_does_not_matter(text: str) -> None:
    """NFC and NFD spellings of a text give the same terms at the same positions."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    for tokenise in (syllables, words):
        of_composed, of_decomposed = (
            [(token.term, token.position, token.kind) for token in tokenise(form)]
            for form in (composed, decomposed)
        )
        assert of_composed == of_decomposed


@settings(max_examples=200)
@given(st.one_of(HOSTILE, TEXTS.map(" ".join), TEXTS.map("".join), CODES))
@example("TP.HCM an \n")  # pyvi joins the last part of the code with the next syllable
@example("½-công an ㎷i①b㎞")
def test_every_part_lies_in_one_word(text: str) -> None:
    """Words are in order without overlaps, and every part of the text is in exactly one of them."""
    tokens = words(text)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    parts: dict[int, Token] = {}
    for token in syllables(text):
        parts.setdefault(token.position, token)
    for part in parts.values():
        assert sum(word.start <= part.start and part.end <= word.end for word in tokens) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ở TP.HCM", ["ở", "TP.HCM"]),
        ("TP.HCM an \n", ["TP", "HCM an"]),
        ("về TP.Đà Nẵng", ["về", "TP", "Đà Nẵng"]),
        ("GS.Trần Văn Giàu", ["GS", "Trần Văn Giàu"]),
        ("nhiều báo/đài truyền hình", ["nhiều", "báo", "đài truyền hình"]),
        ("Hà-TP.Nội-công", ["Hà", "TP.Nội", "công"]),
        ("ngày 24/11/2021 công an/xã hội", ["ngày", "24/11/2021", "công an", "xã hội"]),
        ("từTổng thống, từTổng", ["từ", "Tổng thống", "từ", "Tổng"]),
        ("TếtViệt2026 ở #HàNội", ["TếtViệt2026", "ở", "HàNội"]),
        ("x@HaNoi.vn", ["x@HaNoi.vn"]),
        ("1½ m²", ["1", "½", "m²"]),
    ],
)
def test_words_and_codes(text: str, expected: list[str]) -> None:
    """A code is one word, unless a word of several syllables begins at a later part of it."""
    assert [word.text for word in words(text)] == expected


def test_words() -> None:
    """Words of several syllables, whole codes and single syllables are found, in either tone style."""
    tokens = words("Bộ Công an họp vì hòa bình, theo Nghị định 03/2019/NĐ-CP")
    assert [(token.text, token.term, token.kind, token.position) for token in tokens] == [
        ("Bộ", "bộ", "syllable", 0),
        ("Công an", "công_an", "word", 1),
        ("họp", "họp", "syllable", 3),
        ("vì", "vì", "syllable", 4),
        ("hòa bình", "hòa_bình", "word", 5),
        ("theo", "theo", "syllable", 7),
        ("Nghị định", "nghị_định", "word", 8),
        ("03/2019/NĐ-CP", "03/2019/nđ-cp", "code", 10),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "chunk",
    [
        "a." * 100_000,
        "a@b.c," * 35_000,
        "a" * 200_000,
        "a" + "\u0301\u0323" * 100_000,
        "&#7879;" * 30_000,
        "e\u0301" * 100_000,
        "http://" * 30_000,
        "&" * 200_000,
        "1%" * 100_000,
        "a-" * 100_000,
        "@" * 200_000,
        "www." * 50_000,
        "中" * 200_000,
    ],
    ids=lambda chunk: repr(chunk[:8]),
)
def test_hostile_chunks_are_bounded(chunk: str) -> None:
    """200,000 characters without a blank take seconds, and no term is longer than the limit."""
    began = time.process_time()
    tokens = syllables(chunk)
    assert time.process_time() - began < 5
    assert max((len(token.term) for token in tokens), default=0) <= MAX_TERM


@given(st.text(CHARACTERS, max_size=40))
def test_parts_are_the_tokens_without_the_wholes(text: str) -> None:
    """There is one part at each position, and no part contains another."""
    found = parts(text)
    assert [part.position for part in found] == list(range(len(found)))
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert set(found) <= set(syllables(text))


def test_the_parts_of_a_code() -> None:
    assert [part.term for part in parts("Theo 03/2019/NĐ-CP, HàNội")] == [
        *("theo", "03", "2019", "nđ", "cp"),
        *("hà", "nội"),
    ]
