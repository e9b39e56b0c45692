"""Telex and VNI: which syllable do the keys of one typed word spell?

These are the keys of the two common input methods. A key for a mark may follow its letter or the whole
syllable: `vieejt` and `vieetj` both spell `việt`.

    method   â ê ô      ă ơ ư                          đ     huyền  sắc  hỏi  ngã  nặng
    Telex    aa ee oo   aw ow uw, or a w afterwards    dd    f      s    r    x    j
    VNI      a6 e6 o6   a8 o7 u7                       d9    2      1    3    4    5

A key may have several meanings. After `truo` the w of Telex makes `trưo`, `truơ` or `trươ`. Therefore all
states that the keys can lead to are followed, and the best state that spells a syllable is returned.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from analyzers.orthography import place_tone

_TELEX_TONE_KEYS: Final = {"f": 1, "s": 2, "r": 3, "x": 4, "j": 5}
_VNI_TONE_KEYS: Final = {"2": 1, "1": 2, "3": 3, "4": 4, "5": 5}
_CIRCUMFLEX: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"o": "ơ", "u": "ư"}
_BREVE: Final = {"a": "ă"}
_HORN_OR_BREVE: Final = {"a": "ă", "o": "ơ", "u": "ư"}

UNMISTAKABLE_TONES: Final = (1, 5)
"""Huyền and nặng. Their Telex keys f and j rarely end a word of another language."""

VOWELS: Final = frozenset("aeiouyăâêôơư")
"""The vowels without a tone."""

_MAX_KEYS: Final = 12
"""Words of more keys are not decoded. The longest syllable in Telex, nghieengf, has 9 keys."""


class Typed(NamedTuple):
    """A partly typed syllable.

    `letters` has no tone mark, and `tone` is an index of `orthography.TONES`. `shaped` is true if a key
    turned a letter into đ, ă, â, ê, ô, ơ or ư. `late` is true if other letters are between the two keys of a
    doubled vowel, as in `vietej`.
    """

    letters: str = ""
    tone: int = 0
    shaped: bool = False
    late: bool = False


Press = Callable[[Typed, str], Iterator[Typed]]
"""A function that yields all states after a key is added to a state, or nothing if the key cannot follow."""


def best_spelling(word: str, press: Press) -> tuple[str, Typed] | None:
    """Return the syllable that the keys of a lower-case word spell and its state, or None.

    The result is None if the keys spell no syllable other than the word itself, or if the word has more than
    `_MAX_KEYS` keys. Of several syllables, one with shaped letters is preferred.
    """
    if len(word) > _MAX_KEYS:
        return None
    states = {Typed()}
    for key in word:
        states = {after for before in states for after in press(before, key)}
    spelt = [(syllable, state) for state in states if (syllable := _syllable(state)) and syllable != word]
    return max(spelt, key=lambda pair: (pair[1].shaped, not pair[0].isascii(), pair[0]), default=None)


def _syllable(state: Typed) -> str | None:
    """Return the syllable that a state spells, or None."""
    # A vowel doubled late is accepted only with f or j, because other languages have words such as beter.
    if state.late and state.tone not in UNMISTAKABLE_TONES:
        return None
    return place_tone(state.letters, state.tone) or place_tone(state.letters.replace("ưo", "ươ"), state.tone)


def press_telex(state: Typed, key: str) -> Iterator[Typed]:
    """Yield the states after a Telex key, or nothing if it cannot follow."""
    letters, tone = state.letters, state.tone
    has_vowel = any(letter in VOWELS for letter in letters)
    if key in _TELEX_TONE_KEYS and has_vowel:
        if not tone:
            yield Typed(letters, _TELEX_TONE_KEYS[key], state.shaped, state.late)
    elif key in VOWELS and tone and not (state.shaped and tone in UNMISTAKABLE_TONES):
        return  # hero, sofa: a vowel may follow a tone key only in words such as ddaji
    elif key == "w":
        yield from _shape_vowel(state, _HORN_OR_BREVE)
        if len(letters) > 1 and not has_vowel:  # nhw for như
            yield Typed(letters + "ư", tone, shaped=True, late=state.late)
    elif key == "d" and letters == "d":
        yield Typed("đ", tone, shaped=True)
    elif key not in "fjz":
        yield Typed(letters + key, tone, state.shaped, state.late)
        if key in _CIRCUMFLEX and key in letters:
            index = letters.rindex(key)
            doubled = letters[:index] + _CIRCUMFLEX[key] + letters[index + 1 :]
            is_late = state.late or index < len(letters) - 1
            yield Typed(doubled, tone, shaped=True, late=is_late)


def press_vni(state: Typed, key: str) -> Iterator[Typed]:
    """Yield the states after a VNI key, or nothing if it cannot follow."""
    letters = state.letters
    if key.isalpha():
        yield Typed(letters + key, state.tone, state.shaped)
    elif key == "6":
        yield from _shape_vowel(state, _CIRCUMFLEX)
    elif key == "7":
        yield from _shape_vowel(state, _HORN)
    elif key == "8":
        yield from _shape_vowel(state, _BREVE)
    elif key == "9" and letters[:1] == "d":
        yield Typed("đ" + letters[1:], state.tone, shaped=True)
    elif key in _VNI_TONE_KEYS and not state.tone and any(letter in VOWELS for letter in letters):
        yield Typed(letters, _VNI_TONE_KEYS[key], state.shaped)


def _shape_vowel(state: Typed, shapes: dict[str, str]) -> Iterator[Typed]:
    """Yield a state for each vowel that can take the mark, and one for u and o together, as in `truongw`."""
    letters = state.letters
    for index, letter in enumerate(letters):
        if letter in shapes:
            shaped = letters[:index] + shapes[letter] + letters[index + 1 :]
            yield Typed(shaped, state.tone, True, state.late)
    if "u" in shapes and "uo" in letters:
        yield Typed(letters.replace("uo", "ươ"), state.tone, True, state.late)
