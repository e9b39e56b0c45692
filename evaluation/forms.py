"""In which forms may people type a query? With or without accents, and in other ways to write the same text.

FORMS has a function for each form. It takes a query of a collection and returns the text to search for.
"""

from __future__ import annotations

import random
import re
import unicodedata
from typing import TYPE_CHECKING

from analyzers.fold import fold
from analyzers.normalize import tone_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evaluation.collection import Query

SEED = 20_240_601
"""The seed that decides, together with the id of a query, which of its syllables keep their accents."""


def half_accented(text: str, key: str) -> str:
    """Return the text after removing the accents of each syllable with a probability of one half.

    The choice for the n-th syllable depends only on SEED, `key` and n.
    """
    draw = random.Random(f"{SEED}:{key}").random
    return re.sub(r"\S+", lambda syllable: fold(syllable[0]) if draw() < 0.5 else syllable[0], text)


FORMS: Mapping[str, Callable[[Query], str]] = {
    "accented": lambda query: query.text,
    "unaccented": lambda query: fold(query.text),
    "half-accented": lambda query: half_accented(query.text, query.id),
    "old-tone": lambda query: tone_style(query.text, "old"),
    "new-tone": lambda query: tone_style(query.text, "new"),
    "nfd": lambda query: unicodedata.normalize("NFD", query.text),
    "upper": lambda query: query.text.upper(),
}
"""Name of a form -> the function that returns a query in this form. `accented` does not change the text."""

SAME_RANKING = frozenset({"old-tone", "new-tone", "nfd", "upper"})
"""The forms that must have the same ranking as `accented`, because they have the same words."""
