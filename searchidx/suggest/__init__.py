"""Did the user mean another query? A query, term statistics and passages go in; a suggestion comes out.

Keyboard slips, misspellings and missing accents are recognised, as far as the corpus itself shows them. Read
`suggestion` first, then `keyboard`, `misspellings` and `accents`, which rest on `query_parts`, `neighbours`
and `evidence`.
"""

from searchidx.suggest.suggestion import passages, suggest

__all__ = ["passages", "suggest"]
