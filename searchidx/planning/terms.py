"""From the words of a typed query to index terms: the one place where a query meets an analyzer."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analyzers import fold, normalize, syllables
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from searchidx.engines.plan import Alternatives, Term
from searchidx.query.tree import And, DateRange, Group, Not, Or, Phrase, Prefix, Word
from searchidx.schema import KEYWORD_FIELDS, TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzers import Token
    from searchidx.query.tree import Node

Leaf = Word | Phrase | Prefix

# The caches are for the words that queries share, and for the parts of a plan that need the same.


class QuerySyllable(NamedTuple):
    """One token of a text: its exact and its folded term; `start` and `end` are its place."""

    exact: str
    folded: str
    start: int
    end: int

    @property
    def accented(self) -> bool:
        """Whether accents were typed, and so are meant."""
        return self.exact != self.folded


@lru_cache(maxsize=1 << 12)
def query_syllables(text: str) -> tuple[QuerySyllable, ...]:
    """Return the tokens of a text, in order: a code by its parts, which stand first at their positions."""
    parts: dict[int, Token] = {}
    for token in syllables(text):
        parts.setdefault(token.position, token)
    return tuple(QuerySyllable(one.term, folded_term(one.term), one.start, one.end) for one in parts.values())


def leaf_syllables(leaf: Leaf) -> tuple[QuerySyllable, ...]:
    """Return the tokens of a leaf with their places in the query as typed."""
    at = leaf.start
    return tuple(
        [QuerySyllable(exact, folded, at + a, at + b) for exact, folded, a, b in query_syllables(leaf.text)]
    )


def searched_fields(field: str | None) -> tuple[str, ...]:
    """Return the fields that a leaf searches: the one it names, else all text fields."""
    return TEXT_FIELDS if field is None else (field,)


def as_typed(syllable: QuerySyllable) -> Alternatives:
    """Return the tokens that a syllable stands for: typed accents are meant, but for the choice of i or y.

    One that is typed without accents stands for every accentuation.
    """
    return _meant(syllable.exact) if syllable.accented else any_accents(syllable)


@lru_cache(maxsize=1 << 12)
def _meant(exact: str) -> Alternatives:
    return Alternatives(exact=frozenset({exact, *i_y_twins(exact)}))


@lru_cache(maxsize=1 << 12)
def i_y_twins(exact: str) -> tuple[str, ...]:
    """Return the other spellings of a term, with y for i or i for y, in a fixed order."""
    return tuple(sorted(i_y_variants(exact)))


def any_accents(syllable: QuerySyllable) -> Alternatives:
    """Return every accentuation of a syllable."""
    return _folded(syllable.folded)


@lru_cache(maxsize=1 << 12)
def _folded(folded: str) -> Alternatives:
    return Alternatives(folded=frozenset({folded}))


def without_accents(syllable: QuerySyllable) -> Alternatives:
    """Return what stands for a syllable in an article that is typed without accents."""
    return Alternatives(exact=frozenset({syllable.folded})) if syllable.accented else any_accents(syllable)


def terms_by_field(of: Alternatives, fields: Iterable[str]) -> list[tuple[Term, ...]]:
    """Return for each field the index terms that fill a slot, in a fixed order."""
    exact, folded = sorted(of.exact), sorted(of.folded)
    found = []
    for field in fields:
        if field in KEYWORD_FIELDS:
            texts = sorted({fold(text) for text in exact}.union(folded))
            terms = [Term(field, text) for text in texts]
        else:
            names = layers(field)
            terms = [Term(names.exact, text) for text in exact]
            terms += [Term(names.folded, text) for text in folded]
        found.append(tuple(terms))
    return found


def prefix_alternatives(text: str, *, strict: bool) -> Alternatives:
    """Return the beginnings that a prefix stands for; strictly, its accents are meant where some were typed.

    The tone may sit elsewhere in a longer syllable (`hoà` begins both `hòa` and `hoàn`), so a beginning
    counts as typed and as normalised.
    """
    typed = unicodedata.normalize("NFC", text).lower()
    if not strict or fold(typed) == typed:
        return Alternatives(folded=frozenset({fold(typed)}))
    return Alternatives(exact=frozenset({typed, normalize(typed)}))


def wanted_leaves(node: Node) -> list[Leaf]:
    """Return the leaves that a document may match, in no fixed order; nothing of what is unwanted."""
    match node:
        case Word() | Phrase() | Prefix():
            return [node]
        case Group(wanted=wanted, required=required):
            children = wanted + required
        case And(children=children) | Or(children=children):
            pass
        case Not() | DateRange():
            return []
    return [leaf for child in children for leaf in wanted_leaves(child)]
