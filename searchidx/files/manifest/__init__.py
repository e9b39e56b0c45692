"""Which files was the index made from, and which of them have to be read again?

One run of `searchidx index` goes through these steps; a process that dies between any two of them leaves a
state from which the next run comes to the same end:

1. `load` the manifest, the list of the files that the index *knows* (a `FileEntry` each), and find the files
   that are there now (a `FoundFile` each).
2. `diff` tells the `Changes`: which found files are new or changed, which known ones are unchanged or gone.
3. Read the new and changed files; `entry_after_reading` makes the entry of each.
4. Save `manifest_before_commit`, which is right whether or not the commit comes about.
5. Commit the documents read, and without the documents of `ids_to_delete`.
6. Save `manifest_after_commit`.

Read `entries`, `changes`, `commit`; `store` has the file format.
"""

from searchidx.files.manifest.changes import Changes, diff
from searchidx.files.manifest.commit import (
    entry_after_reading,
    ids_to_delete,
    manifest_after_commit,
    manifest_before_commit,
)
from searchidx.files.manifest.entries import FileEntry, Manifest
from searchidx.files.manifest.store import FILE_NAME, load, save

__all__ = [
    "FILE_NAME",
    "Changes",
    "FileEntry",
    "Manifest",
    "diff",
    "entry_after_reading",
    "ids_to_delete",
    "load",
    "manifest_after_commit",
    "manifest_before_commit",
    "save",
]
