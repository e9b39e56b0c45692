"""Looks up the terms of all segments that start with a prefix: anywhere, in any fold, or after a term."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from searchidx.engines.columnar.format.dictionary import key_of, text_of
from searchidx.engines.columnar.format.pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from searchidx.engines.columnar.arrays import Counts, Indices, TermNumbers
    from searchidx.engines.columnar.format.field_reader import FieldReader
    from searchidx.engines.columnar.reading.segment import Segment
    from searchidx.engines.plan import TermPrefix


def terms_with_prefix(segments: Sequence[Segment], field: str, prefix: str, limit: int) -> list[str]:
    """Return the terms of the field that start with the prefix, at most `limit` of them.

    Terms are in descending order of their document frequency in all segments, deleted documents included.
    Equally frequent terms are in ascending order of their codepoints. An empty prefix matches every term. An
    unknown field has no terms. Raises ValueError for a field of pairs.
    """
    key = key_of(prefix)
    document_frequencies: defaultdict[bytes, int] = defaultdict(int)
    for segment in segments:
        if field in segment.specs:
            reader = segment.field(field)
            first, end = reader.prefix_range(key)
            if first == end:
                continue
            in_segment = reader.document_frequencies(first, end)
            if len(segments) == 1:
                best = first + _most_frequent_indices(in_segment, limit)
                return [text_of(reader.term(number)) for number in best.tolist()]
            for term, document_frequency in zip(reader.terms(first, end), in_segment.tolist(), strict=True):
                document_frequencies[term] += document_frequency
    return _most_frequent(document_frequencies, limit)


def unfolded_terms(segments: Sequence[Segment], prefix: TermPrefix, limit: int) -> list[str]:
    """Return the terms whose folded terms start with the prefix, at most `limit` of them.

    The field of the prefix is a folded field, and the returned terms are terms of its base field. They are in
    the same order as those of `terms_with_prefix`. An unknown field has no terms. Raises ValueError if the
    field of the prefix is not folded.
    """
    document_frequencies: defaultdict[bytes, int] = defaultdict(int)
    for segment in segments:
        if prefix.field not in segment.specs:
            continue
        base = segment.specs[prefix.field].folds
        if base is None:
            raise ValueError(f"{prefix.field!r} is not a folded field")
        reader = segment.field(base)
        # The ascending term numbers of the terms, and the document frequency of each of them.
        numbers = np.sort(_terms_with_prefix(segment, base, prefix))
        in_segment = _document_frequencies(reader, numbers)
        if len(segments) == 1:
            best = numbers[_most_frequent_indices(in_segment, limit)]
            return [text_of(reader.term(number)) for number in best.tolist()]
        for number, document_frequency in zip(numbers.tolist(), in_segment.tolist(), strict=True):
            document_frequencies[reader.term(number)] += document_frequency
    return _most_frequent(document_frequencies, limit)


def following_terms(
    segments: Sequence[Segment], pairs: str, first: str, prefix: TermPrefix, limit: int
) -> list[str]:
    """Return the terms that start with the prefix and directly follow the term `first` in some document.

    `pairs` is a field of pairs. The field of the prefix is its base field, or the folded field of this base
    field, but the returned terms are always terms of the base field. At most `limit` terms are returned, in
    descending order of the document frequencies of their pairs with `first` in all segments, deleted
    documents included. Equally frequent terms are in ascending order of their codepoints. An unknown field
    has no terms. Raises ValueError if `pairs` is not a field of pairs, or if the prefix has another field.
    """
    document_frequencies: defaultdict[bytes, int] = defaultdict(int)
    for segment in segments:
        if pairs not in segment.specs or prefix.field not in segment.specs:
            continue
        numbers, in_segment = _followers(segment, pairs, key_of(first), prefix)
        if len(segments) == 1:
            best = _most_frequent_indices(in_segment, limit)
            numbers, in_segment = numbers[best], in_segment[best]
        base = segment.field(segment.specs[pairs].pairs_of or "")
        for number, document_frequency in zip(numbers.tolist(), in_segment.tolist(), strict=True):
            document_frequencies[base.term(number)] += document_frequency
    return _most_frequent(document_frequencies, limit)


def _document_frequencies(reader: FieldReader, numbers: TermNumbers) -> Counts:
    """Return the document frequencies of the terms with ascending term numbers."""
    if not len(numbers):
        return np.zeros(0, np.int64)
    first = int(numbers[0])
    frequencies: Counts = reader.document_frequencies(first, int(numbers[-1]) + 1)[numbers - first]
    return frequencies


def _most_frequent_indices(document_frequencies: Counts, limit: int) -> Indices:
    """Return the indices of the `limit` highest frequencies, the highest first. Equal ones keep their order.

    Term numbers ascend in the order of the terms, so a caller reads only the terms that it returns.
    """
    order: Indices = np.argsort(-document_frequencies, kind="stable")[:limit]
    return order


def _most_frequent(document_frequencies: Mapping[bytes, int], limit: int) -> list[str]:
    """Return the `limit` most frequent terms, the most frequent one first, then in ascending order."""
    best = sorted(document_frequencies, key=lambda term: (-document_frequencies[term], term))[:limit]
    return list(map(text_of, best))


def _followers(segment: Segment, pairs: str, first: bytes, prefix: TermPrefix) -> tuple[TermNumbers, Counts]:
    """Return the ascending second terms of the pairs of `first` that start with the prefix.

    The second array has the document frequency of each pair.
    """
    reader = segment.field(pairs)
    if not isinstance(reader, Pairs):
        raise ValueError(f"{pairs!r} is not a field of pairs")
    base = segment.specs[pairs].pairs_of or ""
    first_number = segment.field(base).find(first)
    if first_number < 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    _, seconds, document_frequencies = reader.of_first_terms(first_number, first_number + 1)
    chosen = np.flatnonzero(np.isin(seconds, _terms_with_prefix(segment, base, prefix)))
    return seconds[chosen], document_frequencies[chosen]


def _terms_with_prefix(segment: Segment, base: str, prefix: TermPrefix) -> NDArray[np.int64]:
    """Return the term numbers, in the field `base`, of the terms that start with a prefix, in any order.

    The field of the prefix is `base` or its folded field. Raises ValueError for any other field.
    """
    reader = segment.field(prefix.field)
    first, end = reader.prefix_range(key_of(prefix.text))
    if prefix.field == base:
        return np.arange(first, end)
    if segment.specs[prefix.field].folds != base:
        raise ValueError(f"{prefix.field!r} has not the terms of {base!r}")
    ranges = reader.joined_list_ranges(first, end)
    lists = [reader.posting_lists.terms_of_lists(*each).astype(np.int64) for each in ranges]
    return np.concatenate([np.zeros(0, np.int64), *lists])
