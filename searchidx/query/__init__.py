"""What did the user type? The text of a query goes in, a tree of words, phrases and operators comes out.

Read `tree.py` (the nodes), then `tokens.py` and `lex.py` (text to tokens) with `characters.py`, `fields.py`
and `stars.py`. Then read `parse.py` (tokens to tree) and `dates.py`. The module `notes.py` says which names
before a colon are no fields, and `caret.py` points to a position in a query, for error messages. `plain.py`
reads text that is no query language.

`periods.py` reads a period such as `tuần trước`, which is no part of a query. Its other modules are
`calendar_periods.py`, `period_words.py`, `relative_periods.py` and `worded_dates.py`.
"""

from searchidx.query.plain import quoted

__all__ = ["quoted"]
