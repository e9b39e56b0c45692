"""How is a search answered? `answer` is the map of a search: each step names the folder that does it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.highlight import SNIPPET_LENGTH
from searchidx.hits import HitPresenter
from searchidx.model import Results
from searchidx.planning.planner import ENOUGH_COMPLETE_MATCHES, plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.request import facets_of, find, plan_request, present
from searchidx.suggest import (
    correct,
    differ_only_in_bare_words,
    has_clearly_more,
    is_clearly_meant,
    may_be_common_slip,
    passages,
    prepare_correction,
    suggest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.engines.base import Searcher, TopDocuments
    from searchidx.engines.plan import Plan
    from searchidx.model import Hit
    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.query.tree import Query
    from searchidx.request import Request
    from searchidx.suggest.carrying_over import Correction

SUGGESTION_HITS: Final = 5
"""The number of best hits whose passages a suggestion considers, to see which accents may be meant."""


class _Found(NamedTuple):
    """A query, its plan, and a page of the best documents."""

    query: AnalyzedQuery
    plan: Plan
    top: TopDocuments


def answer(query: str, searcher: Searcher, request: Request) -> Results:
    """Return one page of results. Raises QuerySyntaxError if the query cannot be read."""
    started = time.perf_counter()
    # 1. Parse the text of the query into a tree of words, phrases and operators (query/).
    parsed = request.read(query)
    # 2. to 4. Find the best documents for the query as typed.
    typed = shown = _find(parsed, searcher, request)
    # 5. If few documents match a misspelt query completely, find those for its correction (suggest/).
    correctable = correction = None
    if _may_be_corrected(typed, searcher, request):
        correctable = prepare_correction(typed.query, searcher, request.read)
    if correctable is not None and _may_be_misspelt(typed, searcher):
        correction = correct(correctable)
    if correction is not None and not request.exact:
        shown = _carry_over(typed, correction, searcher, request)
    # 6. Present the page: turn documents into hits, with marks and snippets (hits.py, highlight/).
    hits = present(shown.top, shown.plan, searcher, request)
    # 7. Suggest a better way to write the query, but only on the first page (suggest/).
    suggestion = None
    if correctable is not None and shown is typed and not request.offset:
        if correction is not None:
            suggestion = correction.suggestion
        else:
            suggestion = suggest(correctable, lambda: _passages(hits, shown, searcher, request))
    top = shown.top
    return Results(
        query,
        hits,
        top.total,
        top.complete,
        top.relaxed,
        suggestion,
        time.perf_counter() - started,
        notes=parsed.notes,
        corrected=None if shown is typed else shown.query.typed.text,
        typed_complete=typed.top.complete,
        facets=facets_of(top, request),
    )


def _find(query: Query, searcher: Searcher, request: Request) -> _Found:
    """Return one page of the best documents for a query."""
    # 2. Analyse the tree: its syllables, and stretches of neighbours (planning/stretches.py).
    analyzed = analyze_query(query)
    # 3. Plan: decide which documents match, and how their scores are computed (planning/).
    planned = plan_request(analyzed, searcher, request)
    # 4. Search: the engine finds and ranks the documents (engines/columnar/searching/).
    return _Found(analyzed, planned, find(planned, searcher, request))


def _passages(hits: Sequence[Hit], found: _Found, searcher: Searcher, request: Request) -> Sequence[str]:
    """Return the passages of the best hits, the same ones whatever snippets the request asks for."""
    if request.snippets and request.snippet_length == SNIPPET_LENGTH:
        return passages(hits[:SUGGESTION_HITS])
    presenter = HitPresenter(searcher, found.plan, explain=False)
    return passages(presenter.hits(found.top.page[:SUGGESTION_HITS], 1))


def _may_be_corrected(typed: _Found, searcher: Searcher, request: Request) -> bool:
    """Return whether a correction or suggestion would be used.

    There is none for a query that is still being typed. On later pages, only the results of a correction can
    be shown. They are shown neither in an exact search nor if many documents match the query as typed.
    """
    if request.typing:
        return False
    return not request.offset or (not request.exact and _may_be_misspelt(typed, searcher))


def _may_be_misspelt(typed: _Found, searcher: Searcher) -> bool:
    """Return whether so few documents match a query completely that it may be misspelt."""
    complete = typed.top.complete
    return complete < ENOUGH_COMPLETE_MATCHES or may_be_common_slip(complete, searcher.document_count())


def _carry_over(typed: _Found, correction: Correction, searcher: Searcher, request: Request) -> _Found:
    """Return what was found for a correction, or `typed` if the correction may not replace the query.

    The decision does not depend on the page.
    """
    query = request.read(correction.suggestion.text)
    if not differ_only_in_bare_words(typed.query.typed, query):
        return typed
    corrected = _find(query, searcher, request)
    if not has_clearly_more(corrected.top.complete, typed.top.complete):
        return typed
    is_meant = all(
        is_clearly_meant(
            _documents_with(phrase.corrected, searcher),
            _documents_with(phrase.typed, searcher),
            typed.top.complete,
        )
        for phrase in correction.phrases
    )
    return corrected if is_meant else typed


def _documents_with(phrase: str, searcher: Searcher) -> int:
    """Return the number of documents that contain a phrase."""
    planned = plan(analyze_query(parse(f'"{phrase}"')), searcher)
    return searcher.search(planned, limit=0).complete
