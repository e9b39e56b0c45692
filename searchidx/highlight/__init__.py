"""What of an article does a user see? Texts and a plan's patterns go in; marks and snippets come out.

The folder knows no engine and no text of a query. Read `matches`, `marks`, `best_passage` and `snippet`; then
`candidates` and `letter_bytes`, which make it fast.
"""

from searchidx.highlight.candidates import Candidates
from searchidx.highlight.marks import joined_marks
from searchidx.highlight.matches import MatchFinder, TextMatches, patterns_of_field
from searchidx.highlight.snippet import MAX_SNIPPET_CHARACTERS, snippets

__all__ = [
    "MAX_SNIPPET_CHARACTERS",
    "Candidates",
    "MatchFinder",
    "TextMatches",
    "joined_marks",
    "patterns_of_field",
    "snippets",
]
