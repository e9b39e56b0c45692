"""How is ripgrep run? It lists the files that contain a text. Each article is one file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def command(text: str, folder: Path) -> list[str] | None:
    """Return a command that lists the files with a text in upper or lower case, or None without rg."""
    program = shutil.which("rg")
    return [program, "-il", text, str(folder)] if program else None
