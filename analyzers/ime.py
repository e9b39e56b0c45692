"""Text typed for a Vietnamese input method that was switched off: what was meant by `vieejt nam`?

`keystrokes` finds the syllable that the keys of one word spell. Such a word may be typing, or may as well be
English. What it says about the text is its evidence, and the evidence of all words together decides.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from analyzers.keystrokes import UNMISTAKABLE_TONES, VOWELS, best_spelling, press_telex, press_vni
from analyzers.orthography import is_syllable, unmarked_syllables

Scheme = Literal["telex", "vni"]
Evidence = Literal["strong", "weak", "english", "plain", "accented", "foreign", "none"]
"""What a word says about a text.

`strong`: it is hardly anything but typing. `weak`: it spells a syllable, but may be something else.
`english`: it spells one, but is an English word. `plain`, `accented`: it is a syllable as it stands, without
or with marks. `foreign`: it is a word of another language. `none`: it is no word.
"""

_MIN_TELLING_LETTERS: Final = 4
"""A single weak word is believed only if it has as many letters as this."""

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
    spelt = best_spelling(word, press_telex) if word.isascii() and word.isalpha() else None
    if spelt is None:
        return _undecoded(word)
    syllable, state = spelt
    is_short = not state.shaped and word[0] in VOWELS and len(word) <= 3  # as, if, of, or, us
    if is_short or word in _english_words() or (word[-1] == "s" and word[:-1] in _english_words()):
        return _Reading(syllable, "english")
    is_unmistakable = "đ" in syllable or "w" in word or state.tone in UNMISTAKABLE_TONES
    is_strong = is_unmistakable or (state.shaped and word[-2:] not in ("aa", "ee", "oo"))
    return _Reading(syllable, "strong" if is_strong else "weak")


@lru_cache(maxsize=1 << 12)
def _read_vni(word: str) -> _Reading:
    spelt = best_spelling(word, press_vni) if word.isascii() and not word.isalpha() else None
    if spelt is None:
        return _undecoded(word)
    syllable, state = spelt
    # A digit at the end may be a number: nha2 and e63 say less than co6ng and dda5i.
    is_digit_inside = any(digit.isdigit() and after.isalpha() for digit, after in pairwise(word))
    is_strong = is_digit_inside or (state.shaped and word[0] not in VOWELS)
    return _Reading(syllable, "strong" if is_strong else "weak")


_SCHEMES: Final[dict[Scheme, Callable[[str], _Reading]]] = {"telex": _read_telex, "vni": _read_vni}
"""How each scheme reads one word in lower case."""


def _undecoded(word: str) -> _Reading:
    """Return the reading of a word that is no typing: Vietnamese, another language, or no word at all."""
    if word.isascii() and word in unmarked_syllables():
        return _Reading(None, "plain")
    if is_syllable(word):
        return _Reading(None, "accented")
    is_word = word.isalpha() and any(letter in VOWELS for letter in word)
    return _Reading(None, "foreign" if is_word else "none")


@cache
def _english_words() -> frozenset[str]:
    return frozenset(_ENGLISH_WORDS.split())
