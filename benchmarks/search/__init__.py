"""How do indexing and searching compare with tantivy, stock Whoosh, pyvi and ripgrep on the same articles?

`__main__` reads the options, and `bench` has the state that all measurements share. `indexing`, `querying`,
`cold`, `space` and `growth` are the measurements. `corpus` has the articles and queries, and `measure`
measures time and memory. `peers/` runs the other programs, with the terms of `layers`. `report` writes the
table.
"""
