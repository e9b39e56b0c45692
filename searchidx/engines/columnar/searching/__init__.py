"""Which documents match a plan, and in which order?

In goes a `Plan` (conditions, signals, rescoring); out comes a page of scored documents with totals. Read
`searcher` first (what an index can be asked), then `execution` (one plan from its conditions to its page),
`matching` (conditions), `scoring` (signals) and `rescoring` (the best documents once more, by where the
query's syllables stand in them). `term_resolver` and `prefixes` look terms up in all segments.

Two kinds of numbers mean a document. A *document number* runs through all segments: segment 1 begins where
segment 0 ends. A *segment document* counts from 0 within one segment. `document_numbers` turns one into the
other. Both count deleted documents, which are never found.
"""
