"""Which syllables follow a term, and in how many articles? Document frequencies of pairs answer.

Frequencies in titles and in bodies are added, and a title counts several times, because queries are worded
like titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import TermPrefix
from searchidx.planning.accents.markov import TITLE_BONUS
from searchidx.planning.accents.partly_typed import may_begin
from searchidx.planning.terms import query_syllables
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import DocumentFrequencies, Searcher
    from searchidx.planning.terms import QuerySyllable

MAX_FOUND: Final = 32
"""The maximum number of syllables that are found in one text field. The most frequent ones are kept."""

MAX_LOOKED_UP: Final = 256
"""The number of terms that are looked up for an accented beginning. Those in other accents are left out."""

WITHIN_WORD: Final = 0.001
"""The least share of the frequency of a pair that is kept if the pair is a word by itself."""

_TITLE: Final = layers("title")
_BODY: Final = layers("body")


def next_syllables(last: str | None, beginning: QuerySyllable | None, index: Searcher) -> list[str]:
    """Return the most frequent syllables that follow a term, or of all syllables if the term is None.

    They start with the beginning, if there is one, and have all its accents.
    """
    folded = beginning.folded if beginning else ""
    limit = MAX_LOOKED_UP if beginning is not None and beginning.accented else MAX_FOUND
    found: dict[str, None] = {}
    for names in (_TITLE, _BODY):
        prefix = TermPrefix(names.folded, folded)
        if last is not None:
            terms = index.following_terms(names.pairs, last, prefix, limit)
        else:
            terms = index.unfolded_terms(prefix, limit)
        if beginning is not None:
            terms = [term for term in terms if may_begin(beginning.exact, term)]
        elif last is not None and last.isdecimal():
            terms = [term for term in terms if not term[0].isdecimal()]  # `1 0` was perhaps `1-0`
        found.update(dict.fromkeys(terms[:MAX_FOUND]))
    return list(filter(is_one_syllable, found))


def pair_frequencies(
    terms: Sequence[str], syllables: Sequence[str], index: DocumentFrequencies
) -> Sequence[float]:
    """Return the weighted document frequencies of the last term with each syllable after it.

    If the last two terms make a word, as `xu hướng` does, the last one begins no other word: the frequency of
    `hướng dẫn` as a word is subtracted.
    """
    pairs = [f"{terms[-1]} {syllable}" for syllable in syllables]
    frequencies = weighted_frequencies("pairs", pairs, index)
    share = _word_share(terms[-2:], index)
    if not share:
        return frequencies
    as_words = weighted_frequencies("words", [pair.replace(" ", "_") for pair in pairs], index)
    return [
        max(WITHIN_WORD * frequency, frequency - share * as_word)
        for frequency, as_word in zip(frequencies, as_words, strict=True)
    ]


def _word_share(terms: Sequence[str], index: DocumentFrequencies) -> float:
    """Return the share of the articles with two neighbours in which they make a word, or 0 for one term."""
    if len(terms) < 2:
        return 0.0
    (pair,) = weighted_frequencies("pairs", [" ".join(terms)], index)
    (word,) = weighted_frequencies("words", ["_".join(terms)], index)
    return min(1.0, word / pair) if pair else 0.0


def weighted_frequencies(layer: str, texts: Sequence[str], index: DocumentFrequencies) -> list[int]:
    """Return for each text of a layer its document frequencies in bodies and titles, added with weights."""
    in_titles = index.document_frequencies(getattr(_TITLE, layer), texts)
    in_bodies = index.document_frequencies(getattr(_BODY, layer), texts)
    return [TITLE_BONUS * title + body for title, body in zip(in_titles, in_bodies, strict=True)]


def is_one_syllable(term: str) -> bool:
    """Return whether a term is searched as itself. A code is searched by its parts."""
    return [syllable.exact for syllable in query_syllables(term)] == [term]
