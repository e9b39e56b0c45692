"""A field of stock Whoosh for terms that are ready; a module of its own, because Whoosh pickles schemas."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from whoosh import fields, formats
from whoosh.system import pack_uint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.search.layers import Placed


class Ready(fields.TEXT):  # type: ignore[misc]
    """Takes terms with positions: Whoosh's cheapest public way in for analysed text."""

    def index(self, value: Placed, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, payload) of every distinct term."""
        places: dict[str, list[int]] = defaultdict(list)
        for term, position in value:
            places[term].append(position)
        encode = self.format.encode if isinstance(self.format, formats.Positions) else _frequency
        for term, positions in places.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


def _frequency(positions: list[int]) -> bytes:
    return bytes(pack_uint(len(positions)))
