"""How is text broken into lines that fit a terminal?"""

from __future__ import annotations

import re

_NARROW = re.compile("[\x1b\x20-\x7e\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*")
"""A text in which every character takes one column, as in most Vietnamese texts."""

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""An escape sequence that begins or ends a style (SGR). It takes no column."""

_BLANKS_AND_WORD = re.compile("( *)([^ ]+)")
_RESET = "\x1b[0m"


MIN_COLUMNS = 10
"""The least width of a column of text. On a narrower terminal, lines are wider than the terminal."""


def fit_text(text: str, columns: int, hanging: str = "") -> list[str]:
    """Return the lines of `wrap_text` for at least MIN_COLUMNS columns."""
    return wrap_text(text, max(columns, MIN_COLUMNS), hanging)


def wrap_text(text: str, columns: int, hanging: str = "") -> list[str]:
    """Return a text as lines of at most `columns` columns. A text of blanks has no lines.

    Lines are broken at blanks. All lines but the first begin with `hanging`. A word that is too long for a
    line is not broken, so that it can be copied. If a style is on at the end of a line, it is ended there and
    begun again in the next line.
    """
    lines: list[str] = []
    line, style, room = "", "", columns
    for blanks, word in _BLANKS_AND_WORD.findall(text):
        word_width = width(word)
        if word_width and line and len(blanks) + word_width > room:
            lines.append(line + (_RESET if style else ""))
            line, room = hanging + style + word, columns - len(hanging) - word_width
        else:
            line, room = line + blanks + word, room - len(blanks) - word_width
        for escape in _STYLE.findall(word) if "\x1b" in word else ():
            style = "" if escape == _RESET else escape
    return [*lines, line] if line else []


def width(text: str) -> int:
    """Return the number of columns that a text takes on a terminal. Escape sequences of styles take none.

    All other characters must be printable, or the result may be -1.
    """
    plain = _STYLE.sub("", text) if "\x1b" in text else text
    if _NARROW.fullmatch(plain):
        return len(plain)
    from wcwidth import wcswidth  # Importing it takes 15 ms, and few texts need it.

    return wcswidth(plain)


def cut_text(text: str, columns: int) -> str:
    """Return a text that takes at most `columns` columns. A longer text is cut, and ends with an ellipsis.

    The text must be printable and have no styles. `columns` must be at least 1.
    """
    if width(text) <= columns:
        return text
    if _NARROW.fullmatch(text):
        return f"{text[: columns - 1]}…"
    from wcwidth import clip

    return f"{clip(text, 0, columns - 1).rstrip()}…"


def pad_text(text: str, columns: int) -> str:
    """Return a text with so many blanks at its end that it takes `columns` columns."""
    return text + " " * (columns - width(text))
