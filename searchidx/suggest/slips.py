"""The syllables one slip away from a mistyped syllable, and the number of edits between two words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.normalize import i_y_variants
from analyzers.orthography import may_be_syllable, strip_tone, unmarked_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNACCENTED_LETTERS: Final = "abcdeghiklmnopqrstuvxy"
"""The letters of Vietnamese syllables without their accents."""

_MAX_SYLLABLE_LETTERS: Final = 9
"""A longer word is not tried as a mistyped syllable. The longest syllable has seven letters."""


@lru_cache(maxsize=1 << 10)
def near_syllables(term: str, extra_marks: int) -> tuple[str, ...]:
    """Return the syllables that differ from a term in one slip and in `extra_marks` (0 or 1) further marks.

    A slip is one edit of the letters (see `edits`) or one wrong mark. A mark is a tone, the shape of a vowel,
    or the stroke of đ. Examples:

        phnòg -> phòng    one edit, no further mark
        phnòg -> phóng    one edit, one further mark
        phòng -> phóng    the same letters and one wrong mark, which is the slip: no further mark

    The term itself and its spellings with y for i or i for y are left out. Terms with more than
    `_MAX_SYLLABLE_LETTERS` letters have no near syllables.
    """
    folded = folded_term(term)
    if len(folded) > _MAX_SYLLABLE_LETTERS:
        return ()
    same_word = (term, *i_y_variants(term))
    return tuple(
        spelling
        for near in sorted((edits(folded, _UNACCENTED_LETTERS) | {folded}) & unmarked_syllables())
        for spelling in accentuations(near)
        if spelling not in same_word
        if max(
            0,
            _differing_marks(term, spelling, d_is_added=near.count("d") > folded.count("d"))
            - (near == folded),
        )
        == extra_marks
    )


def edits(word: str, letters: str) -> set[str]:
    """Return all strings that one edit makes of the word, without the word itself.

    An edit drops a letter, adds or replaces one by any of `letters`, or exchanges two neighbouring letters.
    """
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


def _differing_marks(typed: str, spelling: str, *, d_is_added: bool) -> int:
    """Return the number of marks in which two terms differ.

    A different tone is one mark. A missing shape, an extra shape and a wrong shape are one mark each. The
    stroke of a đ is no mark if the edit added the whole letter.
    """
    typed_shapes, shapes_meant = _count_shapes(typed), _count_shapes(spelling)
    if d_is_added:
        typed_shapes = typed_shapes._replace(strokes=max(typed_shapes.strokes, shapes_meant.strokes))
    shapes = list(zip(typed_shapes, shapes_meant, strict=True))
    missing = sum(meant > had for had, meant in shapes)
    extra = sum(had > meant for had, meant in shapes)
    return (_tone(typed) != _tone(spelling)) + max(missing, extra)


def _tone(term: str) -> int:
    return max((tone for _, tone, _ in map(strip_tone, term)), default=0)


class _Shapes(NamedTuple):
    breves: int
    strokes: int
    circumflexes: int
    horns: int


def _count_shapes(term: str) -> _Shapes:
    """Return the number of letters with a breve, a stroke, a circumflex and a horn.

    Several horns, as in ươ, are counted once, because they are typed together.
    """
    toneless = "".join(letter for letter, _, _ in map(strip_tone, term))
    horned = min(1, toneless.count("ơ") + toneless.count("ư"))
    return _Shapes(toneless.count("ă"), toneless.count("đ"), sum(map(toneless.count, "âêô")), horned)


def letter_slips(word: str) -> set[str]:
    """Return all words that result from exchanging two neighbouring letters or undoubling a letter."""
    slips: set[str] = set()
    for index in range(len(word) - 1):
        before, left, right, after = word[:index], word[index], word[index + 1], word[index + 2 :]
        slips.add(before + left + after if left == right else before + right + left + after)
    return slips


def split_in_two(term: str) -> Iterator[tuple[str, str]]:
    """Yield each way to divide a term into two syllables of at least two letters, with or without accents."""
    for index in range(2, len(term) - 1):
        left, right = term[:index], term[index:]
        if may_be_syllable(left) and may_be_syllable(right):
            yield left, right


def are_within(left: str, right: str, max_edits: int) -> bool:
    """Return whether the `edit_distance` of two words is at most `max_edits`, which is decided faster."""
    if abs(len(left) - len(right)) > max_edits:
        return False
    start, end = _common_ends(left, right)
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    if max(len(left), len(right)) <= max_edits:
        return True  # each letter that is left is one edit
    if max_edits == 1:  # of two words with different ends, one edit makes only an exchange
        return len(left) == 2 and left[::-1] == right
    return edit_distance(left, right) <= max_edits


def _common_ends(left: str, right: str) -> tuple[int, int]:
    """Return the lengths of the longest common beginning and, of what is left, the longest common end."""
    shorter = min(len(left), len(right))
    start = next((at for at in range(shorter) if left[at] != right[at]), shorter)
    end = next((at for at in range(shorter - start) if left[-1 - at] != right[-1 - at]), shorter - start)
    return start, end


def edit_distance(left: str, right: str) -> int:
    """Return the optimal string alignment distance: the number of edits between two words.

    An exchange of neighbouring letters is one edit, and no part of a word is edited twice.
    """
    # row[j] is the distance between the letters of `left` that were read and the first j letters of `right`.
    row_before_last: list[int] = []
    last_row: list[int] = []
    row = list(range(len(right) + 1))
    for left_length, letter in enumerate(left, 1):
        row_before_last, last_row, row = last_row, row, [left_length]
        for right_length, other in enumerate(right, 1):
            cost = min(
                last_row[right_length] + 1,
                row[right_length - 1] + 1,
                last_row[right_length - 1] + (letter != other),
            )
            exchanged = (
                left_length > 1
                and right_length > 1
                and letter == right[right_length - 2]
                and left[left_length - 2] == other
            )
            row.append(min(cost, row_before_last[right_length - 2] + 1) if exchanged else cost)
    return row[-1]
