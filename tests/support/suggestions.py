"""Queries and a written-down corpus for the tests of suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest.evidence import Evidence
from searchidx.suggest.query_parts import QueryPart, query_parts
from tests.support.statistics import WrittenStatistics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def parts_of(text: str) -> list[QueryPart]:
    """The parts of a query of one stretch."""
    (parts,) = query_parts(analyze_query(parse(text)))
    return parts


def statistics_of(
    bodies: Mapping[str, int],
    titles: Mapping[str, int] | None = None,
    documents: int = 1000,
    folded: Mapping[str, int] | None = None,
) -> WrittenStatistics:
    """A corpus with these document frequencies: of syllables, pairs ("an toàn") and words ("an_toàn").

    A word does not count for its pair, nor a pair for its syllables. `folded` has syllables in any
    accents.
    """
    terms: dict[str, dict[str, int]] = {}
    for field, frequencies in (("body", bodies), ("title", titles or {})):
        for text, frequency in frequencies.items():
            layer = "_pairs" if " " in text else "_words" if "_" in text else ""
            terms.setdefault(f"{field}{layer}", {})[text] = frequency
    terms["body_folded"] = dict(folded or {})
    return WrittenStatistics(terms, documents)


def evidence_of(
    bodies: Mapping[str, int],
    titles: Mapping[str, int] | None = None,
    documents: int = 1000,
    passages: Sequence[str] = (),
    folded: Mapping[str, int] | None = None,
) -> Evidence:
    """What such a corpus and some passages say."""
    return Evidence(statistics_of(bodies, titles, documents, folded), lambda: passages, frozenset())
