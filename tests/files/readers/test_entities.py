"""HTML entities become the characters for which they stand."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.files.readers.entities import decode_entities

DECODED = [
    ("T&amp;T &quot;mới&quot;", 'T&T "mới"'),
    ("Vi&#7879;t Nam, Vi&#x1EC7;t, Vi&#X1ec7;t", "Việt Nam, Việt, Việt"),
    ("&aacute;&Agrave;&nbsp;&ndash;&hellip;", "áÀ\u00a0–…"),
    ("&#150;&#8217;", "–’"),  # windows-1252, as in browsers
    ("&amp;lt;br&amp;gt;", "&lt;br&gt;"),  # once
    ("&amp;amp;", "&amp;"),
    ("&lt;b&gt;", "<b>"),
    ("a&#10;b&#13;c&Tab;d&NewLine;e", "a b c d e"),
]
KEPT = [
    *("R&D", "a & b", "&", "&;", "&#;", "&#x;", "&bogus;", "&notit;", "&amp", "?id=1&copy=2&lt=3"),
    *("&#0;", "&#7;", "&#x1b;", "&#127;", "&#129;"),  # control characters
    *("&#xD83D;&#xDE00;", "&#55357;", "&#xDFFF;"),  # surrogates
    *("&#xFFFE;", "&#65533;", "&#1114112;", "&#9999999;", "&#99999999;"),  # no characters
    "&" + "a" * 33 + ";",
]


@pytest.mark.parametrize(("text", "expected"), [*DECODED, *((text, text) for text in KEPT)])
def test_entities(text: str, expected: str) -> None:
    """Known entities are decoded once; what is unknown or no visible character stays."""
    assert decode_entities(text) == expected


@given(st.text(st.sampled_from("&#;xX0179aDdFfampltquot") | st.characters()))
def test_no_control_character_or_surrogate_comes_in(text: str) -> None:
    """Whatever the text, each character of the result was in the text, or is a visible one or a space."""
    for character in set(decode_entities(text)) - set(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Cn")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")).filter(lambda c: c != "\ufffd")))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    """Decoding undoes escaping, even if the text has entities itself."""
    assert decode_entities(html.escape(text)) == text
