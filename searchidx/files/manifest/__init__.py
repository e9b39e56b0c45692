"""What was indexed from what, so that an index learns only what is new, changed or gone.

An index is made from files in four steps: `diff` what is found with what is known, read what is new or
changed, save `unsettled` before the index is committed, save `settled` after it. A process that dies anywhere
between leaves a state from which the next run comes to the same end.
"""

from searchidx.files.manifest.changes import (
    Changes,
    FoundFile,
    diff,
    entry_after,
    obsolete,
    settled,
    unsettled,
)
from searchidx.files.manifest.store import FILE_NAME, FileEntry, Manifest, save

__all__ = [
    "FILE_NAME",
    "Changes",
    "FileEntry",
    "FoundFile",
    "Manifest",
    "diff",
    "entry_after",
    "obsolete",
    "save",
    "settled",
    "unsettled",
]
