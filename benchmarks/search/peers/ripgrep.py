"""ripgrep over the same articles as files."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def command(text: str, folder: Path) -> list[str] | None:
    """Return the command that lists the files with the text in any case; None where rg is missing."""
    program = shutil.which("rg")
    return [program, "-il", text, str(folder)] if program else None
