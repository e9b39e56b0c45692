"""Sentence splitting in one pass over the text, accurate enough to cut snippets.

An uncertain boundary is not cut. The rules are this project's own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABBREVIATIONS: Final = """
    tp tx tt q p kp nxb vd tr sđd đt th ths ts tskh pgs gs bs bscki bsckii ks kts ls nsnd nsưt ngnd ngưt đ/c
    mr mrs ms dr prof st jr sr vs no nos vol fig pp ed gen col lt sgt capt sen rep gov mt ft
"""
"""Abbreviations in lower case whose full stop ends no sentence: titles and ranks, places, references."""

_LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_ENDS: Final = re.compile(
    rf"[{_LINE_ENDS}.!?…](?:(?<=[{_LINE_ENDS}])|(?<![.!?…].)[.!?…]*+[\"'”’»)\]}}]*+(?!\S))"
)
"""A line end, or one or more of `.!?…` with the closing quotes and brackets after them, before a blank.

At the end of the text no blank is needed.
"""

_OPENING: Final = "\"'“‘«([{-–—*•"
"""Signs that may precede the first letter of a sentence."""

_MAX_ABBREVIATION: Final = 16
"""The number of characters that are examined on either side of a full stop. No abbreviation is longer."""

_LEAD: Final = 160
"""The number of characters before `first` that `sentences_near` reads to find the start of the sentence."""

_MAX_ITEM_DIGITS: Final = 3
"""The largest number of digits of an item number at the start of a sentence."""

_LAST_WORD: Final = re.compile(r"[^\s\"'“‘«(\[{,;:]*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, without the blanks at either end.

    Together the sentences contain every character that is not a blank. A line end always ends a sentence. An
    end sign (`.!?…`) ends a sentence if a blank follows and the next word does not begin with a small letter.
    The full stop of an abbreviation (`TP. Huế`, `PGS.TS. Lan`), of an initial (`J. Rowling`) or of an item
    number (`1. Mở đầu`) ends no sentence. Neither do points inside words and numbers (`Tp.HCM`, `1.000`).
    """
    return list(_sentences(text, 0))


def sentences_near(text: str, first: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of the sentences around `range(first, end)`, in order.

    Splitting starts after the last line break in the 160 characters before `first`. Without a line break
    there, splitting starts 160 characters before `first`, and the first sentence may really begin earlier.
    Whole sentences between this start and `first` are returned too. The last sentence is the first sentence
    that ends after `end`, or the last sentence of the text if none does. If the text has only blanks after
    the start, the result is empty.
    """
    start = max(0, first - _LEAD)
    spans = []
    for span in _sentences(text, text.rfind("\n", start, max(0, first)) + 1 or start):
        spans.append(span)
        if span[1] > end:
            break
    return spans


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    for end in _ENDS.finditer(text, start):
        if _is_boundary(text, start, end):
            yield from _without_blanks(text, start, end.end())
            start = end.end()
    yield from _without_blanks(text, start, len(text))


def _is_boundary(text: str, start: int, end: re.Match[str]) -> bool:
    """Return whether a match of `_ENDS` ends the sentence that begins at `start`."""
    signs, after = end[0], end.end()
    if signs.isspace():
        return True
    following = text[after : after + _MAX_ABBREVIATION].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    return signs != "." or not _belongs_to_word(text, start, end.start())


def _belongs_to_word(text: str, start: int, stop: int) -> bool:
    """Return whether the full stop at `stop` belongs to an abbreviation, an initial or an item number.

    Its sentence begins at `start`.
    """
    word = _word_before(text, max(start, stop - _MAX_ABBREVIATION), stop)
    last = word.rsplit(".", 1)[-1]
    if last.lower() in _abbreviations():
        return last[:1].isupper() or "." in word or len(last) > 2
    # A single capital is an initial, unless the word has other points: U.S. may end a sentence.
    if len(last) == 1 and last.isupper():
        return "." not in word
    if not last.isdecimal() or len(last) > _MAX_ITEM_DIGITS:
        return False
    # An item number is the first word of its sentence.
    return not text[start : stop - len(word)].strip(_OPENING + " \t")


def _word_before(text: str, start: int, stop: int) -> str:
    """Return the end of `text[start:stop]` that has no blank, opening sign, comma, semicolon or colon."""
    word = text[text.rfind(" ", start, stop) + 1 or start : stop]
    if word.isalnum():
        return word
    match = _LAST_WORD.search(text, start, stop)
    return match[0] if match else ""


def _without_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span `(start, end)` without the blanks at either side, or nothing if all of it is blank."""
    piece = text[start:end].lstrip()
    if piece:
        yield end - len(piece), end - len(piece) + len(piece.rstrip())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.split())
