"""Is the ranking still as good as it was? Compares measures on the project's own collection with floors.

The floors are for one state of the articles, topics and judgements, which is identified by its SHA-256. Each
floor is a little below the value that was measured when the floor was set. Therefore ties that are broken in
another order are not a failure. Without options, the measures and their floors are printed. The exit status
is 1 if a measure is below its floor.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evaluation.collection import load_seeds, seeds_fingerprint
from evaluation.forms import FORMS
from evaluation.metrics import mean, ndcg, recall, reciprocal_rank
from evaluation.run import rankings
from evaluation.systems import searchidx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evaluation.collection import Collection
    from evaluation.metrics import Values
    from evaluation.systems import System

FLOORS = Path(__file__).with_name("floors.json")
"""The file of the floors."""

FLOOR_MARGIN: Final = 0.005
"""A new floor is this far below the measured value. Values are from 0 to 1."""

FLOOR_DEPTH: Final = 10
"""The depth of the rankings that are measured."""

Table = dict[str, "Values"]
"""Form -> measure -> value from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The lowest accepted values, and the SHA-256 of the collection on which they were measured."""

    sha256: str
    values: Table


def measure(system: System, collection: Collection) -> Table:
    """Return the means of nDCG@10, MRR@10 and R@10 over the collection's queries, for each form."""
    return {
        form: _mean(rankings(system, collection.queries, form, FLOOR_DEPTH), collection.judgements)
        for form in FORMS
    }


def _mean(
    ranking_by_query: Mapping[str, Sequence[str]], judgements: Mapping[str, Mapping[str, int]]
) -> Values:
    return mean(
        [
            {
                "nDCG@10": ndcg(ranking, judgements[query], FLOOR_DEPTH),
                "MRR@10": reciprocal_rank(ranking, judgements[query], FLOOR_DEPTH),
                "R@10": recall(ranking, judgements[query], FLOOR_DEPTH),
            }
            for query, ranking in ranking_by_query.items()
        ]
    )


def read_floors(path: Path) -> Floors:
    """Return the floors in a file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Floors(content["sha256"], content["floors"])


def write_floors(floors: Floors, path: Path) -> None:
    """Write the floors to a file, and replace its content."""
    content = {"sha256": floors.sha256, "floors": floors.values}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def below(measured: Table, floors: Table) -> list[str]:
    """Return a line for every value that is below its floor. A missing value counts as 0."""
    return [
        f"{form} {name}: {measured.get(form, {}).get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for form, values in floors.items()
        for name, floor in values.items()
        if measured.get(form, {}).get(name, 0.0) < floor
    ]


def floors_for(measured: Table) -> Table:
    """Return new floors: the values less FLOOR_MARGIN, rounded down to three decimals, but at least 0."""
    return {
        form: {
            name: max(math.floor((value - FLOOR_MARGIN) * 1000) / 1000, 0.0) for name, value in values.items()
        }
        for form, values in measured.items()
    }


def lowered(new: Table, old: Table) -> list[str]:
    """Return a line for every old floor that is lower in the new floors. A missing floor counts as 0."""
    return [
        f"{form} {name}: {floor:.3f} -> {new.get(form, {}).get(name, 0.0):.3f}"
        for form, values in old.items()
        for name, floor in values.items()
        if new.get(form, {}).get(name, 0.0) < floor
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measures and their floors, and set new floors if the arguments have --write.

    Return the exit status. Without --write, it is 1 if a value is below its floor. With --write, it is 1 if
    new floors are refused, because a floor would be lowered without --lower. Otherwise it is 0.
    """
    options = _parser().parse_args(arguments)
    collection = load_seeds()
    with searchidx(collection.documents) as system:
        measured = measure(system, collection)
    old = read_floors(FLOORS) if FLOORS.exists() else Floors("", {})
    print(*_lines(measured, old), sep="\n")
    if not options.write:
        return 1 if below(measured, old.values) else 0
    new = floors_for(measured)
    lowered_floors = lowered(new, old.values)
    if lowered_floors and not options.lower:
        refusal = "Refused: --write would lower these floors. Add --lower to allow it."
        print(refusal, *lowered_floors, sep="\n  ", file=sys.stderr)
        return 1
    write_floors(Floors(seeds_fingerprint(), new), FLOORS)
    return 0


def _lines(measured: Table, floors: Floors) -> list[str]:
    unchanged = floors.sha256 == seeds_fingerprint()
    head = (
        "the floors were measured on this collection"
        if unchanged
        else "the collection has changed since the floors were measured"
    )
    rows = [
        f"{form:<14} {name:<8} {value:.4f}  (floor {floors.values.get(form, {}).get(name, 0.0):.3f})"
        for form, values in measured.items()
        for name, value in values.items()
    ]
    return [head, *rows]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.floors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="set the floors just below the measured values; refused if this would lower a floor",
    )
    parser.add_argument("--lower", action="store_true", help="allow --write to lower floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
