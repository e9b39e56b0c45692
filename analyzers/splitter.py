"""Where sentences begin and end: good enough to cut a snippet, in one pass over the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Abbreviations whose full stop ends no sentence, lower-case: titles and ranks, places, references.
_ABBREVIATIONS: Final = """
    tp tx tt q p kp nxb vd tr sđd đt th ths ts tskh pgs gs bs bscki bsckii ks kts ls nsnd nsưt ngnd ngưt đ/c
    mr mrs ms dr prof st jr sr vs no nos vol fig pp ed gen col lt sgt capt sen rep gov mt ft
"""
_LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# A line end, or before a blank a run of end signs with the quotes and brackets that close behind it.
_ENDS: Final = re.compile(
    rf"[{_LINE_ENDS}.!?…](?:(?<=[{_LINE_ENDS}])|(?<![.!?…].)[.!?…]*+[\"'”’»)\]}}]*+(?!\S))"
)
_OPENING: Final = "\"'“‘«([{-–—*•"
_REACH: Final = 16  # characters looked at on either side of a stop; no abbreviation is longer
_LEAD: Final = (
    160  # characters before a place where sentences are told from: any full stop there sets it right
)
_LAST_WORD: Final = re.compile(r"[^\s\"'“‘«(\[{,;:]*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, in order, without blanks at either end; all else of the text is covered.

    A line end always ends a sentence. A stop does when a blank follows it and no small letter after that,
    unless it belongs to an abbreviation (`TP. Huế`, `PGS.TS. Lan`), an initial (`J. Rowling`) or the number
    of an item (`1. Mở đầu`). Points inside words and numbers (`Tp.HCM`, `1.000`, `31.7.2020`) end nothing.
    """
    return list(_sentences(text, 0))


def sentences_near(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """(start, end) of the sentences from `first` to the first that ends behind `last`, and of some before.

    Reads no more of the text than that: a sentence that begins long before `first` may be given cut there.
    """
    start = max(0, first - _LEAD)
    found = []
    for span in _sentences(text, text.rfind("\n", start, max(0, first)) + 1 or start):
        found.append(span)
        if span[1] > last:
            break
    return found


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    for end in _ENDS.finditer(text, start):
        if _is_boundary(text, start, end):
            yield from _without_blanks(text, start, end.end())
            start = end.end()
    yield from _without_blanks(text, start, len(text))


def _is_boundary(text: str, start: int, end: re.Match[str]) -> bool:
    signs, after = end[0], end.end()
    if signs.isspace():
        return True
    following = text[after : after + _REACH].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    return signs != "." or not _belongs_to_word(text, start, end.start())


def _belongs_to_word(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` is part of the word before it; `start` is where the sentence began."""
    word = _word_before(text, max(start, stop - _REACH), stop)
    last = word.rsplit(".", 1)[-1]
    if last.lower() in _abbreviations():
        return last[:1].isupper() or "." in word or len(last) > 2
    if len(last) == 1 and last.isupper():  # an initial; but U.S. may end a sentence as v.v. does
        return "." not in word
    return last.isdecimal() and len(last) < 4 and not text[start : stop - len(word)].strip(_OPENING + " \t")


def _word_before(text: str, start: int, stop: int) -> str:
    word = text[text.rfind(" ", start, stop) + 1 or start : stop]
    if word.isalnum():
        return word
    match = _LAST_WORD.search(text, start, stop)
    return match[0] if match else ""


def _without_blanks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end without the blanks at either side; nothing where all is blank."""
    piece = text[start:end].lstrip()
    if piece:
        yield end - len(piece), end - len(piece) + len(piece.rstrip())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.split())
