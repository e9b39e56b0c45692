"""Syllables that the corpus knows only spelt otherwise, between the same neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, unmarked_syllables
from searchidx.planning.accents.spellings import accentuations
from searchidx.suggest.rewrite import changed
from searchidx.suggest.slips import exchanged, intended, one_word_two, similar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.suggest.evidence import Evidence
    from searchidx.suggest.rewrite import Part

_RARE: Final = 50
"""What was typed may have this part of a correction's support at the most."""

_CLEAR: Final = 3
"""How many times the best correction has to outweigh the next one."""

_UNLIKELY: Final = 6
"""How many times as much support a correction needs that changes a mark besides."""

_WORDS: Final = 3
"""Documents with the corrected word, where what was typed is a possible syllable."""

_FOREIGN: Final = 6
"""Letters of the shortest word of another language that is corrected."""

_UNSEEN: Final = 1
_HARDLY: Final = 10_000
"""A syllable in one of so many documents is hardly in use."""

_ALONE: Final = 50
"""Documents of a syllable without neighbours that count for one beside them."""

_LISTED: Final = 200


class Correction(NamedTuple):
    """A better supported term for one part of a run."""

    part: Part
    term: str


class _Place(NamedTuple):
    """One term of a run, and the forms of its neighbours; a bound one makes a word on its other side."""

    term: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_bound: bool
    right_bound: bool

    def pairs(self, term: str, evidence: Evidence) -> int:
        """Return in how many documents the term stands beside its neighbours."""
        before = sum(evidence.pair(left, term) for left in self.left)
        return before + sum(evidence.pair(term, right) for right in self.right)

    def words(self, term: str, evidence: Evidence) -> int:
        """Return in how many documents the term makes a word with a neighbour that is not bound."""
        before = () if self.left_bound else self.left
        after = () if self.right_bound else self.right
        return sum(evidence.word(left, term) for left in before) + sum(
            evidence.word(term, right) for right in after
        )

    def established(self, evidence: Evidence) -> bool:
        """Return whether the term as typed makes a word with a neighbour, or is beside it in a passage."""
        return any(
            evidence.word(left, self.term) or evidence.read(left, self.term) for left in self.left
        ) or any(evidence.word(self.term, right) or evidence.read(self.term, right) for right in self.right)


def corrections(run: Sequence[Part], evidence: Evidence) -> list[Correction]:
    """Return the corrections of a run, in order; each one counts as typed for the neighbours that follow."""
    found = []
    for at, part in enumerate(run):
        if part.fixed or len(part.term) < 2 or _is_meant(run, at, evidence):
            continue
        term = _corrected(_place(run, at, evidence), evidence)
        if term is not None:
            found.append(Correction(part, term))
            run = changed(run, at, term)
    return found


def _is_meant(run: Sequence[Part], at: int, evidence: Evidence) -> bool:
    """Whether a syllable makes a word with a neighbour as typed: most do, so it is asked first.

    One without accents is left alone too: whether they are missing is decided elsewhere.
    """
    left, term, right = ["", *_terms(run), ""][at : at + 3]
    if term.isascii() and term in unmarked_syllables():
        return True
    words = (left and evidence.word(left, term)) or (right and evidence.word(term, right))
    return bool(words) and is_syllable(term)


def _terms(run: Sequence[Part]) -> list[str]:
    return [part.term.rsplit(" ")[-1] for part in run]


def _place(run: Sequence[Part], at: int, evidence: Evidence) -> _Place:
    terms = ["", "", *_terms(run), "", ""]
    before, left, term, right, after = terms[at : at + 5]
    return _Place(
        term,
        evidence.forms(left) if left else (),
        evidence.forms(right) if right else (),
        bool(before and left and evidence.word(before, left)),
        bool(right and after and evidence.word(right, after)),
    )


def _corrected(place: _Place, evidence: Evidence) -> str | None:
    term = place.term
    if is_syllable(term):
        known = place.established(evidence)
        return None if known else _accented(place, evidence) or _respelt(place, evidence)
    if term.isascii():
        return _unaccented(place, evidence) or _foreign(place, evidence)
    return _vietnamese(place, evidence)


def _accented(place: _Place, evidence: Evidence) -> str | None:
    """Another accentuation of a possible syllable that makes a word, which it hardly ever does as typed."""
    place = place._replace(left=place.left[:1], right=place.right[:1])  # beside these very neighbours
    plain = folded_term(place.term)
    twins = i_y_variants(place.term)
    words = {
        form: float(count)
        for form in accentuations(plain)
        if form not in twins and (count := place.words(form, evidence))
    }
    if not words:
        return None
    best = _best(words, least_documents(place.term, place.pairs(place.term, evidence), evidence))
    # Where another letter makes a more frequent word, it is not clear which of the two was meant.
    rivals = intended(place.term, 0) if best else ()
    return best if all(place.words(rival, evidence) <= words[best] for rival in rivals if best) else None


def least_documents(term: str, pairs: int, evidence: Evidence) -> float:
    """Return in how many documents a word has to stand that takes other accents than a syllable typed so.

    `pairs` counts the documents where it stands as typed; it may be in a few more that are not there yet.
    """
    forms = {term, *accentuations(folded_term(term))}
    share = evidence.known(term) / max(1, sum(map(evidence.known, forms)))
    return max(_WORDS, _RARE * (pairs + _UNSEEN * share))


def _respelt(place: _Place, evidence: Evidence) -> str | None:
    """A word one letter from a possible syllable that hardly any document has."""
    known = evidence.known(place.term)
    if known > evidence.document_count() / _HARDLY:
        return None
    words = {form: float(place.words(form, evidence)) for form in intended(place.term, 0)}
    return _best(words, max(_WORDS, _RARE * known))


def _vietnamese(place: _Place, evidence: Evidence) -> str | None:
    """The syllable, or the two, that an impossible one with accents was meant as."""
    alone = not (place.left or place.right)
    typed = evidence.known(place.term) if alone else place.pairs(place.term, evidence)
    apart = {f"{left} {right}": float(evidence.word(left, right)) for left, right in one_word_two(place.term)}
    for besides in (0, 1):
        support = {
            form: evidence.known(form) / _ALONE if alone else float(place.pairs(form, evidence))
            for form in intended(place.term, besides)
        }
        best = _best(support | apart, max(1, _RARE * typed) * _UNLIKELY**besides)
        if best is not None:
            return best
    return None


def _unaccented(place: _Place, evidence: Evidence) -> str | None:
    """The bare syllable with two letters exchanged, or one not doubled: few foreign words are so near."""
    support = {
        plain: float(sum(place.pairs(form, evidence) for form in evidence.forms(plain)))
        for plain in sorted(exchanged(place.term) & unmarked_syllables())
    }
    return _best(support, max(2, _RARE * evidence.known(place.term)))


def _foreign(place: _Place, evidence: Evidence) -> str | None:
    """The term of the corpus that a long word nobody wrote was meant as, beside its neighbours if any."""
    if len(place.term) < _FOREIGN or evidence.known(place.term):
        return None
    near = [other for other in evidence.starting(place.term[:3], _LISTED) if similar(place.term, other)]
    alone = not (place.left or place.right)
    return _best(
        {
            term: float(evidence.known(term) // _WORDS if alone else place.pairs(term, evidence))
            for term in near
        },
        2,
    )


def _best(support: dict[str, float], least: float) -> str | None:
    """The option with clearly the most support, if that is enough."""
    if not support:
        return None
    ranked = sorted(support, key=lambda term: (-support[term], term))
    best = support[ranked[0]]
    rival = support[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if best >= least and best >= _CLEAR * rival else None
