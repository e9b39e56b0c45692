"""`python -m evaluation RETRIEVAL_SET...`: searchidx beside baselines on test collections."""

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
    """Evaluate as the arguments say and print the tables; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        import ir_measures  # noqa: F401 - before minutes of work rather than after
    except ImportError:
        return _failed("ir-measures is not installed. Install it with: pip install 'searchidx[evaluation]'")
    runs: list[Run] = []
    try:
        for folder in options.sets:
            collection = load(folder)
            if options.limit_queries:
                collection = replace(collection, queries=collection.queries[: options.limit_queries])
            found = _evaluate(collection, options)
            print(*report.collection_lines(collection, found), "", sep="\n", flush=True)
            runs += found
    except SearchError as error:
        return _failed(str(error))
    if len(options.sets) > 1:
        print(*report.summary_lines(runs), sep="\n")
    if options.json:
        content = json.dumps({"format": 1, "runs": report.as_json(runs)}, ensure_ascii=False, indent=1)
        options.json.write_text(content + "\n", encoding="utf-8")
    return 0


def _evaluate(collection: Collection, options: argparse.Namespace) -> list[Run]:
    _say(f"{collection.name}: indexing {len(collection.documents):,} documents")
    ours = searchidx(collection.documents) if options.searchidx else nullcontext()
    with ours as system:
        systems: dict[str, System] = {report.OURS: system} if system is not None else {}
        if options.baselines:
            systems |= baselines(collection.documents, _say)
        return evaluate(collection, systems, options.forms, by_ir_measures, _say)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument(
        "sets",
        nargs="+",
        type=Path,
        metavar="RETRIEVAL_SET",
        help="folder with corpus.jsonl.xz, queries.jsonl and qrels.tsv, or evaluation/seeds",
    )
    parser.add_argument(
        "--forms",
        type=_forms,
        default=list(FORMS),
        metavar="FORM,...",
        help=f"of {', '.join(FORMS)}; all of them",
    )
    parser.add_argument(
        "--baselines",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run the baselines too (default)",
    )
    parser.add_argument(
        "--searchidx",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="run searchidx itself (default)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the values of every query to a file")
    parser.add_argument("--limit-queries", type=int, metavar="N", help="only the first N queries of each set")
    return parser


def _forms(text: str) -> list[str]:
    forms = text.split(",")
    unknown = ", ".join(form for form in forms if form not in FORMS)
    if unknown:
        raise argparse.ArgumentTypeError(f"no such form: {unknown}; there are {', '.join(FORMS)}")
    return forms


def _say(line: str) -> None:
    print(f"[{time.process_time():7.1f} s] {line}", file=sys.stderr)


def _failed(reason: str) -> int:
    print(f"evaluation: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
