"""Is a text a word of pyvi's word list, or a syllable of one?

The list has 31,000 Vietnamese words. The segmenter reads it as tables (`word_list`), which are made for many
look-ups of neighbouring pieces. This module looks up single words. The first look-up takes some milliseconds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from analyzers.accentuations import accentuations
from analyzers.errors import AnalysisError
from analyzers.model_files import REINSTALL_HINT, WORDS_FILE, file_bytes, model_folder

_NEW_STYLE: Final = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
"""The endings of syllables that the list writes with the tone mark on the last vowel."""

_OLD_STYLE_ENDING: Final = re.compile(rf"(?:{'|'.join(_NEW_STYLE)})(?= |$)")


def is_listed_word(text: str) -> bool:
    """Return whether a text is a word of the list. Its syllables are exact terms."""
    return _with_new_style(text) in _words()


def is_listed_syllable(term: str) -> bool:
    """Return whether a term is a syllable of a word of the list. An unaccented term may have any accents."""
    spellings = accentuations(term) if term.isascii() else (term,)
    return not _syllables().isdisjoint(map(_with_new_style, spellings))


def _with_new_style(text: str) -> str:
    return _OLD_STYLE_ENDING.sub(lambda ending: _NEW_STYLE[ending[0]], text)


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
def _syllables() -> frozenset[str]:
    return frozenset(" ".join(_words()).split(" "))
