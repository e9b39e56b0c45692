"""The error for a file, or a part of one, that a reader of office files cannot read."""

from __future__ import annotations


class OfficeError(Exception):
    """The error for what cannot be read. `reason` and `advice` are those of the `Failure` to report."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
