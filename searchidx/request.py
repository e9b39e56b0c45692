"""What is asked of an index in one search, and the steps of an answer that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from searchidx.engines.plan import AllOf
from searchidx.errors import SearchError
from searchidx.highlight import SNIPPET_LENGTH
from searchidx.hits import HitPresenter, check_snippets
from searchidx.model import Copies, Sort
from searchidx.planning.by_date import by_date
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.query.plain import read_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzers.form_table import FormTable
    from searchidx.engines.base import Searcher, TopDocuments
    from searchidx.engines.plan import Condition, Plan
    from searchidx.filters import Filters
    from searchidx.model import Hit
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.query.tree import Query


class Request(NamedTuple):
    """What is asked of one search.

    The attributes are arguments of `Index.search`, with two exceptions that come from the index: `synonyms`
    are its synonyms, or None if it has none, and `keywords` are its own keyword fields. `filters` has the
    arguments that are filters. The default `limit` is 0, with which documents are only counted.
    """

    limit: int = 0
    offset: int = 0
    explain: bool = False
    exact: bool = False
    typing: bool = False
    plain: bool = False
    sort: Sort = "relevance"
    copies: Copies = "all"
    facets: Sequence[str] = ()
    filters: Filters | None = None
    synonyms: FormTable | None = None
    keywords: tuple[str, ...] = ()
    snippets: int = 1
    snippet_length: int = SNIPPET_LENGTH

    def check(self) -> None:
        """Raise SearchError if an attribute has an impossible value.

        The filters, and whether there is such a facet, are checked when they are used.
        """
        if self.limit < 0 or self.offset < 0:
            raise SearchError(
                f"limit={self.limit}, offset={self.offset}: neither can be negative; they count documents."
            )
        if self.sort not in get_args(Sort):
            raise SearchError(f"There is no order {self.sort!r}. Sort by {' or '.join(get_args(Sort))}.")
        if self.copies not in get_args(Copies):
            raise SearchError(f"copies={self.copies!r} means nothing. Write {' or '.join(get_args(Copies))}.")
        check_snippets(self.snippets, self.snippet_length)

    def read(self, text: str) -> Query:
        """Return the query that a text means. Raises QuerySyntaxError."""
        return read_plain(text) if self.plain else parse(text, self.keywords)


def plan_request(query: AnalyzedQuery, searcher: Searcher, request: Request) -> Plan:
    """Return the plan of a query with the order and the filter of the request."""
    planned = ordered(plan(query, searcher, typing=request.typing, synonyms=request.synonyms), request)
    condition = filter_of(request)
    if condition is not None:
        planned = planned._replace(filter=condition)
        if query.typed.root is None:
            planned = planned._replace(complete=AllOf(()))  # all documents that meet the filters
    return planned


def ordered(planned: Plan, request: Request) -> Plan:
    """Return a plan with the order of a request."""
    if request.sort == "relevance":
        return planned
    return by_date(planned, oldest_first=request.sort == "oldest")


def filter_of(request: Request) -> Condition | None:
    """Return the condition of the filters of a request, or None without filters."""
    if not request.filters:
        return None
    # Many searches have no filters and do not need this module.
    from searchidx.filters import filter_condition

    return filter_condition(request.filters, request.keywords)


def find(planned: Plan, searcher: Searcher, request: Request) -> TopDocuments:
    """Return one page of the best documents of a plan. Raises SearchError for a facet that there is not."""
    fields: tuple[str, ...] = ()
    if request.facets:
        from searchidx.facets import facet_fields

        fields = facet_fields(request.facets, request.keywords)
    return searcher.search(
        planned,
        limit=request.limit,
        offset=request.offset,
        fold_copies=request.copies == "fold",
        facets=fields,
    )


def present(top: TopDocuments, planned: Plan, searcher: Searcher, request: Request) -> tuple[Hit, ...]:
    """Return the hits of a page, with marks and snippets."""
    presenter = HitPresenter(
        searcher,
        planned,
        explain=request.explain,
        snippets=request.snippets,
        snippet_length=request.snippet_length,
    )
    return tuple(presenter.hits(top.page, request.offset + 1))


def facets_of(top: TopDocuments, request: Request) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the facets of a request, by their names."""
    if not request.facets:
        return {}
    from searchidx.facets import facet_counts

    counted = zip(request.facets, top.facets, strict=True)
    return {name: facet_counts(name, counts) for name, counts in counted}


def find_complete(query: str, searcher: Searcher, request: Request) -> TopDocuments:
    """Return one page of the complete matches of a query as typed.

    Raises QuerySyntaxError if the query cannot be read, and the errors of `find`.
    """
    planned = plan_request(analyze_query(request.read(query)), searcher, request)
    return find(planned._replace(partial=None), searcher, request)
