"""The other forms of a number that newspapers write in Roman numerals: thế kỷ XXI, thế kỷ 21."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.quantities import as_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchidx.planning.stretches import Stretch

_NUMERALS: Final = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"),
)
"""The Roman numerals from 1 to 21, as index terms."""

_WORDS: Final = frozenset(
    (
        *(("thế", "kỷ"), ("thế", "kỉ"), ("the", "ky"), ("the", "ki")),
        *(("đại", "hội"), ("dai", "hoi"), ("lần", "thứ"), ("lan", "thu")),
        *(("khóa",), ("khoá",), ("khoa",)),
    )
)
"""The words before a number that may be Roman."""

_MAX_WORDS: Final = 2
"""The number of syllables of the longest of the words."""


def ordinal_forms(stretch: Stretch) -> Iterator[StretchForm]:
    """Yield the other form of each number from 1 to 21 after one of the words, in order.

    The words are part of the form, because a numeral such as V or X alone has other meanings.
    """
    terms = tuple([syllable.exact for syllable in stretch.syllables])
    for at, term in enumerate(terms):
        other = _other_numerals().get(term)
        if other is None:
            continue
        for size in range(1, min(_MAX_WORDS, at) + 1):
            words = terms[at - size : at]
            if words in _WORDS:
                yield StretchForm(at - size, at + 1, as_positions((*words, other)))


@cache
def _other_numerals() -> dict[str, str]:
    """Return the Arabic number of each Roman numeral, and the numeral of each number."""
    numbered = [(str(number), numeral) for number, numeral in enumerate(_NUMERALS, 1)]
    return dict(numbered) | {numeral: number for number, numeral in numbered}
