"""Did the user mean another query? A query, term statistics and passages go in; a suggestion comes out.

Three kinds of mistakes are corrected: text typed for Telex or VNI, misspellings, and missing accents. A
correction is suggested only if the corpus clearly supports it. Read `suggestion` first, then `keyboard`,
`misspellings` and `missing_accents`. These three build on `query_parts`, `neighbours` and `evidence`.
"""

from searchidx.suggest.suggestion import passages, suggest

__all__ = ["passages", "suggest"]
