"""Is a word of decoded text plausible Vietnamese? Both detections, of bytes and of font letters, ask this."""

import re
from typing import Final

from analyzers.normalize import term
from analyzers.orthography import is_syllable

_MAX_WORD_CHARACTERS: Final = 40
"""A longer word beyond ASCII is not plausible."""

_INNER_SIGNS: Final = re.compile(r"[-/.,'’–&+()…]")
_OUTER_SIGNS: Final = "".join(map(chr, range(33, 48))) + ":;<=>?@[\\]^_`{|}~“”‘’„«»…–—•·°´\u00a0"


def bare_word(chunk: str) -> str:
    """Return the text between two blanks without the signs at its ends."""
    return chunk.strip(_OUTER_SIGNS)


def is_plausible_word(word: str) -> bool:
    """Return whether each part of a word is in ASCII or a syllable in lower, upper or title case."""
    return len(word) <= _MAX_WORD_CHARACTERS and all(map(_is_plausible_part, _INNER_SIGNS.split(word)))


def _is_plausible_part(part: str) -> bool:
    is_cased = part.islower() or part.isupper() or part.istitle()
    return part.isascii() or (is_cased and is_syllable(term(part)))
