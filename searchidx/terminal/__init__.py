"""The command `searchidx`: arguments in, lines out."""
