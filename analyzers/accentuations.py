"""Which syllables have the same letters once their accents are removed?

The accentuations of `duong` are `dương`, `dường`, `đường` and 21 others, which are all the syllables that the
orthography allows with these letters. Nothing is built on import.
"""

from collections.abc import Sequence
from functools import cache

from analyzers.orthography import TONES, place_tone, toneless_syllables


def accentuations(folded: str) -> tuple[str, ...]:
    """Return all possible syllables that `folded` (lower case) may stand for, in a fixed order.

    Letters may gain a mark and d may become đ: `"ca" -> ("ca", "cà", "cá", "cả", "cã", "cạ")`. The result is
    empty if no syllable has these letters.
    """
    return tuple(
        accented
        for toneless in toneless_spellings(folded)
        for tone in range(len(TONES))
        if (accented := place_tone(toneless, tone)) is not None
    )


def toneless_spellings(folded: str) -> Sequence[str]:
    """Return the accentuations of `folded` (lower case) before a tone is added, in a fixed order.

    `"cac" -> ["cac", "căc", "câc"]`. These need not be syllables: a rhyme that ends in c must bear a tone.
    The result is empty if no syllable has these letters. Do not change it.
    """
    return _toneless_spellings().get(folded, ())


@cache
def _toneless_spellings() -> dict[str, list[str]]:
    """Return the spellings of all syllables without their tone marks, grouped by their unmarked letters."""
    unmarked = str.maketrans("ăâđêôơư", "aadeoou")
    by_letters: dict[str, list[str]] = {}
    for toneless in toneless_syllables():
        by_letters.setdefault(toneless.translate(unmarked), []).append(toneless)
    return by_letters
