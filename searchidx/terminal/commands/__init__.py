"""The commands: each one turns its options into calls of the library, and prints the result.

Read `cli` first: it has the program with the names of its commands, and reports errors. `options` has the
options that several commands share, and `shared` the steps that they share. Each other module has a group of
commands:

- `indexing`: `index`
- `searching`: `search`, `similar`
- `exploring`: `terms`, `complete`, `trends`
- `inspecting`: `show`, `info`, `analyze`

Only this package imports click. Modules that only some commands need are imported inside these commands,
because a search should start fast.
"""
