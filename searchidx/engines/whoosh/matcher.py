# ruff: noqa: D102 - Whoosh documents the methods that it calls
"""Lets Whoosh walk over a posting list, one posting at a time."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, NullMatcher, ReadTooFar

from searchidx.engines.columnar.reading.occurrences import positions

if TYPE_CHECKING:
    from searchidx.engines.columnar.reading.searchable_segment import SearchableSegment


class ListMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks over the postings of one term in a segment, deleted documents included.

    Whoosh's ids are segment documents.

    The matcher offers no block quality. With block quality, Whoosh would skip postings to find the best hits
    faster, and would miss some of these hits.
    """

    def __init__(
        self,
        segment: SearchableSegment,
        fieldname: str,
        term_number: int,
        format_: Any,
        scorer: Any,
        term: tuple[str, bytes],
    ) -> None:
        self.format, self.scorer, self._term = format_, scorer, term
        self._segment, self._fieldname, self._term_number = segment, fieldname, term_number
        documents, frequencies = segment.posting_list(fieldname, term_number)
        self._documents: list[int] = documents.tolist()
        self._frequencies: list[int] = frequencies.tolist()
        self._all_positions: list[int] | None = None
        """The positions of all postings, one posting after the other; None until a position is needed."""
        self._position_starts: list[int] = [0, *np.cumsum(frequencies, dtype=np.int64).tolist()]
        """The index in `_all_positions` of the first position of each posting, and then the total number."""
        self._index = 0
        """The index of the current posting."""

    def is_active(self) -> bool:
        return self._index < len(self._documents)

    def reset(self) -> None:
        self._index = 0

    def copy(self) -> ListMatcher:
        duplicate = ListMatcher.__new__(type(self))
        duplicate.__dict__.update(self.__dict__)
        return duplicate

    def replace(self, minquality: float = 0) -> Any:
        return self if self.is_active() else NullMatcher()

    def supports_block_quality(self) -> bool:
        return False

    def id(self) -> int:
        # Whoosh's AndNot and Require ask once more after the end. Its own matchers then return the last id.
        return self._documents[min(self._index, len(self._documents) - 1)]

    def all_ids(self) -> Any:
        return iter(self._documents[self._index :])

    def weight(self) -> float:
        return float(self._frequencies[self._index])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._index += 1
        return True

    def skip_to(self, id: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._index = bisect_left(self._documents, id, self._index)
        return True

    def supports(self, astype: str) -> bool:
        return bool(self.format.supports(astype))

    def value(self) -> bytes:
        if self.format.supports("positions"):
            return bytes(self.format.encode(self._positions()))
        return self._frequencies[self._index].to_bytes(4, "big") if self.format.posting_size else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions()
        if astype == "position_boosts":
            return [(position, 1) for position in self._positions()]
        if astype in ("frequency", "weight"):
            return self._frequencies[self._index]
        return self.format.decode_as(astype, self.value())

    def _positions(self) -> list[int]:
        """Return the positions of the term in the document of the current posting."""
        if self._all_positions is None:
            documents = np.array(self._documents)
            occurrences = self._segment.occurrences(self._fieldname, self._term_number, documents)
            self._all_positions = positions(occurrences).tolist()
        return self._all_positions[
            self._position_starts[self._index] : self._position_starts[self._index + 1]
        ]
