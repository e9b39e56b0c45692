"""Reading one segment: its fields, its documents, and the frequencies and positions of its terms.

- `segment` opens a file. Writing and merging need no more than this module.
- `frequencies` has the documents and term frequencies of a term, `occurrences` its positions.
- `searchable_segment` reads both, and keeps documents and frequencies in a `cache` for the next search.
- `chosen_documents` reads many terms in the same few documents.
- `document_numbers` converts document numbers, which count through all segments, into segment documents.
- `verify` reads everything, and checks that the file does not contradict itself.

In this folder, a document is always a *segment document*: a number that counts from 0 within one segment,
deleted documents included. A *term number* is the rank of a term in the dictionary of its field in one
segment. A *list number* is the index of a posting list in the file.
"""
