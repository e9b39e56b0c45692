"""How documents become new segments and a new state: changes go in, files of an index come out.

`writer` is one change as a whole: it gathers new documents in `new_segments`, deletes, merges and commits.
`invert` makes one segment of documents; `tokens`, `validate` and `invert_field` are its steps.
"""
