"""Words of a query that some articles write as several parts: `covid19`, `wifi`, `GDĐT`, `ôtô`.

Letters and digits are parts of their own. Letters are divided only if the index has evidence for it, because
most foreign words could be divided into parts that some article has. `sarscov2` then has the parts sars, cov
and 2, and also sars and cov2.
"""

from __future__ import annotations

import re
from itertools import chain, combinations, pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.planning.forms.form import StretchForm
from searchidx.planning.forms.units import continuations_of_quantity
from searchidx.planning.terms import letters_and_digits
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.forms.form import Positions
    from searchidx.planning.stretches import Stretch
    from searchidx.planning.terms import QuerySyllable
    from searchidx.schema import Layers

MIN_DIVIDED_LETTERS: Final = 3
"""The length of the shortest word of letters that is divided: `oto`."""

MAX_DIVIDED_LETTERS: Final = 20
"""The length of the longest word that is divided."""

MAX_SEQUENCES: Final = 4
"""The maximum number of sequences of letters and of digits in a word that is divided: `50m2` has three."""

JOINING_SIGNS: Final = ("-", ".", "&")
"""The signs that show that two parts make up one word, if a code of the index has them: `wi-fi`, `gd&đt`."""

MIN_PAIR_SHARE: Final = 0.1
"""Without a sign, two parts make up one word if at least this share of the documents with the rarer part has
both side by side."""

MAX_SPELLINGS: Final = 4
"""The number of spellings of an unaccented part, the most frequent ones, whose pairs are looked up."""

_SYLLABLE_OF_NAME: Final = re.compile(r"[^aeiouy]*[aeiouy](?:[^aeiouy]+$)?")
"""A syllable of a foreign name as newspapers divide it: `i-ta-li-a`, `pa-na-ma`."""


class _Halves(NamedTuple):
    """A word of letters, divided in two."""

    left: str
    right: str


def parted_forms(stretch: Stretch, index: TermStatistics) -> Iterator[StretchForm]:
    """Yield the ways to divide each word of a stretch into parts, in order.

    A Vietnamese syllable is never divided, with or without its accents.
    """
    for at, syllable in enumerate(stretch.syllables):
        if (
            is_syllable(syllable.exact)
            or syllable.exact.isdecimal()
            or len(syllable.exact) > MAX_DIVIDED_LETTERS
        ):
            continue
        for positions in _parted(syllable, stretch.fields, index):
            yield StretchForm(at, at + 1, positions, not_after=_continuations(positions))


def _continuations(positions: Positions) -> tuple[str, ...]:
    """Return the terms that make another unit of the last part, if the parts are a number and its unit."""
    (*_, number), (*_, name) = positions[-2:]
    return continuations_of_quantity(number, name)


def _parted(syllable: QuerySyllable, fields: Sequence[str], index: TermStatistics) -> list[Positions]:
    sequences = letters_and_digits(syllable.exact)
    if 1 < len(sequences) <= MAX_SEQUENCES:
        halved = chain.from_iterable([_halves(text, fields, index)[:1] or [(text,)] for text in sequences])
        return list(_divisions(list(chain.from_iterable(halved))))
    if syllable.folded in unmarked_syllables():
        return []
    found = _halves(syllable.exact, fields, index)
    divided = tuple(_SYLLABLE_OF_NAME.findall(syllable.exact))
    if len(divided) > len(_Halves._fields) and _is_code("-".join(divided), fields, index):
        found.append(divided)
    return [tuple([(part,) for part in parts]) for parts in found]


def _halves(text: str, fields: Sequence[str], index: TermStatistics) -> list[tuple[str, ...]]:
    """Return the ways to divide letters in two for which the index has evidence. Digits are never divided."""
    if text.isdecimal() or len(text) < MIN_DIVIDED_LETTERS or folded_term(text) in unmarked_syllables():
        return []
    halves = [_Halves(text[:at], text[at:]) for at in range(1, len(text))]
    return [*_with_evidence(halves, fields, index)]


def _divisions(sequences: Sequence[str]) -> Iterator[Positions]:
    """Yield all ways to divide a word at one or more of the borders of its sequences."""
    borders = range(1, len(sequences))
    for count in borders:
        for chosen in combinations(borders, count):
            ends = [0, *chosen, len(sequences)]
            yield tuple([("".join(sequences[first:end]),) for first, end in pairwise(ends)])


def _with_evidence(halves: Sequence[_Halves], fields: Sequence[str], index: TermStatistics) -> list[_Halves]:
    """Return the halves that the index shows to be one word, by a code with a sign or by frequent pairs."""
    names = layers(_evidence_field(fields))
    layer = names.folded if all(map(str.isascii, halves[0])) else names.exact
    codes = [f"{left}{sign}{right}" for left, right in halves for sign in JOINING_SIGNS]
    documents = index.document_frequencies(layer, codes)
    # The document frequencies of the codes of each pair of halves, one for each sign.
    by_halves = [documents[at : at + len(JOINING_SIGNS)] for at in range(0, len(codes), len(JOINING_SIGNS))]
    as_pairs = index.document_frequencies(names.pairs, list(map(" ".join, halves)))
    return [
        half
        for half, with_sign, as_pair in zip(halves, by_halves, as_pairs, strict=True)
        if any(with_sign) or ((as_pair or _may_be_accented(half)) and _are_one_word(half, names, index))
    ]


def _may_be_accented(halves: _Halves) -> bool:
    """Return whether both halves are Vietnamese syllables without their accents, as in `vac xin`."""
    return unmarked_syllables().issuperset(halves)


def _are_one_word(halves: _Halves, names: Layers, index: TermStatistics) -> bool:
    """Return whether many of the documents with the rarer half have both halves side by side."""
    pairs = list(product(*[_frequent_spellings(part, names.exact, index) for part in halves]))
    documents = index.document_frequencies(
        names.pairs, [f"{left.term} {right.term}" for left, right in pairs]
    )
    return any(
        frequency and frequency >= MIN_PAIR_SHARE * min(left.document_frequency, right.document_frequency)
        for frequency, (left, right) in zip(documents, pairs, strict=True)
    )


class _Spelling(NamedTuple):
    """A spelling of one half, and its document frequency, which is at least 1."""

    term: str
    document_frequency: int


def _frequent_spellings(part: str, layer: str, index: TermStatistics) -> list[_Spelling]:
    """Return the most frequent spellings of a half: an unaccented half also has its accentuations."""
    spellings = list(dict.fromkeys([part, *(accentuations(part) if part.isascii() else ())]))
    frequencies = index.document_frequencies(layer, spellings)
    found = [_Spelling(term, count) for term, count in zip(spellings, frequencies, strict=True) if count]
    found.sort(key=lambda spelling: (-spelling.document_frequency, spelling.term))
    return found[:MAX_SPELLINGS]


def _is_code(text: str, fields: Sequence[str], index: TermStatistics) -> bool:
    return any(index.document_frequencies(layers(_evidence_field(fields)).exact, [text]))


def _evidence_field(fields: Sequence[str]) -> str:
    """Return the body if it is searched, which has most of the words, or else the first field."""
    return "body" if "body" in fields else fields[0]
