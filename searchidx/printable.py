"""Text that is safe to print: no character in it commands a terminal or hides what stands beside it.

Unprintable characters are control characters, line and paragraph separators, marks of writing direction,
tags, and surrogates, which no encoding can write."""

from __future__ import annotations

import re
from functools import cache


@cache
def unprintable_characters() -> re.Pattern[str]:
    """Return the pattern of one unprintable character."""
    return re.compile(
        r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
        r"\ud800-\udfff\U000e0000-\U000e007f]"
    )


def blank_unprintable(text: str) -> str:
    """Return the text with a blank in place of each unprintable character."""
    return text if text.isprintable() else unprintable_characters().sub(" ", text)


def escape_unprintable(text: str) -> str:
    r"""Return the text with unprintable characters written as `\x1b` or `\u202e`: ids are typed as
    printed."""
    return text if text.isprintable() else unprintable_characters().sub(_escape, text)


def _escape(character: re.Match[str]) -> str:
    code = ord(character[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
