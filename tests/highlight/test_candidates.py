"""The fast search for matches against a plain one: every token of the text looked at, one after the other."""

from __future__ import annotations

import sys
import time
import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import Token, syllables
from analyzers.fold import folded_term
from searchidx.engines.plan import Alternatives, Pattern
from searchidx.highlight import SNIPPET_LENGTH, Candidates, MatchFinder, snippet
from searchidx.highlight.neighbours import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable


def fills(token: Token, slot: Alternatives, *, prefix: bool) -> bool:
    exact, folded = token.term, folded_term(token.term)
    if prefix:
        return exact.startswith(tuple(slot.exact)) or folded.startswith(tuple(slot.folded))
    return exact in slot.exact or folded in slot.folded


def plainly(text: str, patterns: list[Pattern]) -> list[tuple[int, int, int]]:
    """Start, end and pattern of all matches: the tokens at neighbouring positions that fill all slots."""
    places = [list(found) for _, found in groupby(syllables(text), lambda token: token.position)]
    found: set[tuple[int, int, int]] = set()
    for number, pattern in enumerate(patterns):
        for first in range(len(places) - len(pattern.tokens) + 1):
            filling = [
                [token for token in places[first + at] if fills(token, slot, prefix=pattern.prefix)]
                for at, slot in enumerate(pattern.tokens)
            ]
            if all(filling):
                # Of a part and the whole code that begins with it, the one that comes last goes on.
                ends = [*(tokens[-1:] for tokens in filling[:-1]), filling[-1]]
                found.update((token.start, token.end, number) for tokens in ends for token in tokens)
    return sorted(found)


def slot(*terms: str, exact: bool) -> Alternatives:
    return (
        Alternatives(exact=frozenset(terms))
        if exact
        else Alternatives(folded=frozenset(map(folded_term, terms)))
    )


