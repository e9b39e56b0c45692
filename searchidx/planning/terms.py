"""From the words of a query to the terms of an index. Only this module of planning analyses query text."""

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

# Functions are cached because several steps of planning need the same words, and because queries share words.


class QuerySyllable(NamedTuple):
    """A syllable of a text with its exact term, its folded term and its offsets: it is `text[start:end]`."""

    exact: str
    folded: str
    start: int
    end: int

    @property
    def accented(self) -> bool:
        """Whether the syllable was typed with accents, which are then taken as meant."""
        return self.exact != self.folded


@lru_cache(maxsize=1 << 12)
def query_syllables(text: str) -> tuple[QuerySyllable, ...]:
    """Return the syllables of a text in their order. A code gives its parts: 03, 2019, NĐ, CP."""
    # A whole code has the same position as its first part. The part comes first and is kept.
    tokens: dict[int, Token] = {}
    for token in syllables(text):
        tokens.setdefault(token.position, token)
    return tuple(
        QuerySyllable(token.term, folded_term(token.term), token.start, token.end)
        for token in tokens.values()
    )


def leaf_syllables(leaf: Leaf) -> tuple[QuerySyllable, ...]:
    """Return the syllables of a leaf, with offsets in the text of the query."""
    offset = leaf.start
    return tuple(
        [
            QuerySyllable(exact, folded, offset + start, offset + end)
            for exact, folded, start, end in query_syllables(leaf.text)
        ]
    )


def searched_fields(field: str | None) -> tuple[str, ...]:
    """Return the fields that a leaf searches: the field that it names, or all text fields for None."""
    return TEXT_FIELDS if field is None else (field,)


def as_typed(syllable: QuerySyllable) -> Alternatives:
    """Return the terms that match a syllable as it was typed.

    An accented syllable matches itself and its twins with y for i or i for y. An unaccented syllable matches
    in any accents.
    """
    return _exact_alternatives(syllable.exact) if syllable.accented else any_accents(syllable)


@lru_cache(maxsize=1 << 12)
def _exact_alternatives(exact: str) -> Alternatives:
    return Alternatives(exact=frozenset({exact, *i_y_twins(exact)}))


@lru_cache(maxsize=1 << 12)
def i_y_twins(exact: str) -> tuple[str, ...]:
    """Return the other spellings of a term with y for i or i for y (`"mì" -> ("mỳ",)`), ascending."""
    return tuple(sorted(i_y_variants(exact)))


def any_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the terms that match a syllable in any accents, or without any."""
    return _folded_alternatives(syllable.folded)


@lru_cache(maxsize=1 << 12)
def _folded_alternatives(folded: str) -> Alternatives:
    return Alternatives(folded=frozenset({folded}))


def without_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the terms that match a syllable in an unaccented article.

    An accented syllable matches its folded form as an exact term. An unaccented syllable matches in any
    accents, as in accented articles.
    """
    return Alternatives(exact=frozenset({syllable.folded})) if syllable.accented else any_accents(syllable)


def terms_by_field(alternatives: Alternatives, fields: Iterable[str]) -> list[tuple[Term, ...]]:
    """Return for each field the index terms of the alternatives, the exact ones first, each kind ascending.

    Keyword fields (source, category) hold only folded terms, so exact alternatives are folded for them.
    """
    exact, folded = sorted(alternatives.exact), sorted(alternatives.folded)
    by_field = []
    for field in fields:
        if field in KEYWORD_FIELDS:
            texts = sorted({fold(text) for text in exact}.union(folded))
            terms = [Term(field, text) for text in texts]
        else:
            names = layers(field)
            terms = [Term(names.exact, text) for text in exact]
            terms += [Term(names.folded, text) for text in folded]
        by_field.append(tuple(terms))
    return by_field


def prefix_alternatives(text: str, *, strict: bool) -> Alternatives:
    """Return the beginnings of the terms that match a prefix.

    Without `strict`, or if the prefix has no accents, terms match in any accents. Otherwise they match with
    the typed accents. The prefix then matches as typed and as normalised, because the tone mark may move when
    a syllable grows: `hoà` is to find both `hòa` and `hoàn`.
    """
    typed = unicodedata.normalize("NFC", text).lower()
    if not strict or fold(typed) == typed:
        return Alternatives(folded=frozenset({fold(typed)}))
    return Alternatives(exact=frozenset({typed, normalize(typed)}))


def wanted_leaves(node: Node) -> list[Leaf]:
    """Return the words, phrases and prefixes of the tree except those below NOT or `-`, in no fixed order."""
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
