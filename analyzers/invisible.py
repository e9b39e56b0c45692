"""The characters of a text that nobody sees, and that no word depends on."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Default-ignorable characters of Unicode, as the inside of a character class of a regular expression.

They are the soft hyphen, the grapheme joiner, zero-width spaces and joiners, direction marks, the word
joiner, invisible operators, variation selectors and the byte order mark.
"""


def without_invisible(text: str) -> str:
    """Return the text without `INVISIBLE` characters."""
    return _invisible().sub("", text)


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{INVISIBLE}]+")
