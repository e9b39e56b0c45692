"""The exit statuses of the command."""

from typing import Final

FOUND: Final = 0
"""Hits, or done."""

NOT_FOUND: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130
"""By Ctrl-C, as shells have it."""
