"""How a change to a folder is made to survive a power cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Wait until the creation, renaming and removal of files in a folder have reached the disk.

    The contents of the files are synced by whoever writes them. Windows cannot sync a folder, so nothing
    happens there. Raises OSError where the system cannot do it.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
