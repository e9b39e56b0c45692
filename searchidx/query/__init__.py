"""What did the user type? The text of a query goes in, a tree of words, phrases and operators comes out.

Read `tree.py` (the nodes), then `lex.py` (text to tokens), `parse.py` (tokens to the tree) and `dates.py`;
`caret.py` shows a place in a query, for error messages.
"""