SOUGHT = """
    an công cong bộ đ nđ cp 03 2019 03/2019/nđ-cp tp.hcm 50% hcm thủy at&t straße привет 漢 a ü baochi.vn
    i can't c
"""
TERMS = [*SOUGHT.split(), "x" * 255, "x" * 45]
WRITTEN = """
    Bộ CÔNG công An an, cộng cổng-an 03/2019/NĐ-CP 0351 TP.HCM (50%) an? an–công AT&amp;T c&ocirc;ng C&#212;NG
    Straße Ｃông Привет 漢字 họp.An thuỷ thủy _an_ https://baochi.vn/an?b=công a@baochi.vn Ðảng ĐÐ İ
    ’ can’t ü | …
"""
INVISIBLE = [
    "c\u00adông",
    "an\u200bcông",
    "a\u0302\u0301n",
    "cong\u3000an",
    "\u00a0",
    "\u2028",
    "\n",
    "\ud800",
    "\u0301",
]
WORDS = [*WRITTEN.split(), *INVISIBLE, "x" * 300, "x" * 255]
SLOTS = st.builds(
    lambda terms, exact: slot(*terms, exact=exact),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=2),
    st.booleans(),
)
PATTERNS = st.lists(
    st.builds(
        lambda slots, prefix: Pattern(tuple(slots[:1] if prefix else slots), ("body",), 1.0, prefix=prefix),
        st.lists(SLOTS, min_size=1, max_size=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=25)
TEXTS = PIECES.map(" ".join) | PIECES.map("".join)
FORMS: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("term", TERMS)
def test_each_term_is_found_in_whatever_form_it_stands(term: str, form: Literal["NFC", "NFD"]) -> None:
    """Entities, marks, invisible signs, blanks and letters of any kind hide no term and invent none."""
    for word in WORDS:
        text = unicodedata.normalize(form, f"{word} {word}, a-{word}")
        for terms in ([slot(term, exact=True)], [slot(term, exact=False)]):
            for prefix in (False, True):
                patterns = [Pattern(tuple(terms), ("body",), 1.0, prefix=prefix)]
                assert MatchFinder(patterns, "body", complete=True).find(text) == plainly(text, patterns)


@given(TEXTS, PATTERNS, st.sampled_from(FORMS))
@settings(max_examples=300)
def test_finds_what_a_plain_search_finds(
    text: str, patterns: list[Pattern], form: Literal["NFC", "NFD"]
) -> None:
    """In any text and Unicode form, the matches are those of its own tokens, neither more nor fewer."""
    text = unicodedata.normalize(form, text)
    assert MatchFinder(patterns, "body", complete=True).find(text) == plainly(text, patterns)


BLANKS = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isspace()]


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_chunk_ends_at_any_blank(blank: str) -> None:
    """Whatever Unicode calls a blank parts two chunks."""
    candidates = Candidates([Pattern((Alternatives(folded=frozenset({"an"})),), ("body",), 1.0)])
    assert list(candidates.chunks(f"bà{blank}án{blank}bà")) == [(3, 5)]


@given(st.lists(TEXTS, max_size=6), PATTERNS, st.sampled_from(FORMS))
def test_texts_of_a_page_are_searched_as_each_alone(
    texts: list[str], patterns: list[Pattern], form: Literal["NFC", "NFD"]
) -> None:
    """What is found in texts looked through together is what is found in each alone; None in a long one."""
    texts = [unicodedata.normalize(form, text) for text in texts]
    candidates = Candidates(patterns)
    assert candidates.page(texts) == [list(candidates.chunks(text)) for text in texts]
    assert candidates.page([*texts, "an " * 30_000])[-1] is None


@given(st.lists(TEXTS, max_size=4), st.lists(st.sampled_from(SOUGHT.split()), min_size=1, max_size=4))
def test_neighbours_are_those_of_all_tokens(texts: list[str], sought: list[str]) -> None:
    """Neighbours read off a few chunks are, as often, those that reading every token finds."""
    folded = {folded_term(term) for term in sought}

    def among(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(pair for pair in pairs if folded.issuperset(map(folded_term, pair)))

    plain: list[tuple[str, str]] = []
    for text in texts:
        first = {token.position: token.term for token in reversed(syllables(text))}
        plain += pairwise(first[position] for position in sorted(first))
    assert among(neighbours(texts, folded)) == among(plain)


@pytest.mark.parametrize("length", [254, 255, 256, 257, 400, 511, 600])
def test_words_longer_than_a_term_are_searched_where_they_are_cut(length: int) -> None:
    """A word of many letters is cut into terms, and each of them is found, wherever it stands."""
    for before in range(0, 300, 37):
        text = f"{'a ' * before}{'x' * length}an b"
        patterns = [Pattern((slot("x" * (length % 255) + "an", "an", exact=True),), ("body",), 1.0)]
        assert MatchFinder(patterns, "body", complete=True).find(text) == plainly(text, patterns)


LONG = {
    "one word": "x" * 1_000_000,
    "one code": "an-toàn/" * 120_000,
    "no blank, other letters": "漢字" * 500_000,
    "only matches": "an toàn " * 120_000,
    "decomposed": unicodedata.normalize("NFD", "Ông ấy nói an toàn là bạn. ") * 30_000,
    "doubtful": "an? Ｔoàn! " * 90_000,
    "marks": "a" + "\u0301" * 1_000_000,
    "blank lines": " \n" * 500_000,
    "numbers": "1. 2. an " * 110_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_million_characters_are_shown_in_a_moment(text: str) -> None:
    """A snippet of a book, however it is made, takes a fraction of a second."""
    finder = MatchFinder(
        [Pattern((slot(term, exact=True),), ("body",), 1.0) for term in ("an", "toàn")], "body", complete=True
    )
    began = time.process_time()
    shown = snippet(text, finder)
    assert time.process_time() - began < 2
    assert len(shown.text) <= SNIPPET_LENGTH + 2


def test_the_best_passage_of_a_book_is_found_far_in() -> None:
    """Thousands of matches of common words do not hide the one place where the rare word stands."""
    text = (
        "Một câu của người này và của người kia. " * 5_000
        + "Giá lúa của ta tăng. "
        + "Của ai và của ai. " * 900
    )
    patterns = [
        Pattern((slot(term, exact=True),), ("body",), weight) for term, weight in (("của", 1), ("lúa", 5))
    ]
    shown = snippet(text, MatchFinder(patterns, "body", complete=True))
    assert "lúa" in shown.text


def test_matches_are_found_in_every_stretch_of_a_long_text() -> None:
    """A long text is searched in stretches; none of its matches is lost, doubled or moved where they meet."""
    text = " ".join(f"{'y' * (at % 7)}{at} an toàn" for at in range(12_000))
    patterns = [Pattern((slot("an", exact=True), slot("toàn", exact=True)), ("body",), 1.0)]
    found = MatchFinder(patterns, "body", complete=True).find(text)
    assert [text[start:end] for start, end, _ in found] == ["an", "toàn"] * (len(found) // 2)
    assert found[-1][0] > 3 * (1 << 16) / 2
    assert len({start for start, _, _ in found}) == len(found)
