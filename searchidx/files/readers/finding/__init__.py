"""Which files are under some paths?

`walk` finds the files, and `find` hashes those whose stamp is not known. `selection` says which files are
wanted, and `patterns` has one pattern of a selection.
"""
