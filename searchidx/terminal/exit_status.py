"""The exit statuses of the command."""

from typing import Final

FOUND: Final = 0
"""The search has hits, or the command succeeded."""

NOT_FOUND: Final = 1
"""No article matches the query, or no article has the id."""

FAILED: Final = 2
"""An error was reported on stderr."""

INTERRUPTED: Final = 130
"""The command was interrupted with Ctrl-C. Shells use the same status for an interrupted program."""
