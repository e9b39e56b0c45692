"""Which index terms match a syllable or a prefix of a query? No other module of planning analyses text.

`query_syllables` and `leaf_syllables` find the syllables. `as_typed`, `any_accents`, `without_accents` and
`prefix_alternatives` choose the alternatives, and `terms_by_field` turns alternatives into index terms.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analyzers import fold, normalize, syllables
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from searchidx.engines.plan import Alternatives, Term
from searchidx.schema import FURNITURE, KEYWORD_FIELDS, TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyzers import Token
    from searchidx.query.tree import Leaf

# The functions are cached because several steps of planning analyse the same words, and because different
# queries have words in common.


class QuerySyllable(NamedTuple):
    """A syllable of a text: its exact term, its folded term, and its offsets. It is `text[start:end]`."""

    exact: str
    folded: str
    start: int
    end: int

    @property
    def accented(self) -> bool:
        """Whether the syllable was typed with accents. Typed accents are always taken to be meant."""
        return self.exact != self.folded


@lru_cache(maxsize=1 << 12)
def query_syllables(text: str) -> tuple[QuerySyllable, ...]:
    """Return the syllables of a text in their order. A code is divided: `03/2019/NĐ` -> 03, 2019, nđ."""
    # A whole code has the same position as its first part. The part comes first, so it is kept.
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
    """Return the fields in which a leaf is searched, given its `field`.

    For None, these are the text fields and the furniture.
    """
    return (*TEXT_FIELDS, FURNITURE) if field is None else (field,)


def text_fields(field: str | None) -> tuple[str, ...]:
    """Return those of the `searched_fields` that have all layers, by which a leaf is scored and rescored."""
    return TEXT_FIELDS if field is None else (field,)


def as_typed(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable with the accents with which it was typed.

    An accented syllable has its exact term and the twins of this term (`i_y_twins`) as alternatives. An
    unaccented syllable matches in any accents.
    """
    return _exact_alternatives(syllable.exact) if syllable.accented else any_accents(syllable)


@lru_cache(maxsize=1 << 12)
def _exact_alternatives(exact: str) -> Alternatives:
    return Alternatives(exact=frozenset({exact, *i_y_twins(exact)}))


@lru_cache(maxsize=1 << 12)
def i_y_twins(exact: str) -> tuple[str, ...]:
    """Return the twins of an exact term, with y for i or i for y, in ascending order: `"mì" -> ("mỳ",)`.

    Most terms have no twins: `"tay" -> ()`.
    """
    return tuple(sorted(i_y_variants(exact)))


def any_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable in any accents, including no accents."""
    return _folded_alternatives(syllable.folded)


@lru_cache(maxsize=1 << 12)
def _folded_alternatives(folded: str) -> Alternatives:
    return Alternatives(folded=frozenset({folded}))


def without_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable in an unaccented article.

    The only alternative for an accented syllable is its folded term, searched as an exact term. An unaccented
    syllable matches in any accents, as in accented articles.
    """
    return Alternatives(exact=frozenset({syllable.folded})) if syllable.accented else any_accents(syllable)


def terms_by_field(alternatives: Alternatives, fields: Iterable[str]) -> list[tuple[Term, ...]]:
    """Return a list with one tuple for each field, in the order of `fields`.

    A tuple has the index terms of the alternatives in the field, without duplicates. In text fields and in
    the furniture, the exact terms come first, and both kinds are in ascending order. In keyword fields, the
    exact alternatives are folded too, because these fields hold only folded terms.
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
    """Return the alternatives for a prefix: a term matches if it starts with one of them.

    If `strict` is False or the prefix has no accents, terms match in any accents. Otherwise the terms must
    have the typed accents. There are then two alternatives, the typed prefix and the normalised prefix,
    because the tone mark may move when a syllable grows: `hoà` must find both `hòa` and `hoàn`.
    """
    typed = unicodedata.normalize("NFC", text).lower()
    if not strict or fold(typed) == typed:
        return Alternatives(folded=frozenset({fold(typed)}))
    return Alternatives(exact=frozenset({typed, normalize(typed)}))
