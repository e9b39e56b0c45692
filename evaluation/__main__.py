"""How good is the ranking, compared with baselines? Measures searchidx and the baselines on test collections.

Each FOLDER is one test collection. Its table is printed to stdout, and has one line for each form of the
queries and each system. Progress is printed to stderr. docs/evaluation.md explains the columns.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import report
from evaluation.collection import load
from evaluation.earlier import matching_runs, read_runs
from evaluation.forms import FORMS
from evaluation.metrics import by_ir_measures
from evaluation.run import evaluate
from evaluation.systems import baselines, searchidx
from searchidx import SearchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.collection import Collection
    from evaluation.run import Run
    from evaluation.systems import System


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate the systems on the collections in the arguments, and print the tables.

    Return the exit status: 0, or 2 if a collection or the values of an earlier version cannot be read, or
    ir-measures is not installed.
    """
    options = _parser().parse_args(arguments)
    try:
        import ir_measures  # noqa: F401 - report a missing package now, not after minutes of work
    except ImportError:
        return _fail("ir-measures is not installed. Install it with: pip install 'searchidx[evaluation]'")
    all_runs: list[Run] = []
    try:
        earlier = read_runs(options.before) if options.before else []
        for folder in options.sets:
            collection = load(folder)
            if options.limit_queries:
                collection = replace(collection, queries=collection.queries[: options.limit_queries])
            runs = _evaluate(collection, options)
            runs += matching_runs(earlier, runs)
            print(*report.collection_lines(collection, runs), "", sep="\n", flush=True)
            all_runs += runs
    except SearchError as error:
        return _fail(str(error))
    if len(options.sets) > 1:
        print(*report.summary_lines(all_runs), sep="\n")
    if options.json:
        content = json.dumps({"format": 1, "runs": report.as_json(all_runs)}, ensure_ascii=False, indent=1)
        options.json.write_text(content + "\n", encoding="utf-8")
    return 0


def _evaluate(collection: Collection, options: argparse.Namespace) -> list[Run]:
    """Return the runs of all systems that the options select."""
    _say(f"{collection.name}: indexing {len(collection.documents):,} documents")
    own_system = searchidx(collection.documents) if options.searchidx else nullcontext()
    with own_system as system:
        systems: dict[str, System] = {report.OWN_SYSTEM: system} if system is not None else {}
        if options.baselines:
            systems |= baselines(collection.documents, _say)
        return evaluate(collection, systems, options.forms, by_ir_measures, _say)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "sets",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="a folder with corpus.jsonl.xz, queries.jsonl and qrels.tsv, or evaluation/seeds",
    )
    parser.add_argument(
        "--forms",
        type=_forms,
        default=list(FORMS),
        metavar="FORM,...",
        help=f"type the queries only in these forms (default: all, {', '.join(FORMS)})",
    )
    parser.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run the baselines, or leave them out (default: run them)",
    )
    parser.add_argument(
        "--searchidx",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run searchidx, or leave it out (default: run it)",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="also write the values of every query to FILE"
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FILE",
        help="also show the searchidx of another version, whose values --json wrote to FILE",
    )
    parser.add_argument(
        "--limit-queries", type=int, metavar="N", help="run only the first N queries of each collection"
    )
    return parser


def _forms(text: str) -> list[str]:
    """Return the names in a comma-separated list of forms. Raises ArgumentTypeError for an unknown name."""
    forms = text.split(",")
    unknown = ", ".join(form for form in forms if form not in FORMS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no such form: {unknown}; choose from {', '.join(FORMS)}")
    return forms


def _say(line: str) -> None:
    print(f"[{time.process_time():7.1f} s] {line}", file=sys.stderr)


def _fail(reason: str) -> int:
    print(f"evaluation: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
