"""How is an index kept up to date with files and folders?

Paths go in, and the index is brought up to date with the files there. A report comes out. A file is hashed
only if its size, times or inode have changed. Only new and changed files are read as articles.

Read `ingest` first, then `found_files`, `manifest` (what has changed), `reading` (files in order, some of
them in worker processes) and `readers` (from one file to documents). `report` has the outcome of a run.
"""
