"""Which index terms match a syllable or a prefix of a query? No other module of planning analyses text.

`query_syllables`, `leaf_syllables` and `prefix_syllables` find the syllables. `as_typed`, `any_accents`,
`without_accents` and `prefix_alternatives` choose the alternatives, and `terms_by_field` turns alternatives
into index terms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers import fold
from analyzers.fold import folded_term
from analyzers.invisible import INVISIBLE
from analyzers.normalize import i_y_variants, tone_style
from analyzers.spans import parts
from searchidx.engines.plan import Alternatives, Term
from searchidx.query.tree import Prefix
from searchidx.schema import FURNITURE, TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.query.tree import Leaf

MAX_PREFIX_PARTS: Final = 16
"""A prefix of more parts, such as `a1b2c3…`, is searched only as it was typed."""

_VISIBLE: Final = re.compile(f"[^{INVISIBLE}]")
_BLANK: Final = re.compile(r"\s")
_LETTERS_OR_DIGITS: Final = re.compile(r"\d+|[^\W\d_]+")

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
    return tuple(
        QuerySyllable(part.term, folded_term(part.term), part.start, part.end) for part in parts(text)
    )


def leaf_syllables(leaf: Leaf) -> tuple[QuerySyllable, ...]:
    """Return the syllables of a leaf, with offsets in the text of the query.

    The beginning at the end of a prefix is left out, because it is no syllable yet.
    """
    offset, text = leaf.start, leaf.text
    found = prefix_syllables(text).complete if isinstance(leaf, Prefix) else query_syllables(text)
    return tuple(
        [QuerySyllable(exact, folded, offset + start, offset + end) for exact, folded, start, end in found]
    )


def syllable_of(term: str) -> QuerySyllable:
    """Return an exact term that was not typed as a syllable, with offsets in the term itself."""
    return QuerySyllable(term, folded_term(term), 0, len(term))


def searched_fields(field: str | None) -> tuple[str, ...]:
    """Return the fields in which a leaf is searched, given its `field`.

    For None, these are the text fields and the furniture.
    """
    return (*TEXT_FIELDS, FURNITURE) if field is None else (field,)


def with_furniture(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields in which a leaf is searched that is scored in these text fields."""
    return searched_fields(None) if fields == TEXT_FIELDS else fields


def text_fields(field: str | None) -> tuple[str, ...]:
    """Return those of the `searched_fields` that have all layers, by which a leaf is scored and rescored."""
    return TEXT_FIELDS if field is None else (field,)


