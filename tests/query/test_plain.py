"""Text that is no query language."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers import syllables
from searchidx.errors import QuerySyntaxError
from searchidx.planning.terms import query_syllables
from searchidx.query import quoted
from searchidx.query.parse import MAX_CLAUSES, MAX_QUERY_LENGTH, parse
from searchidx.query.plain import read_plain
from searchidx.query.tree import Group, Phrase, Word, wanted_leaves

ASSIGNED = st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=40)
SIGNS = st.text(st.sampled_from('ab ăđ1 "“”„«»*＊＂()+-:：.,&;\t\nORNDT title:date'), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bão", ["bão"]),
        ("bão lũ", ["bão", "lũ"]),
        ("bão) OR (lũ", ["bão)", "OR", "(lũ"]),
        ('phim "Mai', ["phim", '"Mai']),
        ("giá vàng:)", ["giá", "vàng:)"]),
        ("-bão +lũ NOT mưa", ["-bão", "+lũ", "NOT", "mưa"]),
        ("title:lũ date:2021 tittle:x", ["title:lũ", "date:2021", "tittle:x"]),
        ('"công an"* công* cô*ng', ['"công', 'an"*', "công*", "cô*ng"]),
        ("a\u00a0b\tc\u0000d", ["a", "b", "c", "d"]),
        ("!? – * ()", []),
        ("&nbsp; &amp;", []),
        ("50 ㎡ №", ["50", "㎡", "№"]),
        ("", []),
    ],
)
def test_every_text_is_words(text: str, words: list[str]) -> None:
    """The words are the texts between blanks that have a syllable."""
    root = read_plain(text).root
    leaves = [] if root is None else sorted(wanted_leaves(root), key=lambda leaf: leaf.start)
    assert [leaf.text for leaf in leaves] == words
    assert all(isinstance(leaf, Word) and leaf.field is None for leaf in leaves)
    assert isinstance(root, Group) is (len(words) > 1)


@given(SIGNS | ASSIGNED)
@example("0\u00ad0")
def test_no_text_is_an_error(text: str) -> None:
    """All syllables of the text are searched, and the offsets are those of the text.

    Control characters are blanks. Invisible characters, such
    as a soft hyphen, divide no word.
    """
    root = read_plain(text).root
    leaves = [] if root is None else sorted(wanted_leaves(root), key=lambda leaf: leaf.start)
    assert all(leaf.text == text[leaf.start : leaf.end] for leaf in leaves)
    found = [syllable.exact for leaf in leaves for syllable in query_syllables(leaf.text)]
    blank = "".join(" " if category(character) == "Cc" else character for character in text)
    assert found == [syllable.exact for syllable in query_syllables(blank)] or "&" in text


@pytest.mark.parametrize(
    ("text", "position"),
    [("x" * (MAX_QUERY_LENGTH + 1), MAX_QUERY_LENGTH), ("x " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES + 2)],
)
def test_a_text_that_is_too_long_is_refused(text: str, position: int) -> None:
    with pytest.raises(QuerySyntaxError, match="shorten it") as caught:
        read_plain(text)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Bộ Công an", '"Bộ Công an"'),
        ('phim "Mai', '"phim  Mai"'),
        ("“Mai” «vàng» „x”", '" Mai   vàng   x "'),
        ("công an*", '"công an "'),
        ("bão) OR (lũ", '"bão) OR (lũ"'),
        ("", '""'),
    ],
)
def test_quoted_text(text: str, phrase: str) -> None:
    """Quotes and stars become blanks."""
    assert quoted(text) == phrase


@given(SIGNS | ASSIGNED)
def test_quoted_text_is_one_phrase_wherever_it_stands(text: str) -> None:
    """It ends no group, and has the syllables of the text."""
    root = parse(f"+(xin {quoted(text)} chào) -không").root
    assert root is not None
    leaves = wanted_leaves(root)
    phrases = [leaf.text for leaf in leaves if isinstance(leaf, Phrase)]
    assert sorted(leaf.text for leaf in leaves if isinstance(leaf, Word)) == ["chào", "xin"]
    assert phrases == ([quoted(text)[1:-1]] if syllables(quoted(text)) else [])
