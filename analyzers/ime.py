"""Text typed in Telex or VNI while the input method was off: `vieejt nam` was meant to be `việt nam`.

`keystrokes` finds the syllable that the keys of one word spell. A word that spells a syllable may still be
English. Therefore every word is classified by its evidence, and the evidence of all words together decides
whether the text is decoded.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from analyzers.keystrokes import UNMISTAKABLE_TONES, VOWELS, best_spelling, press_telex, press_vni
from analyzers.orthography import is_syllable, unmarked_syllables

Scheme = Literal["telex", "vni"]
Evidence = Literal["strong", "weak", "english", "unaccented", "accented", "foreign", "none"]
"""What one word shows about how the text was typed.

- `strong`: its keys spell a syllable, and it is almost certainly Telex or VNI.
- `weak`: its keys spell a syllable, but it may be something else.
- `english`: its keys spell a syllable, but it is also an English word.
- `unaccented`, `accented`: it is itself a syllable, without or with accents.
- `foreign`: it is a word of another language.
- `none`: it is no word.
"""

_MIN_TELLING_LETTERS: Final = 4
"""The least number of letters of a weak word that may be the only weak word of a decoded text."""

_CHUNK: Final = re.compile(r"\S+")
_TYPED_WORD: Final = re.compile(r"[^\W_]+")
_OPAQUE: Final = re.compile(r"[@/\\_]|\w\.\w")
"""The signs of an address, a path or a file name. A chunk with one of them is not decoded."""

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
"""Words of English, computing and the news that also spell a Vietnamese syllable in Telex.

They are the frequent ones in 110 MB of English text and in 71,000 search queries. A word with a final s is
also English if the word without the s is in this list.
"""


class _Reading(NamedTuple):
    """What a scheme makes of one word: the syllable that the keys spell, or None, and the evidence."""

    decoded: str | None
    evidence: Evidence


class _Word(NamedTuple):
    """The word `text[start:end]` and its reading in a scheme."""

    start: int
    end: int
    reading: _Reading


def decode_typing(text: str) -> tuple[str, Scheme] | None:
    """Return the decoded text and its scheme, or None if the text shows no Telex or VNI typing.

    `"Vieejt nam" -> ("Việt nam", "telex")`. The evidence of all words decides whether the text
    is decoded. Then each word whose keys spell a possible syllable is replaced by the syllable, in the case
    of the word, except English words in a text with other foreign words. Everything else stays unchanged.
    """
    words = {scheme: list(_words(text, scheme)) for scheme in _SCHEMES}
    # The scheme that decodes more words is tried first. Both schemes may decode some words of a text: Telex
    # decodes no word with a digit, but a VNI text may have a word such as coong.
    for scheme in sorted(
        words, key=lambda scheme: -sum(bool(word.reading.decoded) for word in words[scheme])
    ):
        if _is_convincing(text, words[scheme]):
            return _decode_words(text, words[scheme]), scheme
    return None


def _words(text: str, scheme: Scheme) -> Iterator[_Word]:
    """Yield the words of the text with their readings, except in addresses, paths and file names."""
    read = _SCHEMES[scheme]
    for chunk in _CHUNK.finditer(text):
        if _OPAQUE.search(chunk[0]):
            continue
        for word in _TYPED_WORD.finditer(text, chunk.start(), chunk.end()):
            yield _Word(word.start(), word.end(), read(word[0].lower()))


def _is_convincing(text: str, words: list[_Word]) -> bool:
    """Return whether the words together show that the text was typed for the scheme."""

    def count(evidence: Evidence) -> int:
        return sum(word.reading.evidence == evidence for word in words)

    strong, foreign = count("strong"), count("foreign")
    # Each syllable that weak words decode to, with the last word that decodes to it.
    weak = {
        word.reading.decoded: text[word.start : word.end].lower()
        for word in words
        if word.reading.evidence == "weak"
    }
    if strong:
        return strong + len(weak) + count("unaccented") + count("accented") >= foreign
    if foreign or count("english") or count("accented"):
        return False
    # "banhs mi": a single weak word must be long and without digits, and the text must have an unaccented
    # syllable.
    telling = [typed for typed in weak.values() if len(typed) >= _MIN_TELLING_LETTERS and typed.isalpha()]
    return len(weak) >= 2 or bool(telling and count("unaccented"))


def _decode_words(text: str, words: list[_Word]) -> str:
    """Return the text with its words decoded."""
    # In a text with foreign words, English words stay unchanged: "tooi ddi shopping as ..."
    decodes_english = not any(word.reading.evidence == "foreign" for word in words)
    pieces, last = [], 0
    for start, end, reading in words:
        if reading.decoded is not None and (decodes_english or reading.evidence != "english"):
            pieces += [text[last:start], with_case_of(text[start:end], reading.decoded)]
            last = end
    return "".join((*pieces, text[last:]))


def with_case_of(typed: str, decoded: str) -> str:
    """Return the decoded or corrected syllable in the case of the typed word, which must not be empty.

    `"VIEETJ" -> "VIỆT"`, `"Vieetj" -> "Việt"`. A single capital counts as a capitalised word.
    """
    if typed.isupper() and len(typed) > 1:
        return decoded.upper()
    return decoded.capitalize() if typed[0].isupper() else decoded


@lru_cache(maxsize=1 << 12)
def _read_telex(word: str) -> _Reading:
    """Decode a lower-case word as Telex."""
    spelt = best_spelling(word, press_telex) if word.isascii() and word.isalpha() else None
    if spelt is None:
        return _undecoded_reading(word)
    syllable, state = spelt
    is_short = not state.shaped and word[0] in VOWELS and len(word) <= 3  # as, if, of, or, us
    if is_short or word in _english_words() or (word[-1] == "s" and word[:-1] in _english_words()):
        return _Reading(syllable, "english")
    is_unmistakable = "đ" in syllable or "w" in word or state.tone in UNMISTAKABLE_TONES
    is_strong = is_unmistakable or (state.shaped and word[-2:] not in ("aa", "ee", "oo"))
    return _Reading(syllable, "strong" if is_strong else "weak")


@lru_cache(maxsize=1 << 12)
def _read_vni(word: str) -> _Reading:
    """Decode a lower-case word as VNI."""
    spelt = best_spelling(word, press_vni) if word.isascii() and not word.isalpha() else None
    if spelt is None:
        return _undecoded_reading(word)
    syllable, state = spelt
    # A digit at the end may be a number, so nha2 and e63 are weaker evidence than co6ng and dda5i.
    is_digit_inside = any(digit.isdigit() and after.isalpha() for digit, after in pairwise(word))
    is_strong = is_digit_inside or (state.shaped and word[0] not in VOWELS)
    return _Reading(syllable, "strong" if is_strong else "weak")


_SCHEMES: Final[dict[Scheme, Callable[[str], _Reading]]] = {"telex": _read_telex, "vni": _read_vni}
"""The function of each scheme that decodes one lower-case word."""


def _undecoded_reading(word: str) -> _Reading:
    """Return the reading of a word whose keys spell no syllable."""
    if word.isascii() and word in unmarked_syllables():
        return _Reading(None, "unaccented")
    if is_syllable(word):
        return _Reading(None, "accented")
    is_word = word.isalpha() and any(letter in VOWELS for letter in word)
    return _Reading(None, "foreign" if is_word else "none")


@cache
def _english_words() -> frozenset[str]:
    return frozenset(_ENGLISH_WORDS.split())
