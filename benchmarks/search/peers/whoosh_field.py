"""How does stock Whoosh take terms that are ready? In a field of its own kind.

This is a module because Whoosh pickles schemas, and the pickle names the module of a field.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from whoosh import fields, formats
from whoosh.system import pack_uint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.search.layers import PositionedTerms


class ReadyTerms(fields.TEXT):  # type: ignore[misc]
    """A field that takes terms with positions, which is Whoosh's cheapest public way in for analysed text."""

    def index(self, value: PositionedTerms, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions or frequency) for every distinct term."""
        positions_by_term: dict[str, list[int]] = defaultdict(list)
        for term, position in value:
            positions_by_term[term].append(position)
        encode = self.format.encode if isinstance(self.format, formats.Positions) else _frequency
        for term, positions in positions_by_term.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


def _frequency(positions: list[int]) -> bytes:
    return bytes(pack_uint(len(positions)))
