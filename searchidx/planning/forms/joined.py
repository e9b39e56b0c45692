"""Parts of a query that some articles write as one word, in any accents: `covid 19`, `Wi-Fi`, `ôtô`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analyzers.orthography import unmarked_syllables
from searchidx.planning.forms.form import StretchForm
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


def joined_forms(stretch: Stretch, separators: Sequence[str], index: TermStatistics) -> Iterator[StretchForm]:
    """Yield each word that neighbouring parts of a stretch make up and that the index has, in order.

    Two parts may be separated by anything. More parts are joined only if no white space is between them. The
    word matches in any accents, and so does an accented word that is typed as one: both `vắc-xin` and
    `vắcxin` find `vacxin`. Two digits are never joined, because `1,5kg` is not `15kg`. The word is never a
    Vietnamese syllable: `a n` is not `an`.
    """
    windows = [*_joined_already(stretch.syllables), *_windows(stretch.syllables, separators)]
    words = [
        (first, end, word)
        for first, end in windows
        for word in ["".join([part.folded for part in stretch.syllables[first:end]])]
        if word not in unmarked_syllables()
    ]
    known = _known([word for _, _, word in words], stretch.fields, index)
    for first, end, word in words:
        if word in known:
            yield StretchForm(first, end, ((word,),))


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


def _known(words: Sequence[str], fields: Sequence[str], index: TermStatistics) -> frozenset[str]:
    """Return the folded words that one of the fields has in any accents."""
    known: set[str] = set()
    if words:
        for field in fields:
            frequencies = index.document_frequencies(layers(field).folded, words)
            known |= {word for word, frequency in zip(words, frequencies, strict=True) if frequency}
    return frozenset(known)
