"""The values that the token-level analysis returns."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["syllable", "number", "code", "date", "email", "url", "word"]
"""A syllable is a run of letters, a code has digits or joins parts, a word has several syllables."""


class Token(NamedTuple):
    """A token of a text: `text` is what stands at start:end of the caller's string, `term` its index term.

    `position` counts the parts before it in the text; a code and its first part share one.
    """

    text: str
    term: str
    start: int
    end: int
    position: int
    kind: Kind
