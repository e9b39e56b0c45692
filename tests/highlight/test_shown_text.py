"""Texts as they are shown: entities and blanks, with marks that move along."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.highlight.shown_text import as_shown, decode_entities, entity_around
from tests.support.highlight import bracketed

SHOWN = [
    ("a [b] c", "a [b] c"),
    ("a  [b]\n[c]", "a [b] [c]"),
    # Entities are decoded within marks, before and after them.
    ("Lúa &amp; [cá] &lt; &quot;[tôm]&quot;", 'Lúa & [cá] < "[tôm]"'),
    ("[AT&amp;T] và [c&ocirc;ng]&#44; [C&#212;NG] &#x1F33E;.", "[AT&T] và [công], [CÔNG] 🌾."),
    ("&ocirc;[ng] [&ocirc;ng&ocirc;]", "ô[ng] [ôngô]"),
    # Blanks that are written as entities are blanks.
    ("một&nbsp;[hai]&nbsp; &#160;[ba]&#10;[bốn]", "một [hai] [ba] [bốn]"),
    # What is no entity stays as it is.
    (
        "R&D; [a] & b; &amp [c] &nonsense; &#; &#99999999; &;",
        "R&D; [a] & b; &amp [c] &nonsense; &#; &#99999999; &;",
    ),
    # Entities are decoded once.
    ("&amp;amp; [a] &amp;lt;", "&amp; [a] &lt;"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_a_text_is_shown_with_its_marks(text: str, expected: str) -> None:
    """Marks stand where they stood, whatever became shorter before or within them."""
    pieces = re.split(r"[\[\]]", text)
    offsets = [sum(map(len, pieces[: number + 1])) for number in range(len(pieces))]
    marks = tuple((offsets[number - 1], offsets[number]) for number in range(1, len(pieces), 2))
    assert bracketed(*as_shown("".join(pieces), marks)) == expected


PIECES = ["a", "bà", " ", "  ", "\n", "&amp;", "&nbsp;", "&ocirc;", "&#212;", "&", ";", "&x;", "\u0301"]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), max_size=30))
def test_marked_words_are_shown_marked(pieces: list[tuple[str, bool]]) -> None:
    """A word with a mark has a mark with the same letters afterwards."""
    text, marks, words = "", [], []
    for piece, marked in pieces:
        if marked and piece in ("a", "bà", "&ocirc;", "&#212;"):
            text += " "
            marks.append((len(text), len(text) + len(piece)))
            words.append(html.unescape(piece))
        text += piece + (" " if marked else "")
    shown = as_shown(text, tuple(marks))
    assert [shown.text[start:end] for start, end in shown.marks] == words
    assert not re.search(r"&(amp|nbsp|ocirc|#212);|\s\s|[^\S ]", shown.text)


def test_known_entities_are_decoded() -> None:
    """An entity ends with a semicolon."""
    assert decode_entities("&Agrave; &agrave &#0225; &#xE1; &zzz;") == "À &agrave á á &zzz;"


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("a &amp; b", 1, None),
        ("a &amp; b", 2, None),
        ("a &amp; b", 3, (2, 7)),
        ("a &amp; b", 6, (2, 7)),
        ("a &amp; b", 7, None),
        ("&amp;&lt;", 5, None),
        ("&amp;&lt;", 6, (5, 9)),
        ("R&D b", 2, None),
        ("&CounterClockwiseContourIntegral;", 32, (0, 33)),
        ("&" + "a" * 33 + ";", 20, None),
        ("", 0, None),
    ],
)
def test_the_entity_that_a_cut_would_part(text: str, position: int, expected: tuple[int, int] | None) -> None:
    """A cut before or after an entity parts nothing."""
    assert entity_around(text, position) == expected
