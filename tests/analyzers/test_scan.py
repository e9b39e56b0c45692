"""Index tokens: what is one, where it is in the caller's own string, codes whole and by their parts."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import Token, syllables, words
from analyzers.clean import clean
from analyzers.scan import MAX_TERM
from tests.analyzers.test_segment import CHARACTERS, HOSTILE

_WRITTEN = "công an hoà thuỷ Ðảng nước TP.HCM 03/2019/NĐ-CP 3,5% a@b.vn http://x.vn/y họp.Ông Ô-tô ở"
WORDS = st.sampled_from(_WRITTEN.split())
DISTURBED = st.tuples(
    WORDS, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["", "\u200b", "\u00ad", "\ufeff"])
).map(lambda drawn: drawn[2].join(unicodedata.normalize(drawn[1], drawn[0])))
TEXTS = st.lists(
    st.one_of(DISTURBED, st.sampled_from(CHARACTERS), st.just("&nbsp;"), st.just("&#7879;")), max_size=30
)


def terms(text: str) -> list[str]:
    return [token.term for token in syllables(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n.,;…", []),
        ("Bộ Công an", ["bộ", "công", "an"]),
        ("thuỷ HOÀ", ["thủy", "hòa"]),
        ("(họp),", ["họp"]),
        ("03/2019/NĐ-CP", ["03", "03/2019/nđ-cp", "2019", "nđ", "cp"]),
        ("24/11/2021.", ["24", "24/11/2021", "11", "2021"]),
        ("31.7.2020", ["31", "31.7.2020", "7", "2020"]),
        ("1.000.000", ["1", "1.000.000", "000", "000"]),
        ("3,5%", ["3", "3,5", "3,5%", "5"]),
        ("5%", ["5", "5%"]),
        ("22:26", ["22", "22:26", "26"]),
        ("TP.HCM", ["tp", "tp.hcm", "hcm"]),
        ("Tp.HCM", ["tp", "tp.hcm", "hcm"]),
        ("Bộ TT-TT", ["bộ", "tt", "tt-tt", "tt"]),
        ("A-320, A320", ["a", "a-320", "320", "a320"]),
        ("TT\u2011TT", ["tt", "tt-tt", "tt"]),
        ("họp.Ông", ["họp", "ông"]),
        ("xong...và", ["xong", "và"]),
        ("vnexpress.net", ["vnexpress", "vnexpress.net", "net"]),
        ("ban.toasoan@bao.com.vn.", ["ban", "ban.toasoan@bao.com.vn", "toasoan", "bao", "com", "vn"]),
        ("(http://bao.vn/a-b?c=1).", ["http", "http://bao.vn/a-b?c=1", "bao", "vn", "a", "b", "c", "1"]),
        ("www.bao.vn,", ["www", "www.bao.vn", "bao", "vn"]),
        ("R&amp;D M&A", ["r", "r&d", "d", "m", "m&a", "a"]),
        ("O'Neil", ["o", "o'neil", "neil"]),
        ("O’Neil", ["o", "o'neil", "neil"]),
        ("công_an", ["công", "công_an", "an"]),
        ("Vi&#7879;t&nbsp;Nam &quot;ta&quot; &amp; &nosuch;", ["việt", "nam", "ta", "nosuch"]),
        ("&ocirc; v&agrave; &#xEA;", ["ô", "và", "ê"]),
        ("ha\u200bi hai\u00ad", ["hai", "hai"]),
        ("Нa Nội Ðà Nẵng Đà", ["ha", "nội", "đà", "nẵng", "đà"]),
        ("中国人 かな", ["中", "国", "人", "かな"]),
        ("ภาษาไทย", ["ภาษาไทย"]),
        ("İstanbul ΣΑΣ", ["istanbul", "σας"]),
        ("\u0301a \u0323", ["a"]),
        ("x\u0323\u0301y", ["x\u0323\u0301y"]),
        ("a" * 600, ["a" * 255, "a" * 255, "a" * 90]),
        ("😀công🇻🇳an", ["công", "an"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """The terms of small texts, in the order of their positions."""
    assert terms(text) == expected


def test_a_code_and_its_first_part_share_a_position() -> None:
    """A phrase over the parts of a code still holds, and over its neighbours."""
    found = syllables("theo 03/2019/NĐ-CP thì")
    assert [(token.term, token.position) for token in found] == [
        ("theo", 0),
        ("03", 1),
        ("03/2019/nđ-cp", 1),
        ("2019", 2),
        ("nđ", 3),
        ("cp", 4),
        ("thì", 5),
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("công 2019 A320", ["syllable", "number", "code"]),
        ("24/11/2021", ["number", "date", "number", "number"]),
        ("7/2020", ["number", "date", "number"]),
        ("2020-07-31", ["number", "date", "number", "number"]),
        ("1.000", ["number", "number", "number"]),
        ("a@b.vn", ["syllable", "email", "syllable", "syllable"]),
        ("http://b.vn", ["syllable", "url", "syllable", "syllable"]),
        ("TT-TT", ["syllable", "code", "syllable"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Every token says what it is."""
    assert [token.kind for token in syllables(text)] == kinds


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
    """A token's text is the caller's own, disturbed as it is, without what stands beside it."""
    assert [token.text for token in syllables(text)] == surfaces


