"""Where the words of many texts are, as arrays: at the segmenter's speed, without an object a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from analyzers.clean import composed
from analyzers.segment import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzers.clean import Clean
    from analyzers.segment import Segmenter

_LAST_BLANK: Final = 0x3000
_BLANK: Final = np.array([*(chr(code).isspace() for code in range(_LAST_BLANK + 1)), False])


def word_spans(texts: Sequence[str], segmenter: Segmenter | None = None) -> list[NDArray[np.int64]]:
    """Return for each text an array of rows (start, end): the words that `tokenize` tells, in its order.

    They are places in the caller's own text, in any Unicode form; line breaks are no words, and a mark that
    pyvi takes for a word has the place of its letter. The pieces of a text are all of its characters but
    blanks, so adding up their lengths tells where each is.
    """
    read = [composed(text) for text in texts]
    _, joins, lengths = (segmenter or default_segmenter()).pieces(texts)
    ends = np.cumsum(lengths, dtype=np.int64)
    codes = np.frombuffer("".join(one.text for one in read).encode("utf-32-le", "surrogatepass"), "<u4")
    places = np.flatnonzero(~_BLANK[np.minimum(codes, _LAST_BLANK + 1)] | (codes == ord("\n")))
    first = np.flatnonzero((lengths > 0) & ~joins)
    if not len(first):
        return [np.empty((0, 2), np.int64) for _ in texts]
    last = np.append(first[1:], len(lengths)) - 1
    spans = np.column_stack([places[(ends - lengths)[first]], places[ends[last] - 1] + 1])
    spans = spans[codes[spans[:, 0]] != ord("\n")]
    bounds = np.cumsum([0, *(len(one.text) for one in read)])
    cuts = np.searchsorted(spans[:, 0], bounds)
    return [_in_source(one, spans[cuts[at] : cuts[at + 1]] - bounds[at]) for at, one in enumerate(read)]


def _in_source(read: Clean, spans: NDArray[np.int64]) -> NDArray[np.int64]:
    if isinstance(read.starts, range):
        return spans
    starts, ends = np.array(read.starts, np.int64), np.array(read.ends, np.int64)
    return np.column_stack([starts[spans[:, 0]], ends[spans[:, 1] - 1]])
