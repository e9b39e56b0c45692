"""How much does each part of the ranking contribute? Measures nDCG@10 with each part left out in turn.

    python -m evaluation.ablation FOLDER...

Each FOLDER is a test collection. The table has a row for each variant of the scoring, and a column for each
collection and form of its queries. The values are means of nDCG@10 over the queries, times 100.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluation.collection import load
from evaluation.forms import FORMS
from evaluation.metrics import ndcg
from evaluation.systems import without_query_syntax
from searchidx import Index
from searchidx.engines import columnar as engine
from searchidx.planning.constants import Scoring
from searchidx.planning.planner import plan
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.collection import Collection
    from searchidx.engines.base import Searcher

NDCG_DEPTH: Final = 10
"""The depth of the measured rankings: the 10 of nDCG@10."""

MEASURED_FORMS = ("accented", "unaccented", "half-accented")
"""The forms of the queries that may have different rankings."""

_DEFAULT = Scoring()
"""The constants of the ranking of searchidx."""

VARIANTS: dict[str, Scoring] = {
    "all": _DEFAULT,
    "- syllables": _DEFAULT._replace(syllable_weight=0.0),
    "- other accents": _DEFAULT._replace(other_accents_weight=0.0),
    "- words": _DEFAULT._replace(word_weight=0.0),
    "- pairs": _DEFAULT._replace(pair_weight=0.0),
    "- names": _DEFAULT._replace(name_weight=0.0),
    "- exact titles": _DEFAULT._replace(exact_title_weight=0.0),
    "- near": _DEFAULT._replace(near_weight=0.0),
    "- other forms": _DEFAULT._replace(form_weight=0.0),
    "- passage": _DEFAULT._replace(passages=()),
    "- title coverage": _DEFAULT._replace(coverage_weight=0.0),
    "- title weight": _DEFAULT._replace(title_weight=1.0),
    "- similarity": _DEFAULT._replace(similarity_weight=0.0),
    "- feedback": _DEFAULT._replace(feedback_depth=0),
    "- rescoring": _DEFAULT._replace(
        pair_weight=0.0,
        name_weight=0.0,
        exact_title_weight=0.0,
        typed_form_weight=0.0,
        near_weight=0.0,
        passages=(),
        coverage_weight=0.0,
        similarity_weight=0.0,
    ),
}
"""Name of a variant -> its constants. A name such as "- words" leaves out one part of the ranking.

In the variant "- feedback", the best documents of a rough plan do not decide doubtful accents. In the variant
"- rescoring", nothing is rescored.
"""


def main(arguments: Sequence[str]) -> int:
    """Print the table for the collections in the folders. Return the exit status."""
    collections = [load(Path(folder)) for folder in arguments]
    if not collections:
        print("usage: python -m evaluation.ablation FOLDER...", file=sys.stderr)
        return 2
    rows: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
    heads = [f"{collection.name} {form}" for collection in collections for form in MEASURED_FORMS]
    for collection in collections:
        for column in _columns(collection):
            for variant, value in column.items():
                rows[variant].append(value)
    print("| | " + " | ".join(heads) + " |\n" + "|---" * (len(heads) + 1) + "|")
    for variant, values in rows.items():
        print(f"| {variant} | " + " | ".join(f"{100 * value:.2f}" for value in values) + " |")
    return 0


def _columns(collection: Collection) -> Iterator[dict[str, float]]:
    """Yield a column of the table for each form: variant -> mean nDCG@10."""
    with tempfile.TemporaryDirectory() as folder:
        with Index.create(Path(folder) / "index") as index:
            index.update(collection.documents)
        with engine.open(Path(folder) / "index") as opened:
            searcher = opened.searcher()
            for form in MEASURED_FORMS:
                yield {
                    variant: _mean_ndcg(searcher, collection, form, scoring)
                    for variant, scoring in VARIANTS.items()
                }


def _mean_ndcg(searcher: Searcher, collection: Collection, form: str, scoring: Scoring) -> float:
    total = 0.0
    for query in collection.queries:
        text = without_query_syntax(FORMS[form](query))
        top = searcher.search(plan(analyze_query(parse(text)), searcher, scoring), limit=NDCG_DEPTH + 1)
        ids = (searcher.document(scored.number).id for scored in top.page)
        ranking = [identifier for identifier in ids if identifier != query.id][:NDCG_DEPTH]
        total += ndcg(ranking, collection.judgements[query.id], NDCG_DEPTH)
    return total / len(collection.queries)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