def as_typed(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable with the accents with which it was typed.

    An accented syllable has its exact term and the twins of this term (`i_y_twins`) as alternatives. An
    unaccented syllable matches in any accents, and so do its twins.
    """
    return exact_alternatives(syllable.exact) if syllable.accented else any_accents(syllable)


@lru_cache(maxsize=1 << 12)
def exact_alternatives(exact: str) -> Alternatives:
    """Return the alternatives that match an exact term or one of its twins."""
    return Alternatives(exact=frozenset({exact, *i_y_twins(exact)}))


@lru_cache(maxsize=1 << 12)
def i_y_twins(exact: str) -> tuple[str, ...]:
    """Return the twins of an exact term, with y for i or i for y, in ascending order: `"mì" -> ("mỳ",)`.

    Most terms have no twins: `"tay" -> ()`.
    """
    return tuple(sorted(i_y_variants(exact)))


def any_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable and its twins in any accents, or in none."""
    return _folded_alternatives(syllable.folded)


@lru_cache(maxsize=1 << 12)
def _folded_alternatives(folded: str) -> Alternatives:
    return Alternatives(folded=frozenset({folded, *i_y_twins(folded)}))


def without_accents(syllable: QuerySyllable) -> Alternatives:
    """Return the alternatives that match a syllable in an unaccented article.

    The alternatives for an accented syllable are its folded term and the twins of this term, searched as
    exact terms. An unaccented syllable matches in any accents, as in accented articles.
    """
    return exact_alternatives(syllable.folded) if syllable.accented else any_accents(syllable)


def merged(alternatives: Iterable[Alternatives]) -> Alternatives:
    """Return alternatives that match whatever one of the given alternatives (one or more) matches."""
    first, *others = alternatives
    for other in others:
        first = Alternatives(first.exact | other.exact, first.folded | other.folded)
    return first


def terms_by_field(alternatives: Alternatives, fields: Iterable[str]) -> list[tuple[Term, ...]]:
    """Return a list with one tuple for each field, in the order of `fields`.

    A tuple has the index terms of the alternatives in the field, without duplicates. In text fields and in
    the furniture, the exact terms come first, and both kinds are in ascending order. In keyword fields, the
    exact alternatives are folded too, because these fields hold only folded terms.
    """
    exact, folded = sorted(alternatives.exact), sorted(alternatives.folded)
    by_field = []
    for field in fields:
        if field not in (*TEXT_FIELDS, FURNITURE):
            texts = sorted({fold(text) for text in exact}.union(folded))
            terms = [Term(field, text) for text in texts]
        else:
            names = layers(field)
            terms = [Term(names.exact, text) for text in exact]
            terms += [Term(names.folded, text) for text in folded]
        by_field.append(tuple(terms))
    return by_field


class PrefixSyllables(NamedTuple):
    """The syllables of a prefix: those that were typed completely, and the beginning of the last one.

    `beginning` is None if a sign follows the last syllable, as in `NĐ-*`, because this syllable is complete.
    """

    complete: tuple[QuerySyllable, ...]
    beginning: QuerySyllable | None


def prefix_syllables(text: str) -> PrefixSyllables:
    """Return the syllables of a prefix: `Covid-1` has the complete syllable `covid` and the beginning `1`."""
    found = query_syllables(text)
    if not found or _VISIBLE.search(text, found[-1].end):
        return PrefixSyllables(found, None)
    return PrefixSyllables(found[:-1], found[-1])


def other_prefixes(text: str) -> tuple[str, ...]:
    """Return other forms of a prefix, with its parts joined or with letters and digits apart.

    `"Covid-1" -> ("covid1",)`, `"covid1" -> ("covid 1",)`. Joined parts match in any accents. Parts with
    white space between them are never joined, and neither are numbers. A prefix that ends in a sign has no
    other forms, and neither does one of more than `MAX_PREFIX_PARTS` parts.
    """
    complete, beginning = prefix_syllables(text)
    if beginning is None:
        return ()
    terms = [syllable.exact for syllable in (*complete, beginning)]
    others = []
    if 1 < len(terms) <= MAX_PREFIX_PARTS and not _BLANK.search(text) and not all(map(str.isdecimal, terms)):
        others.append(fold("".join(terms)))
    divided = list(chain(*map(letters_and_digits, terms)))
    if len(terms) < len(divided) <= MAX_PREFIX_PARTS:
        others.append(" ".join(divided))
    return tuple(others)


def letters_and_digits(term: str) -> list[str]:
    """Return the longest sequences of letters and of digits in a term: `50m2` -> 50, m, 2."""
    return _LETTERS_OR_DIGITS.findall(term)


def prefix_alternatives(beginning: QuerySyllable, *, strict: bool) -> Alternatives:
    """Return the alternatives for the beginning of a syllable: a term matches if it starts with one of them.

    If `strict` is False or the beginning has no accents, terms match in any accents. Otherwise the terms must
    have the typed accents. There are then up to two alternatives, one for each style of tone marks, because
    the tone mark may move when a syllable grows: `hoà` and `hòa` must find both `hòa` and `hoàn`.
    """
    if not strict or not beginning.accented:
        return any_accents(beginning)
    return Alternatives(exact=frozenset({beginning.exact, tone_style(beginning.exact, "new")}))


def is_perhaps_complete(beginning: QuerySyllable, completions: Iterable[str]) -> bool:
    """Return whether one of the exact terms that complete a beginning is this syllable, as it was typed."""
    exact, folded = as_typed(beginning)
    return any(term in exact or folded_term(term) in folded for term in completions)
