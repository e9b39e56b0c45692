"""Patterns and texts for the tests of highlighting, and a plain search for matches to compare with."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from analyzers import Token, syllables
from analyzers.fold import folded_term
from searchidx.engines.plan import MATCHING, MEANT, OTHER, Alternatives, Pattern
from searchidx.highlight import Candidates, MatchFinder, patterns_of_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchidx.highlight import TextMatches
    from searchidx.highlight.chunk_matches import Match


def exact(*terms: str) -> Alternatives:
    """A token that has to be one of the terms as they are."""
    return Alternatives(exact=frozenset(terms))


def folded(*terms: str) -> Alternatives:
    """A token that has to be one of the terms in any accents."""
    return Alternatives(folded=frozenset(map(folded_term, terms)))


def pattern(
    *tokens: Alternatives, weight: float = 1.0, prefix: bool = False, accents: int = MEANT, part: int = 0
) -> Pattern:
    """A pattern for the bodies of articles."""
    return Pattern(tokens, ("body",), weight, prefix, accents, part)


def find(text: str, patterns: Sequence[Pattern]) -> TextMatches:
    """The matches in the body of an article."""
    finder = MatchFinder(patterns_of_field(patterns, "body"))
    return finder.find(text, Candidates(patterns).chunks(text))


def all_matches(text: str, patterns: Sequence[Pattern]) -> list[Match]:
    """The matches in the body of an article, in whatever accents. Each pattern must have its own part."""
    return find(text, patterns).with_held_back(range(len(patterns)))


def plain_matches(text: str, patterns: Sequence[Pattern]) -> list[Match]:
    """All matches, found by looking at every token: tokens side by side that fill a pattern."""
    by_position = [list(tokens) for _, tokens in groupby(syllables(text), lambda token: token.position)]
    matches: set[Match] = set()
    for number, sought in enumerate(patterns):
        last = len(sought.tokens) - 1
        for first in range(len(by_position) - len(sought.tokens) + 1):
            filling = [
                [
                    token
                    for token in tokens
                    if _fills(token, alternatives, prefix=sought.prefix and place == last)
                ]
                for place, (tokens, alternatives) in enumerate(
                    zip(by_position[first:], sought.tokens, strict=False)
                )
            ]
            if all(filling):
                # Of a part and the whole code that begins with it, the one that comes last goes on.
                shown = [*(tokens[-1:] for tokens in filling[:-1]), filling[-1]]
                matches.update((token.start, token.end, number) for tokens in shown for token in tokens)
    return sorted(matches)


def _fills(token: Token, alternatives: Alternatives, *, prefix: bool) -> bool:
    term = folded_term(token.term)
    if prefix:
        return token.term.startswith(tuple(alternatives.exact)) or term.startswith(tuple(alternatives.folded))
    return token.term in alternatives.exact or term in alternatives.folded


def bracketed(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """The text with brackets around its marks."""
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


BLANKS = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isspace()]
"""All characters that Unicode calls blanks."""

SOUGHT = """
    an công cong bộ đ nđ cp 03 2019 03/2019/nđ-cp tp.hcm 50% hcm thủy at&t straße привет 漢 a ü baochi.vn
    i can't c co2 10 2 m2 việt xanh sống sốngxanh
"""
TERMS = [*SOUGHT.split(), "x" * 255, "x" * 45]
WRITTEN = """
    Bộ CÔNG công An an, cộng cổng-an 03/2019/NĐ-CP 0351 TP.HCM (50%) an? an–công AT&amp;T c&ocirc;ng C&#212;NG
    Straße Ｃông Привет 漢字 họp.An thuỷ thủy _an_ https://baochi.vn/an?b=công a@baochi.vn Ðảng ĐÐ İ
    ’ can’t ü | … CO₂ CO2 10² 1½ ㎡ Ａ viêṭ #SốngXanh XanhSống YouTube TếtViệt2
"""
INVISIBLE = [
    "c\u00adông",
    "an\u200bcông",
    "a\u0302\u0301n",
    "cong\u3000an",
    "\u00a0",
    "\u2028",
    "\n",
    "\ud800",
    "\u0301",
]
WORDS = [*WRITTEN.split(), *INVISIBLE, "x" * 300, "x" * 255]

_ALTERNATIVES = st.builds(
    lambda terms, is_exact: exact(*terms) if is_exact else folded(*terms),
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=2),
    st.booleans(),
)
_PATTERN = st.builds(
    lambda tokens, prefix, accents: pattern(*tokens, prefix=prefix, accents=accents),
    st.lists(_ALTERNATIVES, min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from([MEANT, MATCHING, OTHER]),
)
PATTERNS = st.lists(_PATTERN, min_size=1, max_size=12).map(
    lambda patterns: [each._replace(part=number) for number, each in enumerate(patterns)]
)
"""Patterns of which each is the only one of its part of the query."""
_PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=25)
TEXTS = _PIECES.map(" ".join) | _PIECES.map("".join)


def code_point(character: str) -> str:
    """The name of a test for a character: mutmut cannot select tests whose names have backslashes."""
    return f"U+{ord(character):04X}"
