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

    Two parts may be separated by anything. More parts are joined only if no white space is between them. The
    word matches in any accents. Two digits are never joined, because `1,5kg` is not `15kg`. The word is never
    a Vietnamese syllable: `a n` is not `an`.
    """
    windows = list(_windows(stretch.syllables, separators))
    words = ["".join([part.folded for part in stretch.syllables[first:end]]) for first, end in windows]
    known = _known(words, stretch.fields, index)
    for (first, end), word in zip(windows, words, strict=True):
        if word in known and word not in unmarked_syllables():
            yield StretchForm(first, end, ((word,),))


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
