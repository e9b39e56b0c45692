"""How is ripgrep run? It lists the files, one for each article, that hold a text."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def command(text: str, folder: Path) -> list[str] | None:
    """Return the command that lists the files with a text, in any case, or None if rg is not installed."""
    program = shutil.which("rg")
    return [program, "-il", text, str(folder)] if program else None
