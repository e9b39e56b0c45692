"""Keyboard leftovers: text typed for a Vietnamese input method that was switched off.

The rules are those of the two common methods. Telex: `aa ee oo` for â ê ô, `aw ow uw` (or a later `w`) for
ă ơ ư, `dd` for đ, and `s f r x j` after the vowel for the tones. VNI: the digits `6 7 8 9` for the shapes
(â ê ô, ơ ư, ă, đ) and `1` to `5` for the tones. Marks may be typed in place or at the end of the syllable.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from analyzers.orthography import is_syllable, place_tone, unmarked_syllables

Scheme = Literal["telex", "vni"]

_TELEX_TONES: Final = {"f": 1, "s": 2, "r": 3, "x": 4, "j": 5}
_VNI_TONES: Final = {"2": 1, "1": 2, "3": 3, "4": 4, "5": 5}
_CIRCUMFLEX: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_UNMISTAKABLE: Final = (1, 5)  # huyền and nặng, typed f and j, which hardly end a word of another language
_VOWELS: Final = frozenset("aeiouyăâêôơư")
_MAX_KEYS: Final = 12  # nghieengf, the longest syllable fully typed, has 9; slips of order add none
_CHUNK: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W_]+")
_OPAQUE: Final = re.compile(r"[@/\\_]|\w\.\w")  # addresses, paths and file names are not typed text

# Words of English, computing and the news that also spell a Vietnamese syllable in Telex: the frequent ones
# of 110 MB of English text and of 71,000 search queries. Their plurals are known by rule.
_ENGLISH: Final = """
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


class _Typed(NamedTuple):
    """A syllable while it is typed. `late`: a vowel was doubled after others; `shaped`: one is đ, â, ơ..."""

    letters: str = ""
    tone: int = 0
    shaped: bool = False
    late: bool = False


class _Reading(NamedTuple):
    """One word as a scheme reads it: the decoded syllable, or None, and what it says about the text."""

    decoded: str | None
    evidence: Literal["strong", "weak", "english", "plain", "accented", "foreign", "none"]


def decode_typing(text: str) -> tuple[str, Scheme] | None:
    """The text as it was meant and the scheme it was typed for; None where it shows no Telex or VNI typing.

    Each word is decoded only into a possible syllable; whether anything is decoded at all is decided by the
    evidence of the whole text. Words that do not decode, numbers and accented words stay as they are.
    """
    readings = {scheme: list(_words(text, scheme)) for scheme in _SCHEMES}
    # A digit is never Telex, but a VNI text may hold a word like coong: the scheme that reads more is meant.
    by_words_read = sorted(
        readings, key=lambda scheme: -sum(bool(word[2].decoded) for word in readings[scheme])
    )
    for scheme in by_words_read:
        words = readings[scheme]
        if _convincing([(text[start:end].lower(), reading) for start, end, reading in words]):
            return _decoded(text, words), scheme
    return None


def _words(text: str, scheme: Scheme) -> Iterator[tuple[int, int, _Reading]]:
    read = _SCHEMES[scheme]
    for chunk in _CHUNK.finditer(text):
        if _OPAQUE.search(chunk[0]):
            continue
        for word in _WORD.finditer(text, chunk.start(), chunk.end()):
            yield word.start(), word.end(), read(word[0].lower())


def _convincing(words: list[tuple[str, _Reading]]) -> bool:
    def count(evidence: str) -> int:
        return sum(reading.evidence == evidence for _, reading in words)

    strong, foreign = count("strong"), count("foreign")
    weak = {reading.decoded: word for word, reading in words if reading.evidence == "weak"}
    if strong:
        return strong + len(weak) + count("plain") + count("accented") >= foreign
    if foreign or count("english") or count("accented"):
        return False
    # "banhs mi": one weak word is believed if it is long, not a code, and Vietnamese stands beside it.
    telling = [word for word in weak.values() if len(word) > 3 and word.isalpha()]
    return len(weak) >= 2 or bool(telling and count("plain"))


def _decoded(text: str, words: list[tuple[int, int, _Reading]]) -> str:
    # Among foreign words, one that reads as English is English: "tooi ddi shopping as ..."
    english = not any(reading.evidence == "foreign" for _, _, reading in words)
    pieces, last = [], 0
    for start, end, reading in words:
        if reading.decoded is not None and (english or reading.evidence != "english"):
            pieces += [text[last:start], _recased(text[start:end], reading.decoded)]
            last = end
    return "".join((*pieces, text[last:]))


def _recased(typed: str, decoded: str) -> str:
    if typed.isupper():
        return decoded.upper()
    return decoded.capitalize() if typed[0].isupper() else decoded


