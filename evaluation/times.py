"""How are the times of many answers shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def times_line(name: str, seconds: Iterable[float]) -> str:
    """Return a line with the median and the 95th percentile of CPU times, of which there is at least one."""
    ordered = sorted(seconds)
    median, slow = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"{name}: median {1000 * median:.1f} ms, 95th percentile {1000 * slow:.1f} ms of CPU time"
