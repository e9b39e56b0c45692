"""The order of matches by their dates, in place of the order by scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchidx.engines.plan import Plan


def by_date(plan: Plan, *, oldest_first: bool) -> Plan:
    """Return the plan with its matches in the order of their dates, the newest or the oldest first.

    Complete matches come before partial ones, whatever the length of the query. Otherwise a recent article
    with one of ten words would be the first.
    """
    return plan._replace(
        tiered=True, signals=(), partial_signals=(), rescoring=None, oldest_first=oldest_first
    )
