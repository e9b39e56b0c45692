"""How does an index come to hold what some files and folders say?

Paths go in; an index that matches their files and a report of what was done come out. Only new, changed and
vanished files cost anything.
Read `ingest` first, then `sources`, `readers` (from files to documents) and `manifest` (what changed).
"""
