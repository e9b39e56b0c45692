"""Is a text a word of pyvi's word list, or a syllable of one?

The list has 31,000 Vietnamese words. The segmenter reads it as tables (`word_list`), which are made for many
look-ups of neighbouring pieces. This module looks up single words. The first look-up takes some milliseconds.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from analyzers.accentuations import accentuations
from analyzers.errors import AnalysisError
from analyzers.model_files import REINSTALL_HINT, WORDS_FILE, file_bytes, model_folder
from analyzers.normalize import tone_style


def is_listed_word(text: str) -> bool:
    """Return whether a text is a word of the list. Its syllables are exact terms."""
    return _as_listed(text) in _words()


def is_listed_syllable(term: str) -> bool:
    """Return whether a term is a syllable of a word of the list. An unaccented term may have any accents."""
    spellings = accentuations(term) if term.isascii() else (term,)
    return any(_as_listed(spelling) in _syllables() for spelling in spellings)


def count_listed_words(term: str) -> int:
    """Return the number of words of the list that have a syllable: a measure of how usual the syllable is."""
    return _syllables()[_as_listed(term)]


def _as_listed(text: str) -> str:
    """Return a text with its tone marks as in the list, which has `hoà` for `hòa`."""
    return tone_style(text, "new")


@cache
def _words() -> frozenset[str]:
    folder = model_folder()
    try:
        text = file_bytes(f"{folder}/{WORDS_FILE}").decode()
    except (OSError, UnicodeDecodeError) as error:
        raise AnalysisError(
            f"The word list of pyvi in {folder} cannot be read ({error}). {REINSTALL_HINT}"
        ) from error
    return frozenset(text.lower().splitlines())


@cache
def _syllables() -> Counter[str]:
    """Return the syllables of the words of the list, each with the number of words that have it."""
    return Counter(syllable for word in _words() for syllable in set(word.split(" ")))
