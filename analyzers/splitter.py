"""Where do sentences begin and end? Well enough to cut a snippet, in one pass over the text.

Where it is unsure, the text is not cut. The rules are this project's own.
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
"""Abbreviations whose full stop ends no sentence, in lower case: titles and ranks, places, references."""

_LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_ENDS: Final = re.compile(
    rf"[{_LINE_ENDS}.!?…](?:(?<=[{_LINE_ENDS}])|(?<![.!?…].)[.!?…]*+[\"'”’»)\]}}]*+(?!\S))"
)
"""A line end; or end signs before a blank, with the quotes and brackets that close behind them."""

_OPENING: Final = "\"'“‘«([{-–—*•"
"""Signs that may stand before the first letter of a sentence."""

_MAX_ABBREVIATION: Final = 16
"""How many characters are looked at on either side of a full stop; no abbreviation is longer."""

_LEAD: Final = 160
"""How many characters before a place `sentences_near` reads, to find where the sentence begins."""

_MAX_ITEM_DIGITS: Final = 3
"""A number of more digits at the start of a sentence is not the number of an item."""

_LAST_WORD: Final = re.compile(r"[^\s\"'“‘«(\[{,;:]*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, without the blanks at either end.

    Nothing but blanks is left out. A line end always ends a sentence. An end sign does when a blank follows
    it and no small letter after that, unless it is the full stop of an abbreviation (`TP. Huế`, `PGS.TS.
    Lan`), of an initial (`J. Rowling`) or of an item's number (`1. Mở đầu`). Points inside words and numbers
    (`Tp.HCM`, `1.000`, `31.7.2020`) end nothing.
    """
    return list(_sentences(text, 0))


def sentences_near(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return (start, end) of the sentences from `first` to `last`, and of some before.

    No more of the text is read than that, so the first of them may begin earlier in truth.
    """
    start = max(0, first - _LEAD)
    spans = []
    for span in _sentences(text, text.rfind("\n", start, max(0, first)) + 1 or start):
        spans.append(span)
        if span[1] > last:
            break
    return spans


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    for end in _ENDS.finditer(text, start):
        if _is_boundary(text, start, end):
            yield from _without_blanks(text, start, end.end())
            start = end.end()
    yield from _without_blanks(text, start, len(text))


def _is_boundary(text: str, start: int, end: re.Match[str]) -> bool:
    """Return whether these end signs end the sentence that begins at `start`."""
    signs, after = end[0], end.end()
    if signs.isspace():
        return True
    following = text[after : after + _MAX_ABBREVIATION].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    return signs != "." or not _belongs_to_word(text, start, end.start())


def _belongs_to_word(text: str, start: int, stop: int) -> bool:
    """Return whether the full stop at `stop` is part of a word; its sentence begins at `start`."""
    word = _word_before(text, max(start, stop - _MAX_ABBREVIATION), stop)
    last = word.rsplit(".", 1)[-1]
    if last.lower() in _abbreviations():
        return last[:1].isupper() or "." in word or len(last) > 2
    if len(last) == 1 and last.isupper():  # an initial; but a sentence may end with U.S., as with v.v.
        return "." not in word
    if not last.isdecimal() or len(last) > _MAX_ITEM_DIGITS:
        return False
    return not text[start : stop - len(word)].strip(
        _OPENING + " \t"
    )  # the number is all of the sentence so far


def _word_before(text: str, start: int, stop: int) -> str:
    word = text[text.rfind(" ", start, stop) + 1 or start : stop]
    if word.isalnum():
        return word
    match = _LAST_WORD.search(text, start, stop)
    return match[0] if match else ""


def _without_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end without the blanks at either side, or nothing where all is blank."""
    piece = text[start:end].lstrip()
    if piece:
        yield end - len(piece), end - len(piece) + len(piece.rstrip())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.split())
