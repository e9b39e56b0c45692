"""Which articles were typed without accents? They are marked while indexing, and match any accents.

The mark is the term `none` of the index field `accents`; all other articles have no term in it.
"""

from __future__ import annotations

from operator import ne
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.engines.plan import AnyTerm, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzers.bulk import Analysis, Stream

FIELD: Final = "accents"
"""The name of the index field of the mark, which has no positions."""

IS_UNACCENTED: Final = AnyTerm((Term(FIELD, "none"),))
"""The condition that an article was typed without accents."""

MIN_ACCENTED_SHARE: Final = 0.05
"""A text with a smaller share of accented syllables has no accents; print has about three in four."""


class _TokenCounts(NamedTuple):
    """For each text, how many tokens it has and how many of them have accents."""

    accented: NDArray[np.int64]
    total: NDArray[np.int64]


def stream(analyses: Sequence[Analysis]) -> Stream:
    """Return the mark as a stream of terms, given the analyses of all text fields of the same documents."""
    import numpy as np

    from analyzers.bulk import Stream

    counts = [_count_tokens(analysis) for analysis in analyses]
    accented = np.sum([field.accented for field in counts], axis=0)
    total = np.sum([field.total for field in counts], axis=0)
    marked = (total > 0) & (accented < MIN_ACCENTED_SHARE * total)
    (mark,) = IS_UNACCENTED.terms
    return Stream.of_terms([[mark.text] if is_marked else [] for is_marked in marked.tolist()])


def _count_tokens(analysis: Analysis) -> _TokenCounts:
    """Return how many tokens each text has: a token has accents if its exact and its folded term differ."""
    import numpy as np

    exact, folded = analysis.exact, analysis.folded
    # For each exact term one of the tokens that are it, -1 for terms that no token is.
    token_of_term = np.full(len(exact.vocabulary), -1, np.int64)
    token_of_term[exact.ids] = np.arange(len(exact.ids))
    used_terms = np.flatnonzero(token_of_term >= 0)
    exact_texts = map(exact.vocabulary.__getitem__, used_terms.tolist())
    folded_texts = map(folded.vocabulary.__getitem__, folded.ids[token_of_term[used_terms]].tolist())
    # For each exact term 1 if it has accents, else 0.
    is_accented = np.zeros(len(token_of_term), np.int64)
    is_accented[used_terms] = list(map(ne, exact_texts, folded_texts))
    # How many of the first i tokens of all texts have accents; a text has the difference between its ends.
    accented_before = np.concatenate([np.zeros(1, np.int64), np.cumsum(is_accented[exact.ids])])
    return _TokenCounts(np.diff(accented_before[exact.offsets]), np.diff(exact.offsets))
