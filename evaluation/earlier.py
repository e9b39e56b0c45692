"""The runs of an earlier version of searchidx, from a file that `--json` wrote, to compare with new runs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from evaluation.report import OWN_SYSTEM
from evaluation.run import Run
from searchidx import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

EARLIER_SYSTEM: Final = "searchidx before"
"""The name of the earlier version in the tables."""


def read_runs(path: Path) -> list[Run]:
    """Return the runs of searchidx that a file has. Raises SearchError if the file cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        runs = [
            Run(
                run["collection"],
                run["form"],
                run["system"],
                run["queries"],
                run["changed"],
                run.get("unjudged"),
            )
            for run in content["runs"]
        ]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise SearchError(
            f"{path}: the values of an earlier version cannot be read ({error}); "
            "give a file that `python -m evaluation --json FILE` wrote."
        ) from error
    return [replace(run, system=EARLIER_SYSTEM) for run in runs if run.system == OWN_SYSTEM]


def matching_runs(earlier: Iterable[Run], runs: Sequence[Run]) -> list[Run]:
    """Return those of the earlier runs whose collection and form searchidx has been run on now.

    Raises SearchError if an earlier run has other queries, because then its values cannot be compared.
    """
    own = {(run.collection, run.form): run for run in runs if run.system == OWN_SYSTEM}
    matching = []
    for run in earlier:
        now = own.get((run.collection, run.form))
        if now is not None and now.values.keys() != run.values.keys():
            raise SearchError(
                f"{run.collection}, {run.form}: the earlier version was measured with other queries; "
                "measure it again with the same collection and options."
            )
        matching += [run] if now is not None else []
    return matching
