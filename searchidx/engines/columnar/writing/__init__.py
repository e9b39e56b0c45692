"""How do documents become new segments, and how does a change become a commit?

Documents and ids to delete go in; segment files and a new state come out. Read `writer` first, which carries
out one change as a whole and commits it. `new_segments` cuts the new documents into segments, and
`committed_documents` records which older documents are deleted. `invert` makes one segment of documents in
several steps: `validate`, `tokens` and `invert_field`. At the commit, `copies` finds the pairs of documents
that have nearly the same text.
"""
