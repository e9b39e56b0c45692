"""Which patterns of a plan does a term of a text match, alone or as one token of a phrase?

A pattern of one token matches single tokens. A pattern of several tokens is called a *phrase*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.fold import folded_term
from searchidx.engines.plan import MEANT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchidx.engines.plan import Alternatives, Pattern


class PatternToken(NamedTuple):
    """One token of a pattern: the pattern's number in the plan, and the token's number in the pattern."""

    pattern: int
    token: int


class MatchedPatterns(NamedTuple):
    """The patterns that a term matches.

    `meant` and `other` have the numbers of patterns of one token, whose accents are `MEANT` or others. A
    pattern is left out of `other` if its part has a pattern in `meant`, because it will not be marked.
    `of_phrases` has the tokens of phrases.
    """

    meant: tuple[int, ...]
    other: tuple[int, ...]
    of_phrases: tuple[PatternToken, ...]


_NO_PATTERNS: Final = MatchedPatterns((), (), ())
"""What most terms of a text match."""


def patterns_of_field(patterns: Sequence[Pattern], field: str) -> dict[int, Pattern]:
    """Return the patterns of a plan that may be marked in a text field, by their numbers in the plan."""
    return {number: pattern for number, pattern in enumerate(patterns) if field in pattern.fields}


class PatternsByTerm(dict[str, MatchedPatterns]):
    """The patterns that each exact term matches: `patterns_by_term["công"]`. Any term has a value.

    A value is computed when its term is looked up for the first time, and remembered.

    `patterns` has the patterns by their numbers in the plan. `meant_patterns` has the patterns among them
    whose accents are `MEANT`. `last_tokens` has the number of the last token of each pattern, which is 0 for
    a pattern of one token. `whole_numbers` are the patterns with a `whole_number`.
    """

    def __init__(self, patterns: Mapping[int, Pattern]) -> None:
        """Prepare to match terms with the patterns, which are given by their numbers in the plan."""
        super().__init__()
        self.patterns = patterns
        self.meant_patterns = {
            number: pattern for number, pattern in patterns.items() if pattern.accents == MEANT
        }
        self.whole_numbers = {number for number, pattern in patterns.items() if pattern.whole_number}
        self.last_tokens = {number: len(pattern.tokens) - 1 for number, pattern in patterns.items()}
        # The tokens of patterns by the exact or folded term that matches them.
        self._exact: dict[str, list[PatternToken]] = {}
        self._folded: dict[str, list[PatternToken]] = {}
        self._prefixes: list[tuple[PatternToken, Alternatives]] = []
        for number, pattern in patterns.items():
            self._register(number, pattern)

    def _register(self, number: int, pattern: Pattern) -> None:
        tokens = pattern.tokens
        if pattern.prefix:
            self._prefixes.append((PatternToken(number, len(tokens) - 1), tokens[-1]))
            tokens = tokens[:-1]
        for token, alternatives in enumerate(tokens):
            for terms, table in ((alternatives.exact, self._exact), (alternatives.folded, self._folded)):
                for term in terms:
                    table.setdefault(term, []).append(PatternToken(number, token))

    def __missing__(self, exact: str) -> MatchedPatterns:
        """Return the patterns that an exact term matches, and remember them."""
        folded = folded_term(exact)
        tokens = [*self._exact.get(exact, ()), *self._folded.get(folded, ())]
        if self._prefixes:
            tokens += [
                pattern_token
                for pattern_token, alternatives in self._prefixes
                if exact.startswith(tuple(alternatives.exact))
                or folded.startswith(tuple(alternatives.folded))
            ]
        matched = self[exact] = self._divided(tokens) if tokens else _NO_PATTERNS
        return matched

    def _divided(self, tokens: Sequence[PatternToken]) -> MatchedPatterns:
        """Return the patterns of the tokens that one term matches."""
        single = [number for number, _ in tokens if not self.last_tokens[number]]
        meant = [number for number in single if number in self.meant_patterns]
        meant_parts = {self.patterns[number].part for number in meant}
        other = [number for number in single if self.patterns[number].part not in meant_parts]
        of_phrases = [pattern_token for pattern_token in tokens if self.last_tokens[pattern_token.pattern]]
        return MatchedPatterns(tuple(meant), tuple(other), tuple(of_phrases))
