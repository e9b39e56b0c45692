"""The beginning of a text as its title: a headline is made from it, or a title is not repeated in it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MAX_LENGTH: Final = 120
"""The length of the longest headline in codepoints, without the ellipsis at the end of a cut headline."""

_FIRST_SENTENCE: Final = re.compile(r".*?[.!?…][\"'”’»)\]]*(?=\s)", re.DOTALL)
"""The text up to the first `.`, `!`, `?` or `…` before white space, with closing quotes and brackets."""


def headline(line: str) -> str:
    """Return a title made from the first line of a text: at most 120 codepoints and an ellipsis.

    A line that is too long is cut after its first sentence. If this sentence is too long, it is cut between
    words. If the first word is too long, it is cut between letters.
    """
    if len(line) <= _MAX_LENGTH:
        return line
    if sentence := _FIRST_SENTENCE.match(line, 0, _MAX_LENGTH):
        return sentence[0]
    if whole_words := line[:_MAX_LENGTH].rpartition(" ")[0].rstrip(" ,;:-–"):
        return f"{whole_words}…"
    end = _MAX_LENGTH
    while end > 1 and unicodedata.combining(line[end]):  # Never cut between a letter and its combining marks.
        end -= 1
    return f"{line[:end]}…"


def without_title(text: str, title: str) -> str:
    """Return the text without its first line if this is the title."""
    first, _, rest = text.partition("\n")
    return rest if first == title else text
