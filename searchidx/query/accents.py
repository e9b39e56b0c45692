"""Which accents were meant by a syllable typed without any, as the corpus tells it by neighbouring pairs.

A chain over the syllables of a run: every accentuation that the corpus has is a state, the pairs' document
frequencies, smoothed by those of the syllables, give the transitions, and forward-backward the probabilities
(Rabiner, "A tutorial on hidden Markov models", 1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from analyzers.orthography import TONES, place_tone, toneless_syllables
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.query.lexicon import Frequencies
    from searchidx.query.terms import Syllable

_FORMS: Final = 8
"""Accentuations of a syllable that are weighed: the most frequent ones."""

_SMOOTHING: Final = 50.0
"""Documents that the syllables' own frequencies count for against a pair's; docs/ranking.md."""

_BODY: Final = layers("body")

_WORDS: Final = 200
"""Different syllables of an article, about: what turns a document frequency into a share of the text."""

Shares = dict[str, float]


_STROKES: Final = 3
"""Letters d of an abbreviation that may each stand for đ."""

_LIKELY: Final = 0.1
"""Spellings less probable than this are left out, but for the likeliest."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The likely spellings of a syllable with their probabilities, best first: 1 where accents were typed."""

    forms: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        """The likeliest spelling."""
        return self.forms[0][0]

    @property
    def certainty(self) -> float:
        """Its probability."""
        return self.forms[0][1]


def readings(syllables: Sequence[Syllable], lexicon: Frequencies) -> list[Reading]:
    """Return the likely spellings of each syllable of a run.

    Where most syllables have accents, those without were meant so, if the corpus has them.
    """
    mostly = 2 * sum(syllable.accented for syllable in syllables) > len(syllables)
    counts = [_counts(syllable, lexicon, as_typed=mostly) for syllable in syllables]
    if all(len(counted) == 1 for counted in counts):
        return [Reading(((form, 1.0),)) for counted in counts for form in counted]
    links = [_links(before, after, lexicon) for before, after in pairwise(counts)]
    forward = [_scaled(dict(counts[0]))]
    for link in links:
        forward.append(_scaled({after: _sum(forward[-1], row) for after, row in link.items()}))
    backward = [dict.fromkeys(counts[-1], 1.0)]
    for link in reversed(links):
        backward.append(_scaled(_backwards(link, backward[-1])))
    return [
        _likely(_scaled({form: ahead[form] * behind[form] for form in ahead}))
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


def _stroked(folded: str) -> tuple[str, ...]:
    """Return what is no syllable with đ for d: `hdnd` may be `hđnd`."""
    if not 0 < folded.count("d") <= _STROKES:
        return ()
    return tuple("".join(letters) for letters in product(*("dđ" if one == "d" else one for one in folded)))


@cache
def _toneless() -> dict[str, list[str]]:
    """The toneless spellings by their plain letters: `duong` -> `duong`, `dương`, `đuong`, `đương`, ..."""
    marks = str.maketrans("ăâđêôơư", "aadeoou")
    found: dict[str, list[str]] = {}
    for bare in toneless_syllables():
        found.setdefault(bare.translate(marks), []).append(bare)
    return found


def _counts(syllable: Syllable, lexicon: Frequencies, *, as_typed: bool) -> dict[str, float]:
    """Document frequencies of the spellings that a syllable may stand for, the most frequent ones."""
    if syllable.accented or (as_typed and any(lexicon.frequencies(_BODY.exact, [syllable.exact]))):
        return {syllable.exact: 1.0}
    forms = dict.fromkeys((syllable.exact, *(accentuations(syllable.folded) or _stroked(syllable.folded))))
    counted = dict(zip(forms, lexicon.frequencies(_BODY.exact, list(forms)), strict=True))
    best = sorted((form for form in forms if counted[form]), key=lambda form: (-counted[form], form))
    return {form: float(counted[form]) for form in best[:_FORMS]} or {syllable.exact: 1.0}


def _links(
    before: Mapping[str, float], after: Mapping[str, float], lexicon: Frequencies
) -> dict[str, dict[str, float]]:
    """How likely each form after follows each form before: {after: {before: probability}}."""
    asked = [f"{left} {right}" for left in before for right in after]
    counted = iter(lexicon.frequencies(_BODY.pairs, asked))
    seen = {left: {right: next(counted) for right in after} for left in before}
    words = _WORDS * lexicon.count()
    return {
        right: {
            left: (seen[left][right] + _SMOOTHING * share / words) / (before[left] + _SMOOTHING)
            for left in before
        }
        for right, share in after.items()
    }


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


def _likely(shares: Shares) -> Reading:
    ranked = sorted(shares.items(), key=lambda form: (-form[1], form[0]))
    return Reading((ranked[0], *(form for form in ranked[1:] if form[1] >= _LIKELY)))
