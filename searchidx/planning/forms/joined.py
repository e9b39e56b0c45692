"""Neighbouring parts of a query that some articles write as one word: `covid 19`, `Wi-Fi`, `ô tô`."""

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


def joined_forms(stretch: Stretch, separators: Sequence[str], index: TermStatistics) -> Iterator[StretchForm]:
    """Yield each word that neighbouring parts of a stretch make up and that the index has, in order.

    Two parts may be separated by anything. More parts are joined only if no white space is between them. A
    word without typed accents matches in any accents. Two numbers are never joined here, and the result is
    never a syllable of its own: `a n` is not `an`.
    """
    windows = list(_windows(stretch.syllables, separators))
    if not windows:
        return
    words = ["".join([part.exact for part in stretch.syllables[first:end]]) for first, end in windows]
    folded = ["".join([part.folded for part in stretch.syllables[first:end]]) for first, end in windows]
    known = _known(words, folded, stretch.fields, index)
    for (first, end), word, bare in zip(windows, words, folded, strict=True):
        if word in known and bare not in unmarked_syllables():
            yield StretchForm(first, end, ((word,),))


def _windows(parts: Sequence[QuerySyllable], separators: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, end) of the neighbouring parts that may be one word."""
    for first in range(len(parts) - 1):
        for end in range(first + 2, min(first + MAX_JOINED_PARTS, len(parts)) + 1):
            if end > first + 2 and any(map(str.isspace, "".join(separators[first : end - 1]))):
                break
            if parts[end - 2].exact.isdigit() and parts[end - 1].exact.isdigit():
                break
            yield first, end


def _known(
    words: Sequence[str], folded: Sequence[str], fields: Sequence[str], index: TermStatistics
) -> frozenset[str]:
    """Return the words that a field of the index has, those without accents in any accents."""
    accented = [word for word, bare in zip(words, folded, strict=True) if word != bare]
    unaccented = [word for word, bare in zip(words, folded, strict=True) if word == bare]
    known: set[str] = set()
    for field in fields:
        names = layers(field)
        for layer, texts in ((names.exact, accented), (names.folded, unaccented)):
            if texts:
                frequencies = index.document_frequencies(layer, texts)
                known |= {text for text, frequency in zip(texts, frequencies, strict=True) if frequency}
    return frozenset(known)
