"""What does a segment hold: its fields, the frequencies and positions of its terms, its documents?

In go the file of a segment and its deleted documents; out come arrays, decoded and kept for the next search.
`segment` opens a file (all that writing and merging need); `frequencies` and `occurrences` are the two forms
in which a term is read, `searchable_segment` reads and keeps them, `chosen_documents` reads many terms of the
same few documents. `verify` reads everything to find out whether a file contradicts itself.

Documents are *segment documents* throughout: numbers that count from 0 within one segment, deleted documents
included.
"""
