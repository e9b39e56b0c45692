"""How are archives read? Their members are read like the files of a folder.

`zip` and `tar` find the members. `members` decides which are read, and limits what is unpacked.
"""
