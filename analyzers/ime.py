"""Text typed for a Vietnamese input method that was switched off: what was meant by `vieejt nam`?

The keys of the two common methods, which may be typed in place or at the end of the syllable:

    method   â ê ô      ă ơ ư                          đ     huyền  sắc  hỏi  ngã  nặng
    Telex    aa ee oo   aw ow uw, or a w afterwards    dd    f      s    r    x    j
    VNI      a6 e6 o6   a8 o7 u7                       d9    2      1    3    4    5

A word is decoded in two steps. All states are followed that its keys may lead to (`_Typed`), and one that
spells a syllable is taken. What the word says about the text, whether it can only be such typing or may as
well be English, is its evidence; the evidence of all words decides whether the text is decoded.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from analyzers.orthography import is_syllable, place_tone, unmarked_syllables

Scheme = Literal["telex", "vni"]
Evidence = Literal["strong", "weak", "english", "plain", "accented", "foreign", "none"]
"""What a word says about a text.

`strong`: it is hardly anything but typing. `weak`: it spells a syllable, but may be something else.
`english`: it spells one, but is an English word. `plain`, `accented`: it is a syllable as it stands, without
or with marks. `foreign`: it is a word of another language. `none`: it is no word.
"""

_TELEX_TONES: Final = {"f": 1, "s": 2, "r": 3, "x": 4, "j": 5}
_VNI_TONES: Final = {"2": 1, "1": 2, "3": 3, "4": 4, "5": 5}
_CIRCUMFLEX: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN_OR_BREVE: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_HORN: Final = {"o": "ơ", "u": "ư"}
_BREVE: Final = {"a": "ă"}

_UNMISTAKABLE_TONES: Final = (1, 5)
"""Huyền and nặng, in Telex f and j, which hardly end a word of another language."""

_VOWELS: Final = frozenset("aeiouyăâêôơư")

_MAX_KEYS: Final = 12
"""Longer words are not decoded: nghieengf, the longest syllable fully typed, has 9 keys."""

_MIN_TELLING_LETTERS: Final = 4
"""A single weak word is believed only if it has at least so many letters."""

_CHUNK: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W_]+")
_OPAQUE: Final = re.compile(r"[@/\\_]|\w\.\w")
"""What an address, a path or a file name has: such chunks are not typed text."""

_ENGLISH_WORDS: Final = """
    arm bar bee beef been beer best bias bits boar boom boon boong boos boost boots bor born bow box buf
    burn bus cap car cast cats chair chaos char charm chef chips chow conf cons coo coon corn cost cow
    cur dar dawn days ddos deem deen deer def dens dest dir dist doc does doom door dos down dust gas
    gif goo goof gow gown hans harm has her hex hims his hist hits hoon horn hos host how inf its keen
    keep kef kern khoo last lawn lax lee lens lets lex list loom loop loos lost lots low lux maps mar
    max meem mens mips mis mix moo moon mor morn most mow must neem nest nets nix noir noon noong nor
    norm nos now nuts own pair par pas past pawn pax peer pens per perm pins poor pos post puts queen
    quest raf raj reef ref resp rest rex roof room root row runs rust sans sax says seem seen seer sees
    sens set sex sims sin sir sits six soo soon soong sops sor sos sow sox sums sur sys taj tar tax teen
    tens term test tex this thor thorn thus tie tif tips tits tix too tor torn tour tow town trans traps
    tree trust tums turn tux var vast vax vee veer ver vest vex voom vos vow xoom xoong
"""
"""Words that also spell a Vietnamese syllable in Telex, of English, computing and the news.

