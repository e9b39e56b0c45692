"""The values that `analyzers.syllables` and `analyzers.words` return."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["syllable", "number", "code", "date", "email", "url", "word"]
"""The kind of a token.

A `syllable` is a sequence of letters, also of several syllables typed together (`HàNội`). A `number`, `code`
or `date` contains digits or joins several parts, as `TP.HCM` does. A `word` is returned only by `words` and
has several syllables.
"""


class Token(NamedTuple):
    """One occurrence of a term in a text.

    `text` is the slice `start:end` of the caller's string. `term` is the string that an index holds for the
    token: normalised and in lower case. `position` is the number of parts (see `scan`) before the token in
    the text. A code has the position of its first part.
    """

    text: str
    term: str
    start: int
    end: int
    position: int
    kind: Kind
