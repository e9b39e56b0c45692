"""What does the corpus go on with? The words of an index, by their beginnings.

A text goes in that somebody has begun to type, and the searcher of an index. `complete` returns the texts
that may be meant, `terms` the single terms. Read in this order:

- `typed_text` divides the text into the words before and the beginning of the last word.
- `continuations` lists what may come next, with estimates from document frequencies.
- `evidence` counts the phrases in live articles.
- `complete` ranks the continuations, and returns only those that some live article has.
- `prefix_terms` has `terms`.
"""
