"""What was typed: the words before, the beginning, and how a proposal is written."""

from __future__ import annotations

import pytest

from searchidx.completion.typed_text import MAX_CHARACTERS, Context, TypedText, read_typed, spell_contexts
from tests.support.statistics import WrittenStatistics


def read(text: str) -> TypedText:
    typed = read_typed(text)
    assert typed is not None
    return typed


@pytest.mark.parametrize(
    ("text", "before", "beginning"),
    [
        ("công an t", ["công", "an"], "t"),
        ("Công AN", ["công"], "an"),
        ("công an ", ["công", "an"], None),
        ("công an,", ["công", "an"], None),
        ('"công a', ["công"], "a"),
        ("f-1", ["f"], "1"),
        ("t", [], "t"),
    ],
)
def test_the_last_word_is_a_beginning(text: str, before: list[str], beginning: str | None) -> None:
    """Unless a blank or a sign follows it."""
    typed = read(text)
    assert [syllable.exact for syllable in typed.before] == before
    assert (typed.beginning and typed.beginning.exact) == beginning


def test_some_texts_cannot_be_completed() -> None:
    assert [read_typed(text) for text in ("", "  ", "?!", "a" * (MAX_CHARACTERS + 1))] == [None] * 4
    assert read_typed("a" * MAX_CHARACTERS) is not None


@pytest.mark.parametrize(
    ("text", "phrase", "written"),
    [
        ("cong  a", ("công", "an"), "công an"),
        ("f-16 b", ("f", "16", "bay", "qua"), "f-16 bay qua"),
        ("24/11/20", ("24", "11", "2021"), "24/11/2021"),
        ("title:b", ("title", "bão"), "title bão"),
        ("bão - l", ("bão", "lũ"), "bão lũ"),
        ("(bão)l", ("bão", "lũ"), "bão lũ"),
    ],
)
def test_only_signs_that_join_are_kept(text: str, phrase: tuple[str, ...], written: str) -> None:
    """A proposal has no operators, quotes or fields, so that it can be searched as it is."""
    assert read(text).written(phrase) == written


def test_the_words_before_get_their_likely_accents() -> None:
    bodies = {"công": 50, "cộng": 20, "an": 30, "ăn": 30}
    index = WrittenStatistics({"body": bodies, "body_pairs": {"công an": 20}}, 100)
    best, *others = spell_contexts(read("cong an t"), index)
    assert best.terms == ("công", "an")
    assert 0 < sum(context.probability for context in [best, *others]) <= 1
    assert spell_contexts(read("t"), index) == [Context((), 1.0)]
    assert [context.terms for context in spell_contexts(read("cộng ăn t"), index)] == [("cộng", "ăn")]
