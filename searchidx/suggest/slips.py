"""The syllables that a mistyped one may have been meant as, and how near foreign words are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, strip_tone, unmarked_syllables
from searchidx.planning.accents.spellings import accentuations

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
_LONGEST: Final = 9


@lru_cache(maxsize=1 << 10)
def intended(term: str, besides: int) -> tuple[str, ...]:
    """Return the syllables one slip away from a term with accents, and so many marks (0 or 1) besides.

    A slip is one letter too many, missing or wrong, or two exchanged; or one mark: a tone, a shape, the đ.
    """
    plain = folded_term(term)
    if len(plain) > _LONGEST:
        return ()
    known = (term, *i_y_variants(term))
    return tuple(
        form
        for near in sorted((edits(plain, _LETTERS) | {plain}) & unmarked_syllables())
        for form in accentuations(near)
        if form not in known and max(0, _wrong_marks(term, form) - (near == plain)) == besides
    )


def edits(word: str, letters: str) -> set[str]:
    """Return all strings one edit from the word: a letter dropped, added, replaced, or two exchanged."""
    return {edited for at in range(len(word) + 1) for edited in _edits_at(word[:at], word[at:], letters)}


def _edits_at(before: str, after: str, letters: str) -> Iterator[str]:
    yield from (before + letter + after for letter in letters)
    if after:
        yield before + after[1:]
        yield from (before + letter + after[1:] for letter in letters if letter != after[0])
    if len(after) > 1 and after[0] != after[1]:
        yield before + after[1] + after[0] + after[2:]


def _wrong_marks(typed: str, form: str) -> int:
    """Return in how many marks two terms differ: the tone is one, each shaped letter or đ another."""
    shapes = list(zip(_shapes(typed), _shapes(form), strict=True))
    missing = sum(meant > had for had, meant in shapes)
    extra = sum(had > meant for had, meant in shapes)
    return (_tone(typed) != _tone(form)) + max(missing, extra)


def _tone(term: str) -> int:
    return max((strip_tone(letter)[1] for letter in term), default=0)


def _shapes(term: str) -> tuple[int, int, int, int]:
    """How many letters have a breve, a stroke, a circumflex; and whether any has a horn (ươ is one slip)."""
    bare = "".join(strip_tone(letter)[0] for letter in term)
    horned = min(1, bare.count("ơ") + bare.count("ư"))
    return bare.count("ă"), bare.count("đ"), sum(map(bare.count, "âêô")), horned


def exchanged(word: str) -> set[str]:
    """Return the word with two neighbouring letters exchanged, or one of two equal ones dropped."""
    swaps = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    }
    return swaps | {word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1]}


def one_word_two(term: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a term as two syllables without the blank between them."""
    for at in range(2, len(term) - 1):
        left, right = term[:at], term[at:]
        if all(is_syllable(part) or part in unmarked_syllables() for part in (left, right)):
            yield left, right


def similar(typed: str, other: str) -> bool:
    """Tell whether a foreign word is one slip from another (two in nine letters); its plural is not."""
    if typed.removesuffix("s") == other.removesuffix("s"):
        return False
    return distance(typed, other) <= (2 if min(len(typed), len(other)) > 8 else 1)


def distance(left: str, right: str) -> int:
    """Return the edits between two words; an exchange of neighbours is one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
