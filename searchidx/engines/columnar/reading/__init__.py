"""Reading one segment: its fields, its documents, and the frequencies and positions of its terms.

- `segment` opens a file. Writing and merging need no more than this module.
- `frequencies` and `occurrences` are the two forms in which a term is read.
- `searchable_segment` reads terms in these forms, and keeps them in a `cache` for the next search.
- `chosen_documents` reads many terms in the same few documents.
- `verify` reads everything, and checks that the file does not contradict itself.

In this folder, a document is always a *segment document*: a number that counts from 0 within one segment,
deleted documents included. A *term number* is the rank of a term in the dictionary of its field in one
segment. A *list number* is the place of a posting list in the file.
"""
