"""The syllables of a query that a suggestion may replace, and the query with some of them replaced."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.planning.terms import QuerySyllable

# A word may be replaced only if nothing but blanks, quotes, brackets and stops stands beside it: parts of
# codes (03/NĐ-CP), of names with a hyphen and of addresses stay as they are.
_MAY_PRECEDE: Final = re.compile(r"(?:^|[\s\"“„«(+:]|[\w][,;.!?]\s)$")
_MAY_FOLLOW: Final = re.compile(r"$|[\s\"“”»):;,!?]|\.(?:\s|$)|…")

_PRECEDING_CHARACTERS: Final = 3
"""Characters before a word that `_MAY_PRECEDE` looks at: a letter, a stop and a blank."""


class QueryPart(NamedTuple):
    """One syllable of a stretch: as it was typed, and its exact term; a `fixed` one is never replaced."""

    syllable: QuerySyllable
    typed: str
    term: str
    fixed: bool

    @property
    def start(self) -> int:
        """Where it begins in the query."""
        return self.syllable.start

    @property
    def end(self) -> int:
        """Where it ends in the query."""
        return self.syllable.end


class Replacement(NamedTuple):
    """A part of the query, and the term that was meant in its place."""

    part: QueryPart
    term: str


def query_parts(query: AnalyzedQuery) -> list[list[QueryPart]]:
    """Return the syllables of each stretch; codes, abbreviations and names with odd capitals are fixed."""
    text = query.typed.text
    shouted = text.isupper()
    return [
        [_query_part(text, syllable, shouted=shouted) for syllable in stretch.syllables]
        for stretch in query.stretches
    ]


def _query_part(text: str, syllable: QuerySyllable, *, shouted: bool) -> QueryPart:
    start, end = syllable.start, syllable.end
    typed = unicodedata.normalize("NFC", text[start:end])  # a combining mark has no case
    before = max(0, start - _PRECEDING_CHARACTERS)
    alone = _MAY_PRECEDE.search(text, before, start) and _MAY_FOLLOW.match(text, end)
    # Capitals make an abbreviation (UBND), unless all of the query is typed so.
    cased = typed.islower() or typed.istitle() or (typed.isupper() and (shouted or len(typed) == 1))
    return QueryPart(syllable, typed, syllable.exact, not (alone and cased and syllable.exact.isalpha()))


def replace_parts(text: str, replacements: Iterable[Replacement]) -> str:
    """Return the text with the parts replaced, each in the case that it was typed in."""
    for part, term in sorted(replacements, key=lambda replacement: -replacement.part.start):
        text = text[: part.start] + _recased(part.typed, term) + text[part.end :]
    return text


def with_term(parts: Sequence[QueryPart], index: int, term: str) -> list[QueryPart]:
    """Return the parts with another term in one of them, which is still where it was typed."""
    return [*parts[:index], parts[index]._replace(term=term), *parts[index + 1 :]]


def _recased(typed: str, term: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return term.upper()
    return term.capitalize() if typed[0].isupper() else term
