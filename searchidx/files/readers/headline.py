"""A title for a text that has none."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 120
_SENTENCE: Final = re.compile(r".*?[.!?…][\"'”’»)\]]*(?=\s)", re.DOTALL)


def headline(line: str) -> str:
    """The title that the first line of a text makes: the line, its first sentence, or a cut at a word.

    At most 120 code points and an ellipsis.
    """
    if len(line) <= _LONGEST:
        return line
    sentence = _SENTENCE.match(line, 0, _LONGEST)
    if sentence:
        return sentence[0]
    if words := line[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:-–"):
        return f"{words}…"
    end = _LONGEST
    while end > 1 and unicodedata.combining(line[end]):  # never between a letter and its marks
        end -= 1
    return f"{line[:end]}…"
