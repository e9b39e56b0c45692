"""Another form of a part of a query."""

from __future__ import annotations

from typing import NamedTuple

Positions = tuple[tuple[str, ...], ...]
"""A phrase of exact terms: `positions[i]` has the terms that may occur at position i, one or more.

A term with accents matches as it is, and a term without accents matches in any accents.
"""


class StretchForm(NamedTuple):
    """Another form of the syllables in `range(first, end)` of a stretch."""

    first: int
    end: int
    positions: Positions


class OtherForm(NamedTuple):
    """Another form of one or more neighbouring leaves of a query, searched in the text fields `fields`.

    The leaves are `query[start:end]`, and `typed` has the exact terms of their syllables.
    """

    start: int
    end: int
    typed: tuple[str, ...]
    positions: Positions
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the form in explanations: `covid 19 = covid19`."""
        return f"{' '.join(self.typed)} = {' '.join([terms[0] for terms in self.positions])}"
