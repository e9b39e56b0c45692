"""Vietnamese syllables that were typed together, each with a capital: `#SốngXanh`, `HàNội`, `từTổng`.

Such a word is divided only if all its pieces may be syllables, typed with or without accents. The first piece
may begin with a small letter. Each other piece has one capital, its first letter. No piece is a single
letter, but a number may be the last piece (`TếtViệt2026`). So `YouTube`, `iPhone`, `VinFast` and `HoSE` stay
whole.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from analyzers.fold import folded_term
from analyzers.normalize import term
from analyzers.orthography import is_unmarked_syllable, letters

_MIN_LETTERS: Final = 2
"""A piece has at least this number of letters."""


def is_camel_case(text: str) -> bool:
    """Return whether a Vietnamese capital follows a small letter in a part or chunk: False for nearly all."""
    if text.islower() or text.istitle() or text.isupper():
        return False
    return _small_before_capital().search(text) is not None


def camel_case_spans(part: str) -> Sequence[tuple[int, int]]:
    """Return the (start, end) of each piece of a clean part, or nothing if the part must stay whole."""
    if not is_camel_case(part):
        return ()
    inner = range(1, len(part))
    bounds = [0, *(index for index in inner if is_camel_case_bound(part, index)), len(part)]
    spans = list(pairwise(bounds))
    pieces = [part[start:end] for start, end in spans]
    syllables = pieces[:-1] if pieces[-1].isdecimal() else pieces
    return spans if len(syllables) > 1 and all(map(_may_be_syllable, syllables)) else ()


def is_camel_case_bound(text: str, index: int) -> bool:
    """Return whether a capital or a digit at an index, which is not 0, follows a small letter."""
    return text[index - 1].islower() and (text[index].isupper() or text[index].isdecimal())


def _may_be_syllable(piece: str) -> bool:
    if len(piece) < _MIN_LETTERS or not piece[1:].islower():
        return False
    syllable = term(piece)
    return letters().issuperset(syllable) and is_unmarked_syllable(folded_term(syllable))


@cache
def _small_before_capital() -> re.Pattern[str]:
    small = "".join(filter(str.islower, letters()))
    capitals = "".join(filter(str.isupper, letters()))
    return re.compile(f"[{small}][{capitals}\u00d0]")  # U+00D0 is a look-alike of Đ
