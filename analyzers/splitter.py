"""Where sentences begin and end: good enough to cut a snippet, in one pass over the text."""

import re
from functools import cache
from typing import Final

# Abbreviations whose full stop ends no sentence, lower-case: titles and ranks, places, references.
_ABBREVIATIONS: Final = """
    tp tx tt q p kp nxb vd tr sđd đt th ths ts tskh pgs gs bs bscki bsckii ks kts ls nsnd nsưt ngnd ngưt đ/c
    mr mrs ms dr prof st jr sr vs no nos vol fig pp ed gen col lt sgt capt sen rep gov mt ft
"""
_LINE_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# A line end, or a run of end signs with the quotes and brackets that close behind it.
_ENDS: Final = re.compile(rf"[{_LINE_ENDS}]|[.!?…]++[\"'”’»)\]}}]*+")
_OPENING: Final = "\"'“‘«([{-–—*•"
_REACH: Final = 16  # characters looked at on either side of a stop; no abbreviation is longer
_LAST_WORD: Final = re.compile(r"[^\s\"'“‘«(\[{,;:]*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, in order, without blanks at either end; all else of the text is covered.

    A line end always ends a sentence. A stop does when a blank follows it and no small letter after that,
    unless it belongs to an abbreviation (`TP. Huế`, `PGS.TS. Lan`), an initial (`J. Rowling`) or the number
    of an item (`1. Mở đầu`). Points inside words and numbers (`Tp.HCM`, `1.000`, `31.7.2020`) end nothing.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _ENDS.finditer(text):
        if _is_boundary(text, start, end):
            _add(spans, text, start, end.end())
            start = end.end()
    _add(spans, text, start, len(text))
    return spans


def _is_boundary(text: str, start: int, end: re.Match[str]) -> bool:
    signs, after = end[0], end.end()
    if signs.isspace():
        return True
    if after < len(text) and not text[after].isspace():
        return False
    following = text[after : after + _REACH].lstrip().lstrip(_OPENING)
    if following[:1].islower():
        return False
    return signs != "." or not _belongs_to_word(text, start, end.start())


def _belongs_to_word(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` is part of the word before it; `start` is where the sentence began."""
    near = _LAST_WORD.search(text, max(start, stop - _REACH), stop)
    word = near[0] if near else ""
    last = word.rsplit(".", 1)[-1]
    if last.lower() in _abbreviations():
        return last[:1].isupper() or "." in word or len(last) > 2
    if len(last) == 1 and last.isupper():  # an initial; but U.S. may end a sentence as v.v. does
        return "." not in word
    return last.isdecimal() and len(last) < 4 and not text[start : stop - len(word)].strip(_OPENING + " \t")


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    if begin < end:
        spans.append((begin, begin + len(piece.strip())))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.split())
