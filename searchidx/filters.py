"""The filters of a search: which documents may match at all, by their dates and keyword fields."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, TypedDict

from searchidx.engines.plan import AllOf, AnyOf, DateBetween, FieldLength
from searchidx.errors import SearchError
from searchidx.planning.article_conditions import for_any_article
from searchidx.planning.leaf_conditions import phrase_condition
from searchidx.planning.terms import query_syllables
from searchidx.query.periods import read_period
from searchidx.schema import KEYWORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.engines.plan import Condition


class Filters(TypedDict, total=False):
    """The filters of a search, all of which a document must meet. A filter adds nothing to any score.

    Keys:
        since: the first day, as a date or as people write it: `2021`, `11/2021`, `hôm qua`, `3 days ago`. Of
            a longer period, this is its first day.
        until: the last day, given in the same way. Of a longer period, this is its last day.
        source: the whole source of a document, or several sources of which one must be the source. Case and
            accents do not count.
        category: the category, given in the same way.
        where: the values of more keyword fields (`source`, `category`, `author`) by their names, each given
            in the same way.
        today: the day from which `hôm qua` and the like are counted. By default, this is the present day.

    Documents without a date meet neither `since` nor `until`.
    """

    since: str | datetime.date | None
    until: str | datetime.date | None
    source: str | Sequence[str] | None
    category: str | Sequence[str] | None
    where: Mapping[str, str | Sequence[str]] | None
    today: datetime.date | None


def filter_condition(filters: Filters) -> Condition | None:
    """Return the condition that a document meets all filters, or None without filters.

    Raises SearchError for a period that cannot be read or ends before it begins, for a field that is no
    keyword field, and for a value without a letter or digit. Raises TypeError for an unknown filter.
    """
    unknown = filters.keys() - Filters.__annotations__.keys()
    if unknown:
        raise TypeError(f"search() got an unexpected keyword argument {sorted(unknown)[0]!r}")
    conditions = [*_dates(filters), *_values(filters)]
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions))


def _dates(filters: Filters) -> Iterator[Condition]:
    today = filters.get("today") or datetime.date.today()
    since, until = filters.get("since"), filters.get("until")
    first = read_period(since, today).first if isinstance(since, str) else since
    last = read_period(until, today).last if isinstance(until, str) else until
    if first and last and first > last:
        raise SearchError(
            f"since={first:%d/%m/%Y}, until={last:%d/%m/%Y}: the range ends before it begins; "
            "exchange the two dates."
        )
    if first or last:
        yield DateBetween(first, last)


def _values(filters: Filters) -> Iterator[Condition]:
    """Yield the condition of each keyword field that is filtered."""
    for name, value in (("source", filters.get("source")), ("category", filters.get("category"))):
        if value is not None:
            yield _has_value(name, value)
    for name, value in (filters.get("where") or {}).items():
        if name not in KEYWORD_FIELDS:
            raise SearchError(f"There is no keyword field {name!r}. Filter by {', '.join(KEYWORD_FIELDS)}.")
        yield _has_value(name, value)


def _has_value(field: str, value: str | Sequence[str]) -> Condition:
    """Return the condition that a keyword field has exactly one of the values, in any case and accents."""
    values = [value] if isinstance(value, str) else value
    return AnyOf(tuple([_is_value(field, each) for each in values]))


def _is_value(field: str, value: str) -> Condition:
    syllables = query_syllables(value)
    if not syllables:
        raise SearchError(f"{field}={value!r} has no letter or digit; give the {field} of some article.")
    phrase = for_any_article(phrase_condition(syllables, (field,)))
    return AllOf((FieldLength(field, len(syllables)), phrase))