They are the frequent ones of 110 MB of English text and of 71,000 search queries. Plurals are known by rule.
"""


class _Typed(NamedTuple):
    """A syllable while it is typed.

    `shaped` tells that a letter was given its shape (đ, â, ơ and so on), `late` that a vowel was doubled
    after others.
    """

    letters: str = ""
    tone: int = 0
    shaped: bool = False
    late: bool = False


class _Reading(NamedTuple):
    """One word as a scheme reads it: the syllable that it decodes to, or None, and its evidence."""

    decoded: str | None
    evidence: Evidence


class _Word(NamedTuple):
    """A word of the text and how a scheme reads it."""

    start: int
    end: int
    reading: _Reading


def decode_typing(text: str) -> tuple[str, Scheme] | None:
    """Return the text as it was meant and the scheme it was typed for, or None if it shows no such typing.

    Each word is decoded only into a possible syllable; whether any word is decoded is decided by the evidence
    of the whole text. Words that do not decode, numbers and accented words stay as they are.
    """
    words = {scheme: list(_words(text, scheme)) for scheme in _SCHEMES}
    # The scheme that decodes more words is tried first. A digit is never Telex, but a VNI text may have a
    # word such as coong, so both may decode some.
    for scheme in sorted(
        words, key=lambda scheme: -sum(bool(word.reading.decoded) for word in words[scheme])
    ):
        if _is_convincing(text, words[scheme]):
            return _decoded(text, words[scheme]), scheme
    return None


def _words(text: str, scheme: Scheme) -> Iterator[_Word]:
    read = _SCHEMES[scheme]
    for chunk in _CHUNK.finditer(text):
        if _OPAQUE.search(chunk[0]):
            continue
        for word in _WORD.finditer(text, chunk.start(), chunk.end()):
            yield _Word(word.start(), word.end(), read(word[0].lower()))


def _is_convincing(text: str, words: list[_Word]) -> bool:
    """Return whether the words together show that the text was typed for the scheme."""

    def count(evidence: Evidence) -> int:
        return sum(word.reading.evidence == evidence for word in words)

    strong, foreign = count("strong"), count("foreign")
    # The different syllables of the weak words, and one word of the text for each.
    weak = {
        word.reading.decoded: text[word.start : word.end].lower()
        for word in words
        if word.reading.evidence == "weak"
    }
    if strong:
        return strong + len(weak) + count("plain") + count("accented") >= foreign
    if foreign or count("english") or count("accented"):
        return False
    # "banhs mi": a single weak word is believed if it is long, not a code, and Vietnamese stands beside it.
    telling = [typed for typed in weak.values() if len(typed) >= _MIN_TELLING_LETTERS and typed.isalpha()]
    return len(weak) >= 2 or bool(telling and count("plain"))


def _decoded(text: str, words: list[_Word]) -> str:
    # Among foreign words, a word that reads as English is English: "tooi ddi shopping as ..."
    decodes_english = not any(word.reading.evidence == "foreign" for word in words)
    pieces, last = [], 0
    for start, end, reading in words:
        if reading.decoded is not None and (decodes_english or reading.evidence != "english"):
            pieces += [text[last:start], _recased(text[start:end], reading.decoded)]
            last = end
    return "".join((*pieces, text[last:]))


def _recased(typed: str, decoded: str) -> str:
    """Return the decoded syllable in the case in which it was typed."""
    if typed.isupper():
        return decoded.upper()
    return decoded.capitalize() if typed[0].isupper() else decoded


@lru_cache(maxsize=1 << 12)
def _read_telex(word: str) -> _Reading:
    spelt = _best_spelling(word, _press_telex) if word.isascii() and word.isalpha() else None
    if spelt is None:
        return _undecoded(word)
    syllable, state = spelt
    is_short = not state.shaped and word[0] in _VOWELS and len(word) <= 3  # as, if, of, or, us
    if is_short or word in _english_words() or (word[-1] == "s" and word[:-1] in _english_words()):
        return _Reading(syllable, "english")
    is_unmistakable = "đ" in syllable or "w" in word or state.tone in _UNMISTAKABLE_TONES
    is_strong = is_unmistakable or (state.shaped and word[-2:] not in ("aa", "ee", "oo"))
    return _Reading(syllable, "strong" if is_strong else "weak")


@lru_cache(maxsize=1 << 12)
def _read_vni(word: str) -> _Reading:
    spelt = _best_spelling(word, _press_vni) if word.isascii() and not word.isalpha() else None
    if spelt is None:
        return _undecoded(word)
    syllable, state = spelt
    # A digit at the end may be a number: nha2 and e63 say less than co6ng and dda5i.
    is_digit_inside = any(digit.isdigit() and after.isalpha() for digit, after in pairwise(word))
    is_strong = is_digit_inside or (state.shaped and word[0] not in _VOWELS)
    return _Reading(syllable, "strong" if is_strong else "weak")


_SCHEMES: Final[dict[Scheme, Callable[[str], _Reading]]] = {"telex": _read_telex, "vni": _read_vni}
"""How each scheme reads one word in lower case."""


def _undecoded(word: str) -> _Reading:
    """Return the reading of a word that is no typing: Vietnamese, another language, or no word at all."""
    if word.isascii() and word in unmarked_syllables():
        return _Reading(None, "plain")
    if is_syllable(word):
        return _Reading(None, "accented")
    is_word = word.isalpha() and any(letter in _VOWELS for letter in word)
    return _Reading(None, "foreign" if is_word else "none")


_Press = Callable[[_Typed, str], Iterator[_Typed]]
"""What a key may do to a syllable that is being typed: the states after it, none if the key cannot follow."""


def _best_spelling(word: str, press: _Press) -> tuple[str, _Typed] | None:
    """Return a syllable that the keys spell and its state; of several, one with shaped letters."""
    if len(word) > _MAX_KEYS:
        return None
    states = {_Typed()}
    for key in word:
        states = {after for before in states for after in press(before, key)}
    spelt = [(syllable, state) for state in states if (syllable := _syllable(state)) and syllable != word]
    return max(spelt, key=lambda pair: (pair[1].shaped, not pair[0].isascii(), pair[0]), default=None)


def _syllable(state: _Typed) -> str | None:
    # A vowel doubled late is believed only with a tone that no other language types: vietej, but not beter.
    if state.late and state.tone not in _UNMISTAKABLE_TONES:
        return None
    return place_tone(state.letters, state.tone) or place_tone(state.letters.replace("ưo", "ươ"), state.tone)


def _press_telex(state: _Typed, key: str) -> Iterator[_Typed]:
    letters, tone = state.letters, state.tone
    has_vowel = any(letter in _VOWELS for letter in letters)
    if key in _TELEX_TONES and has_vowel:
        if not tone:
            yield _Typed(letters, _TELEX_TONES[key], state.shaped, state.late)
    elif key in _VOWELS and tone and not (state.shaped and tone in _UNMISTAKABLE_TONES):
        return  # hero, sofa: a tone before the last vowel is believed only in words such as ddaji
    elif key == "w":
        yield from _shape_vowel(state, _HORN_OR_BREVE)
        if len(letters) > 1 and not has_vowel:  # nhw for như
            yield _Typed(letters + "ư", tone, shaped=True, late=state.late)
    elif key == "d" and letters == "d":
        yield _Typed("đ", tone, shaped=True)
    elif key not in "fjz":
        yield _Typed(letters + key, tone, state.shaped, state.late)
        if key in _CIRCUMFLEX and key in letters:
            index = letters.rindex(key)
            doubled = letters[:index] + _CIRCUMFLEX[key] + letters[index + 1 :]
            is_late = state.late or index < len(letters) - 1
            yield _Typed(doubled, tone, shaped=True, late=is_late)


def _press_vni(state: _Typed, key: str) -> Iterator[_Typed]:
    letters = state.letters
    if key.isalpha():
        yield _Typed(letters + key, state.tone, state.shaped)
    elif key == "6":
        yield from _shape_vowel(state, _CIRCUMFLEX)
    elif key == "7":
        yield from _shape_vowel(state, _HORN)
    elif key == "8":
        yield from _shape_vowel(state, _BREVE)
    elif key == "9" and letters[:1] == "d":
        yield _Typed("đ" + letters[1:], state.tone, shaped=True)
    elif key in _VNI_TONES and not state.tone and any(letter in _VOWELS for letter in letters):
        yield _Typed(letters, _VNI_TONES[key], state.shaped)


def _shape_vowel(state: _Typed, shapes: dict[str, str]) -> Iterator[_Typed]:
    """Yield every way to put the mark: on one plain vowel, or on u and o together, as in `truongw`."""
    letters = state.letters
    for index, letter in enumerate(letters):
        if letter in shapes:
            shaped = letters[:index] + shapes[letter] + letters[index + 1 :]
            yield _Typed(shaped, state.tone, True, state.late)
    if "u" in shapes and "uo" in letters:
        yield _Typed(letters.replace("uo", "ươ"), state.tone, True, state.late)


@cache
def _english_words() -> frozenset[str]:
    return frozenset(_ENGLISH_WORDS.split())
