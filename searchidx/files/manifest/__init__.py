"""Which files was the index made from, and which of them have to be read again?

One run of `searchidx index` has these steps:

1. Open the `ManifestFile`. Its `Manifest` lists the files that the index *knows* (a `FileEntry` each). Find
   the files that exist now (a `FoundFile` each). A known file whose *stamp* (size, times and inode) is the
   same has the same content. All other files are hashed.
2. `diff` the two lists. The `Changes` are the found files that are new or changed, and the known files that
   are unchanged or gone.
3. Read the new and changed files. `entry_after_reading` makes an entry for each.
4. Save the result of `manifest_before_commit`, which is correct whether or not the commit succeeds.
5. Commit: add the documents that were read, and delete the documents of `ids_to_delete`.
6. Save the result of `manifest_after_commit`.

If the process dies between two steps, the next run still brings the index into the same final state.
Read `entries`, `changes`, `commit` in this order; `store` has the file format.
"""

from searchidx.files.manifest.changes import Changes, diff
from searchidx.files.manifest.commit import (
    entry_after_reading,
    ids_to_delete,
    manifest_after_commit,
    manifest_before_commit,
    without_articles,
)
from searchidx.files.manifest.entries import FileEntry, Manifest
from searchidx.files.manifest.store import FILE_NAME, ManifestFile

__all__ = [
    "FILE_NAME",
    "Changes",
    "FileEntry",
    "Manifest",
    "ManifestFile",
    "diff",
    "entry_after_reading",
    "ids_to_delete",
    "manifest_after_commit",
    "manifest_before_commit",
    "without_articles",
]
