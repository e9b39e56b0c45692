"""Running plans: finding and ranking the documents that match a `Plan`.

Read the modules in this order:

- `searcher`: all questions that one committed state of an index answers
- `execution`: one plan, from its conditions to the page of best documents
- `tiers`: the documents that match the plan, by the tiers in which they rank
- `matching`: the documents that meet a condition; `globs` has those whose path fits a pattern
- `scoring`: the best documents by the signals
- `rescoring`: additions to the scores of the best documents. The additions depend on the positions of the
  query's syllables: `syllable_occurrences` reads the positions, and `proximity` counts pairs and finds the
  best windows.
- `dated`: the newest or the oldest documents, if a plan has no signals
- `stories`: the best document of each story, if copies are folded
- `value_counts`: the values of facets in the complete matches
- `term_resolver` and `prefixes`: looking terms up in all segments

Two kinds of numbers identify a document. A *document number* counts through all segments: segment 1 begins
where segment 0 ends. A *segment document* counts from 0 within one segment. `reading.document_numbers`
converts one into the other. Both numbers count deleted documents, too, although a search never returns a
deleted document. A *segment number* is the index of a segment in the index. A *term number* is the rank of a
term in the dictionary of its field in one segment.
"""
