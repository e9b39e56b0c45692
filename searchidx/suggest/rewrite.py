"""The syllables of a query that a suggestion may touch, and the query with some of them rewritten."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.planning.stretches import AnalyzedQuery
    from searchidx.planning.terms import QuerySyllable

# A word may be touched only if nothing but blanks, quotes, brackets and stops stands beside it: not a part
# of a code (03/NĐ-CP), a name with a hyphen, an address.
_BEFORE: Final = re.compile(r"(?:^|[\s\"“„«(+:]|[\w][,;.!?]\s)$")
_AFTER: Final = re.compile(r"$|[\s\"“”»):;,!?]|\.(?:\s|$)|…")


class Part(NamedTuple):
    """One syllable of a run: what was typed, its exact term; `fixed` if it is to stay as it is."""

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


def parts(query: AnalyzedQuery) -> list[list[Part]]:
    """Return the runs of a query's syllables; codes, abbreviations and names with odd capitals are fixed."""
    text = query.query.text
    shouted = text.isupper()
    return [[_part(text, syllable, shouted) for syllable in stretch.syllables] for stretch in query.stretches]


def _part(text: str, syllable: QuerySyllable, shouted: bool) -> Part:
    start, end = syllable.start, syllable.end
    typed = unicodedata.normalize("NFC", text[start:end])  # a combining mark has no case
    alone = _BEFORE.search(text, max(0, start - 3), start) and _AFTER.match(text, end)
    # UBND, HLV; but a query in capitals altogether is only shouted.
    cased = typed.islower() or typed.istitle() or (typed.isupper() and (shouted or len(typed) == 1))
    return Part(syllable, typed, syllable.exact, not (alone and cased and syllable.exact.isalpha()))


def rewritten(text: str, changes: Sequence[tuple[Part, str]]) -> str:
    """Return the text with the parts replaced by the terms, in the case that each was typed in."""
    for part, term in sorted(changes, key=lambda change: -change[0].start):
        text = text[: part.start] + _recased(part.typed, term) + text[part.end :]
    return text


def changed(run: Sequence[Part], at: int, term: str) -> list[Part]:
    """Return the run with another term in one place; its part is still where it was typed."""
    return [*run[:at], run[at]._replace(term=term), *run[at + 1 :]]


def _recased(typed: str, term: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return term.upper()
    return term.capitalize() if typed[0].isupper() else term
