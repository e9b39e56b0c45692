"""What does a user see of an article? Texts and the patterns of a plan go in; marks and snippets come out.

This folder knows no engine and no query text. Read `matched_patterns` (the patterns of a term),
`chunk_matches`, `matches` (those of a text), `article_matches`, `unaccented`, `marks`, `best_passage`,
`further_passages`, `shown_text` and `snippet`. Then read `candidates` and `letter_bytes`, which make the
search for matches fast.
"""

from searchidx.highlight.article_matches import ArticleFinder, ArticleMatches
from searchidx.highlight.candidates import Candidates
from searchidx.highlight.marks import joined_marks
from searchidx.highlight.matched_patterns import patterns_of_field
from searchidx.highlight.matches import MatchFinder, TextMatches
from searchidx.highlight.snippet import SNIPPET_LENGTH, Snippets, snippets
from searchidx.highlight.unaccented import unaccented_patterns

__all__ = [
    "SNIPPET_LENGTH",
    "ArticleFinder",
    "ArticleMatches",
    "Candidates",
    "MatchFinder",
    "Snippets",
    "TextMatches",
    "joined_marks",
    "patterns_of_field",
    "snippets",
    "unaccented_patterns",
]
