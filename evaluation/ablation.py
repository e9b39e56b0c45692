"""`python -m evaluation.ablation SET...`: what each part of the ranking is worth, by nDCG@10 without it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.collection import load
from evaluation.forms import FORMS
from evaluation.metrics import ndcg
from evaluation.systems import plain
from searchidx import Index
from searchidx.engines import columnar as engine
from searchidx.planning.plan import plan
from searchidx.planning.scoring import Scoring
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.collection import Collection
    from searchidx.engines.base import Searcher

_DEPTH = 10
_FORMS = ("accented", "unaccented", "half-accented")
_FULL = Scoring()
VARIANTS: dict[str, Scoring] = {
    "all": _FULL,
    "- syllables": _FULL._replace(syllables=0.0),
    "- other accents": _FULL._replace(other_accents=0.0),
    "- words": _FULL._replace(words=0.0),
    "- pairs": _FULL._replace(pairs=0.0),
    "- near": _FULL._replace(near=0.0),
    "- synonyms": _FULL._replace(synonyms=0.0),
    "- passage": _FULL._replace(passages=()),
    "- title coverage": _FULL._replace(coverage=0.0),
    "- title weight": _FULL._replace(title=1.0),
    "- similarity": _FULL._replace(similarity=0.0),
    "- reading again": _FULL._replace(feedback_depth=0),
    "- second look": _FULL._replace(pairs=0.0, near=0.0, passages=(), coverage=0.0, similarity=0.0),
}


def main(arguments: Sequence[str]) -> int:
    """Print a table: a row a variant, a column a collection and form of its queries."""
    collections = [load(Path(folder)) for folder in arguments]
    if not collections:
        print("usage: python -m evaluation.ablation SET...", file=sys.stderr)
        return 2
    rows: dict[str, list[float]] = {name: [] for name in VARIANTS}
    heads = [f"{collection.name} {form}" for collection in collections for form in _FORMS]
    for collection in collections:
        for column in _columns(collection):
            for name, value in column.items():
                rows[name].append(value)
    print("| | " + " | ".join(heads) + " |\n" + "|---" * (len(heads) + 1) + "|")
    for name, values in rows.items():
        print(f"| {name} | " + " | ".join(f"{100 * value:.2f}" for value in values) + " |")
    return 0


def _columns(collection: Collection) -> Iterator[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        with Index.create(Path(folder) / "index") as index:
            index.update(collection.documents)
        with engine.open(Path(folder) / "index") as opened:
            searcher = opened.searcher()
            for form in _FORMS:
                yield {name: _mean(searcher, collection, form, scoring) for name, scoring in VARIANTS.items()}


def _mean(searcher: Searcher, collection: Collection, form: str, scoring: Scoring) -> float:
    total = 0.0
    for query in collection.queries:
        text = plain(FORMS[form](query))
        found = searcher.search(plan(analyze_query(parse(text)), searcher, scoring), limit=_DEPTH + 1)
        ids = (searcher.document(match.number).id for match in found.page)
        ranking = [identifier for identifier in ids if identifier != query.id][:_DEPTH]
        total += ndcg(ranking, collection.judgements[query.id], _DEPTH)
    return total / len(collection.queries)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
