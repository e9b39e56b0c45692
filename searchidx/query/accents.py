"""Which accents were meant by a syllable typed without any, as the corpus tells it by neighbouring pairs.

A chain over the syllables of a run: every accentuation that the corpus has is a state, the pairs' document
frequencies, smoothed by those of the syllables, give the transitions, and forward-backward the probabilities
(Rabiner, "A tutorial on hidden Markov models", 1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from analyzers.orthography import TONES, place_tone, toneless_syllables
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.query.terms import Syllable

_FORMS: Final = 8
"""Accentuations of a syllable that are weighed: the most frequent ones."""

_SMOOTHING: Final = 50.0
"""Documents that the syllables' own frequencies count for against a pair's; docs/ranking.md."""

_BODY: Final = layers("body")

Shares = dict[str, float]


class Lexicon(Protocol):
    """What the corpus is asked."""

    def frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each term of the field stands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest spelling of a syllable, and its probability: 1 where accents were typed."""

    form: str
    probability: float


def readings(syllables: Sequence[Syllable], lexicon: Lexicon) -> list[Reading]:
    """Return the likeliest spelling of each syllable of a run."""
    counts = [_counts(syllable, lexicon) for syllable in syllables]
    if all(len(counted) == 1 for counted in counts):
        return [Reading(form, 1.0) for counted in counts for form in counted]
    links = [_links(before, after, lexicon) for before, after in pairwise(counts)]
    forward = [_scaled(dict(counts[0]))]
    for link in links:
        forward.append(_scaled({after: _sum(forward[-1], row) for after, row in link.items()}))
    backward = [dict.fromkeys(counts[-1], 1.0)]
    for link in reversed(links):
        backward.append(_scaled(_backwards(link, backward[-1])))
    return [
        _best(_scaled({form: ahead[form] * behind[form] for form in ahead}))
        for ahead, behind in zip(forward, reversed(backward), strict=True)
    ]


def accentuations(folded: str) -> tuple[str, ...]:
    """Return every syllable of the orthography that is typed so without accents, in a fixed order."""
    return tuple(
        placed
        for bare in _toneless().get(folded, ())
        for tone in range(len(TONES))
        if (placed := place_tone(bare, tone)) is not None
    )


@cache
def _toneless() -> dict[str, list[str]]:
    """The toneless spellings by their plain letters: `duong` -> `duong`, `dương`, `đuong`, `đương`, ..."""
    marks = str.maketrans("ăâđêôơư", "aadeoou")
    found: dict[str, list[str]] = {}
    for bare in toneless_syllables():
        found.setdefault(bare.translate(marks), []).append(bare)
    return found


def _counts(syllable: Syllable, lexicon: Lexicon) -> dict[str, float]:
    """Document frequencies of the spellings that a syllable may stand for, the most frequent ones."""
    if syllable.accented:
        return {syllable.exact: 1.0}
    forms = dict.fromkeys((syllable.exact, *accentuations(syllable.folded)))
    counted = dict(zip(forms, lexicon.frequencies(_BODY.exact, list(forms)), strict=True))
    best = sorted((form for form in forms if counted[form]), key=lambda form: (-counted[form], form))
    return {form: float(counted[form]) for form in best[:_FORMS]} or {syllable.exact: 1.0}


def _links(
    before: Mapping[str, float], after: Mapping[str, float], lexicon: Lexicon
) -> dict[str, dict[str, float]]:
    """How likely each form after follows each form before: {after: {before: probability}}."""
    asked = [f"{left} {right}" for left in before for right in after]
    counted = iter(lexicon.frequencies(_BODY.pairs, asked))
    seen = {left: {right: next(counted) for right in after} for left in before}
    total = sum(after.values())
    links: dict[str, dict[str, float]] = {right: {} for right in after}
    for left, row in seen.items():
        known = sum(row.values()) + _SMOOTHING
        for right, count in row.items():
            links[right][left] = (count + _SMOOTHING * after[right] / total) / known
    return links


def _sum(weights: Shares, row: Mapping[str, float]) -> float:
    return sum(weights[form] * share for form, share in row.items())


def _backwards(link: Mapping[str, Mapping[str, float]], after: Shares) -> Shares:
    found: Shares = {}
    for right, row in link.items():
        for left, share in row.items():
            found[left] = found.get(left, 0.0) + share * after[right]
    return found


def _scaled(shares: Shares) -> Shares:
    total = sum(shares.values())
    return {form: share / total for form, share in shares.items()}


def _best(shares: Shares) -> Reading:
    form = max(sorted(shares), key=shares.__getitem__)
    return Reading(form, shares[form])
