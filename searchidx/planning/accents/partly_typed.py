"""Which syllables may be meant by one that was typed with some of its accents, such as `đuong`?"""

from __future__ import annotations

from functools import lru_cache

from analyzers.accentuations import accentuations
from analyzers.fold import folded_term
from analyzers.orthography import is_syllable, strip_tone


@lru_cache(maxsize=1 << 10)
def completions(exact: str) -> tuple[str, ...]:
    """Return the syllables with all marks of an exact term and more: `"đuong" -> ("đuống", "đương", ...)`.

    A mark that was typed holds, and a missing one is free. A toned syllable keeps its tone, and a letter such
    as ê keeps its mark. The result is empty for a term without accents, and for letters of no syllable.
    """
    folded = folded_term(exact)
    if folded == exact:
        return ()
    toneless, tone, _ = strip_tone(exact)
    return tuple(
        [
            other
            for other in accentuations(folded)
            if other != exact and _has_marks_of(*strip_tone(other)[:2], toneless, tone, folded)
        ]
    )


def _has_marks_of(other: str, other_tone: int, toneless: str, tone: int, folded: str) -> bool:
    """Return whether another syllable has the typed tone, if there is one, and every typed mark."""
    return (not tone or other_tone == tone) and all(
        typed in (bare, letter) for letter, typed, bare in zip(other, toneless, folded, strict=True)
    )


def lacks_accents(exact: str, document_frequency: int) -> bool:
    """Return whether an accented term, with this document frequency, lacks some of its accents.

    It does if it is no possible syllable or occurs in no document, and other accents complete it.
    """
    return not (document_frequency and is_syllable(exact)) and bool(completions(exact))
