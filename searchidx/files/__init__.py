"""How is an index kept up to date with files and folders?

Paths go in, and the index is brought up to date with the files there. A report comes out. Size, times and
inode of a file say whether it may have changed. Only then it is hashed, and only new and changed files are
read as articles.

Read `ingest` first, then `found_files`, `readers` (from files to documents) and `manifest` (what has
changed).
"""
