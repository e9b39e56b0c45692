"""How a plan ranks: the signals that add up to a score, and what is worth marking. No matching here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Protocol

from analyzers import words
from searchidx.query.ast import Pattern, Phrase, Prefix, Signal, Slot, Term
from searchidx.query.terms import prefix_slot, searched_fields, slot, syllables_of, wanted_leaves
from searchidx.schema import TEXT_FIELDS, layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searchidx.query.ast import Node, Query
    from searchidx.query.terms import Leaf, Syllable


class Lexicon(Protocol):
    """What planning asks of an index."""

    def frequency(self, term: Term) -> int:
        """Return in how many documents the term stands."""

    def count(self) -> int:
        """Return the number of documents."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """The constants of the ranking; docs/ranking.md says where they come from."""

    k1: float = 1.2
    b: float = 0.75
    title: float = 1.0
    exact: float = 1.0
    folded: float = 1.0
    pairs: float = 0.5
    words: float = 0.2


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


def signals(query: Query, scoring: Scoring) -> tuple[Signal, ...]:
    """Return the summands of the score."""
    found: list[Signal] = []
    for run in runs(query):
        found += _syllable_signals(run, scoring)
        found += _pair_signals(run, scoring)
        found += _word_signals(query.text, run, scoring)
    return tuple(found)


def _syllable_signals(run: Run, scoring: Scoring) -> Iterator[Signal]:
    typed_accents = any(syllable.accented for syllable in run.syllables)
    for folded in Counter(syllable.folded for syllable in run.syllables):
        yield Signal(folded, _everywhere(run.fields, "folded", folded, scoring), scoring.folded)
    if typed_accents:
        for exact in Counter(syllable.exact for syllable in run.syllables):
            yield Signal(f"={exact}", _everywhere(run.fields, "exact", exact, scoring), scoring.exact)


def _pair_signals(run: Run, scoring: Scoring) -> Iterator[Signal]:
    for pair in Counter(f"{left.folded} {right.folded}" for left, right in pairwise(run.syllables)):
        yield Signal(f'"{pair}"', _everywhere(run.fields, "pairs", pair, scoring), scoring.pairs)


def _word_signals(text: str, run: Run, scoring: Scoring) -> Iterator[Signal]:
    if not any(syllable.accented for syllable in run.syllables):
        return  # the segmenter is blind without accents
    stretch = text[run.syllables[0].start : run.syllables[-1].end]
    for word in Counter(token.term for token in words(stretch) if "_" in token.term):
        yield Signal(word, _everywhere(run.fields, "words", word, scoring), scoring.words)


def _everywhere(
    fields: Iterable[str], layer: str, text: str, scoring: Scoring
) -> tuple[tuple[Term, float], ...]:
    return tuple(
        (Term(getattr(layers(field), layer), text), scoring.title if field == "title" else 1.0)
        for field in fields
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
            ]
    return tuple(found)


def _slots(syllables: Sequence[Syllable], *, strict: bool) -> tuple[Slot, ...]:
    return tuple(slot(syllable, strict=strict) for syllable in syllables)


def _rarity(syllable: Syllable, lexicon: Lexicon) -> float:
    frequency = lexicon.frequency(Term(layers("body").folded, syllable.folded))
    return 0.1 + log((lexicon.count() + 1) / (frequency + 1))
