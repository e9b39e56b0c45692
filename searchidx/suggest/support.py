"""When does the corpus support a correction clearly enough? The constants and the rule of all corrections.

The support of a correction is measured in documents. `misspellings` and `thorough_corrections` say how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key", bound=Any)

MIN_SUPPORT_RATIO: Final = 50
"""The least ratio of the support of a correction to the number of documents with the text as typed."""

MIN_SUPPORT_LEAD: Final = 3
"""The least ratio of the support of the best correction to the support of the second best."""

EXTRA_MARK_RATIO: Final = 6
"""The support that a correction needs is multiplied by this factor if it changes one extra mark."""

DOCUMENTS_PER_RARE_TERM: Final = 10_000
"""A term is rare if at most one document in this number of documents contains it."""

FOREIGN_DOCUMENTS_PER_SUPPORT: Final = 3
"""Without neighbours, the support of a foreign word is its document frequency divided by this number."""

SYLLABLE_DOCUMENTS_PER_SUPPORT: Final = 50
"""Without neighbours, the support of a syllable is its document frequency divided by this number."""


def clear_winner(support: Mapping[Key, float], min_support: float = 0) -> Key | None:
    """Return the correction with the most support, or None if its support or its lead is too small."""
    if not support:
        return None
    ranked = sorted(support, key=lambda correction: (-support[correction], correction))
    best_support = support[ranked[0]]
    next_support = support[ranked[1]] if len(ranked) > 1 else 0
    is_clear = best_support >= min_support and best_support >= MIN_SUPPORT_LEAD * next_support
    return ranked[0] if is_clear else None
