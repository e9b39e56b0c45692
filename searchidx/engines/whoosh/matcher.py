# ruff: noqa: D102 - the methods are those of Whoosh, which documents them
"""A posting list as Whoosh walks over it, one posting at a time."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from searchidx.engines.columnar.reading.occurrences import Occurrences, positions_of

if TYPE_CHECKING:
    from searchidx.engines.columnar.reading.segment import Segment


class ListMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one term of a segment.

    It offers no block quality, so that Whoosh never takes its shortcut to the best hits, which loses some.
    """

    def __init__(
        self, segment: Segment, fieldname: str, index: int, format_: Any, scorer: Any, term: tuple[str, bytes]
    ) -> None:
        self.format, self.scorer, self._term = format_, scorer, term
        self._segment, self._fieldname, self._index = segment, fieldname, index
        documents, frequencies = segment.posting_list(fieldname, index)
        self._documents: list[int] = documents.tolist()
        self._frequencies: list[int] = frequencies.tolist()
        self._places: tuple[list[int], list[int]] | None = None
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ListMatcher:
        made = ListMatcher.__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    def replace(self, minquality: float = 0) -> Any:
        from whoosh.matching.mcore import NullMatcher

        return self if self.is_active() else NullMatcher()

    def supports_block_quality(self) -> bool:
        return False

    def id(self) -> int:
        # Whoosh's AndNot and Require ask once more after the end; its own lists then repeat the last one.
        return self._documents[min(self._at, len(self._documents) - 1)]

    def all_ids(self) -> Any:
        return iter(self._documents[self._at :])

    def weight(self) -> float:
        return float(self._frequencies[self._at])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, id: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._at = bisect_left(self._documents, id, self._at)
        return True

    def supports(self, astype: str) -> bool:
        return bool(self.format.supports(astype))

    def value(self) -> bytes:
        if self.format.supports("positions"):
            return bytes(self.format.encode(self._positions()))
        return self._frequencies[self._at].to_bytes(4, "big") if self.format.posting_size else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions()
        if astype == "position_boosts":
            return [(position, 1) for position in self._positions()]
        if astype in ("frequency", "weight"):
            return self._frequencies[self._at]
        return self.format.decode_as(astype, self.value())

    def _positions(self) -> list[int]:
        if self._places is None:
            chosen = Occurrences(self._segment, np.array(self._documents))
            found = positions_of(chosen.places(self._fieldname, self._index))
            self._places = found.tolist(), [0, *np.cumsum(self._frequencies).tolist()]
        positions, starts = self._places
        return positions[starts[self._at] : starts[self._at + 1]]
