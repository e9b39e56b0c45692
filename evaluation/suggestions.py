"""Precision and recall of suggestions over a table of queries: `python -m evaluation.suggestions [CORPUS]`.

Each line of tests/data/suggestions.tsv is a query as typed, what is to be suggested (nothing for a good
query) and the kind. CORPUS is read as `searchidx index` reads it; without it, seeds/ is taken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.collection import ROOT, SEEDS
from searchidx import Index, read
from searchidx.engines import columnar
from searchidx.planning.stretches import analyze_query
from searchidx.query.parse import parse
from searchidx.suggest import passages, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.model import Document, Suggestion

TABLE = ROOT / "tests" / "data" / "suggestions.tsv"
_HITS = 5
"""Best documents whose passages are read."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table; `expected` is empty for a query that is good as it is."""

    typed: str
    expected: str
    kind: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was suggested for a case, and how many seconds of processor time it took beside the search."""

    case: Case
    suggestion: Suggestion | None
    took: float

    @property
    def right(self) -> bool:
        """Whether exactly what was expected was suggested."""
        return self.suggestion is not None and self.suggestion.text == self.case.expected


def cases(path: Path = TABLE) -> list[Case]:
    """Return the lines of the table."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Case(*line.split("\t")) for line in lines]


def outcomes(documents: Iterable[Document], asked: Sequence[Case]) -> list[Outcome]:
    """Return what is suggested for the cases over an index of the documents."""
    with tempfile.TemporaryDirectory() as folder, Index.create(Path(folder) / "index") as index:
        index.update(documents)
        with columnar.open(Path(folder) / "index") as engine:
            lexicon = engine.searcher()
            found = []
            for case in asked:
                hits = index.search(case.typed, limit=_HITS).hits
                query = parse(case.typed)
                started = time.process_time()
                suggestion = suggest(analyze_query(query), lexicon, passages(hits))
                found.append(Outcome(case, suggestion, time.process_time() - started))
            lexicon.close()
            return found


def precision(found: Sequence[Outcome]) -> float:
    """Return the share of the suggestions that are right."""
    made = [outcome for outcome in found if outcome.suggestion is not None]
    return sum(outcome.right for outcome in made) / len(made) if made else 1.0


def recall(found: Sequence[Outcome]) -> float:
    """Return the share of the queries with something to suggest for which it is suggested."""
    wanted = [outcome for outcome in found if outcome.case.expected]
    return sum(outcome.right for outcome in wanted) / len(wanted) if wanted else 1.0


def main() -> None:
    """Print what went wrong, and precision and recall by kind."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    found = outcomes(read(corpus), cases())
    for outcome in found:
        given = outcome.suggestion.text if outcome.suggestion else ""
        if given != outcome.case.expected:
            print(f"{outcome.case.typed!r}: {given!r} instead of {outcome.case.expected!r}")
    for kind in ("accents", "spelling", "keyboard"):
        wanted = [outcome for outcome in found if outcome.case.kind == kind]
        print(f"{kind:9} {len(wanted):4} queries   recall {recall(wanted):.3f}")
    good = [outcome for outcome in found if not outcome.case.expected]
    made = sum(outcome.suggestion is not None for outcome in good)
    print(f"good      {len(good):4} queries   {made} suggestions")
    times = sorted(outcome.took for outcome in found)
    print(f"all       {len(found):4} queries   precision {precision(found):.3f}   recall {recall(found):.3f}")
    print(f"median {times[len(times) // 2] * 1000:.2f} ms, slowest {times[-1] * 1000:.2f} ms a query")


if __name__ == "__main__":
    main()
