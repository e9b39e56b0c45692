"""What does the corpus go on with, after a text that somebody has begun to type? `complete` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from searchidx.completion.endings import find_endings
from searchidx.completion.evidence import count_in_titles, finds_something
from searchidx.completion.heads import find_heads
from searchidx.completion.ranking import rank
from searchidx.completion.typed_text import read_typed, spell_contexts
from searchidx.errors import SearchError

if TYPE_CHECKING:
    from searchidx.engines.base import Searcher

MANY_WORDS: Final = 3
"""After this number of words, proposals that differ only in the accents of earlier words are one proposal."""


def complete(text: str, searcher: Searcher, limit: int) -> tuple[str, ...]:
    """Return what the corpus goes on with after a text that somebody has begun to type.

    Args:
        text: the text, with all, some or none of its accents, in any case. It is taken as plain words:
            quotes, operators and field names have no meaning. The last word may be half typed or whole. A
            blank at the end asks for the next word.
        searcher: the state of the index.
        limit: the largest number of proposals.

    Returns:
        Whole texts in small letters with their accents, best first, each once and none of them equal to the
        typed words. A search for the words of each has at least one complete match. There are none for a text
        without a letter or digit, for a text of more than 500 characters, and for a text whose words no
        article has together.

    Raises:
        SearchError: `limit` is negative.
    """
    if limit < 0:
        raise SearchError(f"limit={limit} is negative. It is the number of proposals; pass 0 or more.")
    typed = read_typed(text)
    if typed is None or not limit:
        return ()
    contexts = spell_contexts(typed, searcher)
    endings = find_endings(find_heads(typed, contexts, searcher), searcher)
    phrases = list(dict.fromkeys([ending.counted_phrase for ending in endings]))
    counts = count_in_titles(phrases, contexts, searcher) if typed.before and phrases else {}
    itself = tuple([syllable.exact for syllable in typed.syllables])
    many_words = len(typed.before) >= MANY_WORDS
    proposals: dict[tuple[str, ...], str] = {}
    for ending in rank(endings, counts):
        if len(proposals) == limit:
            break
        key = ending.counted_phrase if many_words else ending.phrase
        if key not in proposals and ending.phrase != itself:
            proposal = typed.written(ending.phrase)
            if finds_something(proposal, searcher):
                proposals[key] = proposal
    return tuple(proposals.values())
