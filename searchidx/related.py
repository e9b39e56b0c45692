"""How are related articles found? The whole article is the query (planning/similar.py)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from searchidx.engines.plan import AllOf, AnyTerm, NoneOf, Term
from searchidx.model import Results
from searchidx.planning.similar import similar_plan
from searchidx.request import facets_of, filter_of, find, ordered, present

if TYPE_CHECKING:
    from searchidx.engines.base import Searcher
    from searchidx.request import Request


def related(document_number: int, searcher: Searcher, request: Request) -> Results:
    """Return one page of the documents that are related to a document of the searcher, the best first.

    Neither the document itself nor its copies are among them. The query of the results is the title.
    """
    started = time.perf_counter()
    document = searcher.document(document_number)
    # The engine's own field `id` has the id of each document as its term.
    numbers = (document_number, *searcher.copies(document_number))
    left_out = NoneOf(AnyTerm(tuple([Term("id", searcher.document(number).id) for number in numbers])))
    narrowed = filter_of(request)
    condition = left_out if narrowed is None else AllOf((left_out, narrowed))
    planned = ordered(similar_plan(document, searcher), request)._replace(filter=condition)
    top = find(planned, searcher, request)
    return Results(
        document.title,
        present(top, planned, searcher, request),
        top.total,
        top.complete,
        top.relaxed,
        None,
        time.perf_counter() - started,
        typed_complete=top.complete,
        facets=facets_of(top, request),
    )
