"""The plan that only finds documents, without ranking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchidx.engines.plan import Plan
from searchidx.planning.constants import Scoring

if TYPE_CHECKING:
    from searchidx.engines.plan import Condition


def matching_plan(condition: Condition) -> Plan:
    """Return the plan of the documents that meet a condition, the newest first. It has no signals."""
    scoring = Scoring()
    return Plan(condition, k1=scoring.k1, b=scoring.b)
