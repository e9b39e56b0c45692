"""How the arrays of an index file are laid out: each is read and written here."""
