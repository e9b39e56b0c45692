"""The tokens and words of one text, with their offsets in the caller's own string."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analyzers import Token, syllables, words
from analyzers.scan import MAX_TERM
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


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Vi&#7879;t&nbsp;Nam", ["Vi&#7879;t", "Nam"]),
        ("«th\u200bu\u0309y\u200b»", ["th\u200bu\u0309y"]),
        ("to\u0302i, e\u0323\u0302", ["to\u0302i", "e\u0323\u0302"]),
        ("R&amp;D", ["R", "R&amp;D", "D"]),
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
@given(TEXTS.map(" ".join))
@example("TP.HCM an \n")  # pyvi joins the last part of the code with the next syllable
def test_every_part_lies_in_a_word(text: str) -> None:
    """Each part is in one word, or in a code and in a word that begins within the code."""
    tokens = words(text)
    joined_starts = {word.start for word in tokens if word.kind == "word"}
    parts: dict[int, Token] = {}
    for token in syllables(text):
        parts.setdefault(token.position, token)
    for part in parts.values():
        holders = [word for word in tokens if word.start <= part.start and part.end <= word.end]
        assert 1 <= len(holders) <= 2, (part, holders)
        if len(holders) == 2:
            code = holders[0]
            assert code.kind not in ("syllable", "word")
            assert any(code.start < start < code.end for start in joined_starts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TP.HCM an \n", ["TP.HCM", "HCM an"]),
        ("ở TP.HCM", ["ở", "TP.HCM"]),
    ],
)
def test_words_that_begin_within_a_code(text: str, expected: list[str]) -> None:
    """A code is returned whole, and so is a word that pyvi begins at a later part of the code."""
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
