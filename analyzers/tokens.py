"""The values that `analyzers.syllables` and `analyzers.words` return."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["syllable", "number", "code", "date", "email", "url", "word"]
"""What a token is.

A `syllable` is a run of letters. A `number`, `code`, `date`, `email` or `url` has digits, or joins several
parts. A `word` has several syllables.
"""


class Token(NamedTuple):
    """One occurrence of a term in a text.

    `text` is the slice `start:end` of the caller's string; `term` is its index term, in one spelling.
    `position` is the number of parts before it in the text. A code has the position of its first part.
    """

    text: str
    term: str
    start: int
    end: int
    position: int
    kind: Kind
