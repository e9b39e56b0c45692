"""Another form of a part of a query."""

from __future__ import annotations

from typing import NamedTuple

Positions = tuple[tuple[str, ...], ...]
"""A phrase. `positions[i]` has one or more exact terms, of which one must occur at position i.

A term with accents matches as it is, and a term without accents matches in any accents.
"""


class StretchForm(NamedTuple):
    """Another form of the syllables in `range(first, end)` of a stretch.

    `is_certain` is False for an abbreviation or long form that articles define, because other articles may
    use it in another sense. `opening` has words of which one may stand before the form: before `6 tháng 2`,
    this is `ngày`. Within a longer phrase, the form is searched with and without it. `not_after` has the
    exact terms that must not directly follow the form: `50 mét` is another quantity in `50 mét vuông`.
    """

    first: int
    end: int
    positions: Positions
    is_certain: bool = True
    opening: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class OtherForm(NamedTuple):
    """Another form of one or more neighbouring leaves of a query, searched in the text fields `fields`.

    The leaves are `query[start:end]`, and `typed` has the exact terms of their syllables. `is_cheap` says
    whether the form can be looked for in the whole index. Other forms are looked for only in documents that
    match the rest of the query. `is_certain` and `not_after` are those of `StretchForm`. `is_scored` is False
    if one of the leaves has a star, because a prefix adds nothing to the scores.
    """

    start: int
    end: int
    typed: tuple[str, ...]
    positions: Positions
    fields: tuple[str, ...]
    is_certain: bool = True
    is_cheap: bool = True
    is_scored: bool = True
    not_after: tuple[str, ...] = ()
