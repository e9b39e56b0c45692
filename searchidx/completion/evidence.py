"""Which titles go on so, and does a proposal find anything?

Titles are short, and are worded like queries. So the titles that have the other words say better than bodies
how a text goes on, and are read much faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.completion.followers import is_one_syllable
from searchidx.engines.plan import AllOf, AnyTerm, Term, TermPhrase
from searchidx.planning.article_conditions import for_index
from searchidx.planning.conditions import complete_condition
from searchidx.planning.matching_plan import matching_plan
from searchidx.query.plain import read_plain
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.completion.typed_text import Context
    from searchidx.engines.base import Searcher

    Phrase = tuple[str, ...]

MAX_TITLES: Final = 200
"""The maximum number of titles in which phrases are counted: the newest ones."""

LAST_WORDS: Final = (3, 2)
"""If no title with all words before goes on, only these numbers of last words are required."""


def count_in_titles(
    phrases: Sequence[Phrase], contexts: Sequence[Context], index: Searcher
) -> dict[Phrase, int]:
    """Return the number of titles that have each phrase and also the words before, anywhere.

    Each phrase begins with the last word before and has at least one more term. The words before may have any
    of their spellings in `contexts`. If no title has all of them and goes on, only the last ones count.
    """
    # For each word before, its spellings.
    words = [
        tuple(dict.fromkeys(spellings)) for spellings in zip(*[each.terms for each in contexts], strict=True)
    ]
    following = tuple(dict.fromkeys([phrase[1] for phrase in phrases]))
    searched = [TermPhrase(tuple([(Term("title", text),) for text in phrase])) for phrase in phrases]
    counts: Sequence[int] = [0] * len(phrases)
    for length in (len(words), *[length for length in LAST_WORDS if length < len(words)]):
        required = [*words[-length:], following]
        condition = AllOf(
            tuple([AnyTerm(tuple([Term("title", text) for text in texts])) for texts in required])
        )
        counts = index.phrase_frequencies(matching_plan(condition), MAX_TITLES, searched)
        if any(counts):
            break
    return dict(zip(phrases, counts, strict=True))


def finds_something(text: str, index: Searcher) -> bool:
    """Return whether a search for the words of a text has a complete match."""
    words = text.split(" ")
    if len(words) == 2 and all(map(is_one_syllable, words)):
        # The usual case: more bodies have the pair than articles are deleted.
        (frequency,) = index.document_frequencies(layers("body").pairs, [text])
        if frequency > index.deleted_count():
            return True
    root = read_plain(text).root
    if root is None:
        return False
    condition = for_index(complete_condition(root), has_unaccented=False)
    return index.search(matching_plan(condition), limit=0).complete > 0
