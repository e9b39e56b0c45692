"""Short ways to write what planning takes and gives: stretches, spellings, weights."""

from __future__ import annotations

from typing import Any

import pytest

from analyzers import fold
from searchidx.planning.accents.spellings import Spelling, Spellings
from searchidx.planning.stretches import Stretch
from searchidx.planning.terms import QuerySyllable
from searchidx.schema import TEXT_FIELDS

about: Any = pytest.approx
"""A weight inside an expected value: equal to any number that is nearly the same."""


def syllables(text: str) -> tuple[QuerySyllable, ...]:
    """The syllables of a text in small letters, at their offsets."""
    found, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        found.append(QuerySyllable(word, fold(word), start, start + len(word)))
        start += len(word)
    return tuple(found)


def stretch(text: str, fields: tuple[str, ...] = TEXT_FIELDS) -> Stretch:
    """The syllables of a text, which are looked for in the fields."""
    return Stretch(syllables(text), fields)


def certain(*texts: str) -> list[Spellings]:
    """Syllables of which each has one spelling."""
    return [Spellings.certain(text) for text in texts]


def doubtful(**probabilities: float) -> Spellings:
    """A syllable with several spellings, in the order given."""
    return Spellings(tuple(Spelling(text, probability) for text, probability in probabilities.items()))
