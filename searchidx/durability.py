"""Makes a change to the names in a folder survive a power cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Wait until all files created, renamed and removed in a folder so far are recorded on the disk.

    The contents of the files are not synced. The code that writes a file must sync its contents. On
    Windows, which cannot sync a folder, this function does nothing.

    Raises OSError if the folder cannot be opened or synced.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
