"""Conditions in two versions: for accented articles, and for unaccented ones, which match accents, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchidx import unaccented_articles
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, NoneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.engines.plan import Condition


class ArticleConditions(NamedTuple):
    """The two versions of the condition of one node: for accented articles, and for unaccented articles.

    Two nodes with equal `accented` conditions also have equal `unaccented` conditions.
    """

    accented: Condition
    unaccented: Condition


def any_of(alternatives: Iterable[ArticleConditions]) -> ArticleConditions:
    """Return the condition that a document meets at least one of the alternatives (one or more)."""
    accented, unaccented = zip(*alternatives, strict=True)
    return ArticleConditions(AnyOf(accented), AnyOf(unaccented))


def all_of(parts: Sequence[ArticleConditions]) -> ArticleConditions:
    """Return the condition that a document meets all parts. Without parts, every document meets it."""
    return ArticleConditions(
        AllOf(tuple([part.accented for part in parts])),
        AllOf(tuple([part.unaccented for part in parts])),
    )


def none_of(conditions: ArticleConditions) -> ArticleConditions:
    """Return the condition that a document does not meet the given one."""
    return ArticleConditions(NoneOf(conditions.accented), NoneOf(conditions.unaccented))


def distinct(conditions: Iterable[ArticleConditions]) -> list[ArticleConditions]:
    """Return the distinct conditions in their order. A query may repeat a word a thousand times."""
    return list({each.accented: each for each in conditions}.values())


def either_way(typed: Condition, unaccented: Condition) -> ArticleConditions:
    """Let an unaccented article match either condition, and an accented article only the first one."""
    if typed == unaccented:
        return ArticleConditions(typed, typed)
    match typed, unaccented:
        case AnyTerm(terms=terms), AnyTerm(terms=more):
            return ArticleConditions(typed, AnyTerm(tuple(dict.fromkeys(terms + more))))
    return ArticleConditions(typed, AnyOf((typed, unaccented)))


def for_any_article(conditions: ArticleConditions) -> Condition:
    """Return one condition for all articles. It applies each version to the articles that it is made for."""
    accented, unaccented = conditions
    if accented == unaccented:
        return accented
    return AnyOf(
        (
            AllOf((accented, NoneOf(unaccented_articles.IS_UNACCENTED))),
            AllOf((unaccented_articles.IS_UNACCENTED, unaccented)),
        )
    )


def for_index(conditions: ArticleConditions, *, has_unaccented: bool) -> Condition:
    """Return one condition for all articles of an index, which may have unaccented articles or none."""
    return for_any_article(conditions) if has_unaccented else conditions.accented
