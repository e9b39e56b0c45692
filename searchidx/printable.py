"""Safe printing: unprintable characters are replaced by blanks or escapes.

The following characters count as unprintable here:

- control characters, because terminals obey them;
- line and paragraph separators, marks of writing direction, and tags, because they move or hide text;
- surrogates, because no encoding can write them.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def unprintable_characters() -> re.Pattern[str]:
    """Return the compiled pattern that matches one unprintable character."""
    return re.compile(
        r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
        r"\ud800-\udfff\U000e0000-\U000e007f]"
    )


def blank_unprintable(text: str) -> str:
    """Return the text with a blank in place of each unprintable character, including line breaks."""
    return text if text.isprintable() else unprintable_characters().sub(" ", text)


def escape_unprintable(text: str) -> str:
    r"""Return the text with each unprintable character written as `\x1b`, `\u202e` or `\U000e0041`.

    Ids that come from files are escaped, so that users can type an id exactly as it is printed.
    """
    return text if text.isprintable() else unprintable_characters().sub(_escape, text)


def _escape(character: re.Match[str]) -> str:
    code_point = ord(character[0])
    if code_point <= 0xFF:
        return f"\\x{code_point:02x}"
    return f"\\u{code_point:04x}" if code_point <= 0xFFFF else f"\\U{code_point:08x}"
