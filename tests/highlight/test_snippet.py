"""Snippets: the best passage as it is shown, with ellipses, even blanks and marks."""

from __future__ import annotations

import re
import time
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.highlight import SNIPPET_LENGTH, Candidates, joined_marks, snippets
from tests.support.highlight import bracketed, exact, find, pattern

if TYPE_CHECKING:
    from searchidx.engines.plan import Pattern
    from searchidx.model import Snippet

LUA = [pattern(exact("lúa"))]
FILLER = "Đoạn này không nói đến điều người đọc tìm. " * 20
REST = FILLER[: SNIPPET_LENGTH // 43 * 43]


def snippet(text: str, patterns: list[Pattern]) -> Snippet:
    (shown,) = snippets([text], [find(text, patterns).matches], [dict(enumerate(patterns))])
    return shown.best


SHOWN = [
    # Ellipses stand where text is left out, not where only blanks are.
    ("Giá lúa.", "Giá [lúa]."),
    ("  Giá lúa. \n ", "Giá [lúa]."),
    (f"Giá lúa. {FILLER}", f"Giá [lúa]. {FILLER[:214]}…"),
    (f"{FILLER}Giá lúa.", f"…{FILLER[:214]} Giá [lúa]."),
    (f"{FILLER}Giá lúa. {FILLER}", f"…Giá [lúa]. {FILLER[:214]}…"),
    # Blanks are shown as one plain blank each, and the marks move along.
    ("Giá  lúa,\n\nlúa\t và \u00a0lúa.", "Giá [lúa], [lúa] và [lúa]."),
    ("Giá\u00a0lúa", "Giá [lúa]"),
    ("Giá lúa\u2003lúa", "Giá [lúa lúa]"),
    ("Giá lúa   lúa   lúa  hay", "Giá [lúa lúa lúa] hay"),
    ("Giá lúa \t lúa", "Giá [lúa lúa]"),
    ("Giá   cả   lúa", "Giá cả [lúa]"),
    (f"{FILLER}\n\nGiá  lúa   tăng.\n{FILLER}", f"…Giá [lúa] tăng. {FILLER[:214]}…"),
    (f"{FILLER}\n\nGiá lúa  tăng.\n{FILLER}", f"…Giá [lúa] tăng. {FILLER[:214]}…"),
    # Entities are shown as the characters that they mean.
    ("R&amp;D &lt;Giá&nbsp;lúa&gt; c&#225;,\u00a0&nbsp;lúa&hellip;", "R&D <Giá [lúa]> cá, [lúa]…"),
    (f"{FILLER}Giá&nbsp;&nbsp;lúa &amp; cá. {FILLER}", f"…Giá [lúa] & cá. {FILLER[:171]}…"),
    # Other signs that cannot be printed are left as they are.
    ("Giá\u200b lúa", "Giá\u200b [lúa]"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_a_passage_is_shown_with_its_marks(text: str, expected: str) -> None:
    """The marks stand at the matches of what is shown."""
    shown = snippet(text, LUA)
    assert bracketed(shown.text, shown.marks) == expected


def test_at_most_two_hundred_and_forty_characters_are_shown() -> None:
    """A sentence that has as many is shown whole; one more, and it is cut at a word."""
    sentence = f"Giá lúa {'tăng ' * 46}mà."
    assert len(sentence) == 241
    assert snippet(sentence, LUA).text == f"{sentence[:-4]}…"[:-1].rstrip() + "…"
    assert snippet(sentence.replace("mà.", "à."), LUA).text == sentence.replace("mà.", "à.")


@pytest.mark.parametrize(("length", "shown_first"), [(240, True), (241, False)])
def test_two_words_within_two_hundred_and_forty_characters_are_shown_together(
    length: int, shown_first: bool
) -> None:
    """Further apart, they count each by itself, and another word may outweigh each of them."""
    text = f"lúa {'x' * (length - 8)} gạo. {FILLER}Ngô. {FILLER}"
    patterns = [pattern(exact("lúa")), pattern(exact("gạo")), pattern(exact("ngô"), weight=1.4)]
    first = text.index("lúa"), text.index("gạo") + 3
    assert first[1] - first[0] == length
    assert ("gạo" in snippet(text, patterns).text) is shown_first


def test_only_matches_that_are_shown_whole_are_marked() -> None:
    """A match that the passage cuts, or that stands outside of it, has no mark."""
    text = f"lúa. {'x' * 240}. Giá lúa {'gạo ' * 70}lúa."
    shown = snippet(text, [pattern(exact("lúa")), pattern(exact("giá"))])
    assert bracketed(shown.text, shown.marks).startswith("…[Giá lúa] gạo")
    assert len(shown.marks) == 1
    code = f"{'x' * 238} 12/2019"
    shown = snippet(f"{code}/NĐ-CP", [pattern(exact("12")), pattern(exact("12/2019/nđ-cp"))])
    assert shown.marks == ((1, 3),) or shown.text.endswith("12/2019/NĐ-CP")


def test_each_text_has_its_own_matches_and_patterns() -> None:
    """Snippets that are made together are those that are made one by one."""
    texts = [f"Giá lúa. {FILLER} Giá gạo.", f"Giá gạo. {FILLER} Giá lúa."]
    rice = [pattern(exact("gạo"))]
    together = snippets(
        texts, [find(texts[0], LUA).matches, find(texts[1], rice).matches], [{0: LUA[0]}, {0: rice[0]}]
    )
    assert [shown.best for shown in together] == [snippet(texts[0], LUA), snippet(texts[1], rice)]
    assert [bracketed(shown.best.text, shown.best.marks)[:12] for shown in together] == [
        "Giá [lúa]. Đ",
        "Giá [gạo]. Đ",
    ]


@pytest.mark.parametrize("entity", ["&amp;", "&#39;", "&#x1F33E;", "&CounterClockwiseContourIntegral;"])
@pytest.mark.parametrize("shift", range(36))
def test_no_entity_is_cut(entity: str, shift: int) -> None:
    """Where a text has no blanks, it is cut between two entities, before and after the match."""
    patterns = [pattern(exact("lúa"))]
    after = snippet(f"lúa-{'x' * shift}{entity * 99}", patterns)
    assert re.fullmatch(rf"lúa-x{{{shift}}}(.)\1*…", after.text)
    before = snippet(f"{'x' * 300}{entity * 99}{'x' * shift}-lúa", patterns)
    assert re.fullmatch(rf"…((?!x).)\1*x{{{shift}}}-lúa", before.text)


def test_a_cut_parts_neither_an_entity_nor_a_letter_from_its_marks() -> None:
    """A mark that follows an entity stays with it."""
    text = f"lúa-{'x' * 229}&ocirc;\u0301&ocirc;\u0301"
    assert snippet(text, [pattern(exact("lúa"))]).text == f"lúa-{'x' * 229}…"


LONG = {
    "one word": "x" * 1_000_000,
    "one code": "an-toàn/" * 120_000,
    "no blank, other letters": "漢字" * 500_000,
    "only matches": "an toàn " * 120_000,
    "decomposed": unicodedata.normalize("NFD", "Ông ấy nói an toàn là bạn. ") * 30_000,
    "doubtful": "an? Ｔoàn! " * 90_000,
    "marks": "a" + "\u0301" * 1_000_000,
    "entities": "&amp;" * 200_000,
    "signs of entities": "&" * 1_000_000,
    "entities and words": "an &amp;&nbsp; " * 70_000,
    "blank lines": " \n" * 500_000,
    "numbers": "1. 2. an " * 110_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_million_characters_are_shown_in_a_moment(text: str) -> None:
    """A snippet of a book, however it is made, takes a fraction of a second."""
    began = time.process_time()
    shown = snippet(text, [pattern(exact("an")), pattern(exact("toàn"))])
    assert time.process_time() - began < 2
    assert len(shown.text) <= SNIPPET_LENGTH + 2


def test_the_best_passage_of_a_book_is_found_far_in() -> None:
    """Thousands of matches of common words do not hide the one place where the rare word stands."""
    common = "Một câu của người này và của người kia. "
    text = f"{common * 5_000}Giá lúa của ta tăng. {'Của ai và của ai. ' * 900}"
    assert "lúa" in snippet(text, [pattern(exact("của")), pattern(exact("lúa"), weight=5)]).text


WORDS = st.sampled_from(
    ["Bộ", "Công", "an", "cộng", "và", "lúa.", "gạo,", "a\u0302\u0301n", "👩\u200d🌾", "\n\n", "x" * 300]
)
TEXTS = st.lists(WORDS, max_size=120).map(" ".join) | st.text(max_size=400)
SOUGHT = st.lists(
    st.sampled_from(
        [[exact("công")], [exact("an")], [exact("bộ"), exact("công")], [exact("ấn")], [exact("x" * 255)]]
    ),
    min_size=1,
).map(lambda phrases: [pattern(*phrase) for phrase in phrases])


@given(TEXTS, SOUGHT)
def test_a_snippet_is_a_passage_of_the_text(text: str, sought: list[Pattern]) -> None:
    """But for its blanks and ellipses, what is shown stands so in the text."""
    shown = snippet(text, sought).text
    assert len(shown) <= SNIPPET_LENGTH + 2
    middle = shown.removeprefix("…").removesuffix("…") if "…" not in text else shown.strip("…")
    assert re.sub(r"\s+", " ", middle) in re.sub(r"\s+", " ", text)


@given(TEXTS, SOUGHT)
def test_a_snippet_marks_what_the_text_marks(text: str, sought: list[Pattern]) -> None:
    """Each mark of a snippet is one of the whole text, or a part of one."""
    shown = snippet(text, sought)
    marked = {shown.text[start:end] for start, end in shown.marks}
    marks = joined_marks(text, find(text, sought).matches)
    whole = {re.sub(r"\s+", " ", text[start:end]) for start, end in marks}
    assert all(any(piece in mark for mark in whole) for piece in marked)


def test_candidates_are_not_needed_for_a_snippet_without_matches() -> None:
    """Where no chunk may match, the beginning of the text is shown."""
    assert list(Candidates(LUA).chunks(FILLER)) == []
    assert snippet(FILLER, LUA) == snippets([FILLER], [[]], [{}])[0].best
