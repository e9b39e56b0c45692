"""How does stock Whoosh index terms that are already analysed? With a field class of its own.

The class has its own module because Whoosh pickles schemas, and a pickle names the module of a class.
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
    """A field whose values are terms with positions: Whoosh's fastest public way to add analysed text."""

    def index(self, value: PositionedTerms, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions or frequency) of each distinct term."""
        positions_by_term: dict[str, list[int]] = defaultdict(list)
        for term, position in value:
            positions_by_term[term].append(position)
        encode = self.format.encode if isinstance(self.format, formats.Positions) else _frequency
        for term, positions in positions_by_term.items():
            yield term.encode(), len(positions), float(len(positions)), encode(positions)


def _frequency(positions: list[int]) -> bytes:
    return bytes(pack_uint(len(positions)))
