"""How good is a ranking? Computes its nDCG, reciprocal rank and recall, here or with ir-measures.

Reports show the values of ir-measures. The functions here are for the floors and the ablation, which also run
without ir-measures. A test checks that both have the same values.

A ranking is a list of document ids, the best first. Each argument `gains` is document id -> gain, as in
`Collection.judgements`. A document without a gain, or with the gain 0, is not relevant.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Values = dict[str, float]
"""Name of a measure -> value from 0 to 1."""


def ndcg(ranking: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """Return nDCG at `depth`: the discounted cumulative gain, divided by the greatest possible gain.

    A gain is divided by the discount log2(rank + 1), as in trec_eval (Järvelin and Kekäläinen, 2002). The
    result is 0 if no document is relevant.
    """
    ideal = _discounted(sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:depth])
    return (
        _discounted([max(gains.get(document, 0), 0) for document in ranking[:depth]]) / ideal
        if ideal
        else 0.0
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def reciprocal_rank(ranking: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """Return 1 / rank of the first relevant document, or 0 if none of the first `depth` is relevant."""
    ranks = (rank for rank, document in enumerate(ranking[:depth], start=1) if gains.get(document, 0) > 0)
    return 1 / next(ranks, math.inf)


def recall(ranking: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    """Return the share of the relevant documents that are among the first `depth`, or 0 if there are none."""
    relevant = {document for document, gain in gains.items() if gain > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def mean(rows: Sequence[Values]) -> Values:
    """Return the mean of every measure. Each row has the values of one query; `rows` must not be empty."""
    return {measure: sum(row[measure] for row in rows) / len(rows) for measure in rows[0]}


def by_ir_measures(
    rankings: Mapping[str, Sequence[str]], judgements: Mapping[str, Mapping[str, int]]
) -> dict[str, Values]:
    """Return query id -> the values of nDCG@10, MRR@10 and R@100 that ir-measures computes.

    `judgements` is query id -> document id -> gain, and has all queries of `rankings`.
    """
    import ir_measures

    measures = {ir_measures.nDCG @ 10: "nDCG@10", ir_measures.RR @ 10: "MRR@10", ir_measures.R @ 100: "R@100"}
    # trec_eval sorts documents by score. Negative ranks as scores preserve the order of tied documents.
    run = {
        query: {document: float(-rank) for rank, document in enumerate(ranking)}
        for query, ranking in rankings.items()
    }
    judged = {query: dict(judgements[query]) for query in rankings}
    values: dict[str, Values] = {query: dict.fromkeys(measures.values(), 0.0) for query in rankings}
    for metric in ir_measures.iter_calc(list(measures), judged, run):
        values[metric.query_id][measures[metric.measure]] = metric.value
    return values
