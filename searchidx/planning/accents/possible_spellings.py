"""Which spellings are possible for one syllable, whatever the index and the other syllables are?"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, product
from typing import Final

from analyzers.accentuations import accentuations, toneless_spellings
from searchidx.planning.terms import as_typed, syllable_of

MAX_STROKES: Final = 3
"""In an abbreviation with at most this number of letters d, each d may stand for đ."""


@lru_cache(maxsize=1 << 12)
def possible_spellings(folded: str) -> tuple[str, ...]:
    """Return the spellings that are possible for an unaccented syllable (a folded term). There may be none.

    - The letters of a Vietnamese syllable may have any of its accentuations.
    - Other letters with a final k may be a name from the Central Highlands: `dak` -> `đắk`, `đăk`, ... The
      accents are those of the same syllable with a final c.
    - Other letters with one to `MAX_STROKES` d may be an abbreviation: `hdnd` -> `hđnd`, `hdnđ`, ...
    """
    if of_orthography := accentuations(folded):
        return of_orthography
    if folded.endswith("k"):
        with_c = folded.removesuffix("k") + "c"
        without_end = dict.fromkeys(
            text[:-1] for text in (*toneless_spellings(with_c), *accentuations(with_c))
        )
        return tuple(f"{text}k" for text in without_end)
    if 0 < folded.count("d") <= MAX_STROKES:
        choices = ["dđ" if letter == "d" else letter for letter in folded]
        return tuple("".join(letters) for letters in product(*choices))
    return ()


@lru_cache(maxsize=1 << 12)
def matching_spellings(exact: str) -> tuple[str, ...]:
    """Return the exact terms of accented articles that a typed syllable matches, each once.

    These are the exact term of the syllable and its twins (`i_y_twins`). If the syllable has no accents, they
    are also the possible spellings of these terms: `"si" -> ("si", "sì", "sĩ", ..., "sy", "sỹ", ...)`.
    """
    typed, folded = as_typed(syllable_of(exact))
    spellings = chain.from_iterable([(text, *possible_spellings(text)) for text in sorted(folded)])
    return tuple(dict.fromkeys([*sorted(typed), *spellings]))
