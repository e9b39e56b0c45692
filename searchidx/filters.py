"""The filters of a search: which documents may match at all, by their dates, keyword fields and paths."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, TypedDict

from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, DateBetween, Term
from searchidx.errors import SearchError
from searchidx.keyword_values import KEYWORD_FIELDS, folded_value, value_fields
from searchidx.planning.addresses import address_condition
from searchidx.query.parse import MAX_PATHS
from searchidx.query.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from searchidx.engines.plan import Condition
    from searchidx.model import Copies, Sort


class Filters(TypedDict, total=False):
    """The filters of a search, all of which a document must meet. A filter adds nothing to any score.

    Keys:
        since: the first day, as a date or as people write it: `2021`, `11/2021`, `hôm qua`, `3 days ago`. Of
            a longer period, this is its first day.
        until: the last day, given in the same way. Of a longer period, this is its last day.
        source: the whole source of a document, or several sources of which one must be the source. Case and
            accents do not count.
        category: the category, given in the same way.
        where: the values of more keyword fields by their names, each given in the same way. An article
            with several authors has each of them as a value.
        path: where the file of the article lies: names of its path that are side by side, as in `tin/2021`,
            or several such patterns. `*` stands for any characters of a name, `?` for one character, and `**`
            for any number of names, as in `tin/**/*.txt`. Case and accents do not count.
        today: the day from which `hôm qua` and the like are counted. By default, this is the present day.

    Documents without a date meet neither `since` nor `until`.
    """

    since: str | datetime.date | None
    until: str | datetime.date | None
    source: str | Sequence[str] | None
    category: str | Sequence[str] | None
    where: Mapping[str, str | Sequence[str]] | None
    path: str | Sequence[str] | None
    today: datetime.date | None


class SearchArguments(Filters, total=False):
    """All arguments of `Index.search` that follow the query. `Index.search` explains them."""

    limit: int
    offset: int
    explain: bool
    exact: bool
    typing: bool
    plain: bool
    sort: Sort
    copies: Copies
    facets: str | Sequence[str]
    snippets: int
    snippet_length: int


def filter_condition(filters: Filters, keywords: Sequence[str] = ()) -> Condition | None:
    """Return the condition that a document meets all filters, or None without filters.

    `keywords` are the keyword fields of the index in addition to those that every index has. Raises
    SearchError for a period that cannot be read or ends before it begins, for a field that is no keyword
    field, and for an empty value or path. Raises TypeError for an unknown filter.
    """
    unknown = filters.keys() - Filters.__annotations__.keys()
    if unknown:
        raise TypeError(f"got an unexpected keyword argument {sorted(unknown)[0]!r}")
    conditions = [*_dates(filters), *_values(filters, keywords)]
    path = filters.get("path")
    if path is not None:
        conditions.append(_has_names(path))
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions))


def _dates(filters: Filters) -> Iterator[Condition]:
    today = filters.get("today") or datetime.date.today()
    since, until = filters.get("since"), filters.get("until")
    first = read_period(since, today).first if isinstance(since, str) else _day(since)
    last = read_period(until, today).last if isinstance(until, str) else _day(until)
    if first and last and first > last:
        raise SearchError(
            f"since={first:%d/%m/%Y}, until={last:%d/%m/%Y}: the range ends before it begins; "
            "exchange the two dates."
        )
    if first or last:
        yield DateBetween(first, last)


def _day(date: datetime.date | None) -> datetime.date | None:
    """Return the day of a date, which may be a `datetime.datetime`, as it is written."""
    return date.date() if isinstance(date, datetime.datetime) else date


def _values(filters: Filters, keywords: Sequence[str]) -> Iterator[Condition]:
    """Yield the condition of each keyword field that is filtered."""
    for name, value in (("source", filters.get("source")), ("category", filters.get("category"))):
        if value is not None:
            yield _has_value(name, value)
    for name, value in (filters.get("where") or {}).items():
        refuse_other_field(name, keywords)
        yield _has_value(name, value)


def refuse_other_field(name: str, keywords: Sequence[str]) -> None:
    """Raise SearchError if a name is no keyword field. `keywords` are those that the index has of its own."""
    if name not in (*KEYWORD_FIELDS, *keywords):
        names = ", ".join((*KEYWORD_FIELDS, *keywords))
        raise SearchError(f"There is no keyword field {name!r} in this index. Name one of {names}.")


def _has_value(field: str, value: str | Sequence[str]) -> Condition:
    """Return the condition that a keyword field has exactly one of the values, in any case and accents."""
    values = [folded_value(each) for each in _listed(value)]
    if not all(values):
        raise SearchError(f"{field}={value!r} names nothing; give the {field} of some article.")
    return AnyTerm(tuple([Term(value_fields(field).folded, each) for each in values]))


def _has_names(path: str | Sequence[str]) -> Condition:
    """Return the condition that the path of a document has the names of one of the patterns side by side."""
    if len(_listed(path)) > MAX_PATHS:
        raise SearchError(f"There are more than {MAX_PATHS} paths. Name a folder above them instead.")
    for each in _listed(path):
        if not folded_value(each).strip("/"):
            raise SearchError(
                f"path={each!r} names nothing. Write a folder or a pattern, such as tin/2021/*."
            )
    return AnyOf(tuple([address_condition("path", each) for each in _listed(path)]))


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