@lru_cache(maxsize=1 << 12)
def _read_telex(word: str) -> _Reading:
    typed = _best(word, _telex_key) if word.isascii() and word.isalpha() else None
    if typed is None:
        return _undecoded(word)
    syllable, state = typed
    short = not state.shaped and word[0] in _VOWELS and len(word) <= 3  # as, if, of, or, us
    if short or word in _english() or (word[-1] == "s" and word[:-1] in _english()):
        return _Reading(syllable, "english")
    unmistakable = "đ" in syllable or "w" in word or state.tone in _UNMISTAKABLE
    strong = unmistakable or (state.shaped and word[-2:] not in ("aa", "ee", "oo"))
    return _Reading(syllable, "strong" if strong else "weak")


@lru_cache(maxsize=1 << 12)
def _read_vni(word: str) -> _Reading:
    typed = _best(word, _vni_key) if word.isascii() and not word.isalpha() else None
    if typed is None:
        return _undecoded(word)
    syllable, state = typed
    inside = any(digit.isdigit() and after.isalpha() for digit, after in pairwise(word))
    # A digit at the end may be a number: nha2 and e63 say less than co6ng and dda5i.
    return _Reading(syllable, "strong" if inside or (state.shaped and word[0] not in _VOWELS) else "weak")


_SCHEMES: Final[dict[Scheme, Callable[[str], _Reading]]] = {"telex": _read_telex, "vni": _read_vni}


def _undecoded(word: str) -> _Reading:
    """A syllable, accented or not, speaks for Vietnamese; a word of another shape for another language."""
    if word.isascii() and word in unmarked_syllables():
        return _Reading(None, "plain")
    if is_syllable(word):
        return _Reading(None, "accented")
    spoken = word.isalpha() and any(letter in _VOWELS for letter in word)
    return _Reading(None, "foreign" if spoken else "none")


def _best(word: str, press: Callable[[_Typed, str], Iterator[_Typed]]) -> tuple[str, _Typed] | None:
    """The syllable that the keys spell, and how; of several, the one with most letters shaped."""
    if len(word) > _MAX_KEYS:
        return None
    states = {_Typed()}
    for key in word:
        states = {after for before in states for after in press(before, key)}
    found = [(syllable, state) for state in states if (syllable := _spelt(state)) and syllable != word]
    return max(found, key=lambda pair: (pair[1].shaped, not pair[0].isascii(), pair[0]), default=None)


def _spelt(state: _Typed) -> str | None:
    # A vowel doubled late is believed only with a tone that no other language types: vietej, but not beter.
    if state.late and state.tone not in _UNMISTAKABLE:
        return None
    return place_tone(state.letters, state.tone) or place_tone(state.letters.replace("ưo", "ươ"), state.tone)


def _telex_key(state: _Typed, key: str) -> Iterator[_Typed]:
    letters, tone = state.letters, state.tone
    voiced = any(letter in _VOWELS for letter in letters)
    if key in _TELEX_TONES and voiced:
        if not tone:
            yield _Typed(letters, _TELEX_TONES[key], state.shaped, state.late)
    elif key in _VOWELS and tone and not (state.shaped and tone in _UNMISTAKABLE):
        return  # hero, sofa: a tone before the last vowel is believed in the like of ddaji only
    elif key == "w":
        yield from _shape(state, _HORN)
        if len(letters) > 1 and not voiced:
            yield _Typed(letters + "ư", tone, shaped=True, late=state.late)
    elif key == "d" and letters == "d":
        yield _Typed("đ", tone, shaped=True)
    elif key not in "fjz":
        yield _Typed(letters + key, tone, state.shaped, state.late)
        if key in _CIRCUMFLEX and key in letters:
            at = letters.rindex(key)
            late = state.late or at < len(letters) - 1
            yield _Typed(letters[:at] + _CIRCUMFLEX[key] + letters[at + 1 :], tone, shaped=True, late=late)


def _vni_key(state: _Typed, key: str) -> Iterator[_Typed]:
    letters = state.letters
    if key.isalpha():
        yield _Typed(letters + key, state.tone, state.shaped)
    elif key == "6":
        yield from _shape(state, _CIRCUMFLEX)
    elif key in "78":
        yield from _shape(state, {"a": "ă"} if key == "8" else {"o": "ơ", "u": "ư"})
    elif key == "9" and letters[:1] == "d":
        yield _Typed("đ" + letters[1:], state.tone, shaped=True)
    elif key in _VNI_TONES and not state.tone and any(letter in _VOWELS for letter in letters):
        yield _Typed(letters, _VNI_TONES[key], state.shaped)


def _shape(state: _Typed, shapes: dict[str, str]) -> Iterator[_Typed]:
    """Every way to put the mark: on one plain vowel, or on u and o together, as in `truongw`."""
    letters = state.letters
    for at, letter in enumerate(letters):
        if letter in shapes:
            yield _Typed(letters[:at] + shapes[letter] + letters[at + 1 :], state.tone, True, state.late)
    if "u" in shapes and "uo" in letters:
        yield _Typed(letters.replace("uo", "ươ"), state.tone, True, state.late)


@cache
def _english() -> frozenset[str]:
    return frozenset(_ENGLISH.split())
