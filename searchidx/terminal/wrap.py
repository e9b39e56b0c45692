"""Text to lines of a terminal's width."""

from __future__ import annotations

import re

_NARROW = re.compile("[\x1b\x20-\x7e\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*")
"""Letters and signs of one column each, and the beginning of a style: all of most Vietnamese texts."""

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_WORD = re.compile("( *)([^ ]+)")
_RESET = "\x1b[0m"


def wrapped(text: str, columns: int, hanging: str = "") -> list[str]:
    """Return the lines of a text, those after the first one indented by `hanging`; none for a blank text.

    A word that is too long for a line stays whole, so that it can be copied. A style (SGR) that is on where
    a line ends is turned off there, and on again in the next one.
    """
    lines: list[str] = []
    line, style, room = "", "", columns
    for blanks, word in _WORD.findall(text):
        needed = width(word)
        if needed and line and len(blanks) + needed > room:
            lines.append(line + (_RESET if style else ""))
            line, room = hanging + style + word, columns - len(hanging) - needed
        else:
            line, room = line + blanks + word, room - len(blanks) - needed
        for code in _STYLE.findall(word) if "\x1b" in word else ():
            style = "" if code == _RESET else code
    return [*lines, line] if line else []


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes, its styles apart."""
    bare = _STYLE.sub("", text) if "\x1b" in text else text
    if _NARROW.fullmatch(bare):
        return len(bare)
    from wcwidth import wcswidth  # 15 ms that few texts need

    return wcswidth(bare)
