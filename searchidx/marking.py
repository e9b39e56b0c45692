"""Where do the words of a query occur in a whole article? The rules are those of the marks of hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx.engines.plan import AnyTerm, Term
from searchidx.highlight import ArticleFinder, Candidates, joined_marks, unaccented_patterns
from searchidx.model import MarkedDocument
from searchidx.schema import FURNITURE, TEXT_FIELDS
from searchidx.unaccented_articles import IS_UNACCENTED

if TYPE_CHECKING:
    from searchidx.engines.base import Searcher
    from searchidx.engines.plan import Plan
    from searchidx.model import Document


class _Kind(NamedTuple):
    """What decides which accents are marked: is the article unaccented, and is it a complete match?"""

    is_unaccented: bool
    is_complete: bool


def mark(document: Document, plan: Plan, searcher: Searcher) -> MarkedDocument:
    """Return where the patterns of a plan occur in a document, which need not be in the index.

    The furniture is marked in other accents than those that were meant only if title and body are, too.
    """
    number = searcher.document_number(document.id)
    if number is not None and searcher.document(number) == document:
        kind = _kind_of_stored(document, number, plan, searcher)
    else:
        kind = _kind_of_texts(document, plan)
    patterns = unaccented_patterns(plan.patterns) if kind.is_unaccented else plan.patterns
    title, body, furniture = document.title, document.body, document.furniture
    chunks = Candidates(plan.patterns).chunks
    complete = kind.is_complete
    found = ArticleFinder(patterns, *TEXT_FIELDS, whole_texts=True).find(
        title, chunks(title), body, chunks(body), complete=complete
    )
    in_furniture = ArticleFinder(plan.patterns, FURNITURE, FURNITURE, whole_texts=True).find(
        "", (), furniture, chunks(furniture), complete=complete
    )
    shows_furniture = in_furniture.are_meant or not found.are_meant
    return MarkedDocument(
        document,
        joined_marks(title, found.title),
        joined_marks(body, found.body),
        joined_marks(furniture, in_furniture.body) if shows_furniture else (),
    )


def _kind_of_stored(document: Document, number: int, plan: Plan, searcher: Searcher) -> _Kind:
    """Return what the index says of a document that it holds."""
    (mark_of_unaccented,) = IS_UNACCENTED.terms
    (is_unaccented,) = searcher.contain(mark_of_unaccented, [number])
    only_this = plan._replace(filter=AnyTerm((Term("id", document.id),)), partial=None)
    return _Kind(is_unaccented, searcher.search(only_this, limit=0).complete > 0)


def _kind_of_texts(document: Document, plan: Plan) -> _Kind:
    """Return what the texts of a document say. What they cannot say, such as the date, counts as met."""
    from searchidx.text_conditions import UNKNOWN, DocumentTerms

    terms = DocumentTerms(document)
    return _Kind(terms.are_unaccented, terms.meet(plan.complete) >= UNKNOWN)
