"""Which terms of an index may complete the beginning of a word?

Most of them follow the word before in some article, as `cup` follows `world`. A beginning of one letter has
thousands of completions, and the intended one is seldom among the most frequent terms.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import TermPrefix
from searchidx.planning.accents.partly_typed import may_begin
from searchidx.planning.accents.possible_spellings import matching_spellings, possible_spellings
from searchidx.planning.terms import i_y_twins, prefix_alternatives
from searchidx.schema import FURNITURE, TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.terms import QuerySyllable

MAX_FOLLOWING: Final = 32
"""The maximum number of completions that follow one term in one text field. The most frequent ones count."""

MAX_FOLLOWING_IN_ANY_ACCENTS: Final = 256
"""The number of terms that are looked up for an accented beginning. Those in other accents are left out."""

MAX_FREQUENT: Final = 12
"""The maximum number of terms of one layer that are completions whatever the word before is.

All spellings of an unaccented term that the layer has are completions, too.
"""


def find_completions(
    beginning: QuerySyllable, before: Sequence[str], index: TermStatistics
) -> tuple[str, ...]:
    """Return the exact terms that may complete a beginning, each once. The beginning may be one of them.

    `before` has the likely spellings of the word before. It is empty if there is no word before. The
    completions of an unaccented beginning have any accents, and include the twins of the beginning: `si` may
    be `sỹ`. An accented beginning may lack accents: `đa` begins `đá`.
    """
    found = chain(_following(beginning, before, index), _frequent(beginning, index), _twins(beginning, index))
    return tuple(dict.fromkeys(found))


def _following(beginning: QuerySyllable, before: Iterable[str], index: TermStatistics) -> Iterator[str]:
    """Yield the most frequent completions after each spelling of the word before."""
    limit = MAX_FOLLOWING_IN_ANY_ACCENTS if beginning.accented else MAX_FOLLOWING
    for term in before:
        for field in TEXT_FIELDS:
            names = layers(field)
            prefix = TermPrefix(names.folded, beginning.folded)
            following = index.following_terms(names.pairs, term, prefix, limit)
            yield from [other for other in following if may_begin(beginning.exact, other)][:MAX_FOLLOWING]


def _frequent(beginning: QuerySyllable, index: TermStatistics) -> Iterator[str]:
    """Yield the most frequent completions in each field."""
    exact = prefix_alternatives(beginning, strict=True).exact
    for field in (*TEXT_FIELDS, FURNITURE):
        names = layers(field)
        for text in sorted(exact):
            yield from index.terms_with_prefix(names.exact, text, MAX_FREQUENT)
        folded = index.terms_with_prefix(names.folded, beginning.folded, MAX_FREQUENT)
        spelt = [
            spelling
            for text in folded
            for spelling in (text, *possible_spellings(text))
            if may_begin(beginning.exact, spelling)
        ]
        yield from _occurring(spelt, names.exact, index)


def _twins(beginning: QuerySyllable, index: TermStatistics) -> Iterator[str]:
    """Yield the terms of the index that an unaccented beginning is as a whole, but does not begin: `sỹ`."""
    if beginning.accented or not i_y_twins(beginning.exact):
        return
    twins = [text for text in matching_spellings(beginning.exact) if not may_begin(beginning.exact, text)]
    for field in (*TEXT_FIELDS, FURNITURE):
        yield from _occurring(twins, layers(field).exact, index)


def _occurring(texts: Sequence[str], layer: str, index: TermStatistics) -> list[str]:
    """Return those texts that some document has as a term of a layer."""
    frequencies = index.document_frequencies(layer, texts)
    return [text for text, frequency in zip(texts, frequencies, strict=True) if frequency]
