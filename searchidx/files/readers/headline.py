"""A title for an article that has none: the beginning of its text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MAX_LENGTH: Final = 120
"""The length of the longest headline in code points, without the ellipsis that ends a cut one."""

_FIRST_SENTENCE: Final = re.compile(r".*?[.!?…][\"'”’»)\]]*(?=\s)", re.DOTALL)
"""The text up to the first `.`, `!`, `?` or `…` before white space; quotes and brackets may follow it."""


def headline(line: str) -> str:
    """Return the title that the first line of a text makes, of at most 120 code points and an ellipsis.

    A longer line gives its first sentence, or where that is too long its beginning, cut between words; a
    word that is too long is cut between letters.
    """
    if len(line) <= _MAX_LENGTH:
        return line
    if sentence := _FIRST_SENTENCE.match(line, 0, _MAX_LENGTH):
        return sentence[0]
    if whole_words := line[:_MAX_LENGTH].rpartition(" ")[0].rstrip(" ,;:-–"):
        return f"{whole_words}…"
    end = _MAX_LENGTH
    while end > 1 and unicodedata.combining(line[end]):  # never between a letter and its marks
        end -= 1
    return f"{line[:end]}…"
