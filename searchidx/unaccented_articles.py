"""Which articles are unaccented, that is, typed without accents? These articles are marked during indexing.

The mark of an unaccented article is the term `none` in the index field `accents`. All other articles have no
term in this field. An unaccented article matches queries with any accents.
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
"""The name of the index field that holds the mark. The field has no positions."""

IS_UNACCENTED: Final = AnyTerm((Term(FIELD, "none"),))
"""The condition that an article is unaccented."""

MIN_ACCENTED_SHARE: Final = 0.05
"""An article is unaccented if its share of accented tokens is smaller. In print, the share is about 0.75."""


class _TokenCounts(NamedTuple):
    """Two arrays with one value for each text: its number of accented tokens, and its number of tokens."""

    accented: NDArray[np.int64]
    total: NDArray[np.int64]


def stream(analyses: Sequence[Analysis]) -> Stream:
    """Return a stream with one text for each document: the mark if it is unaccented, otherwise no term.

    `analyses` has one analysis for each text field, all of the same documents. A document without tokens is
    not marked.
    """
    import numpy as np

    from analyzers.bulk import Stream

    counts = [_count_tokens(analysis) for analysis in analyses]
    # `accented` and `total` have, for each document, the numbers of tokens in all its text fields together.
    accented = np.sum([field.accented for field in counts], axis=0)
    total = np.sum([field.total for field in counts], axis=0)
    marked = (total > 0) & (accented < MIN_ACCENTED_SHARE * total)
    (mark,) = IS_UNACCENTED.terms
    return Stream.of_terms([[mark.text] if is_marked else [] for is_marked in marked.tolist()])


def _count_tokens(analysis: Analysis) -> _TokenCounts:
    """Return the token counts of each text. A token is accented if its exact and its folded term differ."""
    import numpy as np

    exact, folded = analysis.exact, analysis.folded
    # `token_of_term` has the number of one token for each exact term, or -1 for terms without tokens.
    token_of_term = np.full(len(exact.vocabulary), -1, np.int64)
    token_of_term[exact.ids] = np.arange(len(exact.ids))
    used_terms = np.flatnonzero(token_of_term >= 0)
    # For each used term, the two iterators yield the exact text and the folded text of its token.
    exact_texts = map(exact.vocabulary.__getitem__, used_terms.tolist())
    folded_texts = map(folded.vocabulary.__getitem__, folded.ids[token_of_term[used_terms]].tolist())
    # `is_accented` has 1 for each exact term that is accented, and 0 for all others.
    is_accented = np.zeros(len(token_of_term), np.int64)
    is_accented[used_terms] = list(map(ne, exact_texts, folded_texts))
    # `accented_before[i]` is the number of accented tokens among the first i tokens of all texts. The number
    # in one text is the difference between the values at its two offsets.
    accented_before = np.concatenate([np.zeros(1, np.int64), np.cumsum(is_accented[exact.ids])])
    return _TokenCounts(np.diff(accented_before[exact.offsets]), np.diff(exact.offsets))
