"""What a mistyped syllable may have been meant as, one slip away, and how near foreign words are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import is_syllable, strip_tone, unmarked_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
"""The letters that Vietnamese syllables are typed with, without accents."""

_MAX_SYLLABLE_LETTERS: Final = 9
"""A longer word is no mistyped syllable: the longest one has seven letters."""

_MIN_LONG_WORD: Final = 9
"""Letters of a foreign word in which two slips may have happened."""


@lru_cache(maxsize=1 << 10)
def near_syllables(term: str, extra_marks: int) -> tuple[str, ...]:
    """Return the syllables one slip away from a term with accents that differ in 0 or 1 marks besides.

    A slip is a letter too many, missing or wrong, or two letters exchanged; or it is one mark: a tone, the
    shape of a vowel, the stroke of the đ.
    """
    folded = folded_term(term)
    if len(folded) > _MAX_SYLLABLE_LETTERS:
        return ()
    as_typed = (term, *i_y_variants(term))
    return tuple(
        spelling
        for near in sorted((edits(folded, _LETTERS) | {folded}) & unmarked_syllables())
        for spelling in accentuations(near)
        if spelling not in as_typed
        if max(0, _differing_marks(term, spelling) - (near == folded)) == extra_marks
    )


def edits(word: str, letters: str) -> set[str]:
    """Return all strings one edit from the word: a letter dropped, added, replaced, or two exchanged."""
    return {
        edited
        for index in range(len(word) + 1)
        for edited in _edits_between(word[:index], word[index:], letters)
    }


def _edits_between(before: str, after: str, letters: str) -> Iterator[str]:
    yield from (before + letter + after for letter in letters)
    if after:
        yield before + after[1:]
        yield from (before + letter + after[1:] for letter in letters if letter != after[0])
    if len(after) > 1 and after[0] != after[1]:
        yield before + after[1] + after[0] + after[2:]


def _differing_marks(typed: str, spelling: str) -> int:
    """Return in how many marks two terms differ: the tone is one, each kind of shape another."""
    shapes = list(zip(_count_shapes(typed), _count_shapes(spelling), strict=True))
    missing = sum(meant > had for had, meant in shapes)
    extra = sum(had > meant for had, meant in shapes)
    return (_tone(typed) != _tone(spelling)) + max(missing, extra)


def _tone(term: str) -> int:
    return max((tone for _, tone, _ in map(strip_tone, term)), default=0)


def _count_shapes(term: str) -> tuple[int, int, int, int]:
    """How many letters have a breve, a stroke, a circumflex; and whether any has a horn (ươ is one slip)."""
    toneless = "".join(letter for letter, _, _ in map(strip_tone, term))
    horned = min(1, toneless.count("ơ") + toneless.count("ư"))
    return toneless.count("ă"), toneless.count("đ"), sum(map(toneless.count, "âêô")), horned


def letter_slips(word: str) -> set[str]:
    """Return the word with two neighbouring letters exchanged, or with one of two equal ones dropped."""
    slips: set[str] = set()
    for index in range(len(word) - 1):
        before, left, right, after = word[:index], word[index], word[index + 1], word[index + 2 :]
        slips.add(before + left + after if left == right else before + right + left + after)
    return slips


def split_in_two(term: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a term as two syllables, of two letters or more, without the blank between."""
    for index in range(2, len(term) - 1):
        left, right = term[:index], term[index:]
        if all(is_syllable(part) or part in unmarked_syllables() for part in (left, right)):
            yield left, right


def is_similar(typed: str, other: str) -> bool:
    """Return whether a foreign word is one slip from another, or two in nine letters; its plural is not."""
    if typed.removesuffix("s") == other.removesuffix("s"):
        return False
    return edit_distance(typed, other) <= (2 if min(len(typed), len(other)) >= _MIN_LONG_WORD else 1)


def edit_distance(left: str, right: str) -> int:
    """Return the edits between two words; an exchange of neighbours is one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for left_length, letter in enumerate(left, 1):
        before, above, row = row, before, [left_length]
        for right_length, other in enumerate(right, 1):
            cost = min(
                before[right_length] + 1,
                row[right_length - 1] + 1,
                before[right_length - 1] + (letter != other),
            )
            exchanged = (
                left_length > 1
                and right_length > 1
                and letter == right[right_length - 2]
                and left[left_length - 2] == other
            )
            row.append(min(cost, above[right_length - 2] + 1) if exchanged else cost)
    return row[-1]
