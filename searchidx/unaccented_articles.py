"""Articles typed without accents: they are told while indexing, and then stand for any accents of a query."""

from __future__ import annotations

from operator import ne
from typing import TYPE_CHECKING, Final

from searchidx.engines.plan import AnyTerm, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyzers.bulk import Analysis, Stream

FIELD: Final = "accents"
"""The index field of the mark, without positions; it has one term."""

IS_UNACCENTED: Final = AnyTerm((Term(FIELD, "none"),))
"""The condition that an article was typed without accents."""

_LEAST_SHARE: Final = 0.05
"""Vietnamese with fewer accented syllables than this has none: in print they are about three in four."""


def stream(fields: Sequence[Analysis]) -> Stream:
    """Return the mark as a stream, given the analyses of all text fields of the same documents."""
    import numpy as np

    from analyzers.bulk import Stream

    counted = [_accented(analysis) for analysis in fields]
    accented = np.sum([accents for accents, _ in counted], axis=0)
    tokens = np.sum([total for _, total in counted], axis=0)
    marked = (tokens > 0) & (accented < _LEAST_SHARE * tokens)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(marked, dtype=np.int64)])
    none = np.zeros(int(marked.sum()), np.int32)
    return Stream(["none"], none, offsets, none, marked.astype(np.int32))


def _accented(analysis: Analysis) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many tokens of each text have accents, and how many it has."""
    import numpy as np

    exact, folded = analysis.exact, analysis.folded
    where = np.full(len(exact.vocabulary), -1, np.int64)
    where[exact.ids] = np.arange(len(exact.ids))  # any place of each term
    has = np.zeros(len(where), np.int64)
    used = np.flatnonzero(where >= 0)
    terms = map(exact.vocabulary.__getitem__, used.tolist())
    folds = map(folded.vocabulary.__getitem__, folded.ids[where[used]].tolist())
    has[used] = list(map(ne, terms, folds))
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(has[exact.ids])])
    return sums[exact.offsets[1:]] - sums[exact.offsets[:-1]], np.diff(exact.offsets)