@settings(max_examples=300, deadline=None)
@given(st.one_of(HOSTILE, TEXTS.map(" ".join), TEXTS.map("".join)))
def test_spans_give_back_the_surface(text: str) -> None:
    """Whatever the text, spans lie in order, give back the tokens' text, and positions have no gaps."""
    for tokens in (syllables(text), words(text)):
        assert all(text[token.start : token.end] == token.text for token in tokens)
        assert all(token.term and not any(map(str.isspace, token.term)) for token in tokens)
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    positions = [token.position for token in syllables(text)]
    assert sorted(set(positions)) == list(range(len(set(positions))))
    assert positions == sorted(positions)


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(" ".join))
def test_unicode_form_does_not_matter(text: str) -> None:
    """NFC and NFD spellings of a text give the same terms at the same positions."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    for tokenise in (syllables, words):
        first, second = tokenise(composed), tokenise(decomposed)
        assert [(t.term, t.position, t.kind) for t in first] == [(t.term, t.position, t.kind) for t in second]


@settings(max_examples=200, deadline=None)
@given(TEXTS.map(" ".join))
def test_words_do_not_overlap_and_lose_no_part(text: str) -> None:
    """Words partition the text's parts: each lies in exactly one word."""
    found = words(text)
    parts: dict[int, Token] = {}
    for token in syllables(text):
        parts.setdefault(token.position, token)
    for position, part in parts.items():
        holders = [word for word in found if word.start <= part.start and part.end <= word.end]
        assert len(holders) == 1, (position, part, holders)


def test_words() -> None:
    """Words of several syllables, codes whole, the rest syllable by syllable; both tone placements alike."""
    found = words("Bộ Công an họp vì hòa bình, theo Nghị định 03/2019/NĐ-CP")
    assert [(token.text, token.term, token.kind, token.position) for token in found] == [
        ("Bộ", "bộ", "syllable", 0),
        ("Công an", "công_an", "word", 1),
        ("họp", "họp", "syllable", 3),
        ("vì", "vì", "syllable", 4),
        ("hòa bình", "hòa_bình", "word", 5),
        ("theo", "theo", "syllable", 7),
        ("Nghị định", "nghị_định", "word", 8),
        ("03/2019/NĐ-CP", "03/2019/nđ-cp", "code", 10),
    ]


@pytest.mark.parametrize(
    "text", ["", "abc", "e\u0301", "&amp;x&nbsp;", "\u1100\u1161\u11a8", "a\u200b\u0301b", "\u0958\u212b"]
)
def test_clean_maps_every_character(text: str) -> None:
    """Each clean character has a place in the chunk, and the places go from left to right."""
    read = clean(text)
    assert len(read.text) == len(read.starts) == len(read.ends)
    assert list(read.starts) == sorted(read.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))
    assert unicodedata.is_normalized("NFC", read.text)


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
    """200,000 characters without a blank, where a quadratic step takes minutes; no term passes the bound."""
    began = time.process_time()
    found = syllables(chunk)
    assert time.process_time() - began < 5
    assert max((len(token.term) for token in found), default=0) <= MAX_TERM
