"""Are the right queries suggested, and nothing for good queries? Measures precision and recall on a table.

    python -m evaluation.suggestions [PATH]

Each line of tests/data/suggestions.tsv has a typed query, the query to suggest (empty for a good query) and
the kind of the mistake. The articles are read from PATH as by `searchidx index`. The default is seeds/.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.collection import ROOT, SEEDS
from searchidx import Index, read
from searchidx.engines import columnar
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import passages, prepare_correction, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.model import Document, Suggestion

TABLE = ROOT / "tests" / "data" / "suggestions.tsv"
"""The table of queries."""

_HITS = 5
"""The number of best documents whose passages are used for a suggestion."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table: the typed query, the query to suggest, and the kind of the mistake.

    `expected` and `kind` are empty for a good query.
    """

    typed: str
    expected: str
    kind: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The suggestion for a case, or None, and the CPU seconds that it took after the search."""

    case: Case
    suggestion: Suggestion | None
    seconds: float

    @property
    def right(self) -> bool:
        """Whether exactly the expected query was suggested. It is always False for a good query."""
        return self.suggestion is not None and self.suggestion.text == self.case.expected


def cases(path: Path = TABLE) -> list[Case]:
    """Return the cases in a table, which begins with a header line."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Case(*line.split("\t")) for line in lines]


def outcomes(documents: Iterable[Document], asked: Sequence[Case]) -> list[Outcome]:
    """Return the outcomes of the cases, in their order, on an index of the documents."""
    with tempfile.TemporaryDirectory() as folder, Index.create(Path(folder) / "index") as index:
        index.update(documents)
        with columnar.open(Path(folder) / "index") as engine:
            searcher = engine.searcher()
            found = []
            for case in asked:
                hits = index.search(case.typed, limit=_HITS).hits
                query = parse(case.typed)
                started = time.process_time()
                suggestion = suggest(
                    prepare_correction(analyze_query(query), searcher), partial(passages, hits)
                )
                found.append(Outcome(case, suggestion, time.process_time() - started))
            searcher.close()
            return found


def precision(results: Sequence[Outcome]) -> float:
    """Return the share of the suggestions that are right, or 1 if there are no suggestions."""
    suggested = [outcome for outcome in results if outcome.suggestion is not None]
    return sum(outcome.right for outcome in suggested) / len(suggested) if suggested else 1.0


def recall(results: Sequence[Outcome]) -> float:
    """Return the share of the mistyped queries with the right suggestion, or 1 if none is mistyped."""
    mistyped = [outcome for outcome in results if outcome.case.expected]
    return sum(outcome.right for outcome in mistyped) / len(mistyped) if mistyped else 1.0


def main() -> None:
    """Print the wrong outcomes, the recall of each kind of mistake, total precision and recall, and times."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    results = outcomes(read(corpus), cases())
    for outcome in results:
        suggested = outcome.suggestion.text if outcome.suggestion else ""
        if suggested != outcome.case.expected:
            print(f"{outcome.case.typed!r}: {suggested!r} instead of {outcome.case.expected!r}")
    for kind in ("accents", "spelling", "keyboard"):
        of_kind = [outcome for outcome in results if outcome.case.kind == kind]
        print(f"{kind:9} {len(of_kind):4} queries   recall {recall(of_kind):.3f}")
    good = [outcome for outcome in results if not outcome.case.expected]
    needless = sum(outcome.suggestion is not None for outcome in good)
    print(f"good      {len(good):4} queries   {needless} suggestions")
    times = sorted(outcome.seconds for outcome in results)
    all_results = f"precision {precision(results):.3f}   recall {recall(results):.3f}"
    print(f"all       {len(results):4} queries   {all_results}")
    print(f"median {times[len(times) // 2] * 1000:.2f} ms, slowest {times[-1] * 1000:.2f} ms a query")


if __name__ == "__main__":
    main()
