"""How a plan ranks: the signals that add up to a score, and what is worth marking. No matching here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import log1p
from typing import TYPE_CHECKING, Protocol

from searchidx.query.accents import readings
from searchidx.query.ast import Pattern, Phrase, Prefix, Refinement, Signal, Slot, Term, Weighted
from searchidx.query.compounds import compounds
from searchidx.query.terms import prefix_slot, searched_fields, slot, syllables_of, wanted_leaves
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchidx.query.accents import Reading
    from searchidx.query.ast import Node, Query
    from searchidx.query.terms import Leaf, Syllable


class Lexicon(Protocol):
    """What planning asks of an index."""

    def frequency(self, term: Term) -> int:
        """Return in how many documents the term stands."""

    def frequencies(self, field: str, texts: Sequence[str]) -> Sequence[int]:
        """Return in how many documents each term of the field stands."""

    def count(self) -> int:
        """Return the number of documents."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """The constants of the ranking; docs/ranking.md says where they come from."""

    k1: float = 1.2
    b: float = 0.75
    title: float = 3.0
    folded: float = 0.2
    exact: float = 0.4
    words: float = 0.5
    pairs: float = 0.6
    passage: float = 0.7
    coverage: float = 0.5
    pool: int = 100
    step: int = 25


@dataclass(frozen=True, slots=True)
class Run:
    """Syllables that stand side by side in the query, in fields that they share."""

    syllables: tuple[Syllable, ...]
    fields: tuple[str, ...]


def runs(query: Query) -> tuple[Run, ...]:
    """Return the runs of wanted syllables; one ends where something other than a blank parts two words."""
    found: list[Run] = []
    end = -1
    for leaf in _text_leaves(query.root):
        syllables, fields = syllables_of(leaf), searched_fields(leaf)
        if not syllables or isinstance(leaf, Prefix):
            continue
        between = query.text[end : leaf.start] if end >= 0 else ""
        if found and found[-1].fields == fields and not between.strip(' "“”'):
            found[-1] = Run(found[-1].syllables + syllables, fields)
        else:
            found.append(Run(syllables, fields))
        end = leaf.end
    return tuple(found)


def _text_leaves(root: Node | None) -> list[Leaf]:
    if root is None:
        return []
    text = (leaf for leaf in wanted_leaves(root) if leaf.field in (None, *TEXT_FIELDS))
    return sorted(text, key=lambda leaf: leaf.start)


@dataclass(frozen=True, slots=True)
class _Weigher:
    """Makes the signals of one run."""

    run: Run
    readings: tuple[Reading, ...]
    lexicon: Lexicon
    scoring: Scoring

    def syllables(self) -> Iterator[Signal]:
        """Yield what the syllables give, in any accentuation and in the one that was meant."""
        meant: dict[str, float] = {}
        sure: dict[str, float] = {}
        for syllable, reading in zip(self.run.syllables, self.readings, strict=True):
            meant[reading.best] = max(meant.get(reading.best, 0.0), reading.certainty)
            sure[syllable.folded] = max(sure.get(syllable.folded, 0.0), reading.certainty)
        for folded, probability in sure.items():
            weight = self.scoring.folded + self.scoring.exact * (1 - probability)
            yield self._signal(folded, "folded", folded, weight)
        for form, probability in meant.items():
            yield self._signal(f"={form}", "exact", form, self.scoring.exact * probability)

    def pairs(self) -> Iterator[Signal]:
        """Yield what neighbours give beyond the rarer of the two."""
        for left, right in dict.fromkeys(pairwise(self.readings)):
            terms, frequency = [], 0.0
            for before, after in product(left.forms, right.forms):
                share = before[1] * after[1]
                for term, weight in self._everywhere("pairs", f"{before[0]} {after[0]}"):
                    terms.append((term, weight * share))
                    frequency += self.lexicon.frequency(term)
            rarer = max(self._idf("exact", left.best), self._idf("exact", right.best))
            beyond = idf(frequency, self.lexicon) - rarer
            if beyond > 0:
                name = f'"{left.best} {right.best}"'
                yield Signal(name, tuple(terms), self.scoring.pairs * beyond)

    def words(self) -> Iterator[Signal]:
        """Yield what the words of several syllables give, where the articles have them as words."""
        forms = [reading.best for reading in self.readings]
        sure = [reading.certainty for reading in self.readings]
        found: dict[str, float] = {}
        for start, end in compounds(forms, self.lexicon):
            word = "_".join(forms[start:end])
            found[word] = max(found.get(word, 0.0), min(sure[start:end]))
        for word, certainty in found.items():
            yield self._signal(word, "words", word, self.scoring.words * certainty)

    def _signal(self, name: str, layer: str, text: str, weight: float) -> Signal:
        return Signal(name, self._everywhere(layer, text), weight * self._idf(layer, text))

    def _idf(self, layer: str, text: str) -> float:
        terms = self._everywhere(layer, text)
        return idf(max(self.lexicon.frequency(term) for term, _ in terms), self.lexicon)

    def _everywhere(self, layer: str, text: str) -> tuple[tuple[Term, float], ...]:
        return tuple(
            (Term(getattr(layers(field), layer), text), self.scoring.title if field == "title" else 1.0)
            for field in self.run.fields
        )


def idf(frequency: float, lexicon: Lexicon) -> float:
    """Return the inverse document frequency of BM25: ln(1 + (N - df + 0.5) / (df + 0.5))."""
    return log1p((lexicon.count() - frequency + 0.5) / (frequency + 0.5))


def signals(found_runs: Sequence[Run], lexicon: Lexicon, scoring: Scoring) -> tuple[Signal, ...]:
    """Return the summands of the score; each saturates at k1 + 1 times its weight, as BM25 has it."""
    found: list[Signal] = []
    for run in found_runs:
        weigher = _Weigher(run, tuple(readings(run.syllables, lexicon)), lexicon, scoring)
        found += [*weigher.syllables(), *weigher.words(), *weigher.pairs()]
    full = scoring.k1 + 1
    return tuple(replace(signal, weight=signal.weight * full) for signal in found if signal.weight > 0)


def refinement(found_runs: Sequence[Run], lexicon: Lexicon, scoring: Scoring) -> Refinement | None:
    """Return how the best documents are looked at again: by their best passage, and by their titles."""
    passage: dict[Term, float] = {}
    title: dict[Term, None] = {}
    for run in found_runs:
        for syllable in run.syllables:
            for field in run.fields:
                term = Term(layers(field).folded, syllable.folded)
                if field == "title":
                    title[term] = None
                else:
                    passage[term] = idf(lexicon.frequency(term), lexicon)
    if not passage:
        return None
    whole = scoring.coverage * sum(passage.values())
    return Refinement(
        pool=scoring.pool,
        step=scoring.step,
        passage=tuple(Weighted((term,), scoring.passage * weight) for term, weight in passage.items()),
        title=tuple(Weighted((term,), whole) for term in title),
    )


def patterns(query: Query, lexicon: Lexicon) -> tuple[Pattern, ...]:
    """Return what to mark, in the order of the query; rare words weigh more in the choice of a snippet."""
    found: list[Pattern] = []
    for leaf in _text_leaves(query.root):
        fields = searched_fields(leaf)
        if isinstance(leaf, Prefix):
            found.append(Pattern((prefix_slot(leaf),), fields, 1.0, prefix=True))
            continue
        syllables = syllables_of(leaf)
        weight = sum(_rarity(syllable, lexicon) for syllable in syllables)
        if syllables:
            found.append(Pattern(_slots(syllables, strict=True), fields, weight))
        if not isinstance(leaf, Phrase):
            found += [
                Pattern(_slots([syllable], strict=False), fields, _rarity(syllable, lexicon) / 2, weak=True)
                for syllable in syllables
                if syllable.accented or len(syllables) > 1
            ]
    return tuple(found)


def _slots(syllables: Sequence[Syllable], *, strict: bool) -> tuple[Slot, ...]:
    return tuple(slot(syllable, strict=strict) for syllable in syllables)


def _rarity(syllable: Syllable, lexicon: Lexicon) -> float:
    return idf(lexicon.frequency(Term(layers("body").folded, syllable.folded)), lexicon)
