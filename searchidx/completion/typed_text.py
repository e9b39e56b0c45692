"""Which words were typed before the last one, and how does the last word begin?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from searchidx.planning.accents.spellings import missing_accents_share, weigh_spellings
from searchidx.planning.terms import prefix_syllables, query_syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchidx.engines.base import TermStatistics
    from searchidx.planning.terms import QuerySyllable

MAX_CHARACTERS: Final = 500
"""A longer text is not completed. It would cost time, and hardly any article goes on with it."""

MAX_CONTEXTS: Final = 4
"""The maximum number of spellings of the words before that are tried."""

_KEPT_SIGNS: Final = frozenset(".,/-&")
"""Signs that are kept between two syllables if they join them without a blank. None is a query operator."""


class Context(NamedTuple):
    """One way to spell the words before, as exact terms, and the probability that it is meant."""

    terms: tuple[str, ...]
    probability: float


class TypedText(NamedTuple):
    """A text that somebody has begun to type, taken as plain words.

    `before` has the complete syllables. `beginning` is the last syllable, or None if a blank or a sign
    follows it.
    """

    before: tuple[QuerySyllable, ...]
    beginning: QuerySyllable | None
    signs: tuple[str, ...]

    @property
    def syllables(self) -> tuple[QuerySyllable, ...]:
        """All syllables, with the beginning."""
        return self.before if self.beginning is None else (*self.before, self.beginning)

    @property
    def missing_accents(self) -> float:
        """The estimated share of the accents that were left out."""
        return missing_accents_share(self.syllables)

    def written(self, phrase: Iterable[str]) -> str:
        """Return the text of a proposal, which begins with as many terms as there are typed syllables.

        The terms are divided by blanks. Only a sign that joins two typed syllables is kept, as in `f-16`, if
        the text is then still read as these terms.
        """
        terms = tuple(phrase)
        plain = " ".join(terms)
        if not any(self.signs):
            return plain
        signs = [sign or " " for sign in self.signs] + [" "] * len(terms)
        joined = terms[0] + "".join([sign + term for sign, term in zip(signs, terms[1:], strict=False)])
        return joined if tuple([syllable.exact for syllable in query_syllables(joined)]) == terms else plain


def read_typed(text: str) -> TypedText | None:
    """Return what was typed, or None for a text without a letter or digit, and for one that is too long."""
    if len(text) > MAX_CHARACTERS:
        return None
    before, beginning = prefix_syllables(text)
    syllables = before if beginning is None else (*before, beginning)
    if not syllables:
        return None
    between = [text[left.end : right.start] for left, right in pairwise(syllables)]
    return TypedText(before, beginning, tuple([sign if sign in _KEPT_SIGNS else "" for sign in between]))


def spell_contexts(typed: TypedText, index: TermStatistics) -> list[Context]:
    """Return the most probable spellings of the complete syllables, the best first.

    Accents that were typed stay. Without complete syllables, there is one empty context.
    """
    contexts = [Context((), 1.0)]
    for spellings in weigh_spellings(typed.before, index, typed.missing_accents):
        longer = [
            Context((*context.terms, text), context.probability * probability)
            for context in contexts
            for text, probability in spellings.ranked
        ]
        contexts = sorted(longer, key=lambda context: (-context.probability, context.terms))[:MAX_CONTEXTS]
    return contexts
