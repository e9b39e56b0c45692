"""How is an index kept up to date with files and folders?

Paths go in. An index that matches their files, and a report, come out. All files are hashed, but only new and
changed files are read as articles.
Read `ingest` first, then `found_files`, `readers` (from files to documents) and `manifest` (what has
changed).
"""
