"""How do several segments become one segment without their deleted documents?

Segment files go in; one segment file comes out. `policy` decides which segments are merged. `merge` merges
them, field by field (`merge_fields`). `merge_lists` merges the posting lists of a field with the help of
`segment_field`, `interleave` and `deleted_tokens`. `merge_pairs` merges the pairs of a field. `inputs` opens
the segments, and explains the numbers of documents, lists and terms.
"""
