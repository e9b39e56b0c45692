"""How several segments become one without their deleted documents: segments go in, one segment comes out.

`policy` says which segments are merged, `merge` does it, field by field (`merge_fields`). A field's posting
lists are merged in `merge_lists`, with `field_source`, `interleave` and `deleted_tokens`; its pairs in
`merge_pairs`.
"""
