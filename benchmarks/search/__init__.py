"""How do indexing and searching compare with tantivy, stock Whoosh, pyvi and ripgrep, on one set of articles?

`__main__` takes the options, and `bench` holds what all measurements share. `indexing`, `querying`, `cold`,
`space` and `growth` measure one thing each. `corpus` gives articles and queries, `measure` takes times and
memory, `peers/` runs the others (with the terms of `layers`), and `report` keeps the table.
"""
