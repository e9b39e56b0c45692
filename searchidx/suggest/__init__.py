"""Did the user mean another query? A query, term statistics and passages go in; a suggestion comes out.

Three kinds of mistakes are corrected: text typed for Telex or VNI, misspellings, and missing accents. A
correction is suggested only if the corpus clearly supports it. If few documents match the query, the
results of a correction may be shown at once. Read the modules in this order:

1. `suggestion` tries the three kinds of corrections. `carrying_over` decides whose results are shown.
2. `query_parts` has the parts of a query that may be replaced. `evidence` has the counts that support a
   correction; `neighbours` finds the pairs of syllables in passages.
3. `keyboard` decodes keys of Telex and VNI.
4. `misspellings` corrects syllables. `context` describes the neighbours of a syllable, and `slips` finds the
   syllables one slip away. `confusions` corrects syllables that writers confuse in common words.
   `foreign_words` has the terms that sound like a foreign word, and the names that lost their blank.
5. `thorough_corrections` corrects queries that few documents match. `near_terms` and `sound_alikes` have
   the terms that may have been meant. `change_support` measures their support, and `plausibility` excludes
   those that are no likely slip. `support` has the constants and the rule by which corrections are chosen.
6. `missing_accents` restores accents.
"""

from searchidx.suggest.carrying_over import (
    differ_only_in_bare_words,
    has_clearly_more,
    is_clearly_meant,
    may_be_common_slip,
)
from searchidx.suggest.suggestion import correct, passages, prepare_correction, suggest

__all__ = [
    "correct",
    "differ_only_in_bare_words",
    "has_clearly_more",
    "is_clearly_meant",
    "may_be_common_slip",
    "passages",
    "prepare_correction",
    "suggest",
]
