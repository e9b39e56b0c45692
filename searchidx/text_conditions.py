"""Does a document that is in no index meet a condition? The texts of the document decide.

What the texts cannot tell, such as a date or a source, is unknown. Conditions are therefore evaluated in
three-valued logic (Kleene, "Introduction to Metamathematics", 1952, section 64): false is 0, unknown is 1/2
and true is 1; "all of" is the minimum, "any of" the maximum, and "none of" the difference from 1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from analyzers.spans import chunk_tokens
from searchidx.engines.plan import AllOf, AnyOf, AnyTerm, NoneOf, TermPhrase, TermPrefix
from searchidx.schema import FURNITURE, TEXT_FIELDS, indexed_text, layers
from searchidx.unaccented_articles import IS_UNACCENTED, MIN_ACCENTED_SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Condition, NumberEnding, Term
    from searchidx.model import Document

UNKNOWN: Final = 0.5
"""The value of a condition that the texts of a document cannot decide. 0 is false, and 1 is true."""

_Positions = dict[str, list[int]]
"""The positions of each term of one text."""


class DocumentTerms:
    """The terms of a document's title, body and furniture, as an index would hold them."""

    def __init__(self, document: Document) -> None:
        """Analyse the texts of the document."""
        self._by_field: dict[str, Mapping[str, Sequence[int]]] = {}
        for field in (*TEXT_FIELDS, FURNITURE):
            exact, folded, _, _ = layers(field)
            self._by_field[exact] = _exact_positions(indexed_text(document, field))
            self._by_field[folded] = _folded_positions(self._by_field[exact])

    @cached_property
    def are_unaccented(self) -> bool:
        """Whether the title and the body are typed without accents, as `unaccented_articles` decides it."""
        counts = [
            (len(positions), folded_term(term) != term)
            for field in TEXT_FIELDS
            for term, positions in self._by_field[layers(field).exact].items()
        ]
        total, accented = (
            sum([count for count, _ in counts]),
            sum([count for count, is_so in counts if is_so]),
        )
        return accented < MIN_ACCENTED_SHARE * total

    def meet(self, condition: Condition) -> float:
        """Return 1 if the document meets the condition, 0 if it does not, or else `UNKNOWN`."""
        match condition:
            case AllOf(children):
                return min(map(self.meet, children), default=1)
            case AnyOf(children):
                return max(map(self.meet, children), default=0)
            case NoneOf(child):
                return 1 - self.meet(child)
            case AnyTerm() if condition == IS_UNACCENTED:
                return self.are_unaccented
            case AnyTerm(terms):
                return max(map(self._has_term, terms), default=0)
            case TermPrefix(field):
                return bool(self._prefix_positions(condition)) if field in self._by_field else UNKNOWN
            case TermPhrase(positions, prefixes):
                fields = {prefix.field for prefix in prefixes}
                fields.update([term.field for terms in positions for term in terms])
                return self._has_phrase(condition) if fields <= self._by_field.keys() else UNKNOWN
            case _:
                return UNKNOWN

    def _has_term(self, term: Term) -> float:
        return term.text in self._by_field[term.field] if term.field in self._by_field else UNKNOWN

    def _has_phrase(self, phrase: TermPhrase) -> bool:
        """Return whether the phrase occurs, as `TermPhrase` says."""
        # For each position of the phrase, the positions in the text at which one of its terms occurs.
        found = [set().union(*map(self._positions, terms)) for terms in phrase.positions]
        if phrase.prefixes:
            found.append(set().union(*map(self._prefix_positions, phrase.prefixes)))
        if not found:
            return False
        starts = found[0].intersection(
            *[{position - index for position in positions} for index, positions in enumerate(found)]
        )
        for term in phrase.not_after:
            starts.difference_update([position - len(found) for position in self._positions(term)])
        for ending in phrase.not_before:
            starts.difference_update([position + 1 for position in self._number_positions(ending)])
        return bool(starts)

    def _positions(self, term: Term) -> Sequence[int]:
        return self._by_field[term.field].get(term.text, ())

    def _prefix_positions(self, prefix: TermPrefix) -> set[int]:
        terms = self._by_field[prefix.field].items()
        return {at for term, positions in terms if term.startswith(prefix.text) for at in positions}

    def _number_positions(self, ending: NumberEnding) -> set[int]:
        number = re.compile(f"(0|[1-9][0-9]{{0,2}}){re.escape(ending.text)}")
        terms = self._by_field[ending.field].items()
        return {at for term, positions in terms if number.fullmatch(term) for at in positions}


def _exact_positions(text: str) -> _Positions:
    """Return the positions of each exact term of a text."""
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    first = 0  # the first position of the chunk
    for chunk in text.split():
        position = -1
        for _, _, position, _, term in chunk_tokens(chunk):
            by_term[term].append(first + position)
        first += position + 1
    return by_term


def _folded_positions(exact: Mapping[str, Sequence[int]]) -> _Positions:
    """Return the positions of each folded term, in no particular order."""
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for term, positions in exact.items():
        by_term[folded_term(term)] += positions
    return by_term
