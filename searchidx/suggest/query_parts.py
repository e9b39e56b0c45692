"""The parts of a query that a suggestion may replace, and the replacement of parts in its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.composition import nfc
from analyzers.ime import with_case_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.planning.terms import QuerySyllable

# A word may be replaced only if these characters surround it: blanks, quotes, brackets, signs, the colon of a
# field, and closing punctuation. Parts of codes (03/NĐ-CP), of hyphenated names and of addresses are kept.
_MAY_PRECEDE: Final = re.compile(r"(?:^|[\s\"“„«(+:])$")
_MAY_FOLLOW: Final = re.compile(r"$|[\s\"“”»):;,!?]|\.(?:\s|$)|…")


class QueryPart(NamedTuple):
    """One syllable of a stretch, which a suggestion may replace.

    `typed` is its text in the query, in NFC. `term` is its exact term, or a correction of it. A `fixed` part
    is not replaced, except by the decoding of Telex and VNI keys.
    """

    syllable: QuerySyllable
    typed: str
    term: str
    fixed: bool

    @property
    def start(self) -> int:
        """The offset in the query at which the part begins."""
        return self.syllable.start

    @property
    def end(self) -> int:
        """The offset in the query at which the part ends."""
        return self.syllable.end


class Replacement(NamedTuple):
    """A part of the query, and the term to replace it with: one syllable, or two with a blank between."""

    part: QueryPart
    term: str


def query_parts(query: AnalyzedQuery) -> list[list[QueryPart]]:
    """Return a list of parts for each stretch. Codes, abbreviations and words with odd capitals are fixed."""
    text = query.typed.text
    in_capitals = text.isupper()
    return [
        [_query_part(text, syllable, in_capitals=in_capitals) for syllable in stretch.syllables]
        for stretch in query.stretches
    ]


def _query_part(text: str, syllable: QuerySyllable, *, in_capitals: bool) -> QueryPart:
    start, end = syllable.start, syllable.end
    typed = nfc(text[start:end])  # a combining mark has no case
    is_separate = _MAY_PRECEDE.search(text, max(0, start - 1), start) and _MAY_FOLLOW.match(text, end)
    # A word in capitals is an abbreviation (UBND), unless the whole query is in capitals.
    is_cased = typed.islower() or typed.istitle() or (typed.isupper() and (in_capitals or len(typed) == 1))
    may_change = is_separate and is_cased and syllable.exact.isalpha()
    return QueryPart(syllable, typed, syllable.exact, fixed=not may_change)


def replace_parts(text: str, replacements: Iterable[Replacement]) -> str:
    """Return the text of a query with the parts replaced. Each term gets the case of the typed part."""
    # From right to left, so that the offsets of the parts on the left stay valid.
    for part, term in sorted(replacements, key=lambda replacement: -replacement.part.start):
        text = text[: part.start] + with_case_of(part.typed, term) + text[part.end :]
    return text


def with_term(parts: Sequence[QueryPart], index: int, term: str) -> list[QueryPart]:
    """Return a new list in which the part at `index` has another term. Its typed text and offsets stay."""
    return [*parts[:index], parts[index]._replace(term=term), *parts[index + 1 :]]
