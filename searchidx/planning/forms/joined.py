"""Parts of a query that some articles write as one word: `covid 19`, `Wi-Fi`, `ôtô`."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.composition import nfc
from analyzers.fold import folded_term
from analyzers.orthography import TONE_MARKS, unmarked_syllables
from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.units import continuations_of_quantity
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.terms import QuerySyllable

MAX_JOINED_PARTS: Final = 4
"""The maximum number of parts that are joined, if signs stand between them: `I-ta-li-a`."""

MIN_JOINED_LETTERS: Final = 3
"""The length of the shortest accented term that is taken for several parts typed as one word: `ôtô`."""


MIN_SIMILAR_SHARE: Final = 0.5
"""A joined word matches in any accents if at least this share of its occurrences have similar accents.

`ô tô` finds `oto`, but `xé máy` does not find `xemáy`. The shares are those of document frequencies.
"""


class _Joined(NamedTuple):
    """The exact terms `parts` in `range(first, end)` of a stretch. `word` has them as one word."""

    first: int
    end: int
    parts: tuple[str, ...]

    @property
    def word(self) -> str:
        return "".join(self.parts)


def joined_forms(stretch: Stretch, separators: Sequence[str], index: TermStatistics) -> Iterator[StretchForm]:
    """Yield each word that neighbouring parts of a stretch make up and that the index has, in order.

    Two parts may be separated by anything. More parts are joined only if no white space is between them. A
    word of letters matches in any accents if most articles write it in similar accents (`_similar`), and so
    does an accented word that is typed as one: both `vắc-xin` and `vắcxin` find `vacxin`. A word with digits
    matches in the typed accents, because `40đô` is not `40độ`. Two digits are never joined, because `1,5kg`
    is not `15kg`. The word is never a Vietnamese syllable: `a n` is not `an`.
    """
    exact = [part.exact for part in stretch.syllables]
    windows = [*_joined_already(stretch.syllables), *_windows(stretch.syllables, separators)]
    joined = [_Joined(first, end, tuple(exact[first:end])) for first, end in windows]
    joined = [each for each in joined if folded_term(each.word) not in unmarked_syllables()]
    fields = [layers(field) for field in stretch.fields]
    known = _frequencies(
        [folded_term(each.word) for each in joined], [names.folded for names in fields], index
    )
    for each in joined:
        folded = folded_term(each.word)
        if not known[folded]:
            continue
        if each.word == folded:
            yield StretchForm(each.first, each.end, ((folded,),), not_after=_continuations(each, exact))
            continue
        similar = [each.word] if _has_digit(each.word) else _similar(each.parts)
        exactly = _frequencies(similar, [names.exact for names in fields], index)
        accented = tuple([word for word in similar if exactly[word] and word not in (folded, *each.parts)])
        if not _has_digit(each.word) and sum(exactly.values()) >= MIN_SIMILAR_SHARE * known[folded]:
            yield StretchForm(each.first, each.end, ((folded,),))
        elif accented:
            yield StretchForm(each.first, each.end, (accented,), not_after=_continuations(each, exact))


def _continuations(joined: _Joined, terms: Sequence[str]) -> tuple[str, ...]:
    """Return the terms that make another unit of a unit joined to its number: vuông behind `50m`.

    The result is () if one of them is typed there.
    """
    *_, number, name = ("", *joined.parts)
    return continuations_of_quantity(number, name, terms[joined.end : joined.end + 1])


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _similar(parts: Sequence[str]) -> list[str]:
    """Return the words that some parts make up in the typed accents or in fewer of them.

    All tone marks are kept, or none of them. The other marks of each part are kept or not.
    `("vắc", "xin") -> ["vắcxin", "vácxin", "văcxin", "vacxin"]`
    """
    found = [
        "".join(chosen)
        for spellings in (
            [(part, _with_tone_alone(part)) for part in parts],
            [(_without_tone(part), folded_term(part)) for part in parts],
        )
        for chosen in product(*spellings)
    ]
    return list(dict.fromkeys(found))


def _without_tone(part: str) -> str:
    letters = unicodedata.normalize("NFD", part)
    return nfc("".join([letter for letter in letters if letter not in TONE_MARKS]))


def _with_tone_alone(part: str) -> str:
    letters = unicodedata.normalize("NFD", part.replace("đ", "d"))
    kept = [letter for letter in letters if letter in TONE_MARKS or not unicodedata.combining(letter)]
    return nfc("".join(kept))


def _joined_already(syllables: Sequence[QuerySyllable]) -> Iterator[tuple[int, int]]:
    """Yield (first, end) of each accented term that may be several parts typed as one word."""
    for first, syllable in enumerate(syllables):
        if syllable.accented and len(syllable.exact) >= MIN_JOINED_LETTERS:
            yield first, first + 1


def _windows(parts: Sequence[QuerySyllable], separators: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, end) of the neighbouring parts that may be one word."""
    for first in range(len(parts) - 1):
        for end in range(first + 2, min(first + MAX_JOINED_PARTS, len(parts)) + 1):
            if end > first + 2 and any(map(str.isspace, "".join(separators[first : end - 1]))):
                break
            if parts[end - 2].exact[-1].isdigit() and parts[end - 1].exact[0].isdigit():
                break
            yield first, end


def _frequencies(words: Sequence[str], names: Sequence[str], index: TermStatistics) -> dict[str, int]:
    """Return the sum of the document frequencies of each word in some index fields."""
    sums = dict.fromkeys(words, 0)
    distinct = list(sums)
    for name in names if distinct else ():
        for word, frequency in zip(distinct, index.document_frequencies(name, distinct), strict=True):
            sums[word] += frequency
    return sums
