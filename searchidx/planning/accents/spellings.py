"""Which accents were meant by a syllable typed without any, as the corpus tells it by neighbouring pairs.

The spellings that a syllable may stand for are here, how likely each is in `chain.py`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.orthography import TONES, place_tone, toneless_syllables
from searchidx.planning.accents.markov import floored, posteriors
from searchidx.schema import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from searchidx.engines.base import DocumentFrequencies
    from searchidx.planning.terms import QuerySyllable

_FORMS: Final = 16
"""Spellings of a syllable that are weighed: the most frequent ones."""

_RARE: Final = 0.002
"""A spelling with less than this share of the documents of the most frequent one is not weighed."""

_BODY: Final = layers("body")

_STROKES: Final = 3
"""Letters d of an abbreviation that may each stand for đ."""

_POSSIBLE: Final = 0.01
"""Spellings less probable than this are forgotten."""

_LIKELY: Final = 0.1
"""Spellings less probable than this are not looked for, but for the likeliest."""

_ACCENTED: Final = 0.85
"""Share of accented syllables in print, among those that may have accents."""

_ALL: Final = 0.7
"""A query with this share is taken to be typed with all its accents: so little is rare in print."""


class Spellings(NamedTuple):
    """The possible spellings of a syllable with their probabilities, best first: 1 where it was typed so."""

    ranked: tuple[tuple[str, float], ...]

    @staticmethod
    def of(shares: Mapping[str, float]) -> Spellings:
        """Return the reading by what is possible of some spellings with their probabilities."""
        ranked = sorted([(-share, form) for form, share in shares.items()])
        return Spellings(tuple((form, -share) for share, form in ranked)).above(_POSSIBLE)

    def above(self, least: float) -> Spellings:
        """Return the spellings that are as probable, or else the likeliest."""
        if self.ranked[-1][1] >= least:
            return self
        return Spellings(tuple([one for one in self.ranked if one[1] >= least]) or self.ranked[:1])

    def likely(self) -> Spellings:
        """Return the likely spellings only."""
        return self.above(_LIKELY)

    @property
    def best(self) -> str:
        """The likeliest spelling."""
        return self.ranked[0][0]

    @property
    def probability(self) -> float:
        """Its probability."""
        return self.ranked[0][1]


def missing_accents_share(syllables: Iterable[QuerySyllable]) -> float:
    """Return which share of its accents a query was typed without; a single syllable tells nothing."""
    marked = [one.accented for one in syllables if one.accented or len(possible_spellings(one.folded)) > 1]
    accented, count = sum(marked), len(marked)
    if accented and accented + 1 >= _ALL * (count + 1):
        return 0.0
    return 1 - accented / (_ACCENTED * max(1, count))


def likely_spellings(
    syllables: Sequence[QuerySyllable], lexicon: DocumentFrequencies, missing: float
) -> list[Spellings]:
    """Return the possible spellings of each syllable of a run, of a query with a share of accents missing.

    The fewer are missing, the likelier the bare ones were meant so; where none are, all that the corpus has.
    """
    if all(syllable.accented for syllable in syllables):
        return [Spellings(((syllable.exact, 1.0),)) for syllable in syllables]
    typed = _frequencies([syllable.exact for syllable in syllables], lexicon)
    sure = [syllable.accented or (not missing and typed[syllable.exact] > 0) for syllable in syllables]
    if all(sure):
        return [Spellings(((syllable.exact, 1.0),)) for syllable in syllables]
    spelled = [
        (syllable.exact,) if meant else (syllable.exact, *possible_spellings(syllable.folded))
        for syllable, meant in zip(syllables, sure, strict=True)
    ]
    others = {form: 0 for forms in spelled for form in forms if form not in typed}
    counted = floored(typed | _frequencies(others, lexicon), lexicon.document_count())
    weighed = [_weighed(forms, counted) for forms in spelled]
    shares = posteriors(weighed, lexicon, missing or 1.0)
    return [
        Spellings.of(dict(zip(forms, probable, strict=True)))
        for forms, probable in zip(weighed, shares, strict=True)
    ]


def _frequencies(forms: Iterable[str], lexicon: DocumentFrequencies) -> dict[str, float]:
    asked = list(dict.fromkeys(forms))
    return dict(zip(asked, lexicon.document_frequencies(_BODY.exact, asked), strict=True)) if asked else {}


def _weighed(forms: Sequence[str], counted: Mapping[str, float]) -> dict[str, float]:
    """Return the spellings that are weighed, with their document frequencies; else the one that was typed."""
    ranked = sorted([(-counted[form], form) for form in forms if counted[form]])[:_FORMS]
    if not ranked:
        return {forms[0]: 0.0}
    least = _RARE * ranked[0][0]
    return {form: -count for count, form in ranked if count <= least}


def accentuations(folded: str) -> tuple[str, ...]:
    """Return every syllable of the orthography that is typed so without accents, in a fixed order."""
    return tuple(
        placed
        for bare in _toneless().get(folded, ())
        for tone in range(len(TONES))
        if (placed := place_tone(bare, tone)) is not None
    )


@lru_cache(maxsize=1 << 12)
def possible_spellings(folded: str) -> tuple[str, ...]:
    """Return what a syllable typed without accents may stand for: all its accentuations.

    What is no syllable is a name of the Central Highlands with k for c (`dak` is `đắk`, `đăk`, ...), or may
    have đ for d (`hdnd` is `hđnd`).
    """
    if found := accentuations(folded):
        return found
    if folded.endswith("k"):
        ending = folded.removesuffix("k")
        marked = dict.fromkeys(form[:-1] for form in accentuations(ending + "c"))
        plain = dict.fromkeys(bare[:-1] for bare in _toneless().get(ending + "c", ()))
        return tuple(f"{form}k" for form in (*plain, *marked))
    if 0 < folded.count("d") <= _STROKES:
        return tuple(
            "".join(letters) for letters in product(*("dđ" if one == "d" else one for one in folded))
        )
    return ()


@cache
def _toneless() -> dict[str, list[str]]:
    """The toneless spellings by their plain letters: `duong` -> `duong`, `dương`, `đuong`, `đương`, ..."""
    marks = str.maketrans("ăâđêôơư", "aadeoou")
    found: dict[str, list[str]] = {}
    for bare in toneless_syllables():
        found.setdefault(bare.translate(marks), []).append(bare)
    return found
