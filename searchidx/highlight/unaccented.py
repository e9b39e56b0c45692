"""The patterns that are marked in unaccented articles, made of the patterns of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzers.fold import folded_term
from searchidx.engines.plan import MATCHING, MEANT, Alternatives, Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence


def unaccented_patterns(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Return the patterns that are marked in unaccented articles, in the order of the plan's patterns.

    What was typed with accents is also marked without accents, and a prefix in any accents. What was typed
    without accents is marked in any accents, because no spelling is more probable than another.
    """
    matching_parts = {pattern.part for pattern in patterns if pattern.accents == MATCHING}
    return tuple(
        [
            _unaccented(pattern)
            for pattern in patterns
            if not (pattern.accents == MEANT and pattern.part in matching_parts)
        ]
    )


def _unaccented(pattern: Pattern) -> Pattern:
    last = len(pattern.tokens) - 1
    tokens = [
        _with_folded(exact, folded, pattern.prefix and token == last)
        for token, (exact, folded) in enumerate(pattern.tokens)
    ]
    return pattern._replace(
        tokens=tuple(tokens), accents=MEANT if pattern.accents == MATCHING else pattern.accents
    )


def _with_folded(exact: frozenset[str], folded: frozenset[str], prefix: bool) -> Alternatives:
    """Return the alternatives with the unaccented forms of the exact terms."""
    unaccented = frozenset(map(folded_term, exact))
    return Alternatives(exact, folded | unaccented) if prefix else Alternatives(exact | unaccented, folded)
