"""Short ways to write what planning takes and gives: stretches, spellings, weights."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from analyzers import fold
from searchidx.planning.accents.spellings import Spelling, Spellings
from searchidx.planning.stretches import Stretch, analyze_query
from searchidx.planning.terms import QuerySyllable
from searchidx.query.parse import parse
from searchidx.schema import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.planning.forms.form import StretchForm

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


def typed_stretches(query: str) -> list[tuple[Stretch, list[str]]]:
    """The stretches of a query, each with the text between its syllables, and with two characters behind."""
    return [
        (
            found,
            [
                *[query[left.end : right.start] for left, right in pairwise(found.syllables)],
                query[found.syllables[-1].end :][:2],
            ],
        )
        for found in analyze_query(parse(query)).stretches
    ]


def written_form(form: StretchForm, of: Stretch) -> str:
    """A form and what it replaces: `28 4 = 28 4/04`. A position may have several terms."""
    typed = " ".join([syllable.exact for syllable in of.syllables[form.first : form.end]])
    return f"{typed} = {' '.join(['/'.join(terms) for terms in form.positions])}"


def are_in_order(forms: Iterable[StretchForm], of: Stretch) -> bool:
    """Whether forms replace ranges of a stretch one after the other, and each has terms at all positions."""
    end, previous = 0, (0, 0)
    for form in forms:
        this = (form.first, form.end)
        if this != previous and not end <= form.first < form.end <= len(of.syllables):
            return False
        end, previous = form.end, this
        if not form.positions or not all(map(all, form.positions)) or not all(form.positions):
            return False
    return True
