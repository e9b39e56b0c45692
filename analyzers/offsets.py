"""Where the words of many texts are, as arrays: at the segmenter's speed, without an object for each word.

The pieces of a text are all of its characters except blanks, in their order. So the lengths of the pieces,
added up, count characters that are no blanks, and the n-th such character of the texts tells where a piece
begins. For the text "Bộ Công an":

    characters          B  ộ     C  ô  n  g     a  n
    their indices       0  1     3  4  5  6     8  9
    pieces              Bộ       Công           an
    ends of the pieces  2        6              8

So `an` is the last two of eight characters, which are at 8 and 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from analyzers.clean import composed
from analyzers.segment import default_segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyzers.clean import CleanText
    from analyzers.segment import Segmenter

_LAST_BLANK: Final = 0x3000
"""The blank with the highest code point."""

_IS_BLANK: Final = np.array([*(chr(code).isspace() for code in range(_LAST_BLANK + 1)), False])
"""Whether each code point is a blank; the last entry is for all code points beyond _LAST_BLANK."""


def word_spans(texts: Sequence[str], segmenter: Segmenter | None = None) -> list[NDArray[np.int64]]:
    """Return where the words are that `tokenize` finds.

    Args:
        texts: strings in any Unicode form.
        segmenter: whose words; `default_segmenter()` if None.

    Returns: For each text an int64 array of shape (words, 2): start and end of each word in the caller's own
    text, in order. Line breaks are no words. A mark that pyvi takes for a word of its own has the place of
    its letter.

    Raises:
        AnalysisError: pyvi's model cannot be read.
    """
    clean_texts = [composed(text) for text in texts]
    segmentation, lengths = (segmenter or default_segmenter()).segment_with_lengths(texts)
    # All texts one after the other, as code points; and the indices of those that are part of a piece.
    joined = "".join(clean_text.text for clean_text in clean_texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    is_line_break = codes == ord("\n")
    in_pieces = np.flatnonzero(~_IS_BLANK[np.minimum(codes, _LAST_BLANK + 1)] | is_line_break)
    # The pieces that begin a word (boundaries have no length), and the last piece of each word.
    first = np.flatnonzero((lengths > 0) & ~segmentation.joins)
    if not len(first):
        return [np.empty((0, 2), np.int64) for _ in texts]
    last = np.append(first[1:], len(lengths)) - 1
    # Where each piece ends, counted in characters of pieces; then the words' places in all texts.
    ends = np.cumsum(lengths, dtype=np.int64)
    spans = np.column_stack([in_pieces[(ends - lengths)[first]], in_pieces[ends[last] - 1] + 1])
    spans = spans[~is_line_break[spans[:, 0]]]
    # Where each text begins, and which rows of spans are its own.
    bases = np.cumsum([0, *(len(clean_text.text) for clean_text in clean_texts)])
    rows = np.searchsorted(spans[:, 0], bases)
    return [
        _in_source(clean_text, spans[rows[number] : rows[number + 1]] - bases[number])
        for number, clean_text in enumerate(clean_texts)
    ]


def _in_source(clean_text: CleanText, spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the spans in the text as it was before it was composed."""
    if clean_text.is_unchanged:
        return spans
    starts, ends = np.array(clean_text.starts, np.int64), np.array(clean_text.ends, np.int64)
    return np.column_stack([starts[spans[:, 0]], ends[spans[:, 1] - 1]])
